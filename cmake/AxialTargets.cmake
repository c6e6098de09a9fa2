# SPDX-License-Identifier: GPL-3.0-or-later
# How every target of Axial is built: one static library per folder, warnings as errors, fast linker where present.

option(AXIAL_UI "Build the desktop app" ON)
option(AXIAL_TESTS "Build the tests" ON)
option(AXIAL_BENCH "Build the benchmarks" OFF)

set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)

find_program(CCACHE ccache)
if(CCACHE)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CCACHE})
endif()
find_program(MOLD mold)
if(MOLD)
  add_link_options(-fuse-ld=mold)
endif()

function(axial_compile_options target)
  target_compile_options(${target} PRIVATE -Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor -Werror)
  if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
    # GCC 12 sees overlaps in `"x" + std::string` when it inlines it (GCC bug 105651, fixed in 13).
    target_compile_options(${target} PRIVATE -Wno-restrict)
  endif()
  target_include_directories(${target} PUBLIC ${CMAKE_SOURCE_DIR})
endfunction()

# Sources are found by pattern, so that adding a file needs no second edit; CONFIGURE_DEPENDS keeps that exact.
function(axial_library name)
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS *.cpp *.h)
  list(FILTER sources EXCLUDE REGEX "/main\\.cpp$")
  if(NOT sources MATCHES "\\.cpp")
    file(WRITE ${CMAKE_CURRENT_BINARY_DIR}/empty.cpp "")
    list(APPEND sources ${CMAKE_CURRENT_BINARY_DIR}/empty.cpp)
  endif()
  add_library(axial_${name} STATIC ${sources})
  axial_compile_options(axial_${name})
  target_link_libraries(axial_${name} ${ARGN})
endfunction()

# One GoogleTest program for each folder of tests.
function(axial_test_folder name)
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/${name}/*.cpp)
  if(NOT sources)
    return()
  endif()
  add_executable(test_${name} ${sources})
  axial_compile_options(test_${name})
  target_compile_definitions(test_${name} PRIVATE
    AXIAL_SOURCE_DIR="${CMAKE_SOURCE_DIR}" AXIAL_BINARY_DIR="${CMAKE_BINARY_DIR}")
  target_link_libraries(test_${name} PRIVATE axial_test_support GTest::gmock GTest::gtest_main ${ARGN})
  gtest_discover_tests(test_${name} DISCOVERY_TIMEOUT 60 NO_PRETTY_VALUES TEST_PREFIX "${name}." PROPERTIES TIMEOUT 300)
endfunction()
