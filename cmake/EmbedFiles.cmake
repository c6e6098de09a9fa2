# SPDX-License-Identifier: GPL-3.0-or-later
# Writes {"name", R"(contents)"} rows for an array of embedded text files: cmake -DOUTPUT=F -DFILES="a;b" -P EmbedFiles.cmake
set(rows "")
foreach(file IN LISTS FILES)
  get_filename_component(name ${file} NAME_WE)
  file(READ ${file} text)
  string(APPEND rows "{\"${name}\", R\"EMBEDDED(${text})EMBEDDED\"},\n")
endforeach()
file(WRITE ${OUTPUT} "${rows}")
