// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands/commands.h"
#include "cli/indexing.h"
#include "cli/privacy_options.h"
#include "corpus/privacy/intake.h"
#include "corpus/privacy/raw_payloads.h"
#include "corpus/store.h"
#include "corpus/text/utf8.h"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <nlohmann/json.hpp>

#include <ostream>

namespace axial::cli {
namespace {

using corpus::Authors;
using corpus::DeletedText;
using corpus::Settings;
using corpus::Study;
namespace privacy = corpus::privacy;

constexpr Option options[] = {
    {"authors", "keep|pseudonyms|drop", "names as the sources give them, handles in their place, or none"},
    {"mask", "emails,secrets", "what is masked in texts and titles; none: nothing from now on"},
    {"deleted-text", "keep|drop", "whether texts stay that are deleted at their source"},
    {"bot", "NAME", "an account that is a bot, besides those that are known", true},
    {"apply", "", "apply the settings to what is stored once more"},
    {"dry-run", "", "say what would change in what is stored; change nothing"},
    {"drop-raw", "", "empty the payloads of raw.db, which keeps everything as it came"},
};

Result<Settings> wanted(const Arguments& arguments, Settings settings) {
    if (arguments.has("authors")) {
        AXIAL_ASSIGN(const auto authors, arguments.one_of("authors", {"keep", "pseudonyms", "drop"}));
        settings.authors = authors == "keep"   ? Authors::keep
                           : authors == "drop" ? Authors::drop
                                               : Authors::pseudonyms;
    }
    if (arguments.has("deleted-text")) {
        AXIAL_ASSIGN(const auto deleted, arguments.one_of("deleted-text", {"keep", "drop"}));
        settings.deleted_text = deleted == "keep" ? DeletedText::keep : DeletedText::drop;
    }
    for (const auto& name : arguments.all("bot")) {
        if (name.empty() || corpus::clean_utf8(name) != name)
            return fail({Fault::usage, "--bot is not the name of an account", {}, {}});
        settings.bots.insert(corpus::utf8::lower(name));
    }
    AXIAL_TRY(read_mask(arguments, settings));
    return settings;
}

nlohmann::ordered_json json_of(const privacy::Rewritten& rewritten) {
    auto kept = nlohmann::json::array();
    for (const auto& revision : rewritten.kept)
        kept.push_back({{"post", revision.post}, {"revision", revision.revision}});
    return {{"posts", rewritten.posts},
            {"authors", rewritten.authors},
            {"bots", rewritten.bots},
            {"titles_and_links", rewritten.lines},
            {"texts", rewritten.revisions},
            {"revisions_added", rewritten.added},
            {"texts_dropped", rewritten.dropped},
            {"found", rewritten.tally},
            {"coded_texts_kept", kept}};
}

/// What `axial privacy` shows.
struct State {
    Settings settings;
    privacy::Tally so_far;
    privacy::RawPayloads raw;
    std::int64_t bots = 0;
    bool applied = true;
    std::optional<privacy::Rewritten> rewritten;
    std::optional<std::int64_t> dropped_payloads;
};

Result<State> state_of(Study& study) {
    State state;
    AXIAL_ASSIGN(state.settings, corpus::read_settings(study));
    AXIAL_ASSIGN(state.so_far, privacy::masked_so_far(study));
    AXIAL_ASSIGN(state.raw, privacy::count_raw_payloads(study));
    AXIAL_ASSIGN(state.applied, privacy::is_applied(study));
    AXIAL_ASSIGN(const auto counts, corpus::Store(study).counts());
    state.bots = counts.bots;
    return state;
}

void print_json(Context& context, const State& state, bool rehearsed) {
    nlohmann::ordered_json object{{"authors", name_of(state.settings.authors)},
                                  {"mask", state.settings.mask()},
                                  {"deleted_text", name_of(state.settings.deleted_text)},
                                  {"bots", state.settings.bots},
                                  {"applied", state.applied},
                                  {"posts_by_bots", state.bots},
                                  {"so_far", state.so_far},
                                  {"raw_answers", state.raw.answers},
                                  {"raw_payloads", state.raw.with_payload}};
    if (state.rewritten)
        object[rehearsed ? "would_change" : "changed"] = json_of(*state.rewritten);
    if (state.dropped_payloads)
        object["payloads_emptied"] = *state.dropped_payloads;
    context.print(object);
}

void print_words(std::ostream& out, const State& state, bool rehearsed) {
    const auto mask = state.settings.mask();
    out << fmt::format("authors       {}{}\nmask          {}\ndeleted text  {}\nbots          {} posts{}\n",
                       name_of(state.settings.authors),
                       state.settings.authors == Authors::pseudonyms
                           ? fmt::format(" (their key is {}: keep it apart from what you share)",
                                         privacy::Pseudonyms::file_name)
                           : "",
                       mask.empty() ? "nothing" : mask, name_of(state.settings.deleted_text), state.bots,
                       state.settings.bots.empty()
                           ? ""
                           : fmt::format("; besides those known: {}", fmt::join(state.settings.bots, ", ")));
    constexpr std::pair<const char*, const char*> kinds[] = {
        {"masked_emails", "e-mail addresses masked"},
        {"masked_secrets", "secrets masked"},
        {"names_in_texts", "names in texts replaced"},
        {"dropped_texts", "texts dropped that were deleted at their source"},
        {"kept_coded_texts", "such texts kept because they are coded"}};
    for (const auto& [kind, label] : kinds)
        if (const auto found = state.so_far.find(kind); found != state.so_far.end())
            out << fmt::format("{:>8}  {} so far\n", found->second, label);
    if (!state.applied)
        out << "What is stored does not follow these settings yet: axial privacy --apply\n";
    if (state.rewritten) {
        const auto words = in_words(*state.rewritten, rehearsed);
        out << (words.empty() ? "Nothing that is stored changes.\n" : words);
    }
    if (state.dropped_payloads)
        out << fmt::format("{} payloads of raw.db were emptied\n", *state.dropped_payloads);
    if (state.raw.with_payload > 0)
        out << fmt::format("raw.db keeps {} payloads as they came, with names, addresses and deleted texts.\n"
                           "Do not share it, or empty it: axial privacy --drop-raw\n",
                           state.raw.with_payload);
}

Status run_privacy(Context& context, const Arguments& arguments) {
    const bool changes = arguments.has("authors") || arguments.has("mask") || arguments.has("deleted-text") ||
                         arguments.has("bot") || arguments.has("apply");
    const bool rehearse = arguments.has("dry-run");
    if (rehearse && arguments.has("drop-raw"))
        return fail({Fault::usage, "--dry-run and --drop-raw exclude each other", {}, {}});
    const bool writes = changes || rehearse || arguments.has("drop-raw");
    AXIAL_ASSIGN(auto study, context.open_study(writes ? Study::Mode::write : Study::Mode::read));
    AXIAL_ASSIGN(const auto before, corpus::read_settings(study));
    AXIAL_ASSIGN(const auto settings, wanted(arguments, before));
    std::optional<privacy::Rewritten> rewritten;
    std::optional<std::int64_t> dropped;
    if (rehearse) {
        std::optional<privacy::Pseudonyms> names;
        if (settings.authors == Authors::pseudonyms)
            names = privacy::Pseudonyms::open(study).value_or(privacy::Pseudonyms::for_rehearsal());
        AXIAL_ASSIGN(rewritten, privacy::apply_to_stored(study, privacy::Rules(settings, std::move(names)),
                                                         {true, {}, context.stop}));
    } else if (changes) {
        AXIAL_ASSIGN(rewritten, apply_settings(context, study, settings));
        corpus::SearchIndex index(study); // made anew: words of what was taken out are in its old blocks
        AXIAL_TRY(rewritten->anything() ? rebuild_index(context, index) : update_index(context, index));
    }
    if (arguments.has("drop-raw")) {
        AXIAL_ASSIGN(dropped, privacy::drop_raw_payloads(study, context.stop));
    }
    AXIAL_ASSIGN(auto state, state_of(study));
    state.rewritten = std::move(rewritten);
    state.dropped_payloads = dropped;
    if (context.json)
        print_json(context, state, rehearse);
    else
        print_words(context.out, state, rehearse);
    return {};
}

} // namespace

const Command privacy_command{
    "privacy",
    "",
    "what the study keeps of people: show it, change it",
    options,
    run_privacy,
    "The settings are the study's: every collection and import obeys them, and what is stored is changed to "
    "follow them.\n"
    "What was replaced, masked or dropped does not come back when a setting is switched off, but a later "
    "collection stores\n"
    "posts as they then come. Coded texts never change: those that would have to are listed. Try --dry-run "
    "first.\n"
    "raw.db keeps every payload as it came, whatever the settings say; --drop-raw empties it."};

} // namespace axial::cli
