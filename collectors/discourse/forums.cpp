// SPDX-License-Identifier: GPL-3.0-or-later
#include "collectors/discourse/discourse.h"

#include <algorithm>
#include <array>
#include <cctype>

namespace axial::collectors {
namespace {

struct KnownForum {
    const char* name;
    const char* host;
};
constexpr std::array<KnownForum, 2> known_forums = {
    {{"huggingface", "discuss.huggingface.co"}, {"pytorch", "discuss.pytorch.org"}}};

bool is_plain(const std::string& site) {
    return !site.empty() && site.size() <= 253 && std::ranges::all_of(site, [](unsigned char c) {
        return std::isalnum(c) != 0 || c == '-' || c == '.' || c == '_';
    });
}

} // namespace

Result<Forum> find_forum(const std::string& site, const std::string& endpoint) {
    if (!is_plain(site))
        return fail({Fault::usage, "not a name of a forum", site, "write a host name, huggingface or pytorch"});
    Forum forum{site, endpoint, endpoint};
    for (const KnownForum& known : known_forums)
        if (site == known.name)
            forum.name = known.host;
    const bool is_host = forum.name.find('.') != std::string::npos;
    if (is_host)
        forum.page = "https://" + forum.name;
    if (forum.endpoint.empty() && !is_host)
        return fail({Fault::usage, "no known forum has this name", site,
                     "give its host name, or its address with --endpoint"});
    if (forum.endpoint.empty())
        forum.endpoint = forum.page;
    while (forum.endpoint.ends_with('/'))
        forum.endpoint.pop_back();
    while (forum.page.ends_with('/'))
        forum.page.pop_back();
    if (!parse_url(forum.endpoint))
        return fail({Fault::usage, "not a web address", endpoint, "give --endpoint as http(s)://HOST/…"});
    return forum;
}

} // namespace axial::collectors
