// SPDX-License-Identifier: GPL-3.0-or-later
#include "corpus/csv.h"

#include "corpus/files.h"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <cstdint>
#include <set>
#include <utility>

namespace axial::corpus {
namespace {

constexpr std::uint64_t max_file = 1ULL << 30U;

/// Where the text stops being UTF-8 without U+0000; its size if nowhere.
std::size_t first_bad_byte(std::string_view text) {
    const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
    const auto length = static_cast<std::int64_t>(text.size());
    for (std::int64_t i = 0; i < length;) {
        const std::int64_t begin = i;
        UChar32 character = 0;
        U8_NEXT(bytes, i, length, character);
        if (character <= 0)
            return static_cast<std::size_t>(begin);
    }
    return text.size();
}

/// Cuts a text into rows; nothing is known of columns here.
class Splitter {
public:
    Splitter(std::string_view text, std::string_view name) : text_(text), name_(name) {}

    [[nodiscard]] bool at_end() const { return at_ == text_.size(); }

    [[nodiscard]] Result<CsvRow> row() {
        CsvRow row{line_, {}};
        do {
            AXIAL_ASSIGN(std::string cell, this->cell());
            row.cells.push_back(std::move(cell));
        } while (take(','));
        end_line();
        return row;
    }

private:
    [[nodiscard]] bool on_break() const { return text_[at_] == '\n' || text_[at_] == '\r'; }
    bool take(char c) {
        const bool there = !at_end() && text_[at_] == c;
        at_ += there ? 1 : 0;
        return there;
    }
    void end_line() {
        const bool carriage_return = take('\r');
        if (take('\n') || carriage_return)
            ++line_;
    }
    [[nodiscard]] auto error(std::size_t line, const char* what, const char* hint) const {
        return bad_input(what, fmt::format("{}:{}", name_, line), hint);
    }

    [[nodiscard]] Result<std::string> cell() {
        if (take('"'))
            return quoted();
        const std::size_t begin = at_;
        while (!at_end() && text_[at_] != ',' && !on_break()) {
            if (text_[at_] == '"')
                return error(line_, "a quote inside a cell that does not begin with one",
                             "quote the whole cell and double the quotes in it");
            ++at_;
        }
        return std::string(text_.substr(begin, at_ - begin));
    }

    [[nodiscard]] Result<std::string> quoted() {
        const std::size_t opened = line_;
        std::string cell;
        for (;;) {
            if (at_end())
                return error(opened, "a quoted cell is never closed", "is the file complete?");
            if (take('"')) {
                if (!take('"'))
                    break;
                cell += '"';
                continue;
            }
            const char c = text_[at_++];
            // A CRLF counts once: at its LF.
            if (c == '\n' || (c == '\r' && (at_end() || text_[at_] != '\n')))
                ++line_;
            cell += c;
        }
        if (!at_end() && text_[at_] != ',' && !on_break())
            return error(line_, "text after the closing quote of a cell",
                         "double the quotes inside a quoted cell");
        return cell;
    }

    std::string_view text_, name_;
    std::size_t at_ = 0, line_ = 1;
};

Status check_header(const std::vector<std::string>& header, const std::string& where) {
    std::set<std::string_view> seen;
    for (std::size_t i = 0; i < header.size(); ++i) {
        if (header[i].empty() && header.size() > 1)
            return bad_input(fmt::format("column {} has no name", i + 1), where,
                             "the first row must name the columns");
        if (!seen.insert(header[i]).second)
            return bad_input(fmt::format("column name '{}' is there twice", header[i]), where);
    }
    return {};
}

} // namespace

Result<CsvTable> CsvTable::parse(std::string_view text, std::string_view name) {
    CsvTable table;
    table.name_ = name;
    if (text.starts_with("\xEF\xBB\xBF"))
        text.remove_prefix(3);
    if (const std::size_t bad = first_bad_byte(text); bad != text.size()) {
        const auto line = 1 + std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(bad), '\n');
        return bad_input(text[bad] == 0 ? "a U+0000 character" : "not valid UTF-8",
                         fmt::format("{}:{}", name, line), "save the file as UTF-8");
    }
    Splitter splitter(text, name);
    bool has_header = false;
    while (!splitter.at_end()) {
        AXIAL_ASSIGN(CsvRow row, splitter.row());
        const bool empty_line = row.cells.size() == 1 && row.cells.front().empty();
        if (empty_line && (!has_header || table.header_.size() != 1))
            continue;
        if (!has_header) {
            AXIAL_TRY(check_header(row.cells, table.where(row)));
            table.header_ = std::move(row.cells);
            has_header = true;
        } else if (row.cells.size() != table.header_.size()) {
            return bad_input(fmt::format("{} cell{} where the header has {}", row.cells.size(),
                                         row.cells.size() == 1 ? "" : "s", table.header_.size()),
                             table.where(row));
        } else {
            table.rows_.push_back(std::move(row));
        }
    }
    if (!has_header)
        return bad_input("the file is empty", std::string(name), "the first row must name the columns");
    return table;
}

Result<CsvTable> CsvTable::read(const std::filesystem::path& file) {
    AXIAL_ASSIGN(const std::string text, read_file(file, max_file));
    return parse(text, file.string());
}

std::optional<std::size_t> CsvTable::find_column(std::string_view name) const {
    const auto found = std::find(header_.begin(), header_.end(), name);
    if (found == header_.end())
        return std::nullopt;
    return static_cast<std::size_t>(found - header_.begin());
}

Result<std::size_t> CsvTable::column(std::string_view name) const {
    if (const auto found = find_column(name))
        return *found;
    return bad_input(fmt::format("no column '{}'", name), name_,
                     fmt::format("the columns are {}", fmt::join(header_, ", ")));
}

std::string CsvTable::where(const CsvRow& row) const {
    return fmt::format("{}:{}", name_, row.line);
}

std::string csv_row(const std::vector<std::string>& cells) {
    if (cells.size() == 1 && cells.front().empty())
        return "\"\"\r\n";
    std::string row;
    for (std::size_t i = 0; i < cells.size(); ++i) {
        const std::string& cell = cells[i];
        row += i > 0 ? "," : "";
        const bool blank_end = !cell.empty() && (cell.front() == ' ' || cell.back() == ' ');
        if (!blank_end && cell.find_first_of(",\"\r\n") == std::string::npos) {
            row += cell;
            continue;
        }
        row += '"';
        for (const char c : cell)
            row.append(c == '"' ? 2 : 1, c);
        row += '"';
    }
    return row + "\r\n";
}

} // namespace axial::corpus
