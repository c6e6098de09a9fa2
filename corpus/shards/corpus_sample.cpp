// SPDX-License-Identifier: GPL-3.0-or-later
#include "corpus/shards/corpus_sample.h"

#include "corpus/index/query_builder.h"
#include "corpus/index/query_parser.h"
#include "corpus/shards/open_shards.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace axial::corpus::shards {
namespace {

using sampling::FramePost;

/// Posts of which a far shard tells at a time.
constexpr std::int64_t at_a_time = 1'000'000;

using Values = std::vector<std::pair<Xapian::docid, std::string>>;

/// What the matching documents have in a slot, in order of documents. As the key to sort by, the value comes
/// with the match; a document would come with its whole record.
Values values_of(const Xapian::Database& database, const Xapian::Query& query, std::uint32_t slot) {
    Xapian::Enquire enquire(database);
    enquire.set_query(query);
    enquire.set_weighting_scheme(Xapian::BoolWeight());
    enquire.set_sort_by_value(slot, false);
    const auto all = database.get_doccount();
    const Xapian::MSet matches = enquire.get_mset(0, all, all);
    Values values;
    values.reserve(matches.size());
    for (auto at = matches.begin(); at != matches.end(); ++at)
        values.emplace_back(*at, at.get_sort_key());
    std::sort(values.begin(), values.end());
    return values;
}

/// Hashes of keys are spread evenly, so a range of them is a part of that size.
Xapian::Query part_of(const Xapian::Query& query, std::uint64_t part, std::uint64_t parts) {
    if (parts == 1)
        return query;
    const auto bytes = [](std::uint64_t number) {
        std::string text;
        for (int shift = 56; shift >= 0; shift -= 8)
            text += static_cast<char>((number >> shift) & 0xff);
        return text;
    };
    const std::uint64_t width = ~std::uint64_t{0} / parts;
    const auto low = part * width, high = part + 1 == parts ? ~std::uint64_t{0} : low + width - 1;
    return {Xapian::Query::OP_FILTER, query,
            Xapian::Query(Xapian::Query::OP_VALUE_RANGE, key_slot, bytes(low), bytes(high))};
}

class FrameReader {
public:
    FrameReader(OpenShards& shards, const std::vector<sampling::StratumField>& by, const std::stop_token& stop)
        : shards_(shards),
          by_(by),
          stop_(stop) {}

    Result<sampling::Frame> read(const Xapian::Database& database, const Xapian::Query& query) {
        sampling::Frame frame;
        const auto parts = static_cast<std::uint64_t>(shards_.posts() / at_a_time + 1);
        for (std::uint64_t part = 0; part < parts; ++part)
            AXIAL_TRY(read_part(database, part_of(query, part, parts), frame));
        // Of a post that several shards have, the first shard's counts: documents go round the shards.
        const auto number = static_cast<Xapian::docid>(shards_.shards().size());
        std::stable_sort(frame.posts().begin(), frame.posts().end(),
                         [number](const FramePost& a, const FramePost& b) {
                             return std::pair((a.id - 1) % number, a.id) < std::pair((b.id - 1) % number, b.id);
                         });
        return frame;
    }

private:
    Status read_part(const Xapian::Database& database, const Xapian::Query& query, sampling::Frame& frame) {
        std::vector<Values> columns;
        for (const std::uint32_t slot :
             {std::uint32_t{key_slot}, std::uint32_t{index::thread_slot}, std::uint32_t{index::order_slot}}) {
            AXIAL_TRY(read_column(database, query, slot, columns));
        }
        for (const auto& field : by_)
            AXIAL_TRY(read_column(database, query, field.slot, columns));
        std::vector<std::string> values(by_.size());
        for (std::size_t i = 0; i < columns[0].size(); ++i) {
            FramePost post;
            post.id = columns[0][i].first;
            const auto hash = sampling::key_hash_in(columns[0][i].second);
            const auto thread = sampling::key_hash_in(columns[1][i].second);
            const auto& order = columns[2][i].second;
            if (!hash || !thread || order.size() < 6)
                return bad_input("a post of the shard is indexed without its name", where(post.id));
            post.post = *hash;
            post.thread = *thread;
            for (std::size_t b = 0; b < 6; ++b)
                post.at = post.at << 8 | static_cast<unsigned char>(order[b]);
            for (std::size_t f = 0; f < by_.size(); ++f)
                values[f] = stratum_value(by_[f], columns[3 + f][i].second);
            post.stratum = frame.stratum(sampling::stratum_name(values));
            frame.add(post);
        }
        return {};
    }

