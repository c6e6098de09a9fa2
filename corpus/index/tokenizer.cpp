// SPDX-License-Identifier: GPL-3.0-or-later
#include "corpus/index/tokenizer.h"

#include "corpus/index/characters.h"

#include <fmt/format.h>

#include <algorithm>

namespace axial::corpus::index {
namespace {

constexpr std::size_t most_segments = 256;
constexpr std::size_t most_units = 512;
constexpr std::size_t longest_segment = 1024;
constexpr std::size_t longest_humps = 48;
constexpr std::size_t longest_whole = 220;

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}
bool is_upper(char c) {
    return c >= 'A' && c <= 'Z';
}
bool is_lower(char c) {
    return c >= 'a' && c <= 'z';
}

struct Range {
    std::size_t begin = 0, end = 0;
    bool operator==(const Range&) const = default;
};

class Scanner {
public:
    Scanner(std::string_view text, const std::function<void(const Chunk&)>& visit)
        : text_(text),
          visit_(visit) {}

    void scan() {
        while (at_ < text_.size()) {
            const Character c = character_at(text_, at_);
            switch (c.type) {
            case CharacterType::word:
                chain();
                break;
            case CharacterType::run:
                run();
                break;
            case CharacterType::complex:
                complex();
                break;
            case CharacterType::symbol:
                begin(Chunk::Kind::word);
                add_part({at_, at_ + c.length});
                at_ += c.length;
                finish();
                break;
            case CharacterType::joiner:
            case CharacterType::separator:
                at_ += c.length;
                break;
            }
        }
    }

private:
    std::string_view slice(Range r) const { return text_.substr(r.begin, r.end - r.begin); }

    void begin(Chunk::Kind kind) {
        chunk_.kind = kind;
        chunk_.parts.clear();
        chunk_.compounds.clear();
    }
    void finish() {
        if (!chunk_.parts.empty())
            visit_(chunk_);
    }

    void add_part(Range range, std::string_view shown = {}) {
        std::string term = fold_term(shown.empty() ? slice(range) : shown);
        if (term.empty())
            return;
        const bool letters = only_letters(term);
        chunk_.parts.push_back({std::move(term), static_cast<std::uint32_t>(range.begin),
                                static_cast<std::uint32_t>(range.end), letters});
    }

    /// Leaves out what the only part already is.
    void add_compound(std::string term, std::size_t first, Range range, bool required = false) {
        if (term.empty() || first >= chunk_.parts.size())
            return;
        if (!required && chunk_.parts.size() == first + 1 && chunk_.parts[first].term == term)
            return;
        const bool letters = only_letters(term);
        chunk_.compounds.push_back({std::move(term), static_cast<std::uint32_t>(first),
                                    static_cast<std::uint32_t>(range.begin),
                                    static_cast<std::uint32_t>(range.end), letters, required});
    }

    static bool only_letters(std::string_view term) {
        return term.size() <= 64 &&
               std::all_of(term.begin(), term.end(), [](char c) { return is_lower(c) || c == '\''; });
    }

    std::size_t word_length(std::size_t at) const {
        if (at >= text_.size())
            return 0;
        const Character c = character_at(text_, at);
        return c.type == CharacterType::word ? c.length : 0;
    }

    /// Length of "'s", "n't"'s "'t" and the like at `at`, with a straight or a curly apostrophe; 0 if it is
    /// none.
    std::size_t contraction(std::size_t at) const {
        const std::string_view rest = text_.substr(at);
        const std::size_t mark = rest.starts_with('\'') ? 1 : rest.starts_with("\xE2\x80\x99") ? 3 : 0;
        if (mark == 0)
            return 0;
        for (const std::string_view ending : {"s", "t", "d", "m", "re", "ve", "ll"}) {
            const std::string_view found = rest.substr(mark, ending.size());
            if (found.size() == ending.size() && ascii_lower(found) == ending &&
                word_length(at + mark + ending.size()) == 0)
                return mark + ending.size();
        }
        return 0;
    }

    /// A run of word characters with - and _ inside.
    Range segment() {
        const std::size_t start = at_;
        bool apostrophe = false;
        while (at_ < text_.size()) {
            const Character c = character_at(text_, at_);
            if (c.type == CharacterType::word || c.type == CharacterType::joiner) {
                at_ += c.length;
            } else if (text_[at_] == '-' && word_length(at_ + 1) > 0) {
                ++at_;
            } else if (const std::size_t ending = contraction(at_); ending > 0 && !apostrophe) {
                at_ += ending;
                apostrophe = true;
            } else {
                break;
            }
        }
        return {start, at_};
    }

