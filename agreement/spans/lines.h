// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "agreement/bootstrap.h"
#include "agreement/figure.h"
#include "agreement/spans/span_data.h"
#include "agreement/spans/universe.h"

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace axial::agreement::detail {

/// Spans made ready for the statistics: cut to a universe, offsets counted from 0 in it, and what one rater
/// marked more than once with one category united. Spans that only touch stay two.
struct Lines {
    Lines(const SpanData& data, const Universe& universe);

    /// The units of one category, by rater and begin; no two of one rater overlap.
    [[nodiscard]] std::span<const Span> of(std::size_t category) const {
        return {units.data() + begins[category], begins[category + 1] - begins[category]};
    }
    [[nodiscard]] std::size_t categories() const { return begins.size() - 1; }
    /// The offset as the caller knows it.
    [[nodiscard]] std::int64_t original(std::int64_t offset) const;

    std::size_t raters;
    std::int64_t length;
    std::vector<Span> units;         ///< by category, rater, begin
    std::vector<std::size_t> begins; ///< where the units of each category begin, and the end
    std::vector<Document> documents; ///< in order, without gaps, at least one

private:
    Universe universe_;
    std::int64_t before_; ///< positions of the universe before the continuum
};

/// The units of every category by rater and begin.
[[nodiscard]] std::vector<Span> by_rater(const Lines& lines);

/// Units that come so, thrown together: a rater's overlapping ones united whatever their category, those that
/// only touch left apart. The category is meaningless.
[[nodiscard]] std::vector<Span> collapsed(std::vector<Span> units);

/// The beginnings and ends of `units`, by position; at one position ends come first.
class Edge {
public:
    Edge(std::int64_t position, std::size_t unit, bool begins)
        : place_(position * 2 + (begins ? 1 : 0)),
          unit_(static_cast<std::uint32_t>(unit)) {}
    [[nodiscard]] std::int64_t position() const { return place_ / 2; } ///< not below 0
    [[nodiscard]] bool begins() const { return place_ % 2 != 0; }
    [[nodiscard]] std::size_t unit() const { return unit_; } ///< index into the units
    bool operator<(const Edge& other) const {
        return place_ != other.place_ ? place_ < other.place_ : unit_ < other.unit_;
    }

private:
    std::int64_t place_; ///< one number to compare: sorting is most of the time
    std::uint32_t unit_;
};
[[nodiscard]] std::vector<Edge> edges(std::span<const Span> units);

/// A figure made again and again in a bootstrap: a number, or why there is none.
struct Value {
    Value(double number_) : number(number_) {} // NOLINT: a number is a value
    Value(const char* why) : reason(why) {}    // NOLINT: so is the lack of one
    [[nodiscard]] Figure figure() const { return reason ? Figure::undefined(reason) : Figure(number); }
    [[nodiscard]] std::optional<double> maybe() const { return reason ? std::nullopt : std::optional(number); }
    double number = 0;
    const char* reason = nullptr;
};

/// Numbers that add up over documents, most of them zero in most documents.
class DocumentSums {
public:
    explicit DocumentSums(const std::vector<Document>& documents) : documents_(&documents) {}
    void add(std::size_t document, std::size_t sum, double amount) {
        if (amount != 0)
            terms_.push_back({document, sum, amount});
    }
    /// The totals of `width` sums.
    [[nodiscard]] std::vector<double> totals(std::size_t width) const;
    /// One pattern for each cluster of documents.
    void patterns_into(AdditiveStatistics& statistics) const;

private:
    struct Term {
        std::size_t document, sum;
        double amount;
    };
    const std::vector<Document>* documents_;
    std::vector<Term> terms_;
};

/// The document of a unit that begins at `position`; none crosses a border.
[[nodiscard]] std::size_t document_at(const std::vector<Document>& documents, std::int64_t position);

/// How many raters there may be for a figure of every pair of raters: the pairs grow with the square.
inline constexpr std::size_t most_raters_in_pairs = 64;

/// The number of a pair of raters, first < second, among those of m raters.
[[nodiscard]] constexpr std::size_t pair_index(std::size_t first, std::size_t second, std::size_t m) {
    return first * m - first * (first + 1) / 2 + second - first - 1;
}

} // namespace axial::agreement::detail
