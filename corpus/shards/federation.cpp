// SPDX-License-Identifier: GPL-3.0-or-later
#include "corpus/shards/federation.h"

#include "corpus/index/more_like.h"
#include "corpus/index/query_builder.h"
#include "corpus/index/query_parser.h"
#include "corpus/index/searcher.h"
#include "corpus/index/snippet.h"
#include "corpus/index/spelling.h"
#include "corpus/shards/open_shards.h"

#include <algorithm>

namespace axial::corpus::shards {
namespace {

Result<index::MoreLike> like_in(OpenShards& shards, const Xapian::Database& database, const std::string& key) {
    const auto term = key_term(key_value(key));
    const auto at = database.postlist_begin(term);
    if (at == database.postlist_end(term))
        return bad_input("no post of the corpus has this key", key,
                         "copy it from the results of axial search --json");
    AXIAL_ASSIGN(const auto record, shards.record(*at));
    return index::more_like(database, post_of(record));
}

Result<CorpusAnswer> answer_of(OpenShards& shards, index::Highlighter& highlighter, index::Found found) {
    if (found.count < 0 || found.count > shards.posts())
        return bad_input("the shards say that more posts match than there are");
    CorpusAnswer answer;
    answer.count = found.count;
    answer.facets = std::move(found.facets);
    for (const auto& each : found.documents) {
        AXIAL_ASSIGN(const auto record, shards.record(each.document));
        CorpusHit hit{post_of(record), each.weight, {}, each.in_thread, {}};
        hit.snippet = highlighter.snippet(hit.post.body);
        hit.title = highlighter.title_of(hit.post);
        answer.hits.push_back(std::move(hit));
    }
    return answer;
}

} // namespace

Federation::Federation(std::unique_ptr<OpenShards> shards) : shards_(std::move(shards)) {
}
Federation::Federation(Federation&&) noexcept = default;
Federation::~Federation() = default;

Result<Federation> Federation::open(CorpusFile file, const FederationOptions& options) {
    AXIAL_ASSIGN(auto shards, OpenShards::open(std::move(file), options));
    return Federation(std::make_unique<OpenShards>(std::move(shards)));
}

Result<CorpusAnswer> Federation::search(const SearchRequest& request) {
    AXIAL_ASSIGN(const index::Query query, index::parse_query(request.query));
    const auto& open = shards_->shards();
    const auto reach =
        std::any_of(open.begin(), open.end(), [](const auto& each) { return each.address.remote(); })
            ? index::Reach::remote
            : index::Reach::local;
    AXIAL_ASSIGN(auto answer, shards_->asked([&](const Xapian::Database& database) -> Result<CorpusAnswer> {
        const index::Surroundings around{{}, {}, {request.time_limit, request.stop}, reach};
        AXIAL_ASSIGN(Xapian::Query built, index::QueryBuilder(database, around).build(query));
        index::MoreLike like;
        if (!request.like.empty()) {
            AXIAL_ASSIGN(like, like_in(*shards_, database, request.like));
            built = query.kind == index::Query::Kind::everything
                        ? like.query
                        : Xapian::Query(Xapian::Query::OP_FILTER, like.query, built);
        }
        AXIAL_ASSIGN(auto found, index::find(database, built, request, reach));
        index::Highlighter highlighter(query, like.words);
        AXIAL_ASSIGN(auto answered, answer_of(*shards_, highlighter, std::move(found)));
        answered.suggestion = index::suggestion(database, query, request.query);
        return answered;
    }));
    answer.missing = shards_->missing();
    return answer;
}

Result<bool> Federation::holds(std::string_view key_value) {
    return shards_->asked([&](const Xapian::Database& database) -> Result<bool> {
        return database.term_exists(key_term(key_value));
    });
}

std::vector<ShardInfo> Federation::shards() const {
    std::vector<ShardInfo> infos;
    for (const auto& shard : shards_->shards())
        infos.push_back(shard.info);
    return infos;
}

const std::vector<MissingShard>& Federation::missing() const {
    return shards_->missing();
}

Result<ShardInfo> read_shard_info(const std::filesystem::path& folder) {
    ShardAddress address;
    address.text = folder.string();
    address.path = folder;
    AXIAL_ASSIGN(auto shard, open_shard(address, {}));
    return std::move(shard.info);
}

} // namespace axial::corpus::shards
