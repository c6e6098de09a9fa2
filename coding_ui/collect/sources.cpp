// SPDX-License-Identifier: GPL-3.0-or-later
#include "coding_ui/collect/sources.h"

#include <algorithm>

namespace axial::coding_ui {
namespace {

using Kind = SourceField::Kind;

QString words(const char16_t* text) {
    return QString::fromUtf16(text);
}

SourceField text(const char16_t* option, const char16_t* label, const char16_t* example, const char16_t* hint) {
    return {Kind::text, words(option), words(label), words(hint), words(example)};
}

SourceField required(SourceField field) {
    field.required = true;
    return field;
}

SourceField repository(const char16_t* hint) {
    auto field = text(u"repo", u"Repository", u"huggingface/transformers", hint);
    field.pattern = words(u"[\\w.-]+/[\\w.-]+");
    field.wanted = words(u"Write it as OWNER/NAME.");
    return field;
}

SourceField since() {
    return {Kind::date, words(u"since"), words(u"Since"),
            words(u"Only what changed from then on; later runs go on by themselves."), words(u"YYYY-MM-DD")};
}

SourceField on_off(const char16_t* option, const char16_t* label, const char16_t* hint) {
    return {Kind::on_off, words(option), words(label), words(hint), {}};
}

SourceField choice(const char16_t* option, const char16_t* label, const char16_t* hint, QStringList choices) {
    return {Kind::choice, words(option), words(label), words(hint), {}, std::move(choices)};
}

SourceField created() {
    auto field =
        text(u"created", u"Created", u"2022-01-01..2024-12-31", u"First and last day; * leaves one open.");
    field.pattern = words(u"(\\d{4}-\\d{2}-\\d{2}|\\*)?\\.\\.(\\d{4}-\\d{2}-\\d{2}|\\*)?");
    field.wanted = words(u"Write two dates as YYYY-MM-DD..YYYY-MM-DD.");
    return field;
}

SourceField searched_in() {
    return {Kind::marks,  words(u"in"),
            words(u"In"), words(u"None ticked: all of them."),
            {},           {words(u"title"), words(u"body"), words(u"comments")}};
}

SourceField without() {
    return {Kind::marks,
            words(u"without"),
            words(u"Without"),
            words(u"Saves a request for each thread."),
            {},
            {words(u"reviews"), words(u"events")}};
}

Source github() {
    return {words(u"collect github"),
            words(u"GitHub repository"),
            words(u"Issues, pull requests, reviews"),
            {required(repository(u"Everything in it that is public.")), since(), without(),
             on_off(u"full", u"Read everything again", u"Finds what was deleted or edited without a trace.")},
            {},
            {},
            {words(u"AXIAL_GITHUB_TOKEN")},
            words(u"5,000 requests an hour"),
            words(u"GitHub allows 60 requests an hour"),
            words(u"https://api.github.com")};
}

Source github_search() {
    return {words(u"collect github-search"),
            words(u"GitHub search"),
            words(u"Whole threads, past 1,000 hits"),
            {required(text(u"query", u"Search for", u"trust_remote_code", u"As in GitHub's own search.")),
             searched_in(), created(), without(),
             choice(u"type", u"Type", u"", {words(u"both"), words(u"issue"), words(u"pr")})},
            {},
            {},
            {words(u"AXIAL_GITHUB_TOKEN")},
            words(u"30 searches a minute"),
            words(u"GitHub allows 10 searches a minute and 60 other requests an hour"),
            words(u"https://api.github.com")};
}

Source github_discussions() {
    auto repositories = repository(u"One a line; none: wherever the search finds something.");
    repositories.kind = Kind::lines;
    repositories.label = words(u"Repositories");
    return {
        words(u"collect github-discussions"),
        words(u"GitHub Discussions"),
        words(u"Answers and replies included"),
        {repositories,
         text(u"query", u"Search for", u"trust_remote_code", u"In these repositories, or everywhere."),
         searched_in(), created(),
         on_off(u"full", u"Ask for every discussion again", u"Finds what is gone or edited without a trace.")},
        {words(u"repo"), words(u"query")},
        {},
        {words(u"AXIAL_GITHUB_TOKEN")},
        words(u"5,000 points an hour"),
        words(u"GitHub shows discussions only to who signs in"),
        words(u"https://api.github.com")};
}

Source hub() {
    SourceField repositories{Kind::lines, words(u"repo"), words(u"Repositories"),
                             words(u"One a line; before the name datasets/ or spaces/ where it is no model."),
                             words(u"openai/whisper-large-v3\ndatasets/allenai/c4")};
    repositories.pattern = words(u"((models|datasets|spaces)/)?([\\w.-]+/)?[\\w.-]+");
    repositories.wanted = words(u"Write each as NS/NAME, datasets/NS/NAME or spaces/NS/NAME.");
    return {words(u"collect hub"),
            words(u"Hugging Face Hub"),
            words(u"Models, datasets, spaces"),
            {repositories,
             {Kind::file, words(u"list"), words(u"List"), words(u"A file of repositories, one a line."), {}},
             on_off(u"full", u"Ask for every discussion again",
                    u"Finds edits of old comments and deleted discussions.")},
            {words(u"repo"), words(u"list")},
            {},
            {words(u"AXIAL_HF_TOKEN")},
            words(u"more requests, and what the token may read"),
            words(u"the Hub allows fewer requests"),
            words(u"https://huggingface.co")};
}

Source discourse() {
    auto site = required(text(u"site", u"Forum", u"huggingface, pytorch or a host name",
                              u"discuss.example.org, or any name together with an endpoint."));
    site.pattern = words(u"[\\w.:-]+");
    site.wanted = words(u"A name or a host without https:// and path.");
    return {
        words(u"collect discourse"),
        words(u"Discourse forum"),
        words(u"Hugging Face, PyTorch, others"),
        {site,
         text(u"query", u"Search for", u"trust_remote_code", u"Only topics that the forum's search finds."),
         text(u"category", u"Or category", u"models/13", u"slug/id, id, slug or name."),
         text(u"tag", u"Or tag", u"security", u"Only topics with this tag."),
         on_off(u"posts", u"Only posts that are new in the whole forum", u"Cheap where many topics changed."),
         since(),
         on_off(u"full", u"Read every topic again", u"Finds edits, and topics and posts that are gone.")},
        {},
        {words(u"query"), words(u"category"), words(u"tag"), words(u"posts")},
        {words(u"AXIAL_DISCOURSE_KEY"), words(u"AXIAL_DISCOURSE_USER")},
        words(u"reads what this user may read"),
        words(u"only what the forum shows to everybody"),
        {}};
}

Source stack_exchange() {
    auto site = required(
        text(u"site", u"Site", u"stackoverflow", u"stackoverflow, ai, datascience …, or its address."));
    site.pattern = words(u"[\\w.:/-]+");
    site.wanted = words(u"A site's name, without blanks.");
    auto until = since();
    until.option = words(u"until");
    until.label = words(u"Until");
    until.hint = words(u"Only questions asked before then.");
    auto from = since();
    from.hint = words(u"Only questions asked from then on.");
    auto tagged =
        text(u"tagged", u"Tags", u"pytorch;huggingface", u"Questions with all of these, apart by semicolons.");
    tagged.pattern = words(u"[^;,]+([;,][^;,]+){0,4}");
    tagged.wanted = words(u"At most five tags, apart by semicolons.");
    return {words(u"collect stackexchange"),
            words(u"Stack Exchange"),
            words(u"Questions, answers, comments"),
            {site, tagged, text(u"query", u"Search for", u"trust_remote_code", u"Anywhere in a question."),
             text(u"intitle", u"In the title", u"trust_remote_code",
                  u"Only questions with these words in the title."),
             from, until, on_off(u"revisions", u"With all revisions", u"Costs more requests."),
             on_off(u"full", u"Read everything again", u"Finds what was deleted.")},
            {},
            {},
            {words(u"AXIAL_STACKEXCHANGE_KEY")},
            words(u"10,000 requests a day"),
            words(u"Stack Exchange allows 300 requests a day"),
            words(u"https://api.stackexchange.com")};
}

} // namespace

const std::vector<Source>& sources() {
    static const std::vector<Source> table{github(), github_search(), github_discussions(),
                                           hub(),    discourse(),     stack_exchange()};
    return table;
}

const std::vector<SourceField>& common_fields() {
    static const std::vector<SourceField> table = [] {
        auto endpoint =
            text(u"endpoint", u"Endpoint", u"https://…", u"Where the service is not at its usual address.");
        endpoint.pattern = words(u"https?://\\S+");
        endpoint.wanted = words(u"An address that begins with https:// or http://.");
        SourceField wait{Kind::number, words(u"max-wait"), words(u"Longest wait"),
                         words(u"Minutes of waiting altogether, then it stops; 120 if empty."), words(u"120")};
        wait.most = 10'080;
        SourceField pace{Kind::number,
                         words(u"pace"),
                         words(u"Pace"),
                         words(u"Seconds between two requests, at least."),
                         {}};
        pace.most = 3600;
        return std::vector{
            text(u"contact", u"Contact", u"you@example.org",
                 u"How the service can reach you. It goes with each request."),
            endpoint,
            wait,
            pace,
            on_off(u"pseudonymise", u"Pseudonyms for authors", u"From now on, for everything in this study."),
            on_off(u"drop-authors", u"Keep no authors", u"From now on, for everything in this study."),
            {Kind::marks,
             words(u"mask"),
             words(u"Mask"),
             words(u"In texts, from now on; counted."),
             {},
             {words(u"emails"), words(u"secrets")}}};
    }();
    return table;
}

const Source* source_of(const QString& command) {
    const auto& all = sources();
    const auto found =
        std::find_if(all.begin(), all.end(), [&](const Source& each) { return each.command == command; });
    return found == all.end() ? nullptr : &*found;
}

} // namespace axial::coding_ui
