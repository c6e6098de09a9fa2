// SPDX-License-Identifier: GPL-3.0-or-later
#include "corpus/text/typography.h"

namespace axial::corpus {
namespace {

/// markdown-it's rule: a stack of quotes that may open, unwound where formatting closes. Each quote is seen
/// once.
class Curler {
public:
    explicit Curler(std::vector<Stretch>& stretches) : stretches_(stretches) {}

    void run() {
        for (std::size_t i = 0; i < stretches_.size(); ++i) {
            const Stretch& stretch = stretches_[i];
            while (!open_.empty() && open_.back().level > stretch.level)
                open_.pop_back();
            if (stretch.kind != Stretch::Kind::text)
                continue;
            for (std::size_t at = 0; at < stretch.text.size(); ++at)
                if (stretch.text[at] == '\'' || stretch.text[at] == '"')
                    quote(i, at);
        }
    }

private:
    static constexpr std::size_t none = static_cast<std::size_t>(-1);

    struct Open {
        std::size_t stretch, at;
        int level;
        bool single;
        std::size_t other; ///< the highest one below of the other sort, or none
    };

    char32_t before(std::size_t i, std::size_t at) const {
        if (at > 0)
            return stretches_[i].text[at - 1];
        while (i-- > 0) {
            if (stretches_[i].kind == Stretch::Kind::line_break)
                break;
            if (!stretches_[i].text.empty())
                return stretches_[i].text.back();
        }
        return ' ';
    }

    char32_t after(std::size_t i, std::size_t at) const {
        if (at + 1 < stretches_[i].text.size())
            return stretches_[i].text[at + 1];
        while (++i < stretches_.size()) {
            if (stretches_[i].kind == Stretch::Kind::line_break)
                break;
            if (!stretches_[i].text.empty())
                return stretches_[i].text.front();
        }
        return ' ';
    }

    void quote(std::size_t i, std::size_t at) {
        char32_t& mark = stretches_[i].text[at];
        const bool single = mark == '\'';
        const char32_t last = before(i, at), next = after(i, at);
        const bool last_punctuation = is_typographic_punctuation(last);
        const bool next_punctuation = is_typographic_punctuation(next);
        const bool last_blank = is_typographic_space(last), next_blank = is_typographic_space(next);
        bool opens = !next_blank && (!next_punctuation || last_blank || last_punctuation);
        bool closes = !last_blank && (!last_punctuation || next_blank || next_punctuation);
        if (next == '"' && !single && last >= '0' && last <= '9')
            opens = closes = false; // 1"": the first is an inch
        if (opens && closes) {
            opens = last_punctuation;
            closes = next_punctuation;
        }
        if (closes && close(i, at, single))
            return;
        if (opens)
            push(i, at, single);
        else if (single)
            mark = U'’';
    }

    /// Pairs the quote with the last open one of its sort at the same level.
    bool close(std::size_t i, std::size_t at, bool single) {
        if (open_.empty())
            return false;
        const std::size_t partner = open_.back().single == single ? open_.size() - 1 : open_.back().other;
        if (partner == none || open_[partner].level != stretches_[i].level)
            return false;
        stretches_[open_[partner].stretch].text[open_[partner].at] = single ? U'‘' : U'“';
        stretches_[i].text[at] = single ? U'’' : U'”';
        open_.resize(partner);
        return true;
    }

    void push(std::size_t i, std::size_t at, bool single) {
        std::size_t other = none;
        if (!open_.empty())
            other = open_.back().single != single ? open_.size() - 1 : open_.back().other;
        open_.push_back({i, at, stretches_[i].level, single, other});
    }

    std::vector<Stretch>& stretches_;
    std::vector<Open> open_;
};

} // namespace

void curl_quotes(std::vector<Stretch>& stretches) {
    Curler(stretches).run();
}

} // namespace axial::corpus
