// SPDX-License-Identifier: GPL-3.0-or-later
#include "scanner/mentions.h"

#include "corpus/text/text_offsets.h"
#include "scanner/mention_judgement.h"
#include "scanner/mention_surroundings.h"
#include "scanner/mention_url.h"
#include "scanner/mention_words.h"
#include "scanner/model_id.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <tuple>
#include <utility>

namespace axial::scanner {
namespace {

using Role = Surroundings::Role;

constexpr std::size_t max_mentions = 5'000; ///< of one post; a longer list is a dump, not a discussion

/// Longer than any valid owner and name together, so that what is cut here is no id.
constexpr std::size_t longest_name = 256;

bool is_letter(char c) {
    return std::isalpha(static_cast<unsigned char>(c)) != 0;
}
bool is_alnum(char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0;
}
bool is_id_char(char c) {
    return is_alnum(c) || c == '_' || c == '-' || c == '.' || c == '/';
}
bool is_word_char(char c) {
    return is_alnum(c) || c == '_' || c == '-' || c == '.';
}

bool holds(std::string_view text, std::string_view word) {
    return text.find(word) != std::string_view::npos;
}

class Finder {
public:
    Finder(const corpus::CanonicalText& text, const MentionContext& context, const KnownModels& known)
        : source_(text),
          text_(text.text),
          context_(context),
          known_(known),
          offsets_(text.text),
          taken_(text.text.size(), false),
          platform_(usual_platform()),
          speaks_of_torch_hub_(holds(text_, "orch.hub") || holds(text_, "trust_repo")) {}

    std::vector<FoundMention> find() {
        if (const auto model = native_model(context_, known_))
            found_.push_back({0, 0, *model, "native", 1, "thread"});
        find_urls();
        find_links();
        find_cache_paths();
        find_ids();
        if (!known_.empty())
            find_bare_names();
        std::stable_sort(found_.begin(), found_.end(), [](const FoundMention& a, const FoundMention& b) {
            return std::tie(a.begin, a.end) < std::tie(b.begin, b.end);
        });
        return std::move(found_);
    }

private:
    /// Which hub a bare owner/name is on, by what the text or its place speaks of.
    std::string usual_platform() const {
        const std::string where = words::lower(context_.container.empty() ? context_.url : context_.container);
        const auto lives_in = [&](std::string_view owner) {
            return where.starts_with(std::string(owner) + '/') ||
                   holds(where, "github.com/" + std::string(owner) + '/');
        };
        if (lives_in("opencsgs") || holds(text_, "opencsg.com"))
            return "csg";
        if (lives_in("modelscope") || holds(text_, "from modelscope") || holds(text_, "import modelscope") ||
            holds(text_, "modelscope download") || holds(text_, "modelscope.snapshot_download"))
            return "ms";
        return "hf";
    }

    bool is_free(std::size_t begin, std::size_t end) const {
        return std::find(taken_.begin() + static_cast<std::ptrdiff_t>(begin),
                         taken_.begin() + static_cast<std::ptrdiff_t>(end),
                         true) == taken_.begin() + static_cast<std::ptrdiff_t>(end);
    }

    void take(std::size_t begin, std::size_t end) {
        std::fill(taken_.begin() + static_cast<std::ptrdiff_t>(begin),
                  taken_.begin() + static_cast<std::ptrdiff_t>(end), true);
    }

    void add(std::size_t begin, std::size_t end, std::string model, std::string_view kind, double confidence) {
        take(begin, end);
        if (found_.size() < max_mentions)
            found_.push_back({static_cast<std::uint32_t>(offsets_.from_byte(begin)),
                              static_cast<std::uint32_t>(offsets_.from_byte(end)), std::move(model),
                              std::string(kind), confidence, std::string(text_.substr(begin, end - begin))});
    }

    // --- addresses

