// SPDX-License-Identifier: GPL-3.0-or-later
#include "agreement/spans/u_alpha_sums.h"

#include <algorithm>
#include <utility>

namespace axial::agreement::detail {
namespace {

/// The sweep. A quantity that is constant between two edges is added up when it changes, so that an edge costs
/// the same however many categories there are.
class Sweep {
public:
    Sweep(const Lines& lines, std::vector<Span> units)
        : lines_(lines),
          units_(std::move(units)),
          together_(collapsed(units_)),
          sums_(lines.documents),
          categories_(lines.categories()) {
        number_raters();
    }

    DocumentSums run() {
        // The united units of a rater are where it marked anything at all; both sets of edges in one walk.
        const auto parts = edges(units_);
        const auto whole = together_.size() == units_.size() ? parts : edges(together_);
        snapshots_.resize(units_.size());
        std::size_t next_whole = 0;
        for (std::size_t next = 0; next < parts.size(); ++next) {
            const std::int64_t position = parts[next].position();
            // At one position: parts end, wholes end, wholes begin, parts begin.
            if (parts[next].begins())
                while (next_whole < whole.size() && whole[next_whole].position() <= position)
                    cross_whole(whole[next_whole++]);
            else
                while (next_whole < whole.size() && whole[next_whole].position() < position)
                    cross_whole(whole[next_whole++]);
            advance(position);
            cross_part(parts[next]);
        }
        while (next_whole < whole.size())
            cross_whole(whole[next_whole++]);
        flush();
        add_lengths();
        return std::move(sums_);
    }

private:
    struct Marks {
        std::int64_t done = 0, since = -1; ///< marked so far; begin of the open unit, -1 without
    };
    struct OfCategory {
        std::int64_t open = 0, at = 0; ///< raters that use it now, and since which position
        double shared_at = 0;          ///< shared_ at that position
        double length = 0, agreed = 0, shared = 0, own = 0;
        bool touched = false;
    };

    void number_raters() {
        number_.assign(lines_.raters, 0);
        for (const Span& unit : together_)
            if (number_[unit.rater] == 0) {
                marks_.emplace_back();
                number_[unit.rater] = marks_.size();
            }
    }
    [[nodiscard]] std::size_t number(const Span& unit) const { return number_[unit.rater] - 1; }
    [[nodiscard]] double marked(std::size_t rater) const {
        const Marks& marks = marks_[rater];
        return static_cast<double>(marks.done + (marks.since < 0 ? 0 : at_ - marks.since));
    }

    void advance(std::int64_t position) {
        const auto step = static_cast<double>(position - at_);
        const auto open = static_cast<double>(open_);
        if (open_ > 1) {
            both_marked_ += open * (open - 1) * step;
            shared_ += (open - 1) * step;
        }
        at_ = position;
    }

    void cross_whole(const Edge& edge) {
        advance(edge.position());
        const Span& unit = together_[edge.unit()];
        Marks& marks = marks_[number(unit)];
        if (edge.begins()) {
            if (open_ == 0)
                if (const std::size_t document = document_at(lines_.documents, edge.position());
                    document != document_) {
                    flush();
                    document_ = document;
                }
            ++open_;
            marks.since = at_;
        } else {
            --open_;
            marks.done += at_ - marks.since;
            marks.since = -1;
            const auto length = static_cast<double>(unit.length());
            marked_ += length;
            own_together_ += length * length;
        }
    }

    void settle(OfCategory& category) {
        const auto open = static_cast<double>(category.open);
        category.agreed += open * (open - 1) * static_cast<double>(at_ - category.at);
        category.shared += open * (shared_ - category.shared_at);
        category.at = at_;
        category.shared_at = shared_;
    }

