// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/command.h"
#include "corpus/sampling/draw.h"
#include "corpus/sets.h"
#include "corpus/shards/corpus_sample.h"

#include <nlohmann/json.hpp>

#include <optional>
#include <utility>
#include <vector>

namespace axial::cli {

/// What a sample is drawn from: posts of the study, or of the shards of a corpus.
struct SampleSource {
    corpus::sampling::Frame frame;
    nlohmann::ordered_json origin; ///< of provenance: the frame, and where it came from
    std::string parent;            ///< the set drawn from; empty: none

    std::vector<corpus::RowId> rows;      ///< of the study: by FramePost::id
    std::optional<corpus::NewSet> freeze; ///< a frame that is to be stored with the sample

    std::optional<corpus::shards::Federation> corpus;
    std::optional<corpus::shards::CorpusFrame> corpus_frame;
};

/// By --from, --query, or for `provenance` of a sample that was drawn already, from where that says; the shards
/// of --corpus where one is given.
[[nodiscard]] Result<SampleSource> sample_source(Context& context, const Arguments& arguments,
                                                 corpus::Study& study, const nlohmann::json* provenance,
                                                 const std::string& by);

struct StoredPost {
    corpus::RowId row = 0;
    std::string key;
    std::uint32_t stratum = 0;
};

/// The rows of posts that were drawn; those of a corpus are fetched into the study, and a run says so.
[[nodiscard]] Result<std::vector<StoredPost>>
store_drawn(Context& context, corpus::Study& study, SampleSource& source,
            const std::vector<corpus::sampling::FramePost>& posts);

} // namespace axial::cli
