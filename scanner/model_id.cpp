// SPDX-License-Identifier: GPL-3.0-or-later
#include "scanner/model_id.h"

#include "corpus/text/utf8.h"

#include <algorithm>
#include <array>
#include <cctype>

namespace axial::scanner {
namespace {

bool is_part(std::string_view part) {
    const auto is_sign = [](char c) { return c == '-' || c == '_' || c == '.'; };
    const auto is_sound = [&](char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0; };
    return !part.empty() && part.size() <= 96 && (is_sound(part.front()) || part.front() == '_') &&
           (is_sound(part.back()) || part.back() == '_') &&
           std::all_of(part.begin(), part.end(), [&](char c) { return is_sound(c) || is_sign(c); }) &&
           part.find("..") == std::string_view::npos && part.find("--") == std::string_view::npos &&
           !part.ends_with(".git");
}

} // namespace

bool is_model_name(std::string_view name, bool bare) {
    const auto slash = name.find('/');
    if (slash == std::string_view::npos)
        return bare && is_part(name);
    return is_part(name.substr(0, slash)) && is_part(name.substr(slash + 1));
}

Result<std::string> model_key(std::string_view text) {
    static constexpr std::array<std::string_view, 6> platforms = {"hf",       "ms",    "csg",
                                                                  "torchhub", "mmlab", "local"};
    const auto colon = text.find(':');
    std::string key = folded_key(text.substr(0, colon == std::string_view::npos ? 0 : colon));
    if (std::find(platforms.begin(), platforms.end(), key) == platforms.end())
        return bad_input("not a model id", std::string(text.substr(0, 200)),
                         "write PLATFORM:OWNER/NAME with hf, ms, csg, torchhub or mmlab");
    const auto name = text.substr(colon + 1);
    if (!is_model_name(name))
        return bad_input("not a model id: the name is malformed", std::string(text.substr(0, 200)),
                         "write PLATFORM:OWNER/NAME");
    return key.append(":").append(name);
}

std::string folded_key(std::string_view key) {
    return corpus::utf8::lower(key);
}

} // namespace axial::scanner
