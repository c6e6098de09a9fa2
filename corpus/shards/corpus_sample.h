// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "corpus/sampling/frame.h"
#include "corpus/shards/federation.h"
#include "corpus/shards/shard_record.h"
#include "corpus/store.h"

#include <functional>
#include <stop_token>
#include <string_view>
#include <vector>

/// A sample over the shards of a corpus: eight bytes a post and field come over the network for the frame, and
/// the records of just the posts that were drawn.
namespace axial::corpus::shards {

struct CorpusFrame {
    sampling::Frame frame; ///< a post that several shards have is in it once; `id` names it to for_each_drawn()
    std::size_t repeats = 0;
    std::vector<ShardInfo> shards; ///< that were asked
    std::vector<MissingShard> missing;
};

/// All posts that match, in the language of docs/search.md without what only a study answers for.
[[nodiscard]] Result<CorpusFrame> corpus_frame(Federation& corpus, std::string_view query,
                                               const std::vector<sampling::StratumField>& by,
                                               const std::stop_token& stop);

/// Calls `visit` with the record of each; an error of it ends it. Fails if a shard went missing since the frame
/// was made, allowed or not, or gives another post than was drawn.
[[nodiscard]] Status for_each_drawn(Federation& corpus, const CorpusFrame& frame,
                                    const std::vector<sampling::FramePost>& posts, const std::stop_token& stop,
                                    const std::function<Status(const ShardRecord&)>& visit);

/// Stores a record's thread and post unless the study has the post: what it has itself is left as it is.
/// Returns whether it was stored.
[[nodiscard]] Result<bool> store_record(Store& store, const ShardRecord& record);

} // namespace axial::corpus::shards
