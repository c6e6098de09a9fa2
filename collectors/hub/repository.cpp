// SPDX-License-Identifier: GPL-3.0-or-later
#include "collectors/hub/hub.h"

#include <algorithm>
#include <cctype>

namespace axial::collectors {
namespace {

constexpr std::size_t longest_part = 96; ///< the Hub's own limit

bool is_part(std::string_view part) {
    return !part.empty() && part.size() <= longest_part && part != "." && part != ".." &&
           std::ranges::all_of(
               part, [](unsigned char c) { return std::isalnum(c) != 0 || c == '-' || c == '.' || c == '_'; });
}

std::vector<std::string_view> parts_of(std::string_view text) {
    std::vector<std::string_view> parts;
    for (std::size_t begin = 0; begin <= text.size();) {
        const auto end = std::min(text.find('/', begin), text.size());
        parts.push_back(text.substr(begin, end - begin));
        begin = end + 1;
    }
    return parts;
}

} // namespace

Result<HubRepository> parse_hub_repository(std::string_view text) {
    const std::string given(text);
    for (const std::string_view page : {"https://huggingface.co/", "https://hf.co/"})
        if (text.starts_with(page))
            text.remove_prefix(page.size());
    while (text.ends_with('/'))
        text.remove_suffix(1);
    auto parts = parts_of(text);
    HubRepository repository{"models", {}};
    if (parts.size() > 1 && (parts[0] == "models" || parts[0] == "datasets" || parts[0] == "spaces")) {
        repository.type = parts[0];
        parts.erase(parts.begin());
    }
    if (parts.size() > 2 || !std::ranges::all_of(parts, is_part))
        return fail({Fault::usage, "not a repository of the Hub", given,
                     "write NS/NAME, datasets/NS/NAME or spaces/NS/NAME"});
    repository.name = parts[0];
    if (parts.size() == 2)
        repository.name.append("/").append(parts[1]);
    return repository;
}

} // namespace axial::collectors
