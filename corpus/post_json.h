// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "corpus/record.h"

#include <nlohmann/json_fwd.hpp>

namespace axial::corpus {

/// A post as every JSON output of Axial shows it: id (its key), native_id, source, site, container, kind,
/// thread_id, parent_id, author, author_id, created_at, updated_at, title, thread_title, text, spans, url,
/// score, state, tags, visibility, licence, revision. Spans are {kind, start, end[, detail]} in code points,
/// half-open.
[[nodiscard]] nlohmann::ordered_json post_json(const Post& post);

[[nodiscard]] nlohmann::ordered_json spans_json(const std::vector<Span>& spans);

} // namespace axial::corpus
