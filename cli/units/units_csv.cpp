// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/units/units_checks.h"
#include "cli/units/units_file.h"
#include "corpus/csv.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <functional>
#include <map>
#include <unordered_map>

namespace axial::cli {
namespace {

using agreement::SetData;
using corpus::CsvRow;
using corpus::CsvTable;

constexpr const char* none = "none"; ///< the answer that an empty cell is, if it is one

std::string trimmed(std::string_view text) {
    const auto first = text.find_first_not_of(" \t");
    if (first == std::string_view::npos)
        return {};
    return std::string(text.substr(first, text.find_last_not_of(" \t") - first + 1));
}

Result<SetData::Codes> read_set(const std::string& cell, const UnitsOptions& options,
                                const units::Where& where) {
    SetData::Codes codes;
    for (std::size_t at = 0; at <= cell.size() && !cell.empty();) {
        const auto end = std::min(cell.find(*options.set_separator, at), cell.size());
        const auto code = trimmed(std::string_view(cell).substr(at, end - at));
        if (code.empty())
            return bad_input(fmt::format("an empty code in '{}'", cell), where());
        AXIAL_TRY(units::check_label(code, options.categories, where));
        codes.insert(code);
        at = end + options.set_separator->size();
    }
    return codes;
}

/// Fills a UnitsFile unit by unit, whatever form the table has.
class TableBuilder {
public:
    TableBuilder(const UnitsOptions& options, std::vector<std::string> raters) : options_(options) {
        file_.kind = options.set_separator ? UnitsFile::Kind::sets : UnitsFile::Kind::ratings;
        file_.level = options.level;
        file_.raters = std::move(raters);
        file_.cluster_name = options.cluster;
        if (!options.categories.empty())
            file_.ratings = agreement::ReliabilityData(options.categories);
    }

    /// Says where the cell of a rater is.
    using WhereOf = std::function<std::string(std::size_t)>;

    /// `cells` one a rater, as written.
    Status add(const std::string& unit, std::vector<std::optional<std::string>> cells, const WhereOf& where) {
        file_.units.push_back(unit);
        return options_.set_separator ? add_sets(cells, where) : add_labels(std::move(cells), where);
    }

    void add_to_cluster(const std::string& name) {
        file_.clusters.push_back(clusters_.emplace(name, clusters_.size()).first->second);
    }

    UnitsFile take() {
        units::add_notes(file_);
        return std::move(file_);
    }
    UnitsFile& file() { return file_; }

private:
    Status add_labels(std::vector<std::optional<std::string>> cells, const WhereOf& where) {
        for (std::size_t i = 0; i < cells.size(); ++i) {
            if (cells[i] && cells[i]->empty())
                cells[i] = options_.blank_is_none ? std::optional<std::string>(none) : std::nullopt;
            if (!cells[i])
                continue;
            const auto here = [&] { return where(i); };
            AXIAL_TRY(units::check_label(*cells[i], options_.categories, here));
            AXIAL_TRY(units::check_level(*cells[i], file_, !options_.categories.empty(), here));
        }
        file_.ratings.add_unit(cells);
        return {};
    }

    Status add_sets(const std::vector<std::optional<std::string>>& cells, const WhereOf& where) {
        std::vector<std::optional<SetData::Codes>> sets(cells.size());
        for (std::size_t i = 0; i < cells.size(); ++i) {
            if (!cells[i] || (cells[i]->empty() && !options_.blank_is_none))
                continue;
            AXIAL_ASSIGN(sets[i], read_set(*cells[i], options_, [&] { return where(i); }));
        }
        file_.sets.add_unit(sets);
        return {};
    }

