// SPDX-License-Identifier: GPL-3.0-or-later
#include "corpus/shards/shard_record.h"

#include "corpus/text/utf8.h"

#include <nlohmann/json.hpp>
#include <zstd.h>

#include <algorithm>
#include <exception>

namespace axial::corpus::shards {
namespace {

using nlohmann::json;

constexpr char plain_form = 'J', packed_form = 'Z';
constexpr int compression_level = 9; // written once, read often; 3 saves a tenth less
constexpr unsigned long long longest_record = 64ull << 20;

template <typename T>
json or_null(const std::optional<T>& value) {
    return value ? json(*value) : json(nullptr);
}

std::optional<std::string> text_or_none(const json& value) {
    return value.is_null() ? std::nullopt : std::optional(value.get<std::string>());
}

json time_to_json(Time time) {
    return time.time_since_epoch().count();
}

/// What is further away than this is no date of a post, and would overflow what is computed with it.
constexpr std::int64_t last_time = std::int64_t{1} << 47;

Time time_from(const json& value) {
    const auto milliseconds = value.get<std::int64_t>();
    if (milliseconds < -last_time || milliseconds > last_time)
        throw std::out_of_range("a time out of range");
    return Time{std::chrono::milliseconds{milliseconds}};
}

json thread_to_json(const IncomingThread& thread) {
    return {{"source", thread.source},
            {"site", thread.site},
            {"container", thread.container},
            {"kind", thread.kind},
            {"id", thread.native_id},
            {"title", thread.title},
            {"url", thread.url},
            {"state", thread.state},
            {"tags", thread.tags},
            {"created", time_to_json(thread.created_at)},
            {"updated", time_to_json(thread.updated_at)}};
}

IncomingThread thread_from(const json& value) {
    IncomingThread thread;
    for (auto [name, field] : {std::pair{"source", &thread.source},
                               {"site", &thread.site},
                               {"container", &thread.container},
                               {"kind", &thread.kind},
                               {"id", &thread.native_id},
                               {"title", &thread.title},
                               {"url", &thread.url},
                               {"state", &thread.state}})
        *field = value.at(name).get<std::string>();
    thread.tags = value.at("tags").get<std::vector<std::string>>();
    thread.created_at = time_from(value.at("created"));
    thread.updated_at = time_from(value.at("updated"));
    return thread;
}

json spans_to_json(const std::vector<Span>& spans) {
    auto list = json::array();
    for (const auto& span : spans)
        list.push_back({span.begin, span.end, static_cast<int>(span.kind), span.detail});
    return list;
}

/// Spans that nest inside `length` code points, as canonical texts have them.
std::vector<Span> spans_from(const json& list, std::size_t length) {
    std::vector<Span> spans;
    for (const auto& entry : list) {
        Span span{entry.at(0).get<std::uint32_t>(), entry.at(1).get<std::uint32_t>(), SpanKind::emphasis,
                  entry.at(3).get<std::string>()};
        const int kind = entry.at(2).get<int>();
        if (kind < 0 || kind > static_cast<int>(SpanKind::reference) || span.begin >= span.end ||
            span.end > length || (!spans.empty() && span.begin < spans.back().begin))
            throw std::out_of_range("formatting outside the text");
        span.kind = static_cast<SpanKind>(kind);
        spans.push_back(std::move(span));
    }
    return spans;
}

json post_to_json(const ShardRecord& record) {
    const auto& post = record.post;
    return {{"kind", post.kind},
            {"id", post.native_id},
            {"parent", post.parent_key},
            {"author", or_null(post.author.id)},
            {"name", or_null(post.author.name)},
            {"is", post.author.kind},
            {"role", post.author.role},
            {"created", time_to_json(post.created_at)},
            {"updated", time_to_json(post.updated_at)},
            {"fetched", time_to_json(post.fetched_at)},
            {"gone", time_to_json(record.gone_at)},
            {"title", post.title},
            {"url", post.url},
            {"score", or_null(post.score)},
            {"state", post.state},
            {"tags", post.tags},
            {"visibility", name_of(post.visibility)},
            {"licence", post.licence},
            {"revision", record.revision},
            {"language", record.language},
            {"hash", record.body_hash},
            {"text", record.body.text},
            {"spans", spans_to_json(record.body.spans)}};
}

void read_post(const json& value, ShardRecord& record) {
    auto& post = record.post;
    for (auto [name, field] : {std::pair{"kind", &post.kind},
                               {"id", &post.native_id},
                               {"parent", &post.parent_key},
                               {"is", &post.author.kind},
                               {"role", &post.author.role},
                               {"title", &post.title},
                               {"url", &post.url},
                               {"state", &post.state},
                               {"licence", &post.licence},
                               {"language", &record.language},
                               {"hash", &record.body_hash},
                               {"text", &record.body.text}})
        *field = value.at(name).get<std::string>();
    post.author.id = text_or_none(value.at("author"));
    post.author.name = text_or_none(value.at("name"));
    post.created_at = time_from(value.at("created"));
    post.updated_at = time_from(value.at("updated"));
    post.fetched_at = time_from(value.at("fetched"));
    record.gone_at = time_from(value.at("gone"));
    if (const auto& score = value.at("score"); !score.is_null())
        post.score = score.get<std::int64_t>();
    post.tags = value.at("tags").get<std::vector<std::string>>();
    const auto visibility = visibility_from(value.at("visibility").get<std::string>());
    if (!visibility)
        throw std::out_of_range("an unknown visibility");
    post.visibility = *visibility;
    record.revision = value.at("revision").get<int>();
    if (clean_utf8(record.body.text) != record.body.text)
        throw std::out_of_range("a text that is not clean");
    record.body.spans = spans_from(value.at("spans"), utf8::count(record.body.text));
}

Result<std::string> unpacked(std::string_view bytes) {
    const auto size = ZSTD_getFrameContentSize(bytes.data(), bytes.size());
    if (size == ZSTD_CONTENTSIZE_ERROR || size == ZSTD_CONTENTSIZE_UNKNOWN || size > longest_record)
        return bad_input("a record of impossible length");
    std::string text(size, '\0');
    const auto got = ZSTD_decompress(text.data(), text.size(), bytes.data(), bytes.size());
    if (ZSTD_isError(got) || got != size)
        return bad_input("a record that cannot be unpacked");
    return text;
}

} // namespace

std::string ShardRecord::thread_key() const {
    return make_key(thread.source, thread.container, thread.kind, thread.native_id);
}

std::string ShardRecord::key() const {
    return make_key(thread.source, thread.container, post.kind, post.native_id);
}

std::string encode(const ShardRecord& record) {
    const auto text = json{{"thread", thread_to_json(record.thread)}, {"post", post_to_json(record)}}.dump(
        -1, ' ', false, json::error_handler_t::replace);
    std::string packed(1 + ZSTD_compressBound(text.size()), packed_form);
    const auto size =
        ZSTD_compress(packed.data() + 1, packed.size() - 1, text.data(), text.size(), compression_level);
    if (ZSTD_isError(size) || size >= text.size())
        return plain_form + text;
    packed.resize(1 + size);
    return packed;
}

Result<ShardRecord> decode(std::string_view bytes) {
    if (bytes.empty() || (bytes[0] != plain_form && bytes[0] != packed_form) || bytes.size() > longest_record)
        return bad_input("no record of a post");
    std::string text;
    if (bytes[0] == packed_form) {
        AXIAL_ASSIGN(text, unpacked(bytes.substr(1)));
    } else {
        text = bytes.substr(1);
    }
    try {
        const auto value = json::parse(text);
        ShardRecord record;
        record.thread = thread_from(value.at("thread"));
        read_post(value.at("post"), record);
        if (record.thread.source.empty() || record.post.kind.empty() || record.post.native_id.empty())
            return bad_input("a record without the parts of its key");
        return record;
    } catch (const json::exception&) {
        return bad_input("a record that is not as Axial writes them");
    } catch (const std::exception& error) {
        return bad_input(std::string("a record with ") + error.what());
    }
}

Post post_of(const ShardRecord& record) {
    const IncomingThread& thread = record.thread;
    Post post;
    post.key = record.key();
    post.thread_key = record.thread_key();
    post.parent_key = record.post.parent_key;
    post.source = thread.source;
    post.site = thread.site;
    post.container = thread.container;
    post.kind = record.post.kind;
    post.native_id = record.post.native_id;
    post.author = record.post.author;
    post.created_at = record.post.created_at;
    post.updated_at = record.post.updated_at;
    post.fetched_at = record.post.fetched_at;
    post.title = record.post.title;
    post.thread_title = thread.title;
    post.url = record.post.url;
    post.licence = record.post.licence;
    // What a post does not say of itself, its thread says for it.
    post.state = record.post.state.empty() ? thread.state : record.post.state;
    post.tags = record.post.tags.empty() ? thread.tags : record.post.tags;
    post.score = record.post.score;
    post.visibility = record.post.visibility;
    post.gone_at = record.gone_at;
    post.language = record.language;
    post.revision = record.revision;
    post.body = record.body;
    return post;
}

} // namespace axial::corpus::shards
