// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "corpus/result.h"
#include "corpus/study.h"

#include <nlohmann/json.hpp>

#include <cstdint>
#include <functional>
#include <map>
#include <span>
#include <stop_token>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

/// The tables of a study as rows of named values, whatever format they are then written in.
namespace axial::exports {

/// A row: every column of its table is there, null where there is no value.
using ExportRow = nlohmann::ordered_json;
using RowSink = std::function<Status(const ExportRow&)>;

/// What all tables are read from.
struct ExportSource {
    corpus::Study& study;
    std::string set;                       ///< only posts of this set and what is about them; empty: all
    std::unordered_set<std::string> posts; ///< keys of that set
    std::stop_token stop;
    [[nodiscard]] bool holds(const std::string& post) const { return set.empty() || posts.contains(post); }
};

struct ExportTable {
    std::string_view name; ///< of the CSV file
    std::string_view type; ///< of a line of JSON
    std::span<const std::string_view> columns;
    Status (*read)(const ExportSource& source, const RowSink& sink);
};

/// Posts, codebooks, sets, the posts of each, rounds, votes, codings, what counts after adjudication, in this order. Decisions of blind rounds
/// that are still open are in none of them.
[[nodiscard]] std::span<const ExportTable> export_tables();

/// Fails if the set does not exist.
[[nodiscard]] Result<ExportSource> export_source(corpus::Study& study, const std::string& set,
                                                 const std::stop_token& stop);

/// The blind rounds that are still open.
[[nodiscard]] Result<std::vector<std::string>> sealed_rounds(corpus::Study& study);

} // namespace axial::exports
