// SPDX-License-Identifier: GPL-3.0-or-later
#include "corpus/shards/shard_check.h"

#include "corpus/index/documents.h"
#include "corpus/index/slots.h"
#include "corpus/shards/open_shards.h"

#include <fmt/format.h>

#include <tuple>

namespace axial::corpus::shards {
namespace {

std::vector<std::tuple<std::string, Xapian::termcount, Xapian::termcount>>
terms_of(const Xapian::Document& of) {
    std::vector<std::tuple<std::string, Xapian::termcount, Xapian::termcount>> terms;
    for (auto at = of.termlist_begin(); at != of.termlist_end(); ++at)
        terms.emplace_back(*at, at.get_wdf(), at.positionlist_count());
    return terms;
}

/// What is wrong with one post; empty where nothing is. `last` is the order value of the one before it.
std::string problem_of(const Xapian::Document& stored, index::DocumentMaker& maker, Time& last) {
    const auto record = decode(stored.get_data());
    if (!record)
        return record.error().what;
    if (record->post.created_at < last)
        return "it is older than the post before it";
    last = record->post.created_at;
    Xapian::Document made = maker.document(post_of(*record));
    const auto key = key_value(record->key());
    made.add_value(key_slot, key);
    made.add_boolean_term(key_term(key));
    for (auto at = made.values_begin(); at != made.values_end(); ++at)
        if (stored.get_value(at.get_valueno()) != *at)
            return "it is indexed with other values than it has";
    if (terms_of(stored) != terms_of(made))
        return "it is indexed with other words than it has";
    return {};
}

} // namespace

Result<CheckedShard> check_shard(const std::filesystem::path& folder, std::size_t most_problems,
                                 const std::function<void(std::int64_t, std::int64_t)>& progress,
                                 const std::stop_token& stop) {
    ShardAddress address;
    address.text = folder.string();
    address.path = folder;
    AXIAL_ASSIGN(const auto shard, open_shard(address, {}));
    CheckedShard checked{shard.info, {}};
    return shard_guarded(folder.string(), [&]() -> Result<CheckedShard> {
        index::DocumentMaker maker;
        Time last = Time::min();
        const Xapian::docid documents = shard.database.get_lastdocid();
        for (Xapian::docid i = 1; i <= documents && checked.problems.size() < most_problems; ++i) {
            if (stop.stop_requested())
                return cancelled();
            if (auto problem = problem_of(shard.database.get_document(i), maker, last); !problem.empty())
                checked.problems.push_back(fmt::format("post {}: {}", i, problem));
            if (progress && i % 1000 == 0)
                progress(i, documents);
        }
        return checked;
    });
}

} // namespace axial::corpus::shards
