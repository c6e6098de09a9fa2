// SPDX-License-Identifier: GPL-3.0-or-later
#include "agreement/spans/positions.h"

#include "agreement/spans/lines.h"

#include <algorithm>

namespace axial::agreement {
namespace {

using detail::DocumentSums;
using detail::Lines;
using detail::pair_index;
using detail::Value;
using Measure = PositionAgreement::Measure;

/// Where the sums lie: first the positions; then for each code, and for "any", the positions marked (once for
/// each rater), the ordered pairs of raters that share one, and where the pairs are kept apart, what each rater
/// marked and what each two raters did.
struct Layout {
    std::size_t raters, codes;

    [[nodiscard]] bool pairs() const { return raters <= detail::most_raters_in_pairs; }
    [[nodiscard]] std::size_t of_code() const {
        return 2 + (pairs() ? raters + (raters * raters - raters) / 2 : 0);
    }
    [[nodiscard]] std::size_t code(std::size_t k) const { return 1 + k * of_code(); }
    [[nodiscard]] std::size_t any() const { return codes == 1 ? 0 : codes; } ///< as a code
    [[nodiscard]] std::size_t slots() const { return codes == 1 ? 1 : codes + 1; }
    [[nodiscard]] std::size_t width() const { return code(slots()); }
};

/// One code: its units in, its sums by document out.
class CodeSweep {
public:
    CodeSweep(const Lines& lines, const Layout& layout, DocumentSums& sums)
        : lines_(lines),
          layout_(layout),
          sums_(sums),
          gathered_(layout.of_code(), 0.0) {}

    std::vector<std::int64_t> run(std::size_t code, std::span<const Span> units) {
        by_count_.assign(lines_.raters + 1, 0);
        std::int64_t at = 0;
        for (const auto& edge : detail::edges(units)) {
            stay(edge.position() - at);
            at = edge.position();
            const Span& unit = units[edge.unit()];
            if (edge.begins()) {
                if (open_.empty())
                    enter(code, at);
                open_.push_back(unit.rater);
            } else {
                open_.erase(std::find(open_.begin(), open_.end(), unit.rater));
                const auto length = static_cast<double>(unit.length());
                gathered_[0] += length;
                if (layout_.pairs())
                    gathered_[2 + unit.rater] += length;
            }
        }
        stay(lines_.length - at);
        flush(code);
        return by_count_;
    }

private:
    /// Between two edges everything is the same.
    void stay(std::int64_t length) {
        by_count_[open_.size()] += length;
        if (length == 0 || open_.size() < 2)
            return;
        const auto open = static_cast<double>(open_.size());
        gathered_[1] += open * (open - 1) * static_cast<double>(length);
        if (!layout_.pairs())
            return;
        for (std::size_t i = 0; i < open_.size(); ++i)
            for (std::size_t j = i + 1; j < open_.size(); ++j) {
                const auto [first, second] = std::minmax(open_[i], open_[j]);
                gathered_[2 + layout_.raters + pair_index(first, second, layout_.raters)] +=
                    static_cast<double>(length);
            }
    }

    void enter(std::size_t code, std::int64_t position) {
        const std::size_t document = detail::document_at(lines_.documents, position);
        if (document != document_)
            flush(code);
        document_ = document;
    }

    void flush(std::size_t code) {
        if (gathered_[0] == 0)
            return;
        for (std::size_t i = 0; i < gathered_.size(); ++i)
            sums_.add(document_, layout_.code(code) + i, gathered_[i]);
        std::fill(gathered_.begin(), gathered_.end(), 0.0);
    }

    const Lines& lines_;
    const Layout layout_;
    DocumentSums& sums_;
    std::vector<double> gathered_;
    std::vector<std::int64_t> by_count_;
    std::vector<std::size_t> open_; ///< the raters who mark the stretch at hand
    std::size_t document_ = 0;
};

/// A figure as numerator over denominator, each summed over the codes that are pooled.
struct Ratio {
    double over = 0, under = 0;
};

/// The measures of codes [from, to) pooled.
struct Pool {
    const Layout& layout;
    std::span<const double> sums;
    std::size_t from, to;

    [[nodiscard]] double raters() const { return static_cast<double>(layout.raters); }
    [[nodiscard]] double positions() const { return sums[0]; }
    [[nodiscard]] double values() const { return raters() * positions(); }
    [[nodiscard]] double sum(std::size_t code, std::size_t which) const {
        return sums[layout.code(code) + which];
    }
    /// Over ordered pairs of raters: positions that one of them marked and the other did not.
    [[nodiscard]] double split(std::size_t code) const {
        return 2 * ((raters() - 1) * sum(code, 0) - sum(code, 1));
    }

    template <class Part>
    [[nodiscard]] Ratio total(Part part) const {
        Ratio total;
        for (std::size_t k = from; k < to; ++k) {
            const Ratio one = part(k);
            total.over += one.over;
            total.under += one.under;
        }
        return total;
    }

    [[nodiscard]] Value percent() const {
        const double pairs = values() * (raters() - 1);
        const Ratio ratio = total([&](std::size_t k) { return Ratio{split(k), pairs}; });
        return ratio.under > 0 ? 100 * (1 - ratio.over / ratio.under) : 100.0;
    }

    [[nodiscard]] const char* constant() const {
        for (std::size_t k = from; k < to; ++k)
            if (sum(k, 0) > 0)
                return "everybody marked everything: there is no variation";
        return "nobody marked anything: there is no variation";
    }

