// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "corpus/record.h"
#include "corpus/store.h"
#include "corpus/study.h"

#include <string>

namespace axial::tests {

/// A GitHub issue of example-lab/loader, for tests that need posts rather than a service.
[[nodiscard]] corpus::IncomingThread issue(int number, const std::string& title);
/// Its first post.
[[nodiscard]] corpus::IncomingPost first_post(int number, const std::string& markdown);
/// A comment on some issue.
[[nodiscard]] corpus::IncomingPost comment(int id, const std::string& markdown);

/// Stores an issue with its first post and gives the thread's row; fails the test on an error.
corpus::RowId put_issue(corpus::Store& store, int number, const std::string& title,
                        const std::string& markdown);

/// "github/example-lab/loader/issue/7"
[[nodiscard]] std::string issue_key(int number);
[[nodiscard]] std::string comment_key(int id);

} // namespace axial::tests
