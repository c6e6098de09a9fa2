// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "agreement/reliability_data.h"
#include "agreement/sets.h"
#include "agreement/spans/span_data.h"
#include "corpus/result.h"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

/// Reliability data from a file, so that `axial agreement` is also a calculator that needs no study.
namespace axial::cli {

/// What a file of units holds. Only the member that `kind` names is filled.
struct UnitsFile {
    enum class Kind {
        ratings, ///< one label a cell
        sets,    ///< a set of codes a cell
        spans,   ///< segments of a continuum
        masses,  ///< lengths of the segments that each rater cut a text into
    };
    Kind kind = Kind::ratings;
    /// Of measurement, as the file claims it: nominal, ordinal, interval, ratio; empty where it claims none.
    std::string level;
    std::vector<std::string> raters; ///< names, or "1", "2" …
    std::vector<std::string> units;  ///< ids, or "1", "2" …

    agreement::ReliabilityData ratings;
    agreement::SetData sets;
    std::optional<agreement::SpanData> spans;
    std::vector<std::vector<std::int64_t>> masses; ///< one list a rater

    std::vector<double> scores;               ///< of the categories, in their order; may be empty
    std::vector<std::vector<double>> weights; ///< similarity of categories, checked; may be empty
    std::vector<std::size_t> clusters;        ///< of each unit; empty: every unit is drawn by itself
    std::string cluster_name;                 ///< column that the clusters come from
    struct Gamma {
        double alpha = 1, beta = 1, delta_empty = 1;
    };
    Gamma gamma;
    std::string
        subkind; ///< of spans, as the file names it: alpha_u_2004, u_alpha_2016, gamma, char; may be empty
    std::vector<std::string> notes; ///< what a careful reader should know: "'NA' is taken for a category"
};

/// How to read a table of units.
struct UnitsOptions {
    std::vector<std::string> categories;      ///< declared; a label that is none of them is an error
    std::string level;                        ///< overrules the file's
    std::optional<std::string> set_separator; ///< cells of a CSV file are sets of codes, separated by this
    bool blank_is_none = false; ///< an empty cell is the answer "none" (for sets: the empty set), not missing
    bool long_table = false;    ///< one row a rating: unit, coder, value
    std::string cluster;        ///< column of what the unit belongs to
    std::optional<std::filesystem::path> weights; ///< CSV file: a matrix with the categories as header
};

/// A table: first row names the columns, first column the units, every further one a coder; or, with
/// `long_table`, the columns unit, coder and value. Fails with row and column.
[[nodiscard]] Result<UnitsFile> read_units_csv(const std::filesystem::path& file, const UnitsOptions& options);
/// An object with the fields of docs/agreement.md: kind, units, categories, scores, weights, segments,
/// continuum, masses, gamma. Fails with the row and column, or the segment.
[[nodiscard]] Result<UnitsFile> read_units_json(const std::filesystem::path& file, const UnitsOptions& options);
/// JSON where the name ends in .json, a table otherwise.
[[nodiscard]] Result<UnitsFile> read_units(const std::filesystem::path& file, const UnitsOptions& options);

} // namespace axial::cli