    void find_urls() {
        static constexpr std::array<std::string_view, 6> starts = {
            "https://", "http://", "huggingface.co/", "hf.co/", "modelscope.cn/", "git@hf.co:"};
        for (std::size_t at = 0; at < text_.size();) {
            const auto rest = text_.substr(at);
            const bool at_word = at == 0 || !is_word_char(text_[at - 1]);
            const bool starts_url = at_word && std::any_of(starts.begin(), starts.end(),
                                                           [&](auto start) { return rest.starts_with(start); });
            if (!starts_url) {
                ++at;
                continue;
            }
            const auto end = end_of_url(at);
            read_url(at, end);
            at = end;
        }
    }

    std::size_t end_of_url(std::size_t at) const {
        while (at < text_.size() && static_cast<unsigned char>(text_[at]) > 0x20 &&
               static_cast<unsigned char>(text_[at]) < 0x80 &&
               std::string_view("\"'<>`()[]{}|\\^*,;").find(text_[at]) == std::string_view::npos)
            ++at;
        while (at > 0 && std::string_view(".:!?").find(text_[at - 1]) != std::string_view::npos)
            --at;
        return at;
    }

    void read_url(std::size_t begin, std::size_t end) {
        const auto before = text_.substr(begin > 40 ? begin - 40 : 0, std::min<std::size_t>(begin, 40));
        const bool cloned = holds(before.substr(before.rfind('\n') + 1), "clone ");
        if (const auto model = model_of_url(text_.substr(begin, end - begin), cloned, known_))
            add(begin, end, model->model, cloned ? "git-clone" : "url", model->confidence);
        else
            take(begin, end);
    }

    /// The addresses behind links; where the text is the address itself, it has been read already.
    void find_links() {
        const auto count = std::ssize(found_); // so far in the order of the text
        for (const auto& span : source_.spans) {
            if (span.kind != corpus::SpanKind::link)
                continue;
            const auto model = model_of_url(span.detail, false, known_);
            const auto begin = offsets_.byte_at(span.begin), end = offsets_.byte_at(span.end);
            const auto written = found_.begin() + (found_.empty() || found_.front().kind != "native" ? 0 : 1);
            const auto after =
                std::lower_bound(written, found_.begin() + count, span.begin,
                                 [](const FoundMention& other, std::uint32_t at) { return other.end <= at; });
            const bool read = after != found_.begin() + count && after->begin < span.end &&
                              (!model || folded_key(after->model) == folded_key(model->model));
            if (!model || read)
                continue;
            take(begin, end);
            if (found_.size() < max_mentions)
                found_.push_back({span.begin, span.end, model->model, "url", model->confidence, span.detail});
        }
    }

    // --- caches

    std::size_t end_of_name(std::size_t at) const {
        const std::size_t limit = std::min(text_.size(), at + longest_name);
        while (at < limit && is_word_char(text_[at]))
            ++at;
        while (at > 0 && text_[at - 1] == '.')
            --at;
        return at;
    }

    void find_cache_paths() {
        each("models--", [this](std::size_t at) { read_hub_cache(at); });
        each("transformers_modules/", [this](std::size_t at) { read_cached_id(at, at + 21, "hf"); });
        each(".cache/modelscope/hub/", [this](std::size_t at) {
            const std::size_t name = at + 22;
            read_cached_id(at, text_.substr(name).starts_with("models/") ? name + 7 : name, "ms");
        });
        each("_master", [this](std::size_t at) { read_torch_folder(at); });
        each("_main", [this](std::size_t at) { read_torch_folder(at); });
        each("torch/hub/", [this](std::size_t at) { read_torch_cache(at + 10); });
        each("torch\\hub\\", [this](std::size_t at) { read_torch_cache(at + 10); });
        each("torch\\\\hub\\\\", [this](std::size_t at) { read_torch_cache(at + 12); });
    }

    template <typename Read>
    void each(std::string_view word, Read read) {
        for (auto at = text_.find(word); at != std::string_view::npos; at = text_.find(word, at + 1))
            read(at);
    }

