// SPDX-License-Identifier: GPL-3.0-or-later
#include "corpus/index/explain.h"

#include "corpus/index/index_files.h"
#include "corpus/index/manifest.h"
#include "corpus/index/open_index.h"
#include "corpus/index/query_builder.h"
#include "corpus/index/searcher.h"
#include "corpus/index/xapian_errors.h"

namespace axial::corpus::index {
namespace {

class Explainer {
public:
    Explainer(const OpenIndex& open, const Facts& facts, SearchRequest request)
        : open_(open),
          facts_(facts),
          request_(std::move(request)) {
        request_.count_only = true;
    }

    Result<ExplainedPart> part(const Query& query) {
        ExplainedPart explained{
            text_of(query), query.column, 0, query.kind == Query::Kind::fact ? "study" : "index", {}};
        AXIAL_ASSIGN(const Xapian::Query built, QueryBuilder(open_.database(), around()).build(query));
        AXIAL_ASSIGN(const Found found, find(open_.database(), open_.visible(built), request_));
        explained.posts = found.count;
        for (const Query& child : query.children) {
            AXIAL_ASSIGN(auto below, part(child));
            explained.parts.push_back(std::move(below));
        }
        return explained;
    }

private:
    static std::string text_of(Query query) {
        query.children.clear();
        std::string text = to_text(query);
        text.pop_back(); // the end of its line
        return text;
    }

    Surroundings around() const {
        Surroundings around{{}, {}, {request_.time_limit, request_.stop}};
        around.visible = [this](const Xapian::Query& inner) { return open_.visible(inner); };
        if (facts_)
            around.facts = [this](const Field& field, std::string_view value) -> Result<Xapian::Query> {
                AXIAL_ASSIGN(const auto rows, facts_(field, value));
                return rows.empty() ? Xapian::Query(Xapian::Query::MatchNothing) : open_.only(rows);
            };
        return around;
    }

    const OpenIndex& open_;
    const Facts& facts_;
    SearchRequest request_;
};

} // namespace

Result<ExplainedPart> explain(const Study& study, const Query& query, const Facts& facts,
                              std::chrono::milliseconds limit, std::stop_token stop) {
    const auto folder = study.index_path();
    return xapian_guarded(folder.string(), [&]() -> Result<ExplainedPart> {
        AXIAL_ASSIGN(auto manifest, read_manifest(folder));
        if (!manifest)
            return world_fault("there is no index yet", folder.string(), run_index_hint);
        if (const auto reason =
                unfit_reason({manifest->version, manifest->study, manifest->change}, study, manifest->change);
            !reason.empty())
            return world_fault(reason, folder.string(), run_index_hint);
        const auto live = folder / manifest->live;
        AXIAL_ASSIGN(const auto sealed, SealedShards::open(folder, *std::move(manifest)));
        const OpenIndex open(sealed, Xapian::Database(live.string(), Xapian::DB_BACKEND_GLASS));
        SearchRequest request;
        request.time_limit = limit;
        request.stop = std::move(stop);
        return Explainer(open, facts, std::move(request)).part(query);
    });
}

} // namespace axial::corpus::index