    const UnitsOptions& options_;
    UnitsFile file_;
    std::map<std::string, std::size_t> clusters_;
};

/// A table with another separator has a single column, whose name shows it.
const char* separator_hint(const std::string& header) {
    if (header.find(';') != std::string::npos)
        return "cells are separated by commas, not by semicolons";
    if (header.find('\t') != std::string::npos)
        return "cells are separated by commas, not by tabs";
    return "the first column is the unit, each further one a coder";
}

Result<UnitsFile> read_wide(const CsvTable& table, const UnitsOptions& options, const std::string& file) {
    std::optional<std::size_t> cluster;
    if (!options.cluster.empty()) {
        AXIAL_ASSIGN(cluster, table.column(options.cluster));
    }
    std::vector<std::size_t> columns;
    std::vector<std::string> raters;
    for (std::size_t i = 1; i < table.header().size(); ++i)
        if (i != cluster) {
            columns.push_back(i);
            raters.push_back(table.header()[i]);
        }
    if (columns.empty())
        return bad_input("no column of ratings", file, separator_hint(table.header().front()));
    TableBuilder builder(options, raters);
    std::unordered_map<std::string, std::size_t> seen;
    for (const auto& row : table.rows()) {
        const std::string& unit = row.cells.front();
        if (unit.empty())
            return bad_input("a unit without an id", table.where(row));
        if (const auto [first, is_new] = seen.emplace(unit, row.line); !is_new)
            return bad_input(fmt::format("unit '{}' is there already", unit), table.where(row),
                             fmt::format("first in line {}", first->second));
        std::vector<std::optional<std::string>> cells;
        for (const auto column : columns)
            cells.emplace_back(row.cells[column]);
        AXIAL_TRY(builder.add(unit, std::move(cells), [&](std::size_t rater) {
            return units::place(table.where(row), table.header()[columns[rater]]);
        }));
        if (cluster)
            builder.add_to_cluster(row.cells[*cluster]);
    }
    return builder.take();
}

/// One row a rating. Units and coders keep the order in which they first come.
Result<UnitsFile> read_long(const CsvTable& table, const UnitsOptions& options) {
    AXIAL_ASSIGN(const auto unit_column, table.column("unit"));
    AXIAL_ASSIGN(const auto coder_column, table.column("coder"));
    AXIAL_ASSIGN(const auto value_column, table.column("value"));
    std::optional<std::size_t> cluster;
    if (!options.cluster.empty()) {
        AXIAL_ASSIGN(cluster, table.column(options.cluster));
    }
    std::vector<std::string> raters, units;
    std::unordered_map<std::string, std::size_t> rater_of, unit_of;
    std::vector<std::map<std::size_t, const CsvRow*>> rows; ///< by unit, then rater
    for (const auto& row : table.rows()) {
        const auto& unit = row.cells[unit_column];
        const auto& coder = row.cells[coder_column];
        if (unit.empty() || coder.empty())
            return bad_input(unit.empty() ? "a rating without a unit" : "a rating without a coder",
                             table.where(row));
        if (unit_of.emplace(unit, units.size()).second) {
            units.push_back(unit);
            rows.emplace_back();
        }
        if (rater_of.emplace(coder, raters.size()).second)
            raters.push_back(coder);
        const auto [first, is_new] = rows[unit_of[unit]].emplace(rater_of[coder], &row);
        if (!is_new)
            return bad_input(fmt::format("coder '{}' has rated unit '{}' already", coder, unit),
                             table.where(row), fmt::format("first in line {}", first->second->line));
    }
    TableBuilder builder(options, raters);
    for (std::size_t i = 0; i < units.size(); ++i) {
        std::vector<std::optional<std::string>> cells(raters.size());
        for (const auto& [rater, row] : rows[i])
            cells[rater] = row->cells[value_column];
        AXIAL_TRY(builder.add(units[i], std::move(cells), [&](std::size_t rater) {
            return units::place(table.where(*rows[i].at(rater)), table.header()[value_column]);
        }));
        if (cluster)
            builder.add_to_cluster(rows[i].begin()->second->cells[*cluster]);
    }
    return builder.take();
}

Result<std::vector<std::vector<double>>> read_matrix(const std::filesystem::path& file,
                                                     const std::vector<std::string>& categories) {
    AXIAL_ASSIGN(const auto table, CsvTable::read(file));
    std::vector<std::vector<double>> matrix;
    if (table.header() != categories)
        return bad_input("the header of the weights does not name the categories in their order", file.string(),
                         "one column a category, as in --categories");
    for (const auto& row : table.rows()) {
        auto& line = matrix.emplace_back();
        for (std::size_t i = 0; i < row.cells.size(); ++i) {
            double weight = 0;
            const auto& cell = row.cells[i];
            const auto read = std::from_chars(cell.data(), cell.data() + cell.size(), weight);
            if (read.ec != std::errc() || read.ptr != cell.data() + cell.size())
                return bad_input(fmt::format("'{}' is not a number", cell),
                                 units::place(table.where(row), table.header()[i]));
            line.push_back(weight);
        }
    }
    AXIAL_TRY(units::check_weights(matrix, categories, file.string()));
    return matrix;
}

} // namespace

Result<UnitsFile> read_units_csv(const std::filesystem::path& file, const UnitsOptions& options) {
    AXIAL_ASSIGN(const auto table, CsvTable::read(file));
    if (table.rows().empty())
        return bad_input("no units below the header", file.string());
    AXIAL_ASSIGN(auto units,
                 options.long_table ? read_long(table, options) : read_wide(table, options, file.string()));
    if (options.weights) {
        AXIAL_ASSIGN(units.weights, read_matrix(*options.weights, units.ratings.categories()));
    }
    return units;
}

} // namespace axial::cli
