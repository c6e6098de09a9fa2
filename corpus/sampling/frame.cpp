// SPDX-License-Identifier: GPL-3.0-or-later
#include "corpus/sampling/frame.h"

#include "corpus/database.h"
#include "corpus/store_rows.h"
#include "corpus/uuid.h"

#include <algorithm>

namespace axial::corpus::sampling {
namespace {

constexpr const char* select =
    "SELECT p.key, t.key, p.created_at, p.source, p.site, p.container, p.kind, p.language, p.state, t.state, "
    "p.tags, t.tags FROM posts p JOIN threads t ON t.id = p.thread_id WHERE p.id = ?";

/// What the index keeps of this post in the field's slot (index/documents.cpp).
std::string in_slot(const StratumField& field, SQLite::Statement& row) {
    const auto text = [&](int column) { return row.getColumn(column).getString(); };
    switch (field.slot) {
    case index::source_slot:
        return text(3);
    case index::site_slot:
        return text(4);
    case index::repo_slot:
        return text(5);
    case index::kind_slot:
        return text(6);
    case index::lang_slot:
        return text(7);
    case index::state_slot:
        return text(8).empty() ? text(9) : text(8);
    case index::month_slot:
        return format_date(rows::time_from(row.getColumn(2))).substr(0, 7);
    case index::tag_slot: {
        auto tags = rows::strings_from(text(10));
        if (tags.empty())
            tags = rows::strings_from(text(11));
        std::string joined;
        for (const auto& tag : tags)
            (joined.empty() ? joined : joined += '\0') += tag;
        return joined;
    }
    default:
        return {};
    }
}

} // namespace

std::uint64_t key_hash(std::string_view key) {
    std::uint64_t hash = 0xcbf29ce484222325ull;
    for (const unsigned char c : key)
        hash = (hash ^ c) * 0x100000001b3ull;
    return hash;
}

Result<std::uint64_t> key_hash_in(std::string_view slot_value) {
    if (slot_value.size() != 8)
        return bad_input("a post of the shard is indexed without its name");
    std::uint64_t hash = 0;
    for (const unsigned char c : slot_value)
        hash = (hash << 8) | c;
    return hash;
}

std::uint32_t Frame::stratum(const std::string& name) {
    const auto [found, fresh] = numbers_.emplace(name, static_cast<std::uint32_t>(strata_.size()));
    if (fresh)
        strata_.push_back(name);
    return found->second;
}

std::size_t Frame::drop_repeats() {
    const auto before = posts_.size();
    std::stable_sort(posts_.begin(), posts_.end(),
                     [](const FramePost& a, const FramePost& b) { return a.post < b.post; });
    posts_.erase(std::unique(posts_.begin(), posts_.end(),
                             [](const FramePost& a, const FramePost& b) { return a.post == b.post; }),
                 posts_.end());
    return before - posts_.size();
}

std::string Frame::digest() const {
    std::vector<std::uint64_t> hashes;
    hashes.reserve(posts_.size());
    for (const auto& post : posts_)
        hashes.push_back(post.post);
    std::sort(hashes.begin(), hashes.end());
    std::string bytes;
    bytes.reserve(hashes.size() * 8);
    for (const auto hash : hashes)
        for (int shift = 56; shift >= 0; shift -= 8)
            bytes += static_cast<char>((hash >> shift) & 0xff);
    return sha256(bytes);
}

Result<Frame> study_frame(Study& study, const std::vector<RowId>& rows, const std::vector<StratumField>& by) {
    return guarded([&]() -> Result<Frame> {
        SQLite::Statement query(study.database(), select);
        Frame frame;
        frame.reserve(rows.size());
        std::vector<std::string> values(by.size());
        for (std::size_t i = 0; i < rows.size(); ++i) {
            query.bind(1, rows[i]);
            if (!query.executeStep())
                return bad_input("no such post", std::to_string(rows[i]));
            for (std::size_t f = 0; f < by.size(); ++f)
                values[f] = stratum_value(by[f], in_slot(by[f], query));
            frame.add({key_hash(query.getColumn(0).getString()), key_hash(query.getColumn(1).getString()),
                       query.getColumn(2).getInt64(), frame.stratum(stratum_name(values)),
                       static_cast<std::uint32_t>(i)});
            query.reset();
        }
        return frame;
    });
}

} // namespace axial::corpus::sampling
