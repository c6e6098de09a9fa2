// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/privacy_options.h"

#include <fmt/format.h>

#include <ostream>

namespace axial::cli {

using corpus::Authors;
using corpus::Settings;
using corpus::privacy::Pseudonyms;
using corpus::privacy::Rewritten;
using corpus::privacy::Rules;

Status read_mask(const Arguments& arguments, Settings& settings) {
    AXIAL_ASSIGN(const auto words, arguments.list("mask"));
    for (const auto& word : words) {
        if (word == "emails")
            settings.mask_emails = true;
        else if (word == "secrets")
            settings.mask_secrets = true;
        else if (word == "none" && words.size() == 1)
            settings.mask_emails = settings.mask_secrets = false;
        else
            return fail({Fault::usage, "--mask does not know this word", word, "emails, secrets or both"});
    }
    return {};
}

Result<Rewritten> apply_settings(const Context& context, corpus::Study& study, const Settings& settings) {
    if (settings.authors == Authors::pseudonyms)
        AXIAL_TRY(Pseudonyms::open_or_create(study));
    AXIAL_TRY(corpus::write_settings(study, settings));
    AXIAL_ASSIGN(const auto rules, Rules::load(study));
    const auto progress = [&](std::int64_t done, std::int64_t of) {
        context.progress("applying the rules of privacy", done, of);
    };
    auto rewritten = corpus::privacy::apply_to_stored(study, rules, {false, progress, context.stop});
    context.end_progress();
    return rewritten;
}

Status apply_privacy_options(const Context& context, const Arguments& arguments, corpus::Study& study) {
    if (arguments.has("pseudonymise") && arguments.has("drop-authors"))
        return fail({Fault::usage, "--pseudonymise and --drop-authors exclude each other", {}, {}});
    AXIAL_ASSIGN(auto settings, corpus::read_settings(study));
    const auto before = settings;
    if (arguments.has("pseudonymise"))
        settings.authors = Authors::pseudonyms;
    if (arguments.has("drop-authors"))
        settings.authors = Authors::drop;
    AXIAL_TRY(read_mask(arguments, settings));
    if (arguments.has("dry-run"))
        return {};
    AXIAL_ASSIGN(const bool applied, corpus::privacy::is_applied(study));
    if (settings == before && applied)
        return settings.authors == Authors::pseudonyms ? Pseudonyms::open(study).map([](const auto&) {})
                                                       : Status{};
    AXIAL_ASSIGN(const auto rewritten, apply_settings(context, study, settings));
    context.err << in_words(rewritten, false) << std::flush;
    return {};
}

std::string in_words(const Rewritten& rewritten, bool rehearsed) {
    const char* verb = rehearsed ? "would be" : "were";
    std::string words;
    const auto add = [&](std::int64_t number, const char* what, const char* done) {
        if (number > 0)
            words += fmt::format("  {:>8}  {} {} {}\n", number, what, verb, done);
    };
    add(rewritten.authors, "posts: authors", "replaced or removed");
    add(rewritten.bots, "posts: authors", "marked as bots");
    add(rewritten.lines, "titles and links", "changed");
    add(rewritten.revisions, "texts", "changed where they lie");
    add(rewritten.added, "masked revisions", "put after coded ones");
    add(rewritten.dropped, "texts that are deleted at their source", "emptied");
    for (const auto& [kind, label] :
         {std::pair{"masked_emails", "e-mail addresses"}, std::pair{"masked_secrets", "secrets"},
          std::pair{"names_in_texts", "names in texts"}})
        if (const auto found = rewritten.tally.find(kind); found != rewritten.tally.end())
            add(found->second, label, "masked or replaced");
    if (!words.empty())
        words.insert(0, rehearsed ? "Of what is stored:\n" : "Applied to what is stored:\n");
    if (!rewritten.kept.empty()) {
        words +=
            fmt::format("{} coded texts stay as they are, for coded text never moves; see to them yourself:\n",
                        rewritten.kept.size());
        for (const auto& kept : rewritten.kept)
            words += fmt::format("  {} revision {}\n", kept.post, kept.revision);
    }
    return words;
}

} // namespace axial::cli
