// SPDX-License-Identifier: GPL-3.0-or-later
#include "corpus/shards/shard_info.h"

#include "corpus/index/documents.h"
#include "corpus/shards/shard_record.h"
#include "corpus/text/canonical_text.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace axial::corpus::shards {
namespace {

using nlohmann::json;

constexpr std::size_t longest_info = 1u << 20;

} // namespace

std::string to_text(const ShardInfo& info) {
    return json{{"uuid", info.uuid},
                {"name", info.name},
                {"from", info.from},
                {"posts", info.posts},
                {"threads", info.threads},
                {"first", format_time(info.first)},
                {"last", format_time(info.last)},
                {"built_at", format_time(info.built_at)},
                {"index_version", info.index_version},
                {"text_version", info.text_version},
                {"record_version", info.record_version},
                {"pseudonyms", info.pseudonyms},
                {"no_authors", info.no_authors},
                {"masked", info.masked}}
        .dump(-1, ' ', false, json::error_handler_t::replace);
}

Result<ShardInfo> shard_info_from(std::string_view text) {
    if (text.empty())
        return bad_input("this is no shard of Axial's");
    const auto value = json::parse(text.substr(0, longest_info), nullptr, false);
    try {
        ShardInfo info;
        for (auto [name, field] : {std::pair{"uuid", &info.uuid}, {"name", &info.name}, {"from", &info.from}})
            *field = value.at(name).get<std::string>();
        for (auto [name, field] : {std::pair{"posts", &info.posts}, {"threads", &info.threads}})
            *field = value.at(name).get<std::int64_t>();
        for (auto [name, field] :
             {std::pair{"first", &info.first}, {"last", &info.last}, {"built_at", &info.built_at}})
            *field = parse_time(value.at(name).get<std::string>()).value_or(Time{});
        for (auto [name, field] : {std::pair{"index_version", &info.index_version},
                                   {"text_version", &info.text_version},
                                   {"record_version", &info.record_version}})
            *field = value.at(name).get<int>();
        for (auto [name, field] : {std::pair{"pseudonyms", &info.pseudonyms},
                                   {"no_authors", &info.no_authors},
                                   {"masked", &info.masked}})
            *field = value.at(name).get<bool>();
        return info;
    } catch (const json::exception&) {
        return bad_input("what the shard says of itself cannot be read");
    }
}

std::string unfit_reason(const ShardInfo& info) {
    const auto differs = [](const char* what, int its, int ours) {
        return its == ours ? std::string()
                           : fmt::format("it was built by another version of Axial ({} {}, this one has {})",
                                         what, its, ours);
    };
    if (auto reason = differs("index", info.index_version, index::index_version); !reason.empty())
        return reason;
    if (auto reason = differs("text", info.text_version, CanonicalText::version); !reason.empty())
        return reason;
    return differs("record", info.record_version, record_version);
}

std::string key_value(std::string_view post_key) {
    std::uint64_t hash = 14695981039346656037u; // FNV-1a, as draw_place() has it
    for (const unsigned char c : post_key)
        hash = (hash ^ c) * 1099511628211u;
    std::string bytes;
    for (int shift = 56; shift >= 0; shift -= 8)
        bytes += static_cast<char>((hash >> shift) & 0xff);
    return bytes;
}

std::string key_term(std::string_view key_value) {
    return std::string("Q").append(key_value);
}

} // namespace axial::corpus::shards
