// SPDX-License-Identifier: GPL-3.0-or-later
#include "scanner/links.h"

#include "corpus/models.h"
#include "corpus/sets.h"
#include "scanner/model_id.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

namespace axial::scanner {
namespace {

/// What `axial scan` wrote about a repository's load; anything else reads as nothing known.
void read_load(const corpus::Model& model, RepositoryRow& row) {
    const auto load = nlohmann::json::parse(model.load_files, nullptr, false);
    if (!load.is_object())
        return;
    if (const auto files = load.find("files"); files != load.end() && files->is_array())
        row.load_files = static_cast<std::int64_t>(files->size());
    std::set<std::string> others;
    if (const auto codes = load.find("other_code"); codes != load.end() && codes->is_array())
        for (const auto& code : *codes)
            if (code.is_object() && code.value("model", nlohmann::json()).is_string())
                others.insert(code["model"].get<std::string>());
    row.runs_code_of.assign(others.begin(), others.end());
}

Status add_scan(const corpus::Models& models, const corpus::Model& model, RepositoryRow& row) {
    AXIAL_ASSIGN(const auto counts, models.count_findings(model.row));
    row.model = model.key;
    row.scanned = true;
    row.config_rule = model.config_rule;
    row.paper_rule = model.paper_rule;
    row.errors = counts.errors;
    row.warnings = counts.warnings;
    row.notes = counts.notes + counts.none;
    row.suppressed = counts.suppressed;
    row.reachable = counts.reachable;
    row.top_cwes.assign(counts.cwes.begin(),
                        counts.cwes.begin() + std::min<std::ptrdiff_t>(5, std::ssize(counts.cwes)));
    read_load(model, row);
    return {};
}

} // namespace

Result<std::vector<RepositoryRow>> complaints_by_repository(corpus::Study& study,
                                                            std::optional<std::string> set) {
    std::vector<corpus::RowId> kept;
    if (set) {
        const corpus::Sets sets(study);
        AXIAL_ASSIGN(const auto found, sets.get(*set));
        AXIAL_ASSIGN(kept, sets.posts(found));
    }
    const corpus::Models models(study);
    AXIAL_ASSIGN(const auto mentions, models.count_mentions(kept, likely_mention));
    AXIAL_ASSIGN(const auto scanned, models.all());
    std::map<std::string, RepositoryRow> rows;
    for (const auto& mention : mentions) {
        auto& row = rows[folded_key(mention.model)];
        row.model = mention.model;
        row.posts = mention.posts;
        row.threads = mention.threads;
        row.kept = mention.kept;
    }
    for (const auto& model : scanned)
        AXIAL_TRY(add_scan(models, model, rows[folded_key(model.key)]));
    std::vector<RepositoryRow> table;
    for (auto& [folded, row] : rows)
        table.push_back(std::move(row));
    const auto rank = [](const RepositoryRow& row) {
        return std::tuple(-row.kept, -row.posts, -(row.errors + row.warnings + row.notes), row.model);
    };
    std::sort(table.begin(), table.end(), [&](const auto& a, const auto& b) { return rank(a) < rank(b); });
    return table;
}

} // namespace axial::scanner
