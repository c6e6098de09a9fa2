// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "corpus/record.h"
#include "corpus/result.h"
#include "corpus/study.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace axial::codebooks {

/// A round asks some coders one question, or to apply one codebook, about one set.
struct Round {
    std::string uuid, name;
    std::string codebook; ///< id of the question or codebook
    std::string set;      ///< name of the set
    std::vector<std::string> coders;
    bool blind = true; ///< nobody sees another's decisions until it is closed
    bool closed = false;
    std::uint64_t seed = 0; ///< of the order in which each coder gets the posts
    int overlap = 0;        ///< how many coders get each post; 0: all of them
    int calibration = 0;    ///< how many posts everybody codes first; 0: none
    int gate_permille = 0;  ///< alpha over these that releases the rest, times 1,000; 0: any
    bool released = true;   ///< the calibration is done, or there is none
    bool paused = false;    ///< nobody decides until it is resumed
    Time opened_at{}, closed_at{};
};

/// Who asks. In a blind round that is open, a coder gets only their own decisions and nobody in particular
/// (an empty name: reports, agreement, exports) gets none. Every reading call below takes one: there is no way
/// round.
struct Viewer {
    std::string coder;
};

/// One coder's answer to a screening question about one post: the latest that was not undone.
struct Vote {
    std::string event; ///< UUID of the event, for undo
    std::string round, coder, post, answer, reason, note;
    Time at{};
    std::int64_t milliseconds = 0; ///< that the coder spent on the post; 0: not known
};

/// One application of a code to a span of a revision of a post, or to the post as a whole (begin == end == 0).
struct Coding {
    std::string uuid;
    std::string event; ///< UUID of the event that applied it, for undo
    std::string round, coder, post;
    std::string code;         ///< UUID of the code that it counts for, after all merges
    std::string applied_code; ///< UUID of the code that the coder applied
    std::string unit;      ///< "span", "post", "thread" (`post` is its first) or "relation" (to the post `to`)
    std::string to;        ///< key of a post; empty but for relations
    std::string certainty; ///< "sure", "probable", "unsure"; empty: not said
    std::string meaning; ///< UUID of the event that said what the code meant when it was applied; may be empty
    int weight = -1;     ///< 0 to 100; -1: not said
    int revision = 1;
    std::uint32_t begin = 0, end = 0; ///< code points, half-open
    std::string quote;                ///< the coded text itself, checked by `axial verify`
    Time at{};
    [[nodiscard]] bool whole_post() const { return begin == 0 && end == 0; }
};

/// What is to be coded.
struct NewCoding {
    std::string round; ///< UUID; may be empty outside rounds
    std::string coder, post, code;
    std::uint32_t begin = 0, end = 0; ///< widened to grapheme boundaries; 0, 0: the whole post
    std::string unit = {};            ///< see Coding; empty: a span, or the post where there is none
    std::string to = {};              ///< of a relation: the key of the other post
    int weight = -1;                  ///< 0 to 100; -1: not said
    std::string certainty = {};       ///< "sure", "probable", "unsure"; empty: not said
};

struct Memo {
    std::string event, coder, about, text;
    Time at{};
};

/// How far a coder has got in a round.
struct Progress {
    std::string coder;
    std::int64_t done = 0, of = 0;
};

/// What came out of a calibration.
struct Calibration {
    std::int64_t items = 0;
    std::optional<double>
        alpha;           ///< Krippendorff's, nominal for answers and MASI for sets of codes; none: undefined
    bool passed = false; ///< alpha reaches the gate
    std::vector<std::string> waiting; ///< coders who have not decided about all items yet
};

/// Rounds, votes, codings and memos: written as events, read from their projections.
class Rounds {
public:
    explicit Rounds(corpus::Study& study) : study_(&study) {}