    void read_hub_cache(std::size_t at) {
        const std::size_t end = end_of_name(at);
        const std::string name(text_.substr(at + 8, end - at - 8));
        const auto dashes = name.find("--");
        const std::string id =
            dashes == std::string::npos ? name : name.substr(0, dashes) + '/' + name.substr(dashes + 2);
        if (is_model_name(id) && is_free(at, end))
            add(at, end, "hf:" + id, "cache-path", 0.95);
    }

    void read_cached_id(std::size_t begin, std::size_t name, std::string_view platform) {
        std::size_t end = end_of_name(name);
        if (end >= text_.size() || text_[end] != '/')
            return;
        end = end_of_name(end + 1);
        std::string id(text_.substr(name, end - name));
        for (auto dot = id.find("___"); dot != std::string::npos; dot = id.find("___"))
            id.replace(dot, 3, "."); // ModelScope's folders have no dots
        if (is_model_name(id, false) && !words::has_file_extension(id) && is_free(begin, end))
            add(begin, end, std::string(platform) + ':' + id, "cache-path", 0.95);
    }

    void read_torch_cache(std::size_t name) {
        const auto end = end_of_name(name);
        bool certain = false;
        const auto repository = words::torch_hub_repository(text_.substr(name, end - name), certain);
        const bool file = words::has_file_extension(words::lower(text_.substr(name, end - name)));
        if (repository && !file && is_model_name(*repository, false) && is_free(name, end))
            add(name, end, "torchhub:" + *repository, "cache-path", certain ? 0.95 : 0.6);
    }

    /// "owner_repo_master" outside a path: only where the repository is known.
    void read_torch_folder(std::size_t at) {
        std::size_t begin = at;
        while (begin > 0 && at - begin < longest_name && is_word_char(text_[begin - 1]))
            --begin;
        const auto end = end_of_name(at);
        if (end - begin >= longest_name)
            return;
        bool certain = false;
        const auto repository = words::torch_hub_repository(text_.substr(begin, end - begin), certain);
        if (repository && is_free(begin, end) &&
            (words::is_official_torch_hub(words::lower(*repository)) ||
             known_.contains("torchhub:" + *repository)))
            add(begin, end, "torchhub:" + *repository, "cache-path", 0.9);
    }

    // --- owner/name

    void find_ids() {
        for (std::size_t at = 0; at < text_.size();) {
            if (!is_id_char(text_[at])) {
                ++at;
                continue;
            }
            std::size_t end = at;
            while (end < text_.size() && is_id_char(text_[end]))
                ++end;
            read_token(at, end);
            at = end;
        }
    }

    void read_token(std::size_t begin, std::size_t end) {
        while (end > begin && (text_[end - 1] == '.' || text_[end - 1] == '-'))
            --end;
        auto token = text_.substr(begin, end - begin);
        const auto slash = token.find('/');
        // The form of auto_map: "owner/name--module.Class".
        if (const auto dashes = token.find("--", std::min(slash, token.size()));
            dashes != std::string_view::npos) {
            token = token.substr(0, dashes);
            end = begin + dashes;
        }
        if (slash == std::string_view::npos || token.find('/', slash + 1) != std::string_view::npos ||
            !is_model_name(token, false) || !is_free(begin, end))
            return;
        const std::string owner = words::lower(token.substr(0, slash)),
                          name = words::lower(token.substr(slash + 1));
        const Surroundings around = surroundings_of(text_, begin, end);
        const auto indexed = known_.find(token);
        if (!indexed && is_hopeless(owner, name, begin, end, around))
            return;
        if (about_data(around))
            return take(begin, end);
        if (is_torch_hub_call(around))
            return add(begin, end_of_ref(end), "torchhub:" + std::string(token), "code", 0.95);
        const std::string model = platform_of(token, indexed, around);
        if (holds_model(around))
            return add(begin, end, model, around.role == Role::flag ? "cli" : "code",
                       around.role == Role::flag ? 0.9 : 0.95);
        if (const double confidence = indexed ? 0.85 : prose_confidence(owner, name, around); confidence >= 0.4)
            add(begin, end, model, "id", confidence);
    }

