// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "corpus/text/canonical_text.h"

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace axial::scanner {

/// Where a text comes from. What it names depends on that: the tracker of a model's own repository is about the
/// model.
struct MentionContext {
    std::string source;    ///< github, discourse, hub …
    std::string container; ///< "owner/repo"; on the Hub "models/owner/name"
    std::string url;       ///< permalink of the thread or post; may be empty
};

/// A place that names a model repository. Offsets are code points; begin == end == 0 for kind native, where the
/// thread's place names it and not the text.
struct FoundMention {
    std::uint32_t begin = 0, end = 0;
    std::string model;     ///< "hf:owner/name" …, spelt as in the text
    std::string kind;      ///< url, git-clone, native, code, cli, cache-path, id, bare
    double confidence = 0; ///< 0 to 1; native and url 1
    std::string evidence;  ///< the text of the place, or the address behind a link; "thread" for native
};

/// The model repositories that are known to exist: the scanned ones, and those that a thread has named in full.
/// Looked up without regard to case.
class KnownModels {
public:
    KnownModels() = default;
    explicit KnownModels(const std::vector<std::string>& keys);
    void add(const std::string& key);

    [[nodiscard]] bool contains(std::string_view key) const;
    /// The key on whatever platform "owner/name" is known; the Hub first.
    [[nodiscard]] std::optional<std::string> find(std::string_view owner_and_name) const;
    /// The one known model with this last part; nothing if there are several.
    [[nodiscard]] std::optional<std::string> by_name(std::string_view name) const;
    [[nodiscard]] bool empty() const { return keys_.empty(); }

private:
    std::map<std::string, std::string> keys_;            ///< folded → as given
    std::map<std::string, std::set<std::string>> names_; ///< folded last part → folded keys
};

/// Every mention in a post's text and its links' addresses, by begin. Pure: looks nothing up outside. Linear in
/// the length of the text. An owner/name in prose needs a known model or telling surroundings to be taken for
/// one; a bare name needs exactly one known model.
[[nodiscard]] std::vector<FoundMention>
find_mentions(const corpus::CanonicalText& text, const MentionContext& context, const KnownModels& known = {});

} // namespace axial::scanner
