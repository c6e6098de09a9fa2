// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace axial::bench {

/// Posts of about a hundred words each, from a Zipf-Mandelbrot vocabulary of 20,000 words, every fifth with a
/// code block and an identifier; the same for the same seed.
[[nodiscard]] std::vector<std::string> generated_posts(std::size_t number, std::uint64_t seed);

} // namespace axial::bench