    /// Fails if the name is taken, the codebook or set does not exist, or no coder is named.
    [[nodiscard]] Result<Round> open(const Round& round, std::string_view by);
    [[nodiscard]] Result<Round> close(std::string_view name, std::string_view by);
    /// Lets coders go on behind the calibration. Fails as long as a coder has not decided about all of it, and
    /// where alpha is below the gate, unless `note` says why to go on all the same. The one figure about a
    /// blind round that is open which leaves it: how far all agree over the calibration, once all have done it.
    [[nodiscard]] Result<Calibration> release(std::string_view name, std::string_view by,
                                              std::string_view note);
    /// The same figure without releasing anything; none as long as somebody has not finished.
    [[nodiscard]] Result<Calibration> calibration(const Round& round) const;
    /// While a round is paused nobody decides in it.
    [[nodiscard]] Result<Round> pause(std::string_view name, std::string_view by, std::string_view note);
    [[nodiscard]] Result<Round> resume(std::string_view name, std::string_view by);
    [[nodiscard]] Result<std::vector<Round>> all() const;
    /// By name or UUID; fails with the names there are.
    [[nodiscard]] Result<Round> get(std::string_view name) const;
    /// Keys of the posts that are this coder's (assignment.h) in the order in which they get them: those of the
    /// calibration first, shuffled by the round's seed and the coder's name, so that no two coders share a
    /// drift.
    [[nodiscard]] Result<std::vector<std::string>> worklist(const Round& round, std::string_view coder) const;
    [[nodiscard]] Result<std::vector<Progress>> progress(const Round& round) const;

    /// Fails if the round is closed, the coder is not in it, the post is not in its set, or the answer is not
    /// one of the question's.
    [[nodiscard]] Result<Vote> vote(const Round& round, const Vote& vote);
    /// Fails for the same reasons, and where the span lies outside the text or the code is not codable.
    /// Fails, too, where the code does not apply to such a unit, or the coder has applied another code of an
    /// exclusive group to the same. Applying the same code to the same span again gives back the coding that is
    /// there.
    [[nodiscard]] Result<Coding> apply(const NewCoding& coding);
    /// Says how much of it there is and how sure one is. Only the coding's coder may.
    [[nodiscard]] Status amend(std::string_view coding, std::string_view coder, int weight,
                               std::string_view certainty);
    [[nodiscard]] Status remove(std::string_view coding, std::string_view coder);
    /// The coder has finished with the post. Without a code on it, that is recorded as the decision that there
    /// is nothing here. `milliseconds` were spent on it; 0: not known.
    [[nodiscard]] Status finish(const Round& round, std::string_view coder, std::string_view post,
                                std::int64_t milliseconds = 0);
    /// Median time for a post, in milliseconds, by coder; of those who may be seen and whose times are known.
    [[nodiscard]] Result<std::map<std::string, std::int64_t>> median_times(const Round& round,
                                                                           const Viewer& viewer) const;
    [[nodiscard]] Result<Memo> write_memo(std::string_view coder, std::string_view about,
                                          std::string_view text);

    [[nodiscard]] Result<std::vector<Vote>> votes(const Round& round, const Viewer& viewer) const;
    /// Codings of one post over all rounds that the viewer may see, by (begin, longest first).
    [[nodiscard]] Result<std::vector<Coding>> codings_of(std::string_view post, const Viewer& viewer) const;
    [[nodiscard]] Result<std::vector<Coding>> codings(const Round& round, const Viewer& viewer) const;
    /// Posts that a coder declared finished or coded in the round.
    [[nodiscard]] Result<std::vector<std::string>> finished(const Round& round, std::string_view coder) const;
    [[nodiscard]] Result<std::optional<Memo>> memo(std::string_view about, const Viewer& viewer) const;
    /// How many codings each code has (by UUID), as far as the viewer may see.
    [[nodiscard]] Result<std::map<std::string, std::int64_t>> code_counts(const Viewer& viewer) const;

    /// True when `viewer` may see the decisions of all coders of the round.
    [[nodiscard]] static bool unsealed(const Round& round) { return !round.blind || round.closed; }

private:
    corpus::Study* study_;
};

} // namespace axial::codebooks
