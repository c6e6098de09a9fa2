// SPDX-License-Identifier: GPL-3.0-or-later
#include "agreement/spans/gamma.h"

#include "agreement/spans/gamma_parts.h"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <exception>
#include <mutex>
#include <thread>

namespace axial::agreement {
namespace {

using gamma_parts::ContinuumSampler;

struct Sample {
    double disorder = 0;
    bool exact = true;
    std::vector<std::optional<double>> categories;
};

/// Calls `work` with first .. last - 1, on several threads; an exception of one of them is thrown again here.
template <class Work>
void in_parallel(std::int64_t first, std::int64_t last, unsigned threads, const Work& work) {
    std::atomic<std::int64_t> next = first;
    std::exception_ptr failure;
    std::mutex failing;
    const auto run = [&] {
        try {
            for (std::int64_t i = next++; i < last; i = next++)
                work(i);
        } catch (...) {
            const std::scoped_lock lock(failing);
            failure = std::current_exception();
            next = last;
        }
    };
    if (threads == 0)
        threads = std::max(1U, std::thread::hardware_concurrency());
    {
        std::vector<std::jthread> workers;
        for (std::int64_t i = 1; i < std::min<std::int64_t>(threads, last - first); ++i)
            workers.emplace_back(run);
        run();
    }
    if (failure)
        std::rethrow_exception(failure);
}

class Computation {
public:
    Computation(const SpanData& data, const GammaOptions& options, const Dissimilarity& dissimilarity,
                const std::stop_token& stop)
        : data_(data),
          options_(options),
          dissimilarity_(dissimilarity),
          stop_(stop),
          units_(alignment_units(data)),
          sampler_(data, options.sampler) {}

    Gamma run() {
        Gamma result;
        result.sampler = options_.sampler;
        result.seed = options_.seed;
        result.alignment = best_alignment(units_, data_.raters(), dissimilarity_, options_.limits, stop_);
        const std::int64_t least = std::max<std::int64_t>(options_.min_samples, 2);
        draw(least);
        if (!stop_.stop_requested())
            draw(std::clamp(needed(), least, std::max(options_.max_samples, least)));
        if (stop_.stop_requested())
            return abandoned(std::move(result));
        summarize(result);
        return result;
    }

private:
    [[nodiscard]] std::size_t categories() const { return data_.categories().size(); }

    void draw(std::int64_t count) {
        const auto first = static_cast<std::int64_t>(samples_.size());
        samples_.resize(static_cast<std::size_t>(count));
        in_parallel(first, count, options_.threads, [&](std::int64_t number) {
            if (stop_.stop_requested())
                return;
            const auto units = sampler_.draw(options_.seed, static_cast<std::uint64_t>(number));
            const auto alignment =
                best_alignment(units, data_.raters(), dissimilarity_, options_.limits, stop_);
            if (alignment.stopped)
                return;
            samples_[static_cast<std::size_t>(number)] = {
                alignment.disorder().value(), alignment.exact,
                gamma_parts::category_disorders(units, alignment, dissimilarity_, categories())};
        });
    }

    [[nodiscard]] double mean() const {
        double sum = 0;
        for (const auto& sample : samples_)
            sum += sample.disorder;
        return sum / static_cast<double>(samples_.size());
    }

    /// Standard deviation over mean; 0 where the mean is.
    [[nodiscard]] double variation() const {
        const double average = mean();
        double squares = 0;
        for (const auto& sample : samples_)
            squares += (sample.disorder - average) * (sample.disorder - average);
        return average > 0 ? std::sqrt(squares / static_cast<double>(samples_.size())) / average : 0;
    }

    [[nodiscard]] std::int64_t needed() const {
        const double root = 1.96 * variation() / options_.precision;
        return static_cast<std::int64_t>(std::min(std::ceil(root * root), 1e15));
    }

    Gamma abandoned(Gamma result) const {
        result.gamma = result.low = result.high = result.observed_disorder = result.expected_disorder =
            result.gamma_cat = result.relative_error = Figure::undefined("abandoned");
        result.gamma_k.assign(categories(), result.gamma);
        return result;
    }

    void summarize(Gamma& result) const {
        result.samples = static_cast<std::int64_t>(samples_.size());
        result.exact = result.alignment.exact;
        result.inexact_samples =
            std::count_if(samples_.begin(), samples_.end(), [](const Sample& s) { return !s.exact; });
        result.observed_disorder = result.alignment.disorder();
        const double observed = result.observed_disorder.value(), expected = mean();
        result.expected_disorder = expected;
        if (expected > 0) {
            const double error = 1.96 * variation() / std::sqrt(static_cast<double>(samples_.size()));
            result.relative_error = error;
            result.gamma = 1 - observed / expected;
            result.low = error < 1 ? Figure(1 - observed / (expected * (1 - error)))
                                   : Figure::undefined("the random continua differ too much among themselves");
            result.high = error < 1 ? Figure(1 - observed / (expected * (1 + error))) : result.low;
        } else {
            result.gamma = result.low = result.high = result.relative_error =
                Figure::undefined("random continua have no disorder: there is nothing to compare with");
        }
        const auto of_data =
            gamma_parts::category_disorders(units_, result.alignment, dissimilarity_, categories());
        result.gamma_cat = of_categories(of_data[0], 0);
        result.gamma_k.clear();
        for (std::size_t category = 0; category < categories(); ++category)
            result.gamma_k.push_back(of_categories(of_data[category + 1], category + 1));
    }

    [[nodiscard]] Figure of_categories(std::optional<double> observed, std::size_t which) const {
        const std::string with = which == 0 ? "" : " with the category " + data_.categories()[which - 1];
        if (!observed)
            return Figure::undefined("no two units" + with + " are aligned with one another closely enough");
        double sum = 0, count = 0;
        for (const auto& sample : samples_)
            if (const auto& value = sample.categories[which]) {
                sum += *value;
                ++count;
            }
        if (count == 0)
            return Figure::undefined("no random continuum has two aligned units" + with);
        if (sum == 0)
            return Figure::undefined("random continua never disagree on categories" + with);
        return 1 - *observed / (sum / count);
    }

    const SpanData& data_;
    const GammaOptions& options_;
    const Dissimilarity& dissimilarity_;
    const std::stop_token& stop_;
    std::vector<AlignmentUnit> units_;
    ContinuumSampler sampler_;
    std::vector<Sample> samples_;
};

} // namespace

Gamma gamma(const SpanData& data, const GammaOptions& options, const std::stop_token& stop) {
    const Dissimilarity dissimilarity{options.alpha, options.beta, options.delta_empty,
                                      data.categories().size(), options.category_table};
    std::optional<std::string> reason = dissimilarity.fault();
    if (data.raters() < 2)
        reason = "fewer than two raters";
    else if (data.spans().empty())
        reason = "nobody marked anything";
    else if (!(options.precision > 0))
        reason = "the precision must be a number above 0";
    if (!reason)
        return Computation(data, options, dissimilarity, stop).run();
    Gamma none;
    none.gamma = none.low = none.high = none.observed_disorder = none.expected_disorder = none.gamma_cat =
        none.relative_error = Figure::undefined(*reason);
    none.gamma_k.assign(data.categories().size(), none.gamma);
    none.sampler = options.sampler;
    none.seed = options.seed;
    return none;
}

} // namespace axial::agreement
