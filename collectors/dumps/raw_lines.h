// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "corpus/raw_store.h"
#include "corpus/result.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace axial::collectors::dumps {

/// The lines of a bulk file that a batch of records comes from, on their way to raw.db.
class RawLines {
public:
    /// `line` is where it stands in its file, counted from 1.
    void add(std::string_view text, std::size_t line);
    [[nodiscard]] std::size_t bytes() const { return lines_.size(); }
    void clear();

    /// Appends them as "PREFIX#FIRST-LAST" and gives their row. The same file read again has the same batches:
    /// lines that are there already are kept once.
    [[nodiscard]] Result<std::int64_t> store(corpus::RawStore& raw, const std::string& prefix);

private:
    std::string lines_;
    std::size_t first_ = 0, last_ = 0;
};

} // namespace axial::collectors::dumps
