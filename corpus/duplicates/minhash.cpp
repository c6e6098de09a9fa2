// SPDX-License-Identifier: GPL-3.0-or-later
#include "corpus/duplicates/minhash.h"

#include <algorithm>
#include <cmath>

namespace axial::corpus::duplicates {
namespace {

constexpr double most_missed = 0.005;
constexpr std::size_t most_rows = 16;

struct Function {
    std::uint64_t factor, summand;
};

/// Multiply-shift functions; the shingles are spread over 64 bits already.
constexpr std::array<Function, hashes> make_functions() {
    std::array<Function, hashes> functions{};
    for (std::size_t i = 0; i < hashes; ++i)
        functions[i] = {spread(2 * i + 1) | 1u, spread(2 * i + 2)};
    return functions;
}
constexpr auto functions = make_functions();

} // namespace

Signature signature_of(const Shingles& shingles) {
    Signature signature;
    signature.fill(~std::uint32_t{0});
    for (const auto shingle : shingles)
        for (std::size_t i = 0; i < hashes; ++i) {
            const auto value =
                static_cast<std::uint32_t>((shingle * functions[i].factor + functions[i].summand) >> 32);
            signature[i] = std::min(signature[i], value);
        }
    return signature;
}

double estimated_jaccard(const Signature& a, const Signature& b) {
    std::size_t same = 0;
    for (std::size_t i = 0; i < hashes; ++i)
        same += a[i] == b[i] ? 1 : 0;
    return static_cast<double>(same) / static_cast<double>(hashes);
}

double Bands::chance(double jaccard) const {
    return 1 - std::pow(1 - std::pow(jaccard, static_cast<double>(rows)), static_cast<double>(bands));
}

Bands bands_for(double similarity) {
    for (std::size_t rows = most_rows; rows > 1; --rows)
        if (const Bands bands{hashes / rows, rows}; bands.chance(similarity) >= 1 - most_missed)
            return bands;
    return {hashes, 1};
}

std::vector<std::uint32_t> band_keys(const Signature& signature, const Bands& bands) {
    std::vector<std::uint32_t> keys(bands.bands);
    for (std::size_t band = 0; band < bands.bands; ++band) {
        std::uint64_t hash = band;
        for (std::size_t row = 0; row < bands.rows; ++row)
            hash = spread(hash ^ signature[band * bands.rows + row]);
        keys[band] = static_cast<std::uint32_t>(hash);
    }
    return keys;
}

} // namespace axial::corpus::duplicates
