// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "corpus/privacy/pseudonyms.h"
#include "corpus/privacy/stretches.h"
#include "corpus/record.h"
#include "corpus/settings.h"

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>

namespace axial::corpus::privacy {

/// Where an account is known: accounts of two sites have nothing to do with each other.
struct Place {
    std::string source, site;
    auto operator<=>(const Place&) const = default;
};

/// What the rules changed, by kind: "masked_emails", "masked_secrets", "names_in_texts".
using Tally = std::map<std::string, std::int64_t>;

/// A study's settings, ready to be applied to records and to stored texts alike: both go through the same
/// functions, so that what was stored before a setting was switched on ends up as what comes in after it.
/// Applying them twice changes nothing more.
class Rules {
public:
    [[nodiscard]] static Result<Rules> load(const Study& study);
    /// For settings that are not (yet) the study's.
    Rules(Settings settings, std::optional<Pseudonyms> pseudonyms);

    [[nodiscard]] const Settings& settings() const { return settings_; }

    /// Marks bots, then keeps, replaces or removes id and name.
    void apply(const Place& place, Author& author, Tally& tally) const;
    /// A title, or another line without markup.
    [[nodiscard]] std::string line(const Place& place, const std::string& text, Tally& tally) const;
    /// A permalink: without a user's name where it is the address of one.
    [[nodiscard]] std::string url(const std::string& url) const;
    /// A body. Returns whether it changed.
    [[nodiscard]] bool apply(const Place& place, CanonicalText& text, Tally& tally) const;

private:
    [[nodiscard]] std::string handle(const Place& place, const std::string& name) const;
    [[nodiscard]] bool is_handle(const std::string& name) const;
    [[nodiscard]] const std::set<std::string>& bots_of(const Place& place) const;
    [[nodiscard]] std::string address(const std::string& url, Tally& tally) const;
    [[nodiscard]] std::string detail(const Place& place, const Span& span, Tally& tally) const;
    bool apply_to_details(const Place& place, CanonicalText& text, Tally& tally) const;
    using AddChange = std::function<void(const Stretch&, std::string with)>;
    void replace_mentions(const Place& place, CanonicalText& text, const AddChange& add) const;

    Settings settings_;
    std::optional<Pseudonyms> pseudonyms_; ///< there if the settings say so
    mutable std::map<Place, std::set<std::string>> bot_handles_;
};

} // namespace axial::corpus::privacy
