// SPDX-License-Identifier: GPL-3.0-or-later
#include "collectors/dumps/table_rows.h"

#include "collectors/dumps/gh_archive_lines.h"
#include "collectors/http/json.h"
#include "corpus/csv.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace axial::collectors::dumps {
namespace {

std::optional<std::string> text_of(const Json& value) {
    if (value.is_string())
        return value.raw_text();
    if (!value.is_array()) {
        std::string written = value.dump();
        return written.empty() || written == "null" ? std::nullopt : std::optional(std::move(written));
    }
    std::string joined;
    for (const Json& item : value.items())
        joined += (joined.empty() ? "" : ";") + (item.is_string() ? item.raw_text() : item.dump());
    return joined;
}

std::optional<std::string> cell_of(const Json& row, const std::string& column) {
    Json value = row[column];
    if (!value.exists()) {
        value = row;
        for (std::size_t begin = 0; begin <= column.size();) {
            const auto end = std::min(column.find('.', begin), column.size());
            value = value[column.substr(begin, end - begin)];
            begin = end + 1;
        }
    }
    return text_of(value);
}

Status json_row(std::string_view text, std::size_t line, const std::function<Status(const TableRow&)>& visit) {
    const auto document = JsonDocument::parse(text);
    if (!document || !(*document)->root().is_object())
        return visit({line, "it is not a JSON object, or cut off", {}});
    const Json root = (*document)->root();
    return visit({line, {}, root.dump(), [root](const std::string& c) { return cell_of(root, c); }});
}

Status json_rows(const std::filesystem::path& file, const std::function<Status(const TableRow&)>& visit,
                 const std::stop_token& stop) {
    const auto take = [&](const ArchiveLine& line) -> Status {
        return line.problem.empty() ? json_row(line.text, line.line, visit)
                                    : visit({line.line, std::string(line.problem), {}});
    };
    AXIAL_ASSIGN(const auto end, for_each_line(file, take, stop, {}));
    if (end.kind == ArchiveEnd::Kind::truncated || end.kind == ArchiveEnd::Kind::damaged)
        return bad_input("the file is cut off or damaged", file.string(),
                         "what came before is stored; get the whole file and import it again");
    return {};
}

Status csv_rows(const std::filesystem::path& file, const std::vector<std::string>& asked,
                const std::function<Status(const TableRow&)>& visit, const std::stop_token& stop) {
    AXIAL_ASSIGN(const auto table, corpus::CsvTable::read(file));
    for (const auto& column : asked)
        AXIAL_TRY(table.column(column));
    for (const auto& row : table.rows()) {
        if (stop.stop_requested())
            return cancelled();
        nlohmann::ordered_json raw = nlohmann::ordered_json::object();
        for (std::size_t i = 0; i < row.cells.size(); ++i)
            raw[table.header()[i]] = row.cells[i];
        const auto cell = [&](const std::string& column) -> std::optional<std::string> {
            const auto index = table.find_column(column);
            return index ? std::optional(row.cells[*index]) : std::nullopt;
        };
        AXIAL_TRY(visit({row.line, {}, raw.dump(), cell}));
    }
    return {};
}

} // namespace

Status for_each_kept_row(std::string_view lines, const std::function<Status(const TableRow&)>& visit) {
    std::size_t number = 0;
    while (!lines.empty()) {
        const auto end = std::min(lines.find('\n'), lines.size());
        AXIAL_TRY(json_row(lines.substr(0, end), ++number, visit));
        lines.remove_prefix(std::min(end + 1, lines.size()));
    }
    return {};
}

Status for_each_table_row(const std::filesystem::path& file, TableForm form,
                          const std::vector<std::string>& asked,
                          const std::function<Status(const TableRow&)>& visit, const std::stop_token& stop) {
    std::error_code ignored;
    if (!std::filesystem::is_regular_file(file, ignored))
        return bad_input("there is no such file", file.string());
    return form == TableForm::csv ? csv_rows(file, asked, visit, stop) : json_rows(file, visit, stop);
}

} // namespace axial::collectors::dumps
