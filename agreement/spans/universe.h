// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace axial::agreement {

/// The positions that exist for a statistic: all text, the coded posts, prose without code blocks …
///
/// What lies outside is taken out of the continuum as though it had never been written: spans are cut, what
/// lay on both sides becomes adjacent, a span that loses all its positions is gone.
class Universe {
public:
    /// Everything.
    Universe() = default;
    /// The stretches that are added from here on; nothing so far.
    explicit Universe(std::string name) : name_(std::move(name)), whole_(false) {}

    /// Adds [begin, end), after all before it; or says in words why not: reversed, or before the end of the
    /// last one. An empty stretch adds nothing.
    [[nodiscard]] std::optional<std::string> add(std::int64_t begin, std::int64_t end);

    [[nodiscard]] const std::string& name() const { return name_; } ///< as reports print it
    [[nodiscard]] bool whole() const { return whole_; }

    /// How many positions below `position` belong to it (all of them in a whole universe, counted from 0).
    [[nodiscard]] std::int64_t count_before(std::int64_t position) const;
    /// The inverse: the position of which count_before() is `count` and that belongs to it.
    [[nodiscard]] std::int64_t position_of(std::int64_t count) const;

private:
    struct Stretch {
        std::int64_t begin, end, before; ///< before: positions of the universe below begin
    };
    std::string name_ = "all text";
    bool whole_ = true;
    std::vector<Stretch> stretches_;
};

} // namespace axial::agreement