    /// The same documents must match every time.
    Status read_column(const Xapian::Database& database, const Xapian::Query& query, std::uint32_t slot,
                       std::vector<Values>& columns) {
        if (stop_.stop_requested())
            return cancelled();
        columns.push_back(values_of(database, query, slot));
        const bool same =
            std::equal(columns[0].begin(), columns[0].end(), columns.back().begin(), columns.back().end(),
                       [](const auto& a, const auto& b) { return a.first == b.first; });
        if (!same)
            return bad_input("the shards give another answer to the same question", {},
                             "a shard may not be written once it is finished: run axial shard check");
        return {};
    }

    [[nodiscard]] std::string where(Xapian::docid document) const {
        return shards_.shards()[(document - 1) % shards_.shards().size()].address.text;
    }

    OpenShards& shards_;
    const std::vector<sampling::StratumField>& by_;
    std::stop_token stop_;
};

} // namespace

Result<CorpusFrame> corpus_frame(Federation& corpus, std::string_view query,
                                 const std::vector<sampling::StratumField>& by, const std::stop_token& stop) {
    AXIAL_ASSIGN(const index::Query tree, index::parse_query(query));
    auto& shards = corpus.open_shards();
    CorpusFrame made;
    AXIAL_ASSIGN(made.frame, shards.asked([&](const Xapian::Database& database) -> Result<sampling::Frame> {
        const bool far = std::any_of(shards.shards().begin(), shards.shards().end(),
                                     [](const auto& each) { return each.address.remote(); });
        const index::Surroundings around{
            {}, {}, {std::chrono::milliseconds(0), stop}, far ? index::Reach::remote : index::Reach::local};
        AXIAL_ASSIGN(const Xapian::Query built, index::QueryBuilder(database, around).build(tree));
        return FrameReader(shards, by, stop).read(database, built);
    }));
    made.repeats = made.frame.drop_repeats();
    made.shards = corpus.shards();
    made.missing = corpus.missing();
    return made;
}

Status for_each_drawn(Federation& corpus, const CorpusFrame& frame, const std::vector<FramePost>& posts,
                      const std::stop_token& stop, const std::function<Status(const ShardRecord&)>& visit) {
    auto& shards = corpus.open_shards();
    for (const auto& post : posts) {
        if (stop.stop_requested())
            return cancelled();
        AXIAL_ASSIGN(const auto record, shards.asked([&](const Xapian::Database&) -> Result<ShardRecord> {
            if (shards.shards().size() != frame.shards.size()) // documents are numbered otherwise now
                return world_fault("a shard went missing while the sample was drawn",
                                   shards.missing().empty() ? std::string() : shards.missing().back().where,
                                   "draw it again");
            return shards.record(post.id);
        }));
        if (sampling::key_hash(record.key()) != post.post)
            return bad_input("a shard gives another post than was drawn", record.key(),
                             "run axial shard check");
        AXIAL_TRY(visit(record));
    }
    return {};
}

Result<bool> store_record(Store& store, const ShardRecord& record) {
    AXIAL_ASSIGN(const auto known, store.post(record.key()));
    if (known)
        return false;
    AXIAL_ASSIGN(const auto thread, store.thread(record.thread_key()));
    RowId row = thread ? thread->row : 0;
    if (!thread) {
        AXIAL_ASSIGN(const auto stored, store.put(record.thread));
        row = stored.first;
    }
    AXIAL_TRY(store.put(row, record.post, CanonicalBody{record.body, record.body_hash}));
    if (record.gone_at != Time{})
        AXIAL_TRY(store.mark_gone(record.key(), record.gone_at));
    return true;
}

} // namespace axial::corpus::shards
