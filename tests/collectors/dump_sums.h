// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gtest/gtest.h>

#include <cstdint>
#include <map>
#include <string>

namespace axial::tests {

/// What an import read is stored or left out for a reason.
inline void expect_sums(std::map<std::string, std::int64_t> n) {
    EXPECT_EQ(n["posts_read"], n["questions_stored"] + n["answers_stored"] + n["posts_other_type"] +
                                   n["posts_filtered"] + n["posts_orphaned"] + n["posts_unusable"]);
    EXPECT_EQ(n["comments_read"],
              n["comments_stored"] + n["comments_filtered"] + n["comments_orphaned"] + n["comments_unusable"]);
    EXPECT_EQ(n["added"] + n["changed"] + n["unchanged"],
              n["questions_stored"] + n["answers_stored"] + n["comments_stored"]);
    EXPECT_EQ(n["texts_markdown"] + n["texts_html"], n["questions_stored"] + n["answers_stored"]);
    EXPECT_EQ(n["questions_wanted"], n["questions_stored"]);
    EXPECT_EQ(n["answers_wanted"], n["answers_stored"]);
    EXPECT_EQ(n["comments_wanted"], n["comments_stored"]);
}

} // namespace axial::tests
