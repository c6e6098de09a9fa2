// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "corpus/index/slots.h"

#include <cstddef>
#include <cstdint>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

/// The search fields. Indexer, query parser, help and completion all come out of this one table.
namespace axial::corpus::index {

enum class FieldType : std::uint8_t {
    text,    ///< words with positions: phrases, NEAR, wildcards
    boolean, ///< one whole value, case apart
    date,    ///< ranges of days, months, years or instants (UTC)
    number,  ///< ranges of whole numbers
    fact,    ///< one value that the study answers for, not the index (search_index.h, Facts)
};

inline constexpr std::uint32_t no_slot = ~std::uint32_t{0}; ///< slots.h has the others

struct Field {
    std::string_view name;
    std::string_view prefix; ///< of its terms in the index; empty: it has none of its own
    std::uint32_t slot;      ///< of its values in the index (slots.h), or `no_slot`
    FieldType type;
    bool single; ///< a post has one value at most, so that repeating the filter means OR
    std::string_view help;
    std::string_view example;
};

inline constexpr Field fields[] = {
    {"text", "", no_slot, FieldType::text, false, "title, prose and code; what a word without a field searches",
     "text:\"remote code\""},
    {"title", "S", no_slot, FieldType::text, false, "title of the first post of a thread", "title:loading"},
    {"prose", "B", no_slot, FieldType::text, false,
     "what people say: all text but code blocks and quotes; inline code counts, since it is part of a sentence",
     "prose:trust_remote_code"},
    {"code", "C", no_slot, FieldType::text, false, "code blocks and inline code; words are not stemmed",
     "code:from_pretrained"},
    {"quote", "XQ", no_slot, FieldType::text, false,
     "quoted words of others, which count as neither prose nor code", "quote:\"is it safe\""},
    {"source", "XF", source_slot, FieldType::boolean, true,
     "where it was collected: github, discourse, stackexchange …", "source:github"},
    {"site", "H", site_slot, FieldType::boolean, true, "the site's name", "site:discuss.huggingface.co"},
    {"repo", "G", repo_slot, FieldType::boolean, true, "the repository or forum that the thread lives in",
     "repo:huggingface/transformers"},
    {"author", "A", author_slot, FieldType::boolean, true, "the author's account or shown name",
     "author:octocat"},
    {"role", "XR", no_slot, FieldType::boolean, true,
     "the author's role, as the source calls it: member, contributor, moderator …", "role:member"},
    {"kind", "T", kind_slot, FieldType::boolean, true, "issue, pull, comment, question, answer, post …",
     "kind:answer"},
    {"state", "XA", state_slot, FieldType::boolean, false, "the post's state at its source", "state:accepted"},
    {"tag", "K", tag_slot, FieldType::boolean, false, "a tag or label", "tag:bug"},
    {"lang", "L", lang_slot, FieldType::boolean, true,
     "the language of the post's prose: en, zh, zh-Hant …; und where it is not known", "lang:zh"},
    {"is", "XI", no_slot, FieldType::boolean, false,
     "hidden, deleted, gone, edited (a later revision was collected), accepted, bot, root (first of its "
     "thread)",
     "is:root"},
    {"has", "XH", no_slot, FieldType::boolean, false,
     "code, quote, link, image, list, heading, mention, reference, or text", "has:code"},
    {"set", "", no_slot, FieldType::fact, false, "posts of this set", "set:retrieved"},
    {"round", "", no_slot, FieldType::fact, false, "posts of this round's set", "round:screening"},
    {"coded", "", no_slot, FieldType::fact, false,
     "posts coded by this coder, or by any; never what a blind round still hides", "coded:any"},
    {"code-applied", "", no_slot, FieldType::fact, false,
     "posts with this code, or one below it; never what a blind round still hides", "code-applied:risk"},
    {"date", "", order_slot, FieldType::date, false, "when it was written, UTC", "date:2023-01..2024-06"},
    {"score", "", score_slot, FieldType::number, false, "votes or likes; posts without a score never match",
     "score:>=5"},
    {"len", "", len_slot, FieldType::number, false, "length of the text in characters", "len:>=200"},
    {"thread", "XT", thread_slot, FieldType::boolean, false, "posts of the thread with this key",
     "thread:github/huggingface/transformers/issue/1"},
};

/// Value of `lang:` for posts whose language is not known, as BCP 47 has it.
inline constexpr std::string_view unknown_language = "und";

/// Values of `is:`.
inline constexpr std::string_view marks[] = {"hidden", "deleted", "gone", "edited", "accepted", "bot", "root"};

/// Values of `has:`.
inline constexpr std::string_view contents[] = {"code",    "quote",   "link",      "image", "list",
                                                "heading", "mention", "reference", "text"};

[[nodiscard]] constexpr const Field* find_field(std::string_view name) {
    for (const Field& field : fields)
        if (field.name == name)
            return &field;
    return nullptr;
}

/// For the code that fills or reads one certain field; a misspelt name does not compile. Loops itself because
/// GCC 12 takes no test of a pointer for constant when sanitizers are on.
[[nodiscard]] consteval const Field& field_named(std::string_view name) {
    for (const Field& field : fields)
        if (field.name == name)
            return field;
    throw "no such field";
}

namespace detail {
constexpr bool starts_with_upper_only(std::string_view prefix) {
    for (const char c : prefix)
        if (c < 'A' || c > 'Z')
            return false;
    return true;
}
constexpr bool fields_differ() {
    for (std::size_t i = 0; i < std::size(fields); ++i)
        for (std::size_t j = 0; j < i; ++j) {
            if (fields[i].name == fields[j].name)
                return false;
            if (fields[i].slot != no_slot && fields[i].slot == fields[j].slot)
                return false;
            const auto a = fields[i].prefix, b = fields[j].prefix;
            if (!a.empty() && !b.empty() && (a.starts_with(b) || b.starts_with(a)))
                return false;
        }
    return true;
}
constexpr bool fields_make_sense() {
    for (const Field& field : fields) {
        // Terms are lower case, so an upper-case prefix cannot run into one; Z marks stems.
        if (!starts_with_upper_only(field.prefix) || field.prefix.starts_with('Z') || field.help.empty() ||
            !field.example.starts_with(field.name))
            return false;
        const bool ranged = field.type == FieldType::date || field.type == FieldType::number;
        if (ranged && (field.slot == no_slot || !field.prefix.empty()))
            return false;
        if ((field.type == FieldType::boolean) == field.prefix.empty() && field.type != FieldType::text)
            return false;
    }
    return true;
}
} // namespace detail
static_assert(detail::fields_differ(), "two fields share a name, a slot or the beginning of a prefix");
static_assert(detail::fields_make_sense(), "a field lacks what its type needs");

/// Names of the fields that begin with `prefix` (case apart), in the order of the table.
[[nodiscard]] std::vector<std::string_view> complete(std::string_view prefix);

/// The query language for `--help`: its forms and every field.
[[nodiscard]] std::string query_help();

} // namespace axial::corpus::index
