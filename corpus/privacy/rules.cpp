// SPDX-License-Identifier: GPL-3.0-or-later
#include "corpus/privacy/rules.h"

#include "corpus/privacy/bots.h"
#include "corpus/privacy/emails.h"
#include "corpus/privacy/people.h"
#include "corpus/privacy/secrets.h"
#include "corpus/text/references.h"
#include "corpus/text/text_offsets.h"
#include "corpus/text/utf8.h"

#include <algorithm>

namespace axial::corpus::privacy {
namespace {

constexpr const char* email_mask = "[e-mail]";
constexpr const char* secret_mask = "[secret]";

/// Replacements by their places. An earlier one, which counts for more, keeps its place.
class Changes {
public:
    /// Whether it was taken in.
    bool add(const Stretch& stretch, std::string with) {
        const auto next = changes_.lower_bound(stretch.begin);
        if (next != changes_.end() && next->first < stretch.end)
            return false;
        if (next != changes_.begin() && std::prev(next)->second.end > stretch.begin)
            return false;
        changes_.emplace(stretch.begin, Replacement{stretch.begin, stretch.end, std::move(with)});
        return true;
    }
    [[nodiscard]] std::vector<Replacement> sorted() const {
        std::vector<Replacement> all;
        for (const auto& [begin, change] : changes_)
            all.push_back(change);
        return all;
    }

private:
    std::map<std::size_t, Replacement> changes_;
};

/// What is to be masked whoever wrote it. A mask is no secret and no address, so nothing is masked twice.
Changes masks_of(std::string_view text, const Settings& settings, Tally& tally) {
    Changes masks;
    if (settings.mask_secrets)
        for (const auto& secret : find_secrets(text))
            if (masks.add(secret, secret_mask))
                ++tally["masked_secrets"];
    if (settings.mask_emails)
        for (const auto& email : find_emails(text))
            if (masks.add(email, email_mask))
                ++tally["masked_emails"];
    return masks;
}

void add_profiles(std::string_view text, Changes& changes) {
    for (const auto& name : find_profile_names(text))
        if (text.substr(name.begin, name.end - name.begin) != nobody)
            changes.add(name, nobody);
}

/// How names after an @ look at a source. Titles have no markup, and the texts of some sources no mentions of
/// their own, but people write them all the same.
Dialect dialect_of(std::string_view source) {
    return source == "discourse" || source == "stackexchange" ? Dialect::discourse : Dialect::github;
}

bool marks_mentions(std::string_view source) {
    return source == "github" || source == "hub" || source == "discourse";
}

bool is_email(std::string_view text) {
    const auto found = find_emails(text);
    return found.size() == 1 && found[0].begin == 0 && found[0].end == text.size();
}

} // namespace

Rules::Rules(Settings settings, std::optional<Pseudonyms> pseudonyms)
    : settings_(std::move(settings)),
      pseudonyms_(std::move(pseudonyms)) {
}

Result<Rules> Rules::load(const Study& study) {
    AXIAL_ASSIGN(auto settings, read_settings(study));
    std::optional<Pseudonyms> pseudonyms;
    if (settings.authors == Authors::pseudonyms) {
        AXIAL_ASSIGN(pseudonyms, Pseudonyms::open(study));
    }
    return Rules(std::move(settings), std::move(pseudonyms));
}

std::string Rules::handle(const Place& place, const std::string& name) const {
    if (settings_.authors == Authors::drop || name == nobody)
        return nobody;
    return pseudonyms_->handle(place.source, place.site, name);
}

bool Rules::is_handle(const std::string& name) const {
    return name == nobody || (pseudonyms_ && pseudonyms_->is_handle(name));
}

const std::set<std::string>& Rules::bots_of(const Place& place) const {
    auto [found, is_new] = bot_handles_.try_emplace(place);
    if (is_new && pseudonyms_) {
        for (const auto name : known_bots())
            found->second.insert(handle(place, std::string(name)));
        for (const auto& name : settings_.bots)
            found->second.insert(handle(place, name));
    }
    return found->second;
}

void Rules::apply(const Place& place, Author& author, Tally& tally) const {
    mark_bot(place.source, author, settings_.bots);
    if (settings_.authors == Authors::drop) {
        author.id.reset();
        author.name.reset();
        return;
    }
    if (settings_.authors == Authors::pseudonyms) {
        if (author.kind == "user" && author.id && bots_of(place).contains(*author.id))
            author.kind = "bot";
        // By the id alone where there is one: shown names change, and not every source gives them each time.
        if (author.id)
            author.id = author.name = handle(place, *author.id);
        else if (author.name)
            author.name = handle(place, *author.name);
        return;
    }
    if (!settings_.mask_emails)
        return;
    if (author.id && is_email(*author.id))
        author.id.reset(); // a mask in its place would make one person of many
    if (author.name && is_email(*author.name)) {
        author.name = email_mask;
        ++tally["masked_emails"];
    }
}

std::string Rules::line(const Place& place, const std::string& text, Tally& tally) const {
    if (!settings_.alters_texts() || text.empty())
        return text;
    CanonicalText line{text, {}};
    mark_references(line, dialect_of(place.source));
    return apply(place, line, tally) ? line.text : text;
}

std::string Rules::url(const std::string& url) const {
    Tally ignored;
    return address(url, ignored);
}

std::string Rules::address(const std::string& url, Tally& tally) const {
    if (!settings_.alters_texts())
        return url;
    auto changes = masks_of(url, settings_, tally);
    if (settings_.authors != Authors::keep)
        add_profiles(url, changes);
    return replaced(url, changes.sorted());
}

std::string Rules::detail(const Place& place, const Span& span, Tally& tally) const {
    switch (span.kind) {
    case SpanKind::mention: // replaced with their text
    case SpanKind::code_block:
        return span.detail;
    case SpanKind::quote:
        return settings_.authors != Authors::keep && !span.detail.empty() ? handle(place, span.detail)
                                                                          : span.detail;
    default:
        return address(span.detail, tally);
    }
}

bool Rules::apply_to_details(const Place& place, CanonicalText& text, Tally& tally) const {
    const TextOffsets offsets(text.text);
    bool changed = false;
    for (auto& span : text.spans) {
        Tally found, shown;
        auto clean = detail(place, span, found);
        if (clean == span.detail)
            continue;
        span.detail = std::move(clean);
        changed = true;
        masks_of(offsets.slice(span.begin, span.end), settings_, shown);
        if (shown.empty()) // else it stands in the text, too, and counts there
            for (const auto& [kind, number] : found)
                tally[kind] += number;
    }
    return changed;
}

void Rules::replace_mentions(const Place& place, CanonicalText& text, const AddChange& add) const {
    if (const auto named = find_named_in_event(text.text); named && place.source == "github")
        if (const auto name = text.text.substr(named->begin); !is_handle(name))
            add(*named, handle(place, name));
    const TextOffsets offsets(text.text);
    if (!marks_mentions(place.source)) {
        CanonicalText marked = text;
        mark_references(marked, dialect_of(place.source));
        for (const auto& span : marked.spans) {
            const auto begin = offsets.byte_at(span.begin), end = offsets.byte_at(span.end);
            if (span.kind == SpanKind::mention && !is_handle(span.detail) &&
                is_of_a_person(text.text, begin, end))
                add({begin, end, {}}, "@" + handle(place, span.detail));
        }
    }
    for (auto& span : text.spans) {
        if (span.kind != SpanKind::mention || is_handle(span.detail))
            continue;
        const auto begin = offsets.byte_at(span.begin), end = offsets.byte_at(span.end);
        if (!is_of_a_person(text.text, begin, end))
            continue;
        span.detail = handle(place, span.detail);
        add({begin, end, {}}, (text.text[begin] == '@' ? "@" : "") + span.detail);
    }
}

bool Rules::apply(const Place& place, CanonicalText& text, Tally& tally) const {
    if (!settings_.alters_texts())
        return false;
    const bool details_changed = apply_to_details(place, text, tally);
    auto changes = masks_of(text.text, settings_, tally);
    if (settings_.authors != Authors::keep) {
        add_profiles(text.text, changes);
        replace_mentions(place, text, [&](const Stretch& stretch, std::string with) {
            if (changes.add(stretch, std::move(with)))
                ++tally["names_in_texts"];
        });
    }
    const auto sorted = changes.sorted();
    replace(text, sorted);
    return details_changed || !sorted.empty();
}

} // namespace axial::corpus::privacy