    /// Length of what joins two segments at `at`, when a word character follows; else 0.
    std::size_t joint(std::size_t at) const {
        if (at >= text_.size())
            return 0;
        const char c = text_[at];
        if ((c == '.' || c == '/' || c == '\\' || c == '@') && word_length(at + 1) > 0)
            return 1;
        if (text_.substr(at, 2) == "::" && word_length(at + 2) > 0)
            return 2;
        return 0;
    }

    void chain() {
        begin(Chunk::Kind::identifier);
        segments_.clear();
        const bool flag = at_ >= 2 && text_.substr(at_ - 2, 2) == "--" && (at_ == 2 || text_[at_ - 3] != '-');
        while (true) {
            segments_.push_back(segment());
            const std::size_t length = joint(at_);
            if (length == 0)
                break;
            at_ += length;
            if (segments_.size() == most_segments)
                break;
        }
        firsts_.clear();
        const bool version = is_version();
        for (std::size_t i = 0; i < segments_.size(); ++i) {
            firsts_.push_back(chunk_.parts.size());
            if (i == 0 && version)
                add_version_part(segments_[0]);
            else
                level(segments_[i], 0);
        }
        if (segments_.size() > 1)
            join_segments(version);
        else
            mark_single(flag);
        if (chunk_.compounds.empty() && chunk_.parts.size() == 1)
            chunk_.kind = Chunk::Kind::word;
        finish();
    }

    bool is_version() const {
        const std::string_view first = slice(segments_[0]);
        return segments_.size() > 1 && first.size() > 1 && (first[0] == 'v' || first[0] == 'V') &&
               std::all_of(first.begin() + 1, first.end(), is_digit) && is_digit(text_[segments_[1].begin]);
    }

    void add_version_part(Range range) {
        add_part(range, slice(range).substr(1));
        add_compound(fold_term(slice(range)), 0, range);
    }

    void join_segments(bool version) {
        for (std::size_t i = 0; i + 1 < segments_.size(); ++i) {
            const Range pair{segments_[i].begin, segments_[i + 1].end};
            add_compound(fold_term(slice(pair)), firsts_[i], pair, true);
            if (i == 0 && version)
                add_compound(fold_term(slice(pair).substr(1)), 0, pair);
        }
        const Range whole{segments_.front().begin, segments_.back().end};
        if (segments_.size() > 2 && whole.end - whole.begin <= longest_whole)
            add_compound(fold_term(slice(whole)), 0, whole);
    }

    /// One segment: the query asks for all of it, with its -- or ++ if it has one.
    void mark_single(bool flag) {
        const Range range = segments_[0];
        const std::string whole = fold_term(slice(range));
        const std::size_t suffix = language_suffix(range);
        if (flag || suffix > 0) {
            const std::string term = (flag ? "--" : "") + whole + std::string(text_.substr(range.end, suffix));
            add_compound(term, 0, {range.begin - (flag ? 2 : 0), range.end + suffix}, true);
            at_ += suffix;
            return;
        }
        for (Compound& compound : chunk_.compounds)
            if (compound.term == whole)
                compound.required = true;
    }

    /// The ++ of C++ and the # of F#.
    std::size_t language_suffix(Range range) const {
        if (range.end - range.begin > 2 || !only_letters(ascii_lower(slice(range))))
            return 0;
        const std::string_view rest = text_.substr(range.end);
        const std::size_t length = rest.starts_with("++") ? 2 : rest.starts_with('#') ? 1 : 0;
        return length > 0 && word_length(range.end + length) == 0 ? length : 0;
    }

    /// Takes a segment apart: level 0 at -, 1 at _, 2 at the humps of camelCase. A level that splits is a
    /// compound.
    void level(Range range, int depth) {
        const std::size_t first = chunk_.parts.size();
        if (depth == 2 || range.end - range.begin > longest_segment) {
            humps(range);
        } else {
            const char joint = depth == 0 ? '-' : '_';
            for (std::size_t at = range.begin; at < range.end;) {
                const std::size_t stop = at + std::min(slice({at, range.end}).find(joint), range.end - at);
                if (stop > at)
                    level({at, stop}, depth + 1);
                if (Range{at, stop} == range)
                    return; // the level below has said it all
                at = stop + 1;
            }
        }
        if (chunk_.parts.size() == first)
            return;
        add_compound(fold_term(slice(range)), first, range);
        if (depth == 1)
            add_trimmed(range, first);
    }

