// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

namespace axial::agreement {

/// A stretch of the continuum that one rater marked with one category: [begin, end), begin < end.
struct Span {
    std::size_t rater = 0;
    std::int64_t begin = 0, end = 0; ///< in the continuum's positions: characters, tokens, seconds …
    std::int32_t category = 0;       ///< index into SpanData::categories()

    [[nodiscard]] std::int64_t length() const { return end - begin; }
    bool operator==(const Span&) const = default;
};

/// A stretch of the continuum that belongs together, such as a post: [begin, end).
struct Document {
    std::int64_t begin = 0, end = 0;
    std::size_t cluster = 0; ///< documents of one cluster (the posts of a thread) are drawn together
};

/// What raters marked on one continuum [begin(), end()): units of their own making, of any length.
///
/// Offsets are whole numbers and half-open. Several texts are one continuum when laid end to end as documents;
/// no span crosses from one into the next. A rater who never marked anything is still a rater: the number of
/// raters is given, not met.
class SpanData {
public:
    /// No position lies further from 0, so that sums of lengths cannot overflow (281 million million).
    static constexpr std::int64_t furthest = std::int64_t{1} << 48;

    /// Positions begin .. end - 1; begin <= end. Cut to `furthest` on either side: spans beyond are refused.
    SpanData(std::size_t raters, std::int64_t begin, std::int64_t end);

    /// Declares a category, also one that nobody will use. Gives its index.
    std::int32_t category(const std::string& name);

    /// Adds a span, or says in words why it cannot be one: reversed or empty, beyond the continuum, a rater
    /// that is not there, across a border of documents. The same span with the same category by the same rater
    /// a second time adds nothing and is counted in repeated(): who marks a thing twice agrees but once.
    [[nodiscard]] std::optional<std::string> add(std::size_t rater, std::int64_t begin, std::int64_t end,
                                                 const std::string& category);

    /// Appends `length` positions (up to `furthest`) to the continuum as a document of its own and gives where
    /// it begins.
    std::int64_t append_document(std::int64_t length, std::size_t cluster);

    [[nodiscard]] std::size_t raters() const { return raters_; }
    [[nodiscard]] std::int64_t begin() const { return begin_; }
    [[nodiscard]] std::int64_t end() const { return end_; }
    [[nodiscard]] std::int64_t length() const { return end_ - begin_; }
    [[nodiscard]] const std::vector<std::string>& categories() const { return categories_; }
    [[nodiscard]] const std::vector<Span>& spans() const { return spans_; } ///< in the order added
    /// In order, without gaps; empty when the continuum was given whole, which makes it one document.
    [[nodiscard]] const std::vector<Document>& documents() const { return documents_; }
    [[nodiscard]] std::int64_t repeated() const { return repeated_; }

private:
    struct Key {
        Span span;
        bool operator==(const Key&) const = default;
    };
    struct Hash {
        std::size_t operator()(const Key& key) const;
    };

    std::size_t raters_;
    std::int64_t begin_, end_;
    std::vector<std::string> categories_;
    std::unordered_map<std::string, std::int32_t> index_;
    std::vector<Span> spans_;
    std::unordered_map<Key, std::size_t, Hash> known_;
    std::vector<Document> documents_;
    std::int64_t repeated_ = 0;
};

} // namespace axial::agreement
