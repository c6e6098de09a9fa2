// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "corpus/result.h"
#include "corpus/study.h"

#include <cstdint>
#include <functional>
#include <limits>
#include <stop_token>

namespace axial::corpus {

/// Finds the language of the posts that were stored before their language was, or before the rules of
/// language_of changed: at most `most` of them, a thousand in one transaction, going on where it was stopped. A
/// new post gets its language when it is stored; this does nothing once a study is complete. Returns
/// `cancelled` when stopped. `study` is open for writing; a study that is open for reading is opened for
/// writing meanwhile, and left to the next time if somebody else is writing.
[[nodiscard]] Status complete_languages(Study& study,
                                        std::int64_t most = std::numeric_limits<std::int64_t>::max(),
                                        const std::function<void(std::int64_t, std::int64_t)>& progress = {},
                                        std::stop_token stop = {});

} // namespace axial::corpus