    /// `_private` and `__init__` are found without their underscores, too.
    void add_trimmed(Range range, std::size_t first) {
        const Range whole = range;
        while (range.begin < range.end && text_[range.begin] == '_')
            ++range.begin;
        while (range.end > range.begin && text_[range.end - 1] == '_')
            --range.end;
        if (range != whole && chunk_.parts.size() - first > 1)
            add_compound(fold_term(slice(range)), first, range);
    }

    void humps(Range range) {
        const std::string_view text = slice(range);
        std::size_t start = 0;
        if (text.size() <= longest_humps &&
            std::all_of(text.begin(), text.end(), [](unsigned char c) { return c < 128; }))
            for (std::size_t i = 1; i < text.size(); ++i)
                if (hump_at(text, i)) {
                    add_part({range.begin + start, range.begin + i});
                    start = i;
                }
        add_part({range.begin + start, range.end});
    }

    /// fromPretrained, HTMLParser, Qwen2Model; but not H2O, conv2D.
    static bool hump_at(std::string_view text, std::size_t i) {
        if (!is_upper(text[i]))
            return false;
        const char before = text[i - 1];
        const char after = i + 1 < text.size() ? text[i + 1] : '\0';
        if (is_lower(before))
            return true;
        if (is_digit(before))
            return is_lower(after) || is_upper(after);
        return is_upper(before) && is_lower(after);
    }

    void run() {
        begin(Chunk::Kind::run);
        std::vector<Range> units;
        bool goes_on = false;
        while (at_ < text_.size()) {
            const Character c = character_at(text_, at_);
            if (c.type == CharacterType::joiner || (c.mark && !units.empty())) {
                at_ += c.length;
                units.back().end = at_;
                continue;
            }
            if (c.type != CharacterType::run)
                break;
            if ((goes_on = units.size() == most_units))
                break;
            units.push_back({at_, at_ + c.length});
            at_ += c.length;
        }
        if (goes_on) // the pair that crosses into the next chunk belongs to this one
            units.push_back({at_, at_ + character_at(text_, at_).length});
        for (std::size_t i = 0; i < units.size(); ++i) {
            const bool mine = !goes_on || i + 1 < units.size();
            if (mine)
                add_part(units[i]);
        }
        const std::size_t pairs = units.size() - 1;
        if (chunk_.parts.size() == (goes_on ? pairs : units.size())) // no character folded to nothing
            for (std::size_t i = 0; i < pairs; ++i)
                add_compound(fold_term(slice({units[i].begin, units[i + 1].end})), i,
                             {units[i].begin, units[i + 1].end}, true);
        finish();
    }

    void complex() {
        const std::size_t start = at_;
        while (at_ < text_.size() && at_ - start < 65536) {
            const Character c = character_at(text_, at_);
            if (c.type != CharacterType::complex && !c.mark && c.type != CharacterType::joiner)
                break;
            at_ += c.length;
        }
        for (const auto& [from, to] : dictionary_words(slice({start, at_}))) {
            begin(Chunk::Kind::word);
            add_part({start + from, start + to});
            finish();
        }
    }

    std::string_view text_;
    const std::function<void(const Chunk&)>& visit_;
    std::size_t at_ = 0;
    Chunk chunk_;
    std::vector<Range> segments_;
    std::vector<std::size_t> firsts_;
};

std::uint64_t fnv1a(std::string_view text) {
    std::uint64_t hash = 14695981039346656037u;
    for (const unsigned char c : text)
        hash = (hash ^ c) * 1099511628211u;
    return hash;
}

} // namespace

std::string fold_term(std::string_view text) {
    std::string term = fold_text(text);
    if (term.size() <= longest_whole)
        return term;
    std::size_t cut = 200;
    while (cut > 0 && (static_cast<unsigned char>(term[cut]) & 0xC0) == 0x80)
        --cut;
    return fmt::format("{}~{:016x}", std::string_view(term).substr(0, cut), fnv1a(term));
}

void for_each_chunk(std::string_view text, const std::function<void(const Chunk&)>& visit) {
    Scanner(text, visit).scan();
}

std::vector<Chunk> chunks_of(std::string_view text) {
    std::vector<Chunk> chunks;
    for_each_chunk(text, [&](const Chunk& chunk) { chunks.push_back(chunk); });
    return chunks;
}

bool says_its_case(std::string_view text) {
    bool upper = false, lower = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        upper = upper || (i > 0 && is_upper(text[i]));
        lower = lower || is_lower(text[i]);
    }
    return upper && lower && text.size() <= longest_whole;
}

} // namespace axial::corpus::index
