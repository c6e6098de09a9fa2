// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/sampling/sample_source.h"

#include "cli/set_builder.h"
#include "corpus/store.h"
#include "corpus/uuid.h"

#include <fmt/ostream.h>

#include <algorithm>

namespace axial::cli {
namespace {

using corpus::sampling::FramePost;
using corpus::sampling::StratumField;
using nlohmann::json;
using nlohmann::ordered_json;
namespace shards = corpus::shards;

Result<corpus::Set> set_with_uuid(corpus::Study& study, const std::string& uuid) {
    AXIAL_ASSIGN(const auto all, corpus::Sets(study).all());
    for (const auto& set : all)
        if (set.uuid == uuid)
            return set;
    return bad_input("the set that the sample was drawn from is not in this study", uuid);
}

Result<SampleSource> from_set(corpus::Study& study, const corpus::Set& set,
                              const std::vector<StratumField>& by) {
    SampleSource source;
    source.parent = set.name;
    source.origin = {{"frame", set.uuid}};
    AXIAL_ASSIGN(source.rows, corpus::Sets(study).posts(set));
    AXIAL_ASSIGN(source.frame, corpus::sampling::study_frame(study, source.rows, by));
    return source;
}

Result<SampleSource> from_query(const Arguments& arguments, corpus::Study& study,
                                const std::vector<StratumField>& by) {
    SetWish wish;
    wish.name = arguments.positional[0] + ".frame";
    wish.from = arguments.get("from");
    wish.query = arguments.get("query");
    SampleSource source;
    AXIAL_ASSIGN(source.freeze, choose_posts(study, wish));
    source.freeze->name = wish.name;
    source.parent = wish.name;
    source.rows = source.freeze->posts;
    AXIAL_ASSIGN(source.frame, corpus::sampling::study_frame(study, source.rows, by));
    return source;
}

/// What a corpus is: its shards, in any order, wherever they are.
std::string corpus_id(const std::vector<shards::ShardInfo>& infos) {
    std::vector<std::string> names;
    for (const auto& info : infos)
        names.push_back(info.uuid);
    std::sort(names.begin(), names.end());
    std::string all;
    for (const auto& name : names)
        all += name + "\n";
    return sha256(all);
}

Result<SampleSource> from_corpus(Context& context, const Arguments& arguments, const std::string& query,
                                 const std::vector<StratumField>& by) {
    AXIAL_ASSIGN(const auto seconds, arguments.number("shard-timeout", 30, 1, 3600));
    AXIAL_ASSIGN(auto file, shards::read_corpus_file(*context.corpus));
    SampleSource source;
    AXIAL_ASSIGN(auto opened, shards::Federation::open(std::move(file), {std::chrono::seconds(seconds),
                                                                         arguments.has("allow-missing")}));
    source.corpus.emplace(std::move(opened));
    AXIAL_ASSIGN(auto made, shards::corpus_frame(*source.corpus, query, by, context.stop));
    source.frame = std::move(made.frame);
    made.frame = {};
    auto named = ordered_json::array();
    for (const auto& shard : made.shards)
        named.push_back({{"uuid", shard.uuid}, {"name", shard.name}, {"posts", shard.posts}});
    auto missing = ordered_json::array();
    for (const auto& shard : made.missing) {
        missing.push_back({{"shard", shard.where}, {"reason", shard.reason}});
        fmt::print(context.err, "note: without {}: {}\n", shard.where, shard.reason);
    }
    source.origin = {{"frame", source.frame.digest()},   {"query", query},
                     {"corpus", corpus_id(made.shards)}, {"frame_posts", source.frame.posts().size()},
                     {"repeats", made.repeats},          {"shards", std::move(named)},
                     {"missing", std::move(missing)}};
    source.corpus_frame = std::move(made);
    return source;
}

/// The same shards with the same posts, or the draw would be another.
Status same_corpus(const SampleSource& source, const json& provenance) {
    if (source.origin["frame"] == provenance.value("frame", ""))
        return {};
    return bad_input(fmt::format("the corpus is not as it was: {} posts match now, {} did when the sample was "
                                 "drawn",
                                 source.frame.posts().size(), provenance.value("frame_posts", 0)),
                     {}, "list the same shards; out of others, draw a new sample");
}

Result<SampleSource> as_before(Context& context, const Arguments& arguments, corpus::Study& study,
                               const json& provenance, const std::vector<StratumField>& by) {
    const bool of_corpus = provenance.contains("corpus");
    if (of_corpus != context.corpus.has_value())
        return fail({Fault::usage,
                     of_corpus ? "the sample was drawn from a corpus: name it with --corpus FILE"
                               : "the sample was drawn from the study: leave --corpus out",
                     {},
                     {}});
    if (!of_corpus) {
        AXIAL_ASSIGN(const auto set, set_with_uuid(study, provenance.value("frame", "")));
        return from_set(study, set, by);
    }
    AXIAL_ASSIGN(auto source, from_corpus(context, arguments, provenance.value("query", ""), by));
    AXIAL_TRY(same_corpus(source, provenance));
    return source;
}

Result<std::vector<StoredPost>> fetch(Context& context, corpus::Study& study, SampleSource& source,
                                      const std::vector<FramePost>& posts) {
    corpus::Store store(study);
    corpus::Run run;
    run.command = "sample";
    run.query = source.origin["query"].get<std::string>();
    run.endpoint = context.corpus->filename().string();
    run.status = "running";
    run.started_at = now();
    AXIAL_ASSIGN(const auto row, store.begin(run));
    std::map<std::string, std::int64_t> counts{{"added", 0}, {"unchanged", 0}};
    std::vector<StoredPost> stored;
    const auto fetched =
        shards::for_each_drawn(*source.corpus, *source.corpus_frame, posts, context.stop,
                               [&](const shards::ShardRecord& record) -> Status {
                                   AXIAL_ASSIGN(const bool added, shards::store_record(store, record));
                                   ++counts[added ? "added" : "unchanged"];
                                   AXIAL_ASSIGN(const auto post, store.post(record.key()));
                                   if (!post)
                                       return bad_input("a post could not be stored", record.key());
                                   stored.push_back({post->row, post->key, posts[stored.size()].stratum});
                                   context.progress("fetching", static_cast<std::int64_t>(stored.size()),
                                                    static_cast<std::int64_t>(posts.size()));
                                   return {};
                               });
    context.end_progress();
    AXIAL_TRY(fetched);
    AXIAL_TRY(store.finish(row, "done", counts));
    return stored;
}

} // namespace

Result<SampleSource> sample_source(Context& context, const Arguments& arguments, corpus::Study& study,
                                   const json* provenance, const std::string& by) {
    AXIAL_ASSIGN(const auto fields, corpus::sampling::strata_fields(by));
    if (provenance != nullptr)
        return as_before(context, arguments, study, *provenance, fields);
    if (context.corpus)
        return from_corpus(context, arguments, arguments.get("query"), fields);
    if (arguments.has("query"))
        return from_query(arguments, study, fields);
    AXIAL_ASSIGN(const auto set, corpus::Sets(study).get(arguments.get("from")));
    return from_set(study, set, fields);
}

Result<std::vector<StoredPost>> store_drawn(Context& context, corpus::Study& study, SampleSource& source,
                                            const std::vector<FramePost>& posts) {
    if (source.corpus)
        return fetch(context, study, source, posts);
    const corpus::Store store(study);
    std::vector<StoredPost> stored;
    for (const auto& drawn : posts) {
        AXIAL_ASSIGN(const auto post, store.post(source.rows[drawn.id]));
        if (!post)
            return bad_input("a post vanished meanwhile", std::to_string(source.rows[drawn.id]), "try again");
        stored.push_back({post->row, post->key, drawn.stratum});
    }
    return stored;
}

} // namespace axial::cli
