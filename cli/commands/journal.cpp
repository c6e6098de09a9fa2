// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands/commands.h"
#include "codebooks/exchange/journal_file.h"
#include "codebooks/exchange/packet.h"

#include <fmt/ostream.h>
#include <nlohmann/json.hpp>

#include <fstream>
#include <sstream>

namespace axial::cli {
namespace {

using codebooks::Event;
using nlohmann::ordered_json;
namespace exchange = codebooks::exchange;

constexpr Option export_options[] = {
    {"coder", "NAME",
     "who asks: their own decisions in blind rounds are in it, nobody else's; a packet's own coder "
     "where none is named"},
};
constexpr Option log_options[] = {
    {"coder", "NAME", "who asks; of blind rounds only their own decisions are shown"},
    {"by", "NAME", "only decisions of this coder"},
    {"about", "TARGET", "only decisions about this: coding:UUID, code:UUID, or what it begins with (vote:)"},
    {"since", "TIME", "not before this time, as dated"},
    {"limit", "N", "the last N; 50 where none is given, 0: all"},
};

Result<std::string> viewer_of(corpus::Study& study, const Arguments& arguments) {
    if (arguments.has("coder"))
        return arguments.get("coder");
    AXIAL_ASSIGN(const auto packet, exchange::packet_of(study));
    return packet ? packet->coder : std::string();
}

Status write_file(const std::filesystem::path& file, const std::string& text) {
    const auto part = file.string() + ".part";
    std::ofstream out(part, std::ios::binary | std::ios::trunc);
    out << text;
    out.close();
    std::error_code error;
    if (out)
        std::filesystem::rename(part, file, error);
    if (!out || error) {
        std::error_code ignored;
        std::filesystem::remove(part, ignored);
        return world_fault("the file cannot be written", file.string(),
                           "check the space and the permissions there");
    }
    return {};
}

Status run_export(Context& context, const Arguments& arguments) {
    AXIAL_ASSIGN(auto study, context.open_study(corpus::Study::Mode::read));
    AXIAL_ASSIGN(const auto viewer, viewer_of(study, arguments));
    AXIAL_ASSIGN(const auto journal, exchange::incoming_for(study, viewer));
    std::ostringstream text;
    exchange::write_journal(text, journal);
    if (arguments.positional.empty()) {
        context.out << text.str();
        return {};
    }
    const std::string& file = arguments.positional[0];
    AXIAL_TRY(write_file(file, text.str()));
    if (context.json)
        context.print(
            ordered_json{{"file", file}, {"events", journal.events.size()}, {"sets", journal.sets.size()}});
    else
        fmt::print(context.out, "{}: {} decisions\n", plain(file), journal.events.size());
    return {};
}

/// One line of the audit log: what was decided, in words.
std::string in_words(const Event& event) {
    const auto text = [&](const char* field) { return event.payload.value(field, std::string()); };
    std::string about;
    for (const char* field : {"name", "post", "about", "answer", "code", "quote", "text", "event"})
        if (auto value = text(field); !value.empty()) {
            if (value.size() > 60)
                value = value.substr(0, value.find_first_of(" \n", 40)).substr(0, 60) + "…";
            about += (about.empty() ? "" : " · ") + value;
        }
    return fmt::format("{}{}{}", row_of(event.kind).help, about.empty() ? "" : ": ", about);
}

Status run_log(Context& context, const Arguments& arguments) {
    AXIAL_ASSIGN(const auto limit, arguments.number("limit", 50, 0, 1'000'000'000));
    std::optional<Time> since;
    if (arguments.has("since") && !(since = parse_time(arguments.get("since"))))
        return bad_input("not a time: " + arguments.get("since"), "--since",
                         "write it as 2024-05-22 or 2024-05-22T10:00:00Z");
    AXIAL_ASSIGN(auto study, context.open_study(corpus::Study::Mode::read));
    AXIAL_ASSIGN(const auto viewer, viewer_of(study, arguments));
    std::vector<Event> shown;
    AXIAL_TRY(codebooks::Journal(study).for_each(viewer, [&](const Event& event) {
        if ((!arguments.has("by") || event.coder == arguments.get("by")) &&
            event.target.starts_with(arguments.get("about")) && (!since || event.at >= *since))
            shown.push_back(event);
        return true;
    }));
    const auto first =
        limit == 0 ? 0 : std::max<std::int64_t>(0, static_cast<std::int64_t>(shown.size()) - limit);
    for (auto i = static_cast<std::size_t>(first); i < shown.size(); ++i) {
        const auto& event = shown[i];
        if (context.json)
            context.print(ordered_json{{"uuid", event.uuid},
                                       {"at", format_time(event.at)},
                                       {"coder", event.coder},
                                       {"kind", row_of(event.kind).name},
                                       {"target", event.target},
                                       {"payload", event.payload}});
        else
            fmt::print(context.out, "{:<24} {:<12} {}\n", format_time(event.at), plain(event.coder),
                       plain(in_words(event)));
    }
    if (first > 0 && !context.json)
        fmt::print(context.err, "{} earlier ones; --limit 0 shows all\n", first);
    return {};
}

} // namespace

const Command journal_export_command{"journal export",
                                     "[FILE]",
                                     "write the decisions as JSON Lines, for \"axial merge\"",
                                     export_options,
                                     run_export,
                                     "Events in the order of their UUIDs, with the sets of their rounds; the "
                                     "last line says how many there are and "
                                     "the SHA-256 of all before it."};
const Command journal_log_command{
    "journal log",
    "",
    "list the decisions: who, when, what",
    log_options,
    run_log,
    "Every decision that was ever made, also those taken back. With --json one object a line."};

} // namespace axial::cli