    /// What no surroundings make an id.
    bool is_hopeless(const std::string& owner, const std::string& name, std::size_t begin, std::size_t end,
                     const Surroundings& around) const {
        const char before = begin > 0 ? text_[begin - 1] : '\0';
        const char after = end < text_.size() ? text_[end] : '\0';
        const bool version = name.find_first_not_of("0123456789.") == std::string::npos;
        const bool part_of_more = before == '@' || before == '$' || before == '%' || before == '~' ||
                                  before == '&' || after == '/' || after == '(' || after == '\\' ||
                                  after == '{' || before == '}';
        const bool issue = after == '#' && end + 1 < text_.size() && is_alnum(text_[end + 1]);
        const bool image = after == ':' && text_.substr(end + 1).starts_with("latest");
        const bool code_host = around.before.ends_with("github.com/") || holds(around.before, "docker ") ||
                               holds(around.before, "github repo");
        const bool numbers = owner.find_first_not_of("0123456789.") == std::string::npos;
        return part_of_more || issue || image || code_host || version || numbers || owner.size() < 2 ||
               name.size() < 2 || words::is_never_owner(owner) || words::is_placeholder(owner, name) ||
               words::is_api_product(owner, name) || words::has_file_extension(name);
    }

    bool is_torch_hub_call(const Surroundings& around) const {
        const auto& call = around.callee;
        if (call.ends_with("hub.load") || call.ends_with("hub.list") || call.ends_with("hub.help") ||
            call.ends_with("hub.get_dir"))
            return around.role == Role::argument || around.name == "repo_or_dir" || around.name == "github";
        return (around.name == "repo_or_dir" || around.name == "dir") && speaks_of_torch_hub_;
    }

    /// Past the ":ref" that torch.hub takes.
    std::size_t end_of_ref(std::size_t end) const {
        return end + 1 < text_.size() && text_[end] == ':' && is_alnum(text_[end + 1]) ? end_of_name(end + 1)
                                                                                       : end;
    }

    std::string platform_of(std::string_view token, const std::optional<std::string>& indexed,
                            const Surroundings& around) const {
        const std::string platform = around.callee.starts_with("modelscope.") ? "ms" : platform_;
        if (indexed && !known_.contains(platform + ':' + std::string(token)))
            return *indexed;
        return platform + ':' + std::string(token);
    }

    // --- names without an owner

    void find_bare_names() {
        for (std::size_t at = 0; at < text_.size();) {
            if (!is_word_char(text_[at])) {
                ++at;
                continue;
            }
            std::size_t end = at;
            while (end < text_.size() && is_word_char(text_[end]))
                ++end;
            const std::size_t next = end;
            end = end_of_name(at);
            const auto name = text_.substr(at, end > at ? end - at : 0);
            const bool telling =
                name.size() > 4 && std::any_of(name.begin(), name.end(), [](char c) { return !is_letter(c); });
            if (telling && is_free(at, end))
                if (const auto model = known_.by_name(name))
                    add(at, end, *model, "bare", 0.6);
            at = next;
        }
    }

    const corpus::CanonicalText& source_;
    std::string_view text_;
    const MentionContext& context_;
    const KnownModels& known_;
    corpus::TextOffsets offsets_;
    std::vector<bool> taken_; ///< bytes that are part of a mention or certainly of none
    std::string platform_;
    bool speaks_of_torch_hub_;
    std::vector<FoundMention> found_;
};

} // namespace

std::vector<FoundMention> find_mentions(const corpus::CanonicalText& text, const MentionContext& context,
                                        const KnownModels& known) {
    return Finder(text, context, known).find();
}

} // namespace axial::scanner
