// SPDX-License-Identifier: GPL-3.0-or-later
#include "corpus/index/fields.h"

#include <fmt/format.h>

#include <algorithm>

namespace axial::corpus::index {

std::vector<std::string_view> complete(std::string_view prefix) {
    std::vector<std::string_view> names;
    const auto same = [](char a, char b) {
        return (b >= 'A' && b <= 'Z' ? static_cast<char>(b + 32) : b) == a;
    };
    for (const Field& field : fields)
        if (prefix.size() <= field.name.size() &&
            std::equal(prefix.begin(), prefix.end(), field.name.begin(),
                       [&](char typed, char named) { return same(named, typed); }))
            names.push_back(field.name);
    return names;
}

std::string query_help() {
    std::string help = "Queries:\n"
                       "  load models              both words, in any form (loads, model …)\n"
                       "  \"remote code\"            the exact words in a row; finds trust_remote_code too\n"
                       "  trust_remote_code        this identifier, whole\n"
                       "  trust_rem*, *_code       words that begin or end so\n"
                       "  AutoModel                only in this case; automodel in any\n"
                       "  thread:(pickle)          all posts of threads in which any post matches\n"
                       "  a OR b, a AND NOT b, -b, (a b) OR c\n"
                       "  safe NEAR/5 load         within five words of each other\n"
                       "  prose:safe, tag:(bug OR question), title:\"remote code\"\n"
                       "  date:2024, date:2023-01-01..2024-06, date:7d, date:last-year, score:1..10\n"
                       "\nFields:\n";
    for (const Field& field : fields)
        help += fmt::format("  {:<8} {}\n           {}\n", field.name, field.help, field.example);
    return help;
}

} // namespace axial::corpus::index
