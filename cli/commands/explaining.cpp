// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands/explaining.h"

#include "cli/indexing.h"
#include "codebooks/search_facts.h"
#include "corpus/index/explain.h"

#include <fmt/ostream.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <string>

namespace axial::cli {
namespace {

using corpus::index::ExplainedPart;

nlohmann::ordered_json as_json(const ExplainedPart& part) {
    nlohmann::ordered_json json{
        {"part", part.text}, {"column", part.column}, {"posts", part.posts}, {"store", part.store}};
    if (!part.parts.empty()) {
        json["parts"] = nlohmann::ordered_json::array();
        for (const auto& below : part.parts)
            json["parts"].push_back(as_json(below));
    }
    return json;
}

std::size_t longest_line(const ExplainedPart& part, std::size_t depth) {
    std::size_t longest = 2 * depth + part.text.size();
    for (const auto& below : part.parts)
        longest = std::max(longest, longest_line(below, depth + 1));
    return longest;
}

void print(std::ostream& out, const ExplainedPart& part, std::size_t depth, std::size_t width) {
    fmt::print(out, "{:<{}}  column {:>3}  {:>9} post{} {} {}\n",
               std::string(2 * depth, ' ') + plain(part.text), width, part.column, part.posts,
               part.posts == 1 ? " " : "s", "from the", part.store);
    for (const auto& below : part.parts)
        print(out, below, depth + 1, width);
}

} // namespace

Status explain_query(Context& context, std::string_view text, const corpus::index::Query& query) {
    const auto only_tree = [&] {
        if (context.json)
            context.print(nlohmann::ordered_json{{"query", text}, {"tree", corpus::index::to_text(query)}});
        else
            fmt::print(context.out, "{}", corpus::index::to_text(query));
        return Status();
    };
    if (context.corpus)
        return only_tree();
    auto study = context.open_study(corpus::Study::Mode::read);
    if (!study) {
        fmt::print(context.err, "note: without counts: {}\n", study.error().line());
        return only_tree();
    }
    corpus::SearchIndex index(*study);
    AXIAL_TRY(update_index(context, index));
    AXIAL_ASSIGN(const auto explained,
                 corpus::index::explain(*study, query, codebooks::facts_of(*study, {}), {}, context.stop));
    if (context.json)
        context.print(nlohmann::ordered_json{
            {"query", text}, {"tree", corpus::index::to_text(query)}, {"explained", as_json(explained)}});
    else
        print(context.out, explained, 0, std::min<std::size_t>(longest_line(explained, 0), 60));
    return {};
}

} // namespace axial::cli
