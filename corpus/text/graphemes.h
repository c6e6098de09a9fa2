// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <memory>
#include <string_view>

namespace axial::corpus {

/// Finds the borders between user-perceived characters of one valid UTF-8 text, by byte. Looks only at the
/// surroundings of the place asked about, and not at all between two ASCII characters. Holds a view of the
/// text.
class GraphemeBoundaries {
public:
    explicit GraphemeBoundaries(std::string_view text);
    ~GraphemeBoundaries();
    GraphemeBoundaries(const GraphemeBoundaries&) = delete;
    GraphemeBoundaries& operator=(const GraphemeBoundaries&) = delete;

    [[nodiscard]] std::size_t at_or_before(std::size_t byte);
    [[nodiscard]] std::size_t at_or_after(std::size_t byte);

private:
    [[nodiscard]] bool plainly_a_boundary(std::size_t byte) const;
    struct Iterator;
    [[nodiscard]] Iterator* iterator();

    std::string_view text_;
    std::unique_ptr<Iterator> iterator_;
};

} // namespace axial::corpus
