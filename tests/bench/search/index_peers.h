// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "corpus/study.h"

#include <cstdint>
#include <filesystem>
#include <optional>

namespace axial::bench {

/// One Xapian writer with its defaults, given the very documents that Axial indexes; `most` posts. Seconds.
[[nodiscard]] double plain_writer(corpus::Study& study, const std::filesystem::path& folder, std::int64_t most);

/// The texts as e-mails, for programs that index those.
void write_maildir(corpus::Study& study, const std::filesystem::path& maildir, std::int64_t most);
/// Seconds of `mu index` and `notmuch new` over a maildir; nothing where the program is not installed.
[[nodiscard]] std::optional<double> mu_index(const std::filesystem::path& maildir,
                                             const std::filesystem::path& home);
[[nodiscard]] std::optional<double> notmuch_new(const std::filesystem::path& maildir,
                                                const std::filesystem::path& home);

} // namespace axial::bench
