// SPDX-License-Identifier: GPL-3.0-or-later
#include "agreement/spans/u_alpha.h"

#include "agreement/spans/lines.h"
#include "agreement/spans/u_alpha_sums.h"

#include <memory>

namespace axial::agreement {
namespace {

using detail::Lines;
using detail::USum;
using detail::Value;

/// The family from its sums. Lengths of intersections are kept times m - 1, to be whole numbers.
struct Family {
    std::span<const double> sums;
    double raters;

    [[nodiscard]] double of(USum sum) const { return sums[static_cast<std::size_t>(sum)]; }
    [[nodiscard]] double of(std::size_t category, detail::UCategorySum sum) const {
        return sums[detail::index_of(category, sum)];
    }
    [[nodiscard]] double pairs() const { return raters - 1; }
    [[nodiscard]] double total() const { return raters * of(USum::length); }
    [[nodiscard]] double gaps() const { return total() - of(USum::marked); }
    [[nodiscard]] std::size_t categories() const { return detail::categories_in(sums.size()); }

    [[nodiscard]] const char* unusable() const {
        if (raters < 2)
            return "needs two raters";
        return of(USum::length) > 0 ? nullptr : "there are no positions";
    }

    [[nodiscard]] Value u() const {
        if (const char* reason = unusable())
            return reason;
        double agreed = of(USum::both_gaps);
        double own = gaps() + of(USum::own_together);
        double different = gaps() * (total() - gaps());
        for (std::size_t k = 0; k < categories(); ++k) {
            const double length = of(k, detail::UCategorySum::length);
            agreed += of(k, detail::UCategorySum::agreed);
            different += length * (total() - length);
        }
        if (!(different > 0))
            return gaps() > 0 ? "nobody marked anything" : "everybody marked everything with one code";
        return 1 - (total() - agreed / pairs()) * (total() * total() - own) / (total() * different);
    }

    [[nodiscard]] Value bar() const {
        if (const char* reason = unusable())
            return reason;
        if (!(of(USum::marked) > 0))
            return "nobody marked anything";
        if (!(gaps() > 0))
            return "everybody marked everything";
        const double agreed = of(USum::both_gaps) + of(USum::both_marked);
        const double own = gaps() + of(USum::own_together);
        return 1 - (total() - agreed / pairs()) * (total() * total() - own) /
                       (total() * 2 * gaps() * of(USum::marked));
    }

    [[nodiscard]] Value cu() const {
        if (const char* reason = unusable())
            return reason;
        const double shared = of(USum::both_marked) / pairs();
        double agreed = 0;
        double own = 0;
        double different = 0;
        for (std::size_t k = 0; k < categories(); ++k) {
            const double length = of(k, detail::UCategorySum::shared) / pairs();
            agreed += of(k, detail::UCategorySum::agreed) / pairs();
            own += of(k, detail::UCategorySum::own_shared) / pairs();
            if (of(k, detail::UCategorySum::shared) != of(USum::both_marked))
                different += length * (shared - length);
        }
        if (!(shared > 0))
            return "no two raters marked the same stretch";
        if (!(different > 0))
            return "one code alone where two raters marked the same stretch";
        if (!(shared * shared > own * (1 + 1e-12)))
            return "too little overlap for chance to be estimated";
        return 1 - (shared - agreed) * (shared * shared - own) / (shared * different);
    }

    [[nodiscard]] Value coverage() const {
        if (const char* reason = unusable())
            return reason;
        return of(USum::both_marked) / pairs() / total();
    }

    [[nodiscard]] Value of_category(std::size_t k) const {
        if (const char* reason = unusable())
            return reason;
        if (!(of(k, detail::UCategorySum::length) > 0))
            return "nobody used this code";
        if (!(of(k, detail::UCategorySum::shared) > 0))
            return "no two raters marked the same stretch, one of them with this code";
        if (!(of(k, detail::UCategorySum::shared) < of(USum::both_marked)))
            return "this code alone where two raters marked the same stretch";
        const double all = of(USum::both_marked) / pairs();
        const double length = of(k, detail::UCategorySum::shared) / pairs();
        const double expected = length * all - of(k, detail::UCategorySum::own_shared) / pairs();
        if (!(expected > length * all * 1e-12))
            return "too little overlap for chance to be estimated";
        const double disagreed = length - of(k, detail::UCategorySum::agreed) / pairs();
        return 1 - expected * disagreed / (length * length * (all - length));
    }

    [[nodiscard]] Value figure(std::size_t index) const {
        switch (index) {
        case 0:
            return u();
        case 1:
            return bar();
        case 2:
            return cu();
        case 3:
            return coverage();
        default:
            return of_category(index - 4);
        }
    }
};

std::string clash_text(const detail::Clash& clash, const SpanData& data, const Lines& lines) {
    const auto name = [&](std::int32_t k) {
        return "'" + data.categories()[static_cast<std::size_t>(k)] + "'";
    };
    return "rater " + std::to_string(clash.rater + 1) + " marked position " +
           std::to_string(lines.original(clash.position)) + " with " + name(clash.first) + " and " +
           name(clash.second) + ": codes have to exclude each other here; look at it code by code";
}

} // namespace

UAlpha::UAlpha(const SpanData& data, const Universe& universe)
    : categories_(data.categories().size()),
      unfit_for_(categories_) {
    const Lines lines(data, universe);
    auto units = detail::by_rater(lines);
    const auto clashes = detail::clashes_of(units, categories_);
    if (clashes.first)
        unfit_ = clash_text(*clashes.first, data, lines);
    for (std::size_t k = 0; k < categories_; ++k)
        if (clashes.of_category[k])
            unfit_for_[k] = clash_text(*clashes.of_category[k], data, lines);
    const detail::DocumentSums sums = detail::u_alpha_sums(lines, std::move(units));
    statistics_.width = detail::index_of(categories_, detail::UCategorySum::length);
    statistics_.figures = figures();
    statistics_.cost = statistics_.width;
    sums.patterns_into(statistics_);
    totals_ = sums.totals(statistics_.width);
    auto fits = std::make_shared<std::vector<char>>(figures(), char{1});
    (*fits)[0] = (*fits)[2] = unfit_ ? 0 : 1;
    for (std::size_t k = 0; k < categories_; ++k)
        (*fits)[4 + k] = unfit_for_[k] ? 0 : 1;
    statistics_.values = [fits, raters = static_cast<double>(lines.raters)](
                             std::span<const double> now, std::span<std::optional<double>> values) {
        const Family family{now, raters};
        for (std::size_t i = 0; i < values.size(); ++i)
            if ((*fits)[i] != 0)
                values[i] = family.figure(i).maybe();
    };
    raters_ = static_cast<double>(lines.raters);
}

Figure UAlpha::figure(std::size_t index) const {
    if ((index == 0 || index == 2) && unfit_)
        return Figure::undefined(*unfit_);
    if (index >= 4 && unfit_for_[index - 4])
        return Figure::undefined(*unfit_for_[index - 4]);
    return Family{totals_, raters_}.figure(index).figure();
}

} // namespace axial::agreement
