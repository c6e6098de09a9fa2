// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "corpus/record.h"
#include "corpus/result.h"
#include "corpus/study.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace axial::corpus {

/// A scanned model repository as stored. The three JSON texts are the scanner's: see scanner/repository.h.
struct Model {
    RowId row = 0;
    std::string key;      ///< "hf:owner/name", "ms:…", "csg:…", "torchhub:owner/repo", "mmlab:…"
    std::string platform; ///< the part of the key before the colon
    std::string path;     ///< the folder that was scanned
    std::string revision; ///< commit of that folder where it is known; may be empty
    Time scanned_at{};
    bool config_rule = false;
    bool paper_rule = false;
    std::string clauses = "[]";
    std::string load_files = "{}";
    std::string coverage = "{}";
};

/// One result of an analyser on a file of a scanned repository.
struct Finding {
    std::string tool, tool_version, rule;
    std::vector<int> cwes;
    std::string level; ///< error, warning, note or none
    std::string file;  ///< relative to the repository, with slashes; empty: the tool named none
    int line = 0;      ///< counts from 1; 0: the whole file
    int end_line = 0;
    std::string message;
    std::string reach; ///< import, deferred (on a later call), unreached or unknown
    bool suppressed = false;
    std::string fingerprint; ///< empty: none that can be relied on
};

/// A model named in a post. Offsets are code points of the given revision's text; begin == end == 0 where the
/// post's place and not its text names the model (the tracker of the repository itself).
struct Mention {
    RowId post = 0;
    int revision = 1;
    std::uint32_t begin = 0, end = 0;
    std::string model;
    std::string kind;
    double confidence = 0; ///< 0 to 1
    std::string evidence;
};

/// Sums over a model's findings; suppressed ones are counted apart and nowhere else.
struct FindingCounts {
    std::int64_t errors = 0, warnings = 0, notes = 0, none = 0, suppressed = 0;
    std::int64_t reachable = 0; ///< those in files that the load can reach, at once or on a later call
    std::vector<std::pair<int, std::int64_t>> cwes; ///< (CWE, findings), most frequent first
};

/// How often posts name a model. Keys that differ in case only are one model, shown as the most frequent
/// spelling.
struct MentionCounts {
    std::string model;
    std::int64_t posts = 0, threads = 0, kept = 0; ///< distinct ones; kept: posts in the set
};

/// Model repositories, their findings and their mentions in study.db. No call throws.
class Models {
public:
    explicit Models(Study& study);

    /// Stores a scan; what an earlier scan of the same key stored (in any case) is replaced as a whole.
    [[nodiscard]] Result<RowId> put(const Model& model, const std::vector<Finding>& findings);
    [[nodiscard]] Result<std::vector<Model>> all() const; ///< by key
    [[nodiscard]] Result<std::optional<Model>> get(std::string_view key) const;
    [[nodiscard]] Result<std::vector<Finding>> findings_of(RowId model) const; ///< by file, line, rule
    [[nodiscard]] Result<FindingCounts> count_findings(RowId model) const;

    /// Replaces the mentions of one post. All of `mentions` must name that post.
    [[nodiscard]] Status put_mentions(RowId post, const std::vector<Mention>& mentions);
    [[nodiscard]] Result<std::vector<Mention>> mentions_of(RowId post) const; ///< by begin
    /// Only mentions of at least this confidence count.
    [[nodiscard]] Result<std::vector<MentionCounts>> count_mentions(const std::vector<RowId>& kept,
                                                                    double min_confidence) const;

private:
    Study* study_;
};

} // namespace axial::corpus