    void cross_part(const Edge& edge) {
        const Span& unit = units_[edge.unit()];
        OfCategory& category = categories_[static_cast<std::size_t>(unit.category)];
        settle(category);
        auto& snapshot = snapshots_[edge.unit()];
        if (edge.begins()) {
            ++category.open;
            if (!category.touched) {
                category.touched = true;
                touched_.push_back(static_cast<std::size_t>(unit.category));
            }
            snapshot.resize(marks_.size());
            for (std::size_t rater = 0; rater < marks_.size(); ++rater)
                snapshot[rater] = marked(rater);
            return;
        }
        --category.open;
        category.length += static_cast<double>(unit.length());
        for (std::size_t rater = 0; rater < marks_.size(); ++rater)
            if (rater != number(unit)) {
                const double overlap = marked(rater) - snapshot[rater];
                category.own += overlap * overlap;
            }
        snapshot = {};
    }

    /// What was gathered belongs to the document.
    void flush() {
        const auto add = [&](USum sum, double amount) {
            sums_.add(document_, static_cast<std::size_t>(sum), amount);
        };
        add(USum::marked, marked_);
        add(USum::both_marked, both_marked_);
        add(USum::own_together, own_together_);
        // Of m raters, open o: gaps meet gaps (m - o)(m - o - 1) = m (m - 1) - 2 o (m - 1) + o (o - 1) times.
        const auto m = static_cast<double>(lines_.raters);
        add(USum::both_gaps, both_marked_ - 2 * (m - 1) * marked_);
        for (const std::size_t k : touched_) {
            const OfCategory& category = categories_[k];
            sums_.add(document_, index_of(k, UCategorySum::length), category.length);
            sums_.add(document_, index_of(k, UCategorySum::agreed), category.agreed);
            sums_.add(document_, index_of(k, UCategorySum::shared), category.shared);
            sums_.add(document_, index_of(k, UCategorySum::own_shared), category.own);
            categories_[k] = OfCategory();
        }
        touched_.clear();
        marked_ = both_marked_ = own_together_ = shared_ = 0;
    }

    void add_lengths() {
        const auto m = static_cast<double>(lines_.raters);
        for (std::size_t i = 0; i < lines_.documents.size(); ++i) {
            const auto length = static_cast<double>(lines_.documents[i].end - lines_.documents[i].begin);
            sums_.add(i, static_cast<std::size_t>(USum::length), length);
            sums_.add(i, static_cast<std::size_t>(USum::both_gaps), m * (m - 1) * length);
        }
    }

    const Lines& lines_;
    std::vector<Span> units_;    ///< by rater and begin
    std::vector<Span> together_; ///< the same, united
    DocumentSums sums_;
    std::vector<OfCategory> categories_;
    std::vector<std::size_t> touched_;
    std::vector<std::size_t> number_;            ///< of those who marked anything, from 1; 0 for the others
    std::vector<Marks> marks_;                   ///< by that number
    std::vector<std::vector<double>> snapshots_; ///< of an open unit: what each had marked at its beginning
    std::int64_t at_ = 0, open_ = 0;
    std::size_t document_ = 0;
    double marked_ = 0, both_marked_ = 0, own_together_ = 0;
    double shared_ = 0; ///< the integral of open - 1: what a unit shares with the others
};

} // namespace

DocumentSums u_alpha_sums(const Lines& lines, std::vector<Span> units) {
    return Sweep(lines, std::move(units)).run();
}

Clashes clashes_of(std::span<const Span> units, std::size_t categories) {
    Clashes clashes;
    clashes.of_category.resize(categories);
    const Span* reaching = nullptr; // the unit so far that ends last
    for (const Span& unit : units) {
        if (reaching != nullptr && reaching->rater == unit.rater && unit.begin < reaching->end) {
            const Clash clash{unit.rater, unit.begin, reaching->category, unit.category};
            if (!clashes.first)
                clashes.first = clash;
            for (const auto k : {clash.first, clash.second})
                if (auto& known = clashes.of_category[static_cast<std::size_t>(k)]; !known)
                    known = clash;
        }
        if (reaching == nullptr || reaching->rater != unit.rater || unit.end > reaching->end)
            reaching = &unit;
    }
    return clashes;
}

} // namespace axial::agreement::detail
