// SPDX-License-Identifier: GPL-3.0-or-later
#include "codebooks/sealing.h"

#include <fmt/format.h>

namespace axial::codebooks {

std::string visible_rows(const std::string& alias) {
    return fmt::format("({0}.coder = :viewer OR {0}.round = '' OR EXISTS (SELECT 1 FROM rounds sealed "
                       "WHERE sealed.uuid = {0}.round AND (sealed.blind = 0 OR sealed.closed = 1)))",
                       alias);
}

std::string visible_memos(const std::string& alias) {
    return fmt::format(
        "({0}.coder = :viewer OR NOT EXISTS (SELECT 1 FROM rounds sealed, json_each(sealed.coders) c "
        "WHERE sealed.blind = 1 AND sealed.closed = 0 AND c.value = {0}.coder))",
        alias);
}

std::string visible_events(const std::string& alias) {
    return fmt::format(
        "({0}.coder = :viewer OR NOT ("
        "{0}.target GLOB 'memo:*' AND EXISTS (SELECT 1 FROM rounds sealed, json_each(sealed.coders) c "
        "WHERE sealed.blind = 1 AND sealed.closed = 0 AND c.value = {0}.coder) OR "
        "EXISTS (SELECT 1 FROM events made JOIN rounds sealed ON sealed.uuid = json_extract(made.payload, "
        "'$.round') WHERE made.target = {0}.target AND sealed.blind = 1 AND sealed.closed = 0)))",
        alias);
}

void bind_viewer(SQLite::Statement& statement, const Viewer& viewer) {
    statement.bind(":viewer", viewer.coder);
}

} // namespace axial::codebooks
