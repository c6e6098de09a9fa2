// SPDX-License-Identifier: GPL-3.0-or-later
#include "collectors/stackexchange/site.h"

#include "corpus/record.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <string_view>

namespace axial::collectors::stackexchange {
namespace {

constexpr std::array<std::string_view, 5> own_domain{"stackoverflow", "superuser", "serverfault", "askubuntu",
                                                     "stackapps"};

bool has_own_domain(std::string_view name) {
    return std::find(own_domain.begin(), own_domain.end(), name) != own_domain.end();
}

bool remove_end(std::string& text, std::string_view end) {
    if (text.size() <= end.size() || !text.ends_with(end))
        return false;
    text.resize(text.size() - end.size());
    return true;
}

/// Sites of sites with a domain of their own: meta.superuser.com, pt.stackoverflow.com.
bool is_below_own_domain(std::string_view name) {
    const auto dot = name.find('.');
    return dot != std::string_view::npos && has_own_domain(name.substr(dot + 1));
}

std::string short_name(std::string name) {
    std::transform(name.begin(), name.end(), name.begin(),
                   [](unsigned char c) { return c < 0x80 ? static_cast<char>(std::tolower(c)) : char(c); });
    for (const std::string_view scheme : {"https://", "http://", "www."})
        if (name.starts_with(scheme))
            name.erase(0, scheme.size());
    while (remove_end(name, "/")) {
    }
    if (!remove_end(name, ".stackexchange.com"))
        remove_end(name, ".stackexchange");
    if (std::string bare = name;
        remove_end(bare, ".com") && (has_own_domain(bare) || is_below_own_domain(bare)))
        name = bare;
    if (name == "mathoverflow")
        return "mathoverflow.net";
    if (name.starts_with("meta.") && !has_own_domain(name.substr(5)) && !name.ends_with(".net"))
        return name.substr(5) + ".meta";
    return name;
}

std::string host_of(const std::string& name) {
    if (has_own_domain(name) || is_below_own_domain(name))
        return name + ".com";
    for (const std::string_view end : {".com", ".net", ".org"})
        if (name.ends_with(end))
            return name;
    return name + ".stackexchange.com";
}

} // namespace

Result<Site> site_from(const std::string& given) {
    const std::string name = short_name(given);
    const bool good = !name.empty() && std::all_of(name.begin(), name.end(), [](unsigned char c) {
        return c < 0x80 && (std::isalnum(c) != 0 || c == '.' || c == '-' || c == '_');
    });
    if (!good)
        return bad_input("cannot be the name of a site", given,
                         "give it with --site, such as stackoverflow or ai");
    return Site{name, "https://" + host_of(name)};
}

std::string licence_at(Time date) {
    using namespace std::chrono;
    if (date < sys_days{year{2011} / April / 8})
        return "CC BY-SA 2.5";
    return date < sys_days{year{2018} / May / 2} ? "CC BY-SA 3.0" : "CC BY-SA 4.0";
}

std::string post_key(const Site& site, const char* kind, const std::string& id) {
    return corpus::make_key("stackexchange", site.name, kind, id);
}

std::string question_url(const Site& site, const std::string& id) {
    return fmt::format("{}/q/{}", site.base, id);
}

std::string answer_url(const Site& site, const std::string& id) {
    return fmt::format("{}/a/{}", site.base, id);
}

std::string comment_url(const Site& site, const std::string& question, const std::string& on,
                        const std::string& id) {
    const std::string place = on == question ? "" : "/_/" + on;
    return fmt::format("{}/questions/{}{}#comment{}_{}", site.base, question, place, id, on);
}

void keep_marks(const std::vector<std::string>& known, const char* mark, std::vector<std::string>& tags) {
    for (const auto& tag : known)
        if (tag.starts_with(mark) && std::find(tags.begin(), tags.end(), tag) == tags.end())
            tags.push_back(tag);
}

} // namespace axial::collectors::stackexchange
