// SPDX-License-Identifier: GPL-3.0-or-later
#include "corpus/shards/open_shards.h"

#include "corpus/text/canonical_text.h"

#include <fmt/format.h>

#include <algorithm>

namespace axial::corpus::shards {
namespace {

constexpr auto missing_hint = "see that it is served, or search the others with --allow-missing";

Xapian::Database connect(const ShardAddress& address, std::chrono::milliseconds timeout) {
    if (!address.remote())
        return Xapian::Database(address.path.string(), Xapian::DB_BACKEND_GLASS);
    const auto milliseconds = static_cast<useconds_t>(timeout.count());
    return Xapian::Remote::open(address.host, address.port, milliseconds, milliseconds);
}

/// Why the shard cannot have the posts that it says it has; empty if it can.
std::string contradiction(const ShardInfo& info, const Xapian::Database& database) {
    const auto documents = static_cast<std::int64_t>(database.get_doccount());
    if (info.posts != documents)
        return fmt::format("it says that it has {} posts, and has {}", info.posts, documents);
    if (static_cast<std::int64_t>(database.get_lastdocid()) != documents)
        return "its documents are not numbered one after the other";
    return {};
}

} // namespace

Result<OpenShard> open_shard(const ShardAddress& address, std::chrono::milliseconds timeout) {
    return shard_guarded(address.text, [&]() -> Result<OpenShard> {
        OpenShard shard{address, {}, connect(address, timeout)};
        AXIAL_ASSIGN(shard.info, shard_info_from(shard.database.get_metadata(shard_key)));
        auto reason = unfit_reason(shard.info);
        if (reason.empty())
            reason = contradiction(shard.info, shard.database);
        if (!reason.empty())
            return bad_input(reason, address.text);
        return shard;
    });
}

Result<OpenShards> OpenShards::open(CorpusFile file, const FederationOptions& options) {
    OpenShards open;
    open.file_ = std::move(file);
    open.options_ = options;
    for (const auto& address : open.file_.shards) {
        auto shard = open_shard(address, options.timeout);
        if (!shard) {
            AXIAL_TRY(open.miss(address, shard.error().what));
            continue;
        }
        const auto twin = std::find_if(open.shards_.begin(), open.shards_.end(), [&](const OpenShard& other) {
            return other.info.uuid == shard->info.uuid;
        });
        if (twin != open.shards_.end())
            return bad_input(fmt::format("this is the same shard as \"{}\" in line {}", twin->address.text,
                                         twin->address.line),
                             open.file_.where(address), "its posts would count twice: take one line out");
        open.shards_.push_back(*std::move(shard));
    }
    AXIAL_TRY(open.join());
    return open;
}

std::int64_t OpenShards::posts() const {
    std::int64_t sum = 0;
    for (const auto& shard : shards_)
        sum += shard.info.posts;
    return sum;
}

Result<ShardRecord> OpenShards::record(Xapian::docid document) {
    culprit_ = (document - 1) % shards_.size();
    const Xapian::Document found = database_.get_document(document);
    auto record = decode(found.get_data());
    const auto number = (document - 1) / shards_.size() + 1;
    if (!record)
        return bad_input(fmt::format("its post {} is damaged: {}", number, record.error().what));
    if (found.get_value(key_slot) != key_value(record->key()))
        return bad_input(fmt::format("its post {} is indexed under another name than it has", number));
    culprit_.reset();
    return record;
}

std::string OpenShards::describe(const std::exception_ptr& thrown) {
    const auto status = shard_guarded({}, [&]() -> Status { std::rethrow_exception(thrown); });
    return status.error().what;
}

void OpenShards::find_culprits(const Failure& failure, const std::function<void(const Xapian::Database&)>& work,
                               std::vector<std::optional<std::string>>& reasons) {
    if (culprit_) {
        reasons[*culprit_] = failure.reason;
        return;
    }
    const auto named = [&](const OpenShard& shard) {
        return shard.address.remote() &&
               failure.context.find(fmt::format("{}:{}", shard.address.host, shard.address.port)) !=
                   std::string::npos;
    };
    for (std::size_t i = 0; i < shards_.size(); ++i)
        if (named(shards_[i]))
            reasons[i] = failure.reason;
    const auto found = [&] {
        return std::any_of(reasons.begin(), reasons.end(), [](const auto& r) { return r.has_value(); });
    };
    for (std::size_t i = 0; i < shards_.size() && !found(); ++i)
        if (auto again = open_shard(shards_[i].address, options_.timeout); !again)
            reasons[i] = again.error().what;
    for (std::size_t i = 0; i < shards_.size() && !found(); ++i) {
        const auto alone = shard_guarded({}, [&]() -> Status {
            work(shards_[i].database);
            return {};
        });
        if (!alone)
            reasons[i] = alone.error().what;
    }
}

Status OpenShards::lose(const Failure& failure, const std::function<void(const Xapian::Database&)>& work) {
    std::vector<std::optional<std::string>> reasons(shards_.size());
    find_culprits(failure, work, reasons);
    std::vector<OpenShard> left;
    for (std::size_t i = 0; i < shards_.size(); ++i) {
        if (reasons[i])
            AXIAL_TRY(miss(shards_[i].address, *reasons[i]));
        else
            left.push_back(std::move(shards_[i]));
    }
    if (left.size() == shards_.size()) // nobody is to blame: a disk or a network that is well again
        return world_fault(failure.reason, file_.path.string(), "try again");
    shards_ = std::move(left);
    return reopen();
}

Status OpenShards::miss(const ShardAddress& address, const std::string& reason) {
    // What a server says of itself is printed: one line, without what a terminal would obey.
    const auto line = Error{Fault::world, clean_utf8(reason), {}, {}}.line();
    if (!options_.allow_missing)
        return world_fault(line, file_.where(address), missing_hint);
    missing_.push_back({file_.where(address), line});
    return {};
}

/// Connections anew: on the old ones, answers to what was given up may still be on their way.
Status OpenShards::reopen() {
    std::vector<OpenShard> again;
    for (const auto& shard : shards_) {
        auto opened =
            shard.address.remote() ? open_shard(shard.address, options_.timeout) : Result<OpenShard>(shard);
        if (opened)
            again.push_back(*std::move(opened));
        else
            AXIAL_TRY(miss(shard.address, opened.error().what));
    }
    shards_ = std::move(again);
    return join();
}

Status OpenShards::join() {
    if (shards_.empty())
        return world_fault(
            "no shard of the corpus can be used: " +
                (missing_.empty() ? std::string() : missing_.front().where + ": " + missing_.front().reason),
            file_.path.string());
    database_ = Xapian::Database();
    for (const auto& shard : shards_)
        database_.add_database(shard.database);
    return {};
}

} // namespace axial::corpus::shards
