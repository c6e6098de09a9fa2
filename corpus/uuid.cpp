// SPDX-License-Identifier: GPL-3.0-or-later
#include "corpus/uuid.h"

#include <fmt/format.h>
#include <openssl/evp.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <mutex>
#include <random>

namespace axial {
namespace {

using Bytes = std::array<std::uint8_t, 16>;

std::string text_of(const Bytes& bytes) {
    std::string text;
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        if (i == 4 || i == 6 || i == 8 || i == 10)
            text += '-';
        text += fmt::format("{:02x}", bytes[i]);
    }
    return text;
}

void set_version(Bytes& bytes, std::uint8_t version) {
    bytes[6] = static_cast<std::uint8_t>((bytes[6] & 0x0f) | (version << 4));
    bytes[8] = static_cast<std::uint8_t>((bytes[8] & 0x3f) | 0x80);
}

/// The first 48 bits of a UUID of version 7: milliseconds since 1970. 0 where the text is not a UUID.
std::uint64_t milliseconds_of(std::string_view uuid) {
    if (uuid.size() != 36)
        return 0;
    const std::string digits = std::string(uuid.substr(0, 8)) + std::string(uuid.substr(9, 4));
    return std::strtoull(digits.c_str(), nullptr, 16);
}

std::array<std::uint8_t, 32> digest(std::string_view bytes) {
    std::array<std::uint8_t, 32> hash{};
    unsigned length = 0;
    EVP_Digest(bytes.data(), bytes.size(), hash.data(), &length, EVP_sha256(), nullptr);
    return hash;
}

} // namespace

std::string uuid7(Time at, std::string_view after) {
    static std::mutex mutex;
    static std::random_device random;
    static std::string last;
    const std::scoped_lock lock(mutex);
    const std::string floor = std::max(last, std::string(after));
    auto milliseconds = static_cast<std::uint64_t>(at.time_since_epoch().count());
    // Within a millisecond (or behind a clock that was set back) 74 random bits rarely ascend by themselves:
    // then the time is taken one millisecond past the greatest UUID there is.
    for (;;) {
        Bytes bytes{};
        for (std::size_t i = 0; i < 6; ++i)
            bytes[i] = static_cast<std::uint8_t>(milliseconds >> (8 * (5 - i)));
        for (std::size_t i = 6; i < bytes.size(); ++i)
            bytes[i] = static_cast<std::uint8_t>(random());
        set_version(bytes, 7);
        auto uuid = text_of(bytes);
        if (uuid > floor) {
            last = uuid;
            return uuid;
        }
        milliseconds = std::max(milliseconds, milliseconds_of(floor)) + 1;
    }
}

std::string uuid_from_name(std::string_view name) {
    const auto hash = digest(name);
    Bytes bytes{};
    std::copy_n(hash.begin(), bytes.size(), bytes.begin());
    set_version(bytes, 8);
    return text_of(bytes);
}

std::string sha256(std::string_view bytes) {
    constexpr std::string_view digits = "0123456789abcdef";
    std::string text;
    text.reserve(64);
    for (const auto byte : digest(bytes)) {
        text += digits[byte >> 4];
        text += digits[byte & 15];
    }
    return text;
}

} // namespace axial
