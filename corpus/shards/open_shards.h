// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "corpus/shards/federation.h"
#include "corpus/shards/shard_errors.h"
#include "corpus/shards/shard_record.h"

#include <xapian.h>

#include <exception>
#include <optional>
#include <type_traits>
#include <vector>

namespace axial::corpus::shards {

struct OpenShard {
    ShardAddress address;
    ShardInfo info;
    Xapian::Database database;
};

/// Opens one shard and checks what it says of itself against what it has.
[[nodiscard]] Result<OpenShard> open_shard(const ShardAddress& address, std::chrono::milliseconds timeout);

/// The open shards of a corpus as one database, and who of them is to blame when it fails.
class OpenShards {
public:
    [[nodiscard]] static Result<OpenShards> open(CorpusFile file, const FederationOptions& options);

    [[nodiscard]] const std::vector<OpenShard>& shards() const { return shards_; }
    [[nodiscard]] const std::vector<MissingShard>& missing() const { return missing_; }
    [[nodiscard]] std::int64_t posts() const;

    /// `work(database)`, which returns a Result. If a shard fails it, that shard is named in the error; or,
    /// where missing ones are allowed, left out and the work done again over the others. Work is done again
    /// from its beginning: it must not keep what it had.
    template <typename Work>
    auto asked(Work&& work) -> std::invoke_result_t<Work, const Xapian::Database&> {
        for (;;) {
            culprit_.reset();
            std::optional<Failure> failure;
            try {
                auto result = work(database_);
                if (result || !culprit_)
                    return result;
                failure = Failure{std::move(result).error().what, {}};
            } catch (const Xapian::Error& error) {
                failure = Failure{describe(std::current_exception()), error.get_context()};
            } catch (const std::exception&) {
                failure = Failure{describe(std::current_exception()), {}};
            }
            AXIAL_TRY(lose(*failure, [&](const Xapian::Database& one) { static_cast<void>(work(one)); }));
        }
    }

    /// The record of a document; for use within asked(). What cannot be a record is its shard's fault.
    [[nodiscard]] Result<ShardRecord> record(Xapian::docid document);

private:
    struct Failure {
        std::string reason, context;
    };
    [[nodiscard]] static std::string describe(const std::exception_ptr& thrown);
    /// Takes the shards out that are to blame; fails where that is not allowed or none is left.
    Status lose(const Failure& failure, const std::function<void(const Xapian::Database&)>& work);
    void find_culprits(const Failure& failure, const std::function<void(const Xapian::Database&)>& work,
                       std::vector<std::optional<std::string>>& reasons);
    Status miss(const ShardAddress& address, const std::string& reason);
    Status reopen();
    Status join();

    CorpusFile file_;
    FederationOptions options_;
    std::vector<OpenShard> shards_;
    std::vector<MissingShard> missing_;
    Xapian::Database database_;
    std::optional<std::size_t> culprit_; ///< who gave something wrong, where that is known
};

} // namespace axial::corpus::shards
