// SPDX-License-Identifier: GPL-3.0-or-later
#include "collectors/dumps/raw_lines.h"

#include <fmt/format.h>

#include <utility>

namespace axial::collectors::dumps {

void RawLines::add(std::string_view text, std::size_t line) {
    first_ = lines_.empty() ? line : first_;
    last_ = line;
    lines_ += text;
    lines_ += '\n';
}

void RawLines::clear() {
    lines_.clear();
}

Result<std::int64_t> RawLines::store(corpus::RawStore& raw, const std::string& prefix) {
    corpus::Exchange exchange;
    exchange.key = fmt::format("{}#{}-{}", prefix, first_, last_);
    for (int sequence = 0;; ++sequence) {
        AXIAL_ASSIGN(const auto there, raw.find(exchange.key, sequence));
        if (!there)
            break;
        if (there->body == lines_)
            return there->row;
    }
    exchange.headers = {{"content-type", "application/jsonl"}};
    exchange.body = std::move(lines_);
    exchange.fetched_at = now();
    AXIAL_ASSIGN(const auto row, raw.append(exchange));
    AXIAL_TRY(raw.commit());
    return row;
}

} // namespace axial::collectors::dumps