    [[nodiscard]] Value kappa_of(std::size_t first, std::size_t second) const {
        const double n = positions();
        const Ratio ratio = total([&](std::size_t k) {
            const double a = sum(k, 2 + first);
            const double b = sum(k, 2 + second);
            const double both = sum(k, 2 + layout.raters + pair_index(first, second, layout.raters));
            return Ratio{2 * (both * n - a * b), a * (n - b) + b * (n - a)};
        });
        if (!(ratio.under > 0))
            return layout.raters == 2 ? constant() : "two of the raters do not vary";
        return ratio.over / ratio.under;
    }

    [[nodiscard]] Value kappa() const {
        if (!layout.pairs())
            return "too many raters for a kappa of every pair; see the one of Fleiss";
        double sum_of_kappas = 0;
        for (std::size_t first = 0; first < layout.raters; ++first)
            for (std::size_t second = first + 1; second < layout.raters; ++second) {
                const Value kappa = kappa_of(first, second);
                if (kappa.reason != nullptr)
                    return kappa;
                sum_of_kappas += kappa.number;
            }
        return sum_of_kappas / (raters() * (raters() - 1) / 2);
    }

    [[nodiscard]] Value fleiss() const {
        const Ratio ratio = total([&](std::size_t k) {
            const double share = sum(k, 0) / values();
            return Ratio{split(k) / (values() * (raters() - 1)), 2 * share * (1 - share)};
        });
        return ratio.under > 0 ? Value(1 - ratio.over / ratio.under) : Value(constant());
    }

    [[nodiscard]] Value alpha() const {
        const double n = values();
        const Ratio ratio = total([&](std::size_t k) {
            const double marked = sum(k, 0);
            return Ratio{split(k) / ((raters() - 1) * n), 2 * (marked / n) * ((n - marked) / (n - 1))};
        });
        return ratio.under > 0 ? Value(1 - ratio.over / ratio.under) : Value(constant());
    }

    [[nodiscard]] Value positive() const {
        const Ratio ratio = total([&](std::size_t k) { return Ratio{sum(k, 1), (raters() - 1) * sum(k, 0)}; });
        return ratio.under > 0 ? Value(ratio.over / ratio.under) : Value("nobody marked anything");
    }

    [[nodiscard]] Value jointly() const {
        const Ratio ratio = total([&](std::size_t k) {
            return Ratio{sum(k, 1) / 2, (raters() - 1) * sum(k, 0) - sum(k, 1) / 2};
        });
        return ratio.under > 0 ? Value(ratio.over / ratio.under) : Value("nobody marked anything");
    }

    [[nodiscard]] Value figure(Measure measure) const {
        if (layout.raters < 2)
            return "needs two raters";
        if (!(positions() > 0))
            return "there are no positions";
        switch (measure) {
        case Measure::percent:
            return percent();
        case Measure::kappa:
            return kappa();
        case Measure::fleiss_kappa:
            return fleiss();
        case Measure::positive_agreement:
            return positive();
        case Measure::union_agreement:
            return jointly();
        default:
            return alpha();
        }
    }
};

Pool pool(const Layout& layout, std::span<const double> sums, std::size_t scope) {
    if (scope == 0)
        return {layout, sums, 0, layout.codes};
    const std::size_t code = scope == 1 ? layout.any() : scope - 2;
    return {layout, sums, code, code + 1};
}

constexpr auto measures = static_cast<std::size_t>(Measure::count);

} // namespace

PositionAgreement::PositionAgreement(const SpanData& data, const Universe& universe)
    : raters_(data.raters()),
      codes_(data.categories().size()) {
    const Lines lines(data, universe);
    const Layout layout{raters_, codes_};
    positions_ = lines.length;
    DocumentSums sums(lines.documents);
    for (std::size_t i = 0; i < lines.documents.size(); ++i)
        sums.add(i, 0, static_cast<double>(lines.documents[i].end - lines.documents[i].begin));
    CodeSweep sweep(lines, layout, sums);
    for (std::size_t k = 0; k < codes_; ++k)
        by_count_.push_back(sweep.run(k, lines.of(k)));
    if (codes_ > 1)
        sweep.run(layout.any(), detail::collapsed(detail::by_rater(lines)));
    totals_ = sums.totals(layout.width());
    statistics_.width = layout.width();
    statistics_.figures = (2 + codes_) * measures;
    statistics_.cost = layout.width() * 2;
    sums.patterns_into(statistics_);
    statistics_.values = [layout](std::span<const double> now, std::span<std::optional<double>> values) {
        for (std::size_t i = 0; i < values.size(); ++i)
            values[i] = pool(layout, now, i / measures).figure(static_cast<Measure>(i % measures)).maybe();
    };
}

Figure PositionAgreement::figure(std::size_t scope, Measure measure) const {
    const Layout layout{raters_, codes_};
    return pool(layout, totals_, scope).figure(measure).figure();
}

PositionTable PositionAgreement::table(std::size_t code, std::size_t first, std::size_t second) const {
    const Layout layout{raters_, codes_};
    if (!layout.pairs() || first == second || std::max(first, second) >= raters_)
        return {};
    const auto sum = [&](std::size_t which) {
        return static_cast<std::int64_t>(totals_[layout.code(code) + which]);
    };
    const std::int64_t both =
        sum(2 + raters_ + pair_index(std::min(first, second), std::max(first, second), raters_));
    const std::int64_t only_first = sum(2 + first) - both;
    const std::int64_t only_second = sum(2 + second) - both;
    return {both, only_first, only_second, positions_ - both - only_first - only_second};
}

} // namespace axial::agreement
