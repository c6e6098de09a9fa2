// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands/commands.h"
#include "codebooks/codebook.h"
#include "codebooks/journal.h"
#include "codebooks/rounds.h"

#include <fmt/ostream.h>
#include <nlohmann/json.hpp>

#include <map>

namespace axial::cli {
namespace {

using codebooks::Coding;
using codebooks::Event;
using nlohmann::ordered_json;

constexpr Option by_option[] = {
    {"coder", "NAME", "who asks: of blind rounds that are open only their own codings are shown"}};

/// Names of codes by UUID, merged ones too.
Result<std::map<std::string, std::string>> code_names(corpus::Study& study) {
    AXIAL_ASSIGN(const auto books, codebooks::Codebooks(study).all());
    std::map<std::string, std::string> names;
    for (const auto& book : books)
        for (const auto* codes : {&book.codes, &book.merged})
            for (const auto& code : *codes)
                names[code.uuid] = code.name;
    return names;
}

ordered_json to_json(const Coding& coding, const std::map<std::string, std::string>& names,
                     const std::vector<Event>& events) {
    auto history = ordered_json::array();
    for (const auto& event : events)
        history.push_back({{"event", event.uuid},
                           {"at", format_time(event.at)},
                           {"coder", event.coder},
                           {"kind", std::string(codebooks::row_of(event.kind).name)}});
    const auto name = [&](const std::string& uuid) { return names.contains(uuid) ? names.at(uuid) : uuid; };
    return {{"coding", coding.uuid},
            {"post", coding.post},
            {"begin", coding.begin},
            {"end", coding.end},
            {"quote", coding.quote},
            {"code", name(coding.code)},
            {"applied", name(coding.applied_code)},
            {"coder", coding.coder},
            {"meaning", coding.meaning},
            {"revision", coding.revision},
            {"events", history}};
}

void print(Context& context, const ordered_json& coding) {
    const auto text = [&](const char* field) { return plain(coding[field].get<std::string>()); };
    fmt::print(context.out, "{}-{} \"{}\"{}\n  {}\n", coding["begin"].get<std::uint32_t>(),
               coding["end"].get<std::uint32_t>(), text("code"),
               text("applied") == text("code") ? "" : ", applied as \"" + text("applied") + "\"",
               coding["quote"].get<std::string>().empty() ? "the whole post" : text("quote"));
    for (const auto& event : coding["events"])
        fmt::print(context.out, "  {}  {:<12} {:<16} {}\n", event["at"].get<std::string>(),
                   plain(event["coder"].get<std::string>()), event["kind"].get<std::string>(),
                   event["event"].get<std::string>());
}

Status run_blame(Context& context, const Arguments& arguments) {
    AXIAL_ASSIGN(auto study, context.open_study(corpus::Study::Mode::read));
    const codebooks::Rounds rounds(study);
    const codebooks::Journal journal(study);
    AXIAL_ASSIGN(const auto codings, rounds.codings_of(arguments.positional[0], {arguments.get("coder")}));
    AXIAL_ASSIGN(const auto names, code_names(study));
    for (const auto& coding : codings) {
        AXIAL_ASSIGN(const auto events, journal.of("coding:" + coding.uuid));
        const auto line = to_json(coding, names, events);
        if (context.json)
            context.print(line);
        else
            print(context, line);
    }
    if (codings.empty() && !context.json)
        context.err << "no codings of this post that may be seen\n";
    return {};
}

} // namespace

const Command blame_command{"blame",
                            "POST",
                            "who coded what in a post, when, and what was changed since",
                            by_option,
                            run_blame,
                            "POST is a key as \"axial posts\" and \"axial search\" print it. A code that was "
                            "merged shows under both names."};

} // namespace axial::cli
