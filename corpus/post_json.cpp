// SPDX-License-Identifier: GPL-3.0-or-later
#include "corpus/post_json.h"

#include <nlohmann/json.hpp>

namespace axial::corpus {
namespace {

template <typename T>
nlohmann::ordered_json or_null(const std::optional<T>& value) {
    return value ? nlohmann::ordered_json(*value) : nlohmann::ordered_json(nullptr);
}

nlohmann::ordered_json or_null(const std::string& text) {
    return text.empty() ? nlohmann::ordered_json(nullptr) : nlohmann::ordered_json(text);
}

} // namespace

nlohmann::ordered_json spans_json(const std::vector<Span>& spans) {
    auto list = nlohmann::ordered_json::array();
    for (const auto& span : spans) {
        nlohmann::ordered_json entry{{"kind", name_of(span.kind)}, {"start", span.begin}, {"end", span.end}};
        if (!span.detail.empty())
            entry["detail"] = span.detail;
        list.push_back(std::move(entry));
    }
    return list;
}

nlohmann::ordered_json post_json(const Post& post) {
    return {{"id", post.key},
            {"native_id", post.native_id},
            {"source", post.source},
            {"site", post.site},
            {"container", post.container},
            {"kind", post.kind},
            {"thread_id", post.thread_key},
            {"parent_id", or_null(post.parent_key)},
            {"author", or_null(post.author.name)},
            {"author_id", or_null(post.author.id)},
            {"author_kind", post.author.kind},
            {"author_role", or_null(post.author.role)},
            {"created_at", format_time(post.created_at)},
            {"updated_at", format_time(post.updated_at)},
            {"title", or_null(post.title)},
            {"thread_title", or_null(post.thread_title)},
            {"text", post.body.text},
            {"spans", spans_json(post.body.spans)},
            {"url", or_null(post.url)},
            {"score", or_null(post.score)},
            {"state", or_null(post.state)},
            {"tags", post.tags},
            {"visibility", name_of(post.visibility)},
            {"gone_at", post.gone_at == Time{} ? nlohmann::ordered_json(nullptr)
                                               : nlohmann::ordered_json(format_time(post.gone_at))},
            {"language", or_null(post.language)},
            {"licence", or_null(post.licence)},
            {"revision", post.revision}};
}

} // namespace axial::corpus
