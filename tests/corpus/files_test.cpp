// SPDX-License-Identifier: GPL-3.0-or-later
#include "corpus/files.h"
#include "tests/support/shared_material.h"

#include <gmock/gmock.h>

#include <fstream>

namespace axial::corpus {
namespace {

using testing::HasSubstr;

TEST(ReadFile, GivesTheBytesAsTheyAre) {
    const tests::TemporaryFolder folder;
    const std::string bytes("a\0b\r\n\xFF", 6);
    std::ofstream(folder / "f", std::ios::binary) << bytes;
    EXPECT_EQ(read_file(folder / "f", 6).value(), bytes);
    EXPECT_THAT(read_file(folder / "f", 5).error().line(), HasSubstr("larger than 5 bytes"));
}

TEST(ReadFile, RefusesWhatIsNoFileAndNeverWaitsForIt) {
    const tests::TemporaryFolder folder;
    EXPECT_FALSE(read_file(folder / "none", 10));
    EXPECT_FALSE(read_file(folder.path(), 10));
    EXPECT_FALSE(read_file("/dev/zero", 10));
    EXPECT_FALSE(read_file(folder / std::string(300, 'x'), 10)); // longer than any name may be
}

TEST(ErrorLine, IsOneLineWithoutWhatATerminalObeys) {
    const Error error{Fault::world, "said \x1b[31mred\nand\r\x7f more", "here\t", {}};
    const auto line = error.line();
    EXPECT_TRUE(std::none_of(line.begin(), line.end(), [](unsigned char c) { return c < 0x20 || c == 0x7F; }))
        << line;
}

} // namespace
} // namespace axial::corpus
