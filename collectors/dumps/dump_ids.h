// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <unordered_map>

namespace axial::collectors::dumps {

/// A set of ids, which are dense in a dump: about a bit for each id. One id far out costs 8 KiB.
class IdSet {
public:
    /// False if it was there.
    bool insert(std::int64_t id) {
        auto& page = pages_[id >> page_bits];
        if (!page)
            page = std::make_unique<Page>();
        auto& word = (*page)[word_of(id)];
        const bool is_new = (word & bit_of(id)) == 0;
        word |= bit_of(id);
        return is_new;
    }
    [[nodiscard]] bool contains(std::int64_t id) const {
        const auto page = pages_.find(id >> page_bits);
        return page != pages_.end() && ((*page->second)[word_of(id)] & bit_of(id)) != 0;
    }

private:
    static constexpr int page_bits = 16;
    using Page = std::array<std::uint64_t, (1U << page_bits) / 64>;
    static std::size_t word_of(std::int64_t id) {
        return static_cast<std::size_t>(id & ((1 << page_bits) - 1)) / 64;
    }
    static std::uint64_t bit_of(std::int64_t id) { return std::uint64_t{1} << (id & 63); }
    std::unordered_map<std::int64_t, std::unique_ptr<Page>> pages_;
};

} // namespace axial::collectors::dumps
