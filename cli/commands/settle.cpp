// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands/commands.h"
#include "codebooks/adjudication/settling.h"

#include <fmt/ostream.h>
#include <fmt/ranges.h>
#include <nlohmann/json.hpp>

#include <algorithm>

namespace axial::cli {
namespace {

namespace desk = codebooks::adjudication;
using codebooks::Round;
using desk::Item;
using How = desk::Wanted::How;
using nlohmann::ordered_json;

constexpr Option list_options[] = {
    {"kind", "KIND", "only these: answer, missing, code, boundary or both"},
    {"sort", "ORDER",
     "by disagreement (most first), by codes (pairs that are taken for each other) or by post"},
    {"all", "", "those that were settled, too"},
};
constexpr Option item_options[] = {
    {"take", "CODER", "what this coder decided counts"},
    {"keep-all", "", "everything that was coded here counts"},
    {"join", "", "the one code counts on everything that was coded"},
    {"cut", "", "the one code counts on what all have in common"},
    {"code", "CODE", "this code counts, on everything that was coded"},
    {"answer", "ID", "this answer counts"},
    {"nothing", "", "no code counts here"},
    {"defer", "", "put it off"},
    {"reason", "TEXT", "why"},
    {"note", "TEXT", "anything else to remember"},
    {"coder", "NAME", "who settles it; \"owner\" where none is named"},
};
constexpr Option rule_options[] = {
    {"dry-run", "", "only say what would be settled"},
    {"coder", "NAME", "who applies the rule; \"owner\" where none is named"},
};

/// Names of the round's codes by UUID.
using Names = std::map<std::string, std::string>;

Result<Names> names_of(corpus::Study& study, const Round& round) {
    AXIAL_ASSIGN(const auto book, codebooks::Codebooks(study).get(round.codebook));
    Names names;
    for (const auto* codes : {&book.codes, &book.merged})
        for (const auto& code : *codes)
            names[code.uuid] = code.name;
    return names;
}

std::string name_in(const Names& names, const std::string& uuid) {
    const auto found = names.find(uuid);
    return found == names.end() ? "a code that is not here" : found->second;
}

ordered_json to_json(const desk::SettledCode& code, const Names& names) {
    return {{"code", name_in(names, code.code)}, {"uuid", code.code},  {"begin", code.begin}, {"end", code.end},
            {"revision", code.revision},         {"quote", code.quote}};
}

ordered_json to_json(const Item& item, const Names& names) {
    auto decisions = ordered_json::object();
    for (const auto& judge : item.judges) {
        if (item.what == "vote") {
            decisions[judge] = item.answers.at(judge);
            continue;
        }
        decisions[judge] = ordered_json::array();
        if (const auto found = item.codings.find(judge); found != item.codings.end())
            for (const auto& coding : found->second)
                decisions[judge].push_back(to_json({coding.code, coding.revision, coding.begin, coding.end,
                                                    coding.quote, coding.unit, coding.to},
                                                   names));
    }
    ordered_json line{{"post", item.post},
                      {"what", item.what},
                      {"kind", std::string(desk::name_of(item.kind))},
                      {"disagreement", item.disagreement},
                      {"decisions", decisions},
                      {"outdated", item.outdated()},
                      {"settled", nullptr}};
    if (item.settlement) {
        auto codes = ordered_json::array();
        for (const auto& code : item.settlement->codings)
            codes.push_back(to_json(code, names));
        line["settled"] = {{"outcome", item.settlement->outcome}, {"rule", item.settlement->rule},
                           {"answer", item.settlement->answer},   {"codings", codes},
                           {"by", item.settlement->coder},        {"reason", item.settlement->reason},
                           {"event", item.settlement->event}};
    }
    return line;
}

std::string in_words(const ordered_json& decision) {
    if (decision.is_string())
        return decision.get<std::string>();
    std::vector<std::string> parts;
    for (const auto& coding : decision)
        parts.push_back(coding["quote"].get<std::string>().empty()
                            ? coding["code"].get<std::string>()
                            : fmt::format("{} on \"{}\"", coding["code"].get<std::string>(),
                                          coding["quote"].get<std::string>()));
    return parts.empty() ? "nothing" : fmt::format("{}", fmt::join(parts, "; "));
}

void print(Context& context, const ordered_json& item) {
    fmt::print(context.out, "{}  {}  {}, {:.0f} % of the pairs differ{}\n", item["post"].get<std::string>(),
               item["what"].get<std::string>(), item["kind"].get<std::string>(),
               100 * item["disagreement"].get<double>(),
               item["outdated"].get<bool>() ? "; decisions came in after it was settled" : "");
    for (const auto& [coder, decision] : item["decisions"].items())
        fmt::print(context.out, "    {:<12} {}\n", plain(coder), plain(in_words(decision)));
    if (const auto& settled = item["settled"]; !settled.is_null())
        fmt::print(
            context.out, "    settled by {}: {}{}\n", plain(settled["by"].get<std::string>()),
            settled["outcome"].get<std::string>(),
            settled["rule"].get<std::string>().empty() ? "" : " (" + settled["rule"].get<std::string>() + ")");
}

void sort(std::vector<Item>& items, const std::string& order) {
    std::stable_sort(items.begin(), items.end(), [&](const Item& a, const Item& b) {
        if (order == "disagreement")
            return a.disagreement > b.disagreement;
        return order == "codes" && a.code_pair() > b.code_pair();
    });
}

Status run_list(Context& context, const Arguments& arguments) {
    AXIAL_ASSIGN(const auto order, arguments.one_of("sort", {"disagreement", "codes", "post"}));
    AXIAL_ASSIGN(const auto kind,
                 arguments.one_of("kind", {"", "answer", "missing", "code", "boundary", "both"}));
    AXIAL_ASSIGN(auto study, context.open_study(corpus::Study::Mode::read));
    AXIAL_ASSIGN(const auto round, codebooks::Rounds(study).get(arguments.positional[0]));
    AXIAL_ASSIGN(auto items, desk::items_of(study, round));
    AXIAL_ASSIGN(const auto names, names_of(study, round));
    const auto all = items.size();
    std::erase_if(items, [&](const Item& item) {
        return !item.disputed() || (!arguments.has("all") && !item.open()) ||
               (!kind.empty() && desk::name_of(item.kind) != kind);
    });
    sort(items, order);
    for (const auto& item : items) {
        if (context.json)
            context.print(to_json(item, names));
        else
            print(context, to_json(item, names));
    }
    if (!context.json)
        fmt::print(context.err, "{} of {} things that were decided about\n", items.size(), all);
    return {};
}

Result<desk::Wanted> wanted_of(const Arguments& arguments) {
    static const std::vector<std::pair<std::string_view, How>> ways{
        {"take", How::coder}, {"keep-all", How::all},  {"join", How::join},       {"cut", How::cut},
        {"code", How::code},  {"answer", How::answer}, {"nothing", How::nothing}, {"defer", How::deferred}};
    desk::Wanted wanted;
    int said = 0;
    for (const auto& [name, how] : ways)
        if (arguments.has(name)) {
            wanted.how = how;
            wanted.value = arguments.get(name);
            ++said;
        }
    if (said != 1)
        return fail({Fault::usage,
                     "say what counts: one of --take, --keep-all, --join, --cut, --code, --answer, "
                     "--nothing and --defer",
                     {},
                     {}});
    wanted.reason = arguments.get("reason");
    wanted.note = arguments.get("note");
    return wanted;
}

/// The item of the post that is meant: by name, or the only one that is in dispute.
Result<Item> item_meant(const std::vector<Item>& items, const std::string& post, const std::string& what) {
    std::vector<std::string> whats;
    const Item* found = nullptr;
    for (const auto& item : items) {
        if (item.post != post || (what.empty() ? !item.disputed() : item.what != what))
            continue;
        found = &item;
        whats.push_back(item.what);
    }
    if (whats.size() == 1)
        return *found;
    return bad_input(whats.empty() ? "nothing is in dispute here" : "several things are in dispute here", post,
                     whats.empty() ? std::string("\"axial settle list\" shows what is")
                                   : fmt::format("name one of: {}", fmt::join(whats, ", ")));
}

Status run_item(Context& context, const Arguments& arguments) {
    AXIAL_ASSIGN(const auto wanted, wanted_of(arguments));
    AXIAL_ASSIGN(auto study, context.open_study(corpus::Study::Mode::write));
    AXIAL_ASSIGN(const auto round, codebooks::Rounds(study).get(arguments.positional[0]));
    AXIAL_ASSIGN(const auto items, desk::items_of(study, round));
    AXIAL_ASSIGN(auto item,
                 item_meant(items, arguments.positional[1],
                            arguments.positional.size() > 2 ? arguments.positional[2] : std::string()));
    AXIAL_ASSIGN(item.settlement, desk::settle(study, round, item, wanted, arguments.get("coder", "owner")));
    AXIAL_ASSIGN(const auto names, names_of(study, round));
    const auto line = to_json(item, names);
    if (context.json) {
        context.print(line);
        return {};
    }
    print(context, line);
    fmt::print(context.out, "take it back with: axial undo {}\n", item.settlement->event);
    return {};
}

Status run_rule(Context& context, const Arguments& arguments) {
    const auto& name = arguments.positional[1];
    if (name != "majority" && name != "unanimous")
        return fail({Fault::usage, "no such rule: " + name, {}, "majority or unanimous"});
    const bool dry = arguments.has("dry-run");
    AXIAL_ASSIGN(auto study, context.open_study(dry ? corpus::Study::Mode::read : corpus::Study::Mode::write));
    AXIAL_ASSIGN(const auto round, codebooks::Rounds(study).get(arguments.positional[0]));
    AXIAL_ASSIGN(const auto result,
                 desk::apply_rule(study, round,
                                  name == "majority" ? desk::Rule::majority : desk::Rule::unanimous,
                                  arguments.get("coder", "owner"), dry));
    if (context.json) {
        context.print(
            ordered_json{{"rule", name},
                         {"settled", result.settled},
                         {"left", result.left},
                         {"outcomes", result.outcomes},
                         {"undo", result.batch.empty() ? ordered_json(nullptr) : ordered_json(result.batch)}});
        return {};
    }
    fmt::print(context.out, "{}: {}{} settled, {} left open\n", name, dry ? "would be " : "", result.settled,
               result.left);
    for (const auto& [outcome, n] : result.outcomes)
        fmt::print(context.out, "  {:<14} {}\n", outcome, n);
    if (!result.batch.empty())
        fmt::print(context.out, "take it back with: axial undo {}\n", result.batch);
    return {};
}

Status run_show(Context& context, const Arguments& arguments) {
    AXIAL_ASSIGN(auto study, context.open_study(corpus::Study::Mode::read));
    AXIAL_ASSIGN(const auto round, codebooks::Rounds(study).get(arguments.positional[0]));
    AXIAL_ASSIGN(const auto layer, desk::settled_layer(study, round));
    AXIAL_ASSIGN(const auto names, names_of(study, round));
    for (const auto& row : layer.rows) {
        if (context.json) {
            auto line = row.code.code.empty() ? ordered_json{{"code", nullptr}} : to_json(row.code, names);
            line["post"] = row.post;
            line["answer"] = row.answer.empty() ? ordered_json(nullptr) : ordered_json(row.answer);
            line["how"] = row.how;
            line["by"] = row.by;
            line["judges"] = row.judges;
            context.print(line);
            continue;
        }
        const auto what = !row.answer.empty()     ? row.answer
                          : row.code.code.empty() ? "nothing"
                                                  : in_words(ordered_json::array({to_json(row.code, names)}));
        fmt::print(context.out, "{}  {}  ({}{})\n", row.post, plain(what), row.how,
                   row.by.empty() ? "" : " by " + plain(row.by));
    }
    if (!context.json)
        fmt::print(context.err, "{} rows count; {} things are still in dispute and in none of them\n",
                   layer.rows.size(), layer.open);
    return {};
}

} // namespace

const Command settle_list_command{
    "settle list",
    "ROUND",
    "list what the coders of a round differ in",
    list_options,
    run_list,
    "Kinds: answer (other answers), missing (one left it alone), code (another code on the "
    "same), boundary\n(the same code on another extent), both. A blind round is closed "
    "first."};
const Command settle_item_command{
    "settle item",
    "ROUND POST [WHAT]",
    "say what counts where coders differ",
    item_options,
    run_item,
    "POST and WHAT are as \"axial settle list\" prints them. What the coders decided stays "
    "as it is."};
const Command settle_rule_command{
    "settle rule",
    "ROUND majority|unanimous",
    "settle what is open by a rule, each by an event that names it",
    rule_options,
    run_rule,
    "majority: what more than half of the coders of a post decided. unanimous: of codes, "
    "what all of them\ncoded alike and nothing else. What a rule does not settle stays open "
    "and is counted."};
const Command settle_show_command{
    "settle show", "ROUND", "what counts: settled, or never in dispute", {}, run_show};

} // namespace axial::cli
