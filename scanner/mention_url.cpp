// SPDX-License-Identifier: GPL-3.0-or-later
#include "scanner/mention_url.h"

#include "scanner/mention_words.h"
#include "scanner/model_id.h"

#include <algorithm>
#include <array>
#include <vector>

namespace axial::scanner {
namespace {

struct Address {
    std::string host; ///< lower case, without "www."
    std::vector<std::string> parts;
};

Address split(std::string_view url) {
    if (const auto scheme = url.find("://"); scheme != std::string_view::npos && scheme < 6)
        url.remove_prefix(scheme + 3);
    url = url.substr(0, url.find_first_of("?#"));
    if (const auto at = url.find('@'); at != std::string_view::npos && at < url.find('/'))
        url.remove_prefix(at + 1);
    Address address;
    const auto slash = std::min(url.find('/'), url.size());
    address.host = words::lower(url.substr(0, std::min(url.find(':'), slash)));
    if (address.host.starts_with("www."))
        address.host.erase(0, 4);
    url.remove_prefix(slash);
    while (!url.empty()) {
        url.remove_prefix(1);
        const auto end = std::min(url.find('/'), url.size());
        address.parts.emplace_back(url.substr(0, end));
        url.remove_prefix(end);
    }
    while (!address.parts.empty() && address.parts.back().empty())
        address.parts.pop_back();
    return address;
}

std::optional<UrlModel> named(std::string_view platform, const std::string& owner, std::string name,
                              const KnownModels& known) {
    name = name.substr(0, name.find_first_of(":@")); // a quantisation or revision behind the name
    while (!name.empty() && (name.back() == '.' || name.back() == ',' || name.back() == '-'))
        name.pop_back();
    if (name.ends_with(".git"))
        name.resize(name.size() - 4);
    const std::string id = owner + '/' + name;
    std::string key = std::string(platform) + ':' + id;
    if (!is_model_name(id, false) ||
        (words::is_placeholder(words::lower(owner), words::lower(name)) && !known.contains(key)))
        return std::nullopt;
    return UrlModel{std::move(key), 1};
}

/// `parts` from `at` on are owner/name.
std::optional<UrlModel> named_at(std::string_view platform, const Address& address, std::size_t at,
                                 const KnownModels& known) {
    if (address.parts.size() < at + 2)
        return std::nullopt;
    return named(platform, address.parts[at], address.parts[at + 1], known);
}

bool begins(const Address& address, std::initializer_list<std::string_view> parts) {
    return address.parts.size() >= parts.size() &&
           std::equal(parts.begin(), parts.end(), address.parts.begin());
}

std::optional<UrlModel> on_the_hub(const Address& address, bool cloned, const KnownModels& known) {
    static constexpr std::array<std::string_view, 7> pages_of_a_person = {
        "activity", "followers", "following", "likes", "collections", "models", "datasets"};
    if (begins(address, {"api", "models"}) || begins(address, {"api", "resolve-cache"}))
        return named_at("hf", address, 2, known);
    if (begins(address, {"models"}))
        return named_at("hf", address, 1, known);
    if (address.parts.empty() || words::is_hub_page(words::lower(address.parts[0])))
        return std::nullopt;
    if (address.parts.size() == 1) {
        const std::string name = words::lower(address.parts[0]);
        if ((!cloned && !words::is_legacy_model(name)) || !is_model_name(address.parts[0]))
            return std::nullopt;
        return UrlModel{"hf:" + address.parts[0], 0.9};
    }
    const bool person = std::find(pages_of_a_person.begin(), pages_of_a_person.end(), address.parts[1]) !=
                        pages_of_a_person.end();
    // A model without owner has its files one level higher: /gpt2/resolve/main/…
    static constexpr std::array<std::string_view, 5> below_a_model = {"resolve", "blob", "tree", "raw",
                                                                      "discussions"};
    const bool legacy =
        std::find(below_a_model.begin(), below_a_model.end(), address.parts[1]) != below_a_model.end();
    if (legacy && is_model_name(address.parts[0]))
        return UrlModel{"hf:" + address.parts[0], 0.9};
    return person || legacy ? std::nullopt : named_at("hf", address, 0, known);
}

std::optional<UrlModel> on_github(const Address& address, const KnownModels& known) {
    if (address.parts.size() < 2)
        return std::nullopt;
    const std::string owner = words::lower(address.parts[0]);
    auto torch = named("torchhub", address.parts[0], address.parts[1], known);
    if (!torch)
        return std::nullopt;
    if (owner == "open-mmlab")
        return named_at("mmlab", address, 0, known);
    if (known.contains(torch->model) || words::is_official_torch_hub(words::lower(torch->model.substr(9))))
        return torch;
    // What torch.hub itself downloads.
    if (address.parts.size() > 2 && (address.parts[2] == "zipball" || address.parts[2] == "legacy.zip"))
        return UrlModel{torch->model, 0.9};
    return std::nullopt;
}

std::optional<UrlModel> on_modelscope(const Address& address, const KnownModels& known) {
    for (std::size_t i = 0; i + 2 < address.parts.size() && i < 4; ++i)
        if (address.parts[i] == "models")
            return named_at("ms", address, i + 1, known);
    const bool clone = address.parts.size() == 2 && address.parts[1].ends_with(".git");
    return clone ? named_at("ms", address, 0, known) : std::nullopt;
}

} // namespace

std::optional<UrlModel> model_of_url(std::string_view url, bool cloned, const KnownModels& known) {
    const Address address = split(url);
    if (address.parts.empty() || address.parts[0].empty())
        return std::nullopt; // "https://huggingface.co//home/me/model": a local path in an error text
    if (address.host == "huggingface.co" || address.host == "hf.co" || address.host == "hf-mirror.com")
        return on_the_hub(address, cloned, known);
    if (address.host == "modelscope.cn" || address.host == "modelscope.ai")
        return on_modelscope(address, known);
    if (address.host == "opencsg.com" || address.host.ends_with(".opencsg.com")) {
        if (begins(address, {"hf", "api", "models"}))
            return named_at("csg", address, 3, known);
        if (begins(address, {"models"}) || (begins(address, {"hf"}) && address.parts.size() > 2))
            return named_at("csg", address, 1, known);
        return std::nullopt;
    }
    if (address.host == "github.com" || address.host == "codeload.github.com" ||
        address.host == "raw.githubusercontent.com")
        return on_github(address, known);
    if (address.host == "pytorch.org" && begins(address, {"hub"}) && address.parts.size() > 1) {
        bool certain = false;
        const auto repository = words::torch_hub_repository(address.parts[1], certain);
        return repository ? std::optional(UrlModel{"torchhub:" + *repository, certain ? 1.0 : 0.6})
                          : std::nullopt;
    }
    return std::nullopt;
}

std::optional<std::string> native_model(const MentionContext& context, const KnownModels& known) {
    const Address address = split(context.url);
    const bool hub = address.host == "huggingface.co" || address.host == "hf.co";
    if (hub && address.parts.size() > 2 &&
        (address.parts[2] == "discussions" || address.parts[2].starts_with("commit")))
        if (const auto model = on_the_hub(address, false, known))
            return model->model;
    if (context.source == "hub" && context.container.starts_with("models/") &&
        is_model_name(std::string_view(context.container).substr(7)))
        return "hf:" + context.container.substr(7);
    const bool tracker =
        address.parts.size() > 2 &&
        (address.parts[2] == "issues" || address.parts[2] == "pull" || address.parts[2] == "discussions");
    if (address.host == "github.com" && tracker)
        if (const auto model = on_github(address, known))
            return model->model;
    return std::nullopt;
}

} // namespace axial::scanner
