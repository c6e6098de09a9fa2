// SPDX-License-Identifier: GPL-3.0-or-later
#include "codebooks/quote_check.h"

#include "codebooks/coding_rows.h"
#include "corpus/database.h"
#include "corpus/text/text_offsets.h"
#include "corpus/uuid.h"

#include <fmt/format.h>

namespace axial::codebooks {
namespace {

/// What is wrong with one coding; empty: nothing.
std::string problem(const SQLite::Column& text, std::uint32_t begin, std::uint32_t end,
                    const std::string& quote, const std::string& hash) {
    if (text.isNull())
        return "its revision is not in the store";
    if (sha256(quote) != hash)
        return "its quote does not match its own hash";
    if (begin == 0 && end == 0)
        return {};
    const auto body = text.getString();
    const corpus::TextOffsets offsets(body);
    if (begin >= end || end > offsets.length())
        return fmt::format("its span {}-{} lies outside the text", begin, end);
    if (offsets.slice(begin, end) != quote)
        return fmt::format("at {}-{} the text is no longer its quote", begin, end);
    return {};
}

} // namespace

Result<QuoteCheck> check_quotes(corpus::Study& study, std::size_t most_lines) {
    return corpus::guarded([&]() -> Result<QuoteCheck> {
        SQLite::Statement query(
            study.database(),
            fmt::format("SELECT c.uuid, c.post, c.begin_at, c.end_at, c.quote, c.sha256, r.text FROM codings c "
                        "LEFT JOIN posts p ON p.key = c.post "
                        "LEFT JOIN revisions r ON r.post_id = p.id AND r.number = {} ORDER BY c.event",
                        coding_revision));
        QuoteCheck check;
        while (query.executeStep()) {
            ++check.checked;
            const auto wrong =
                problem(query.getColumn(6), query.getColumn(2).getUInt(), query.getColumn(3).getUInt(),
                        query.getColumn(4).getString(), query.getColumn(5).getString());
            if (!wrong.empty() && check.differences.size() < most_lines)
                check.differences.push_back(fmt::format("coding {} in {}: {}", query.getColumn(0).getString(),
                                                        query.getColumn(1).getString(), wrong));
        }
        return check;
    });
}

} // namespace axial::codebooks
