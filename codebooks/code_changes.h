// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "codebooks/codebook.h"
#include "codebooks/journal.h"
#include "codebooks/rounds.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace axial::codebooks {

/// A change of a codebook that is ready to be made, and what it means for what was coded.
struct CodeChange {
    std::vector<Event> events; ///< one decision: written together, undone together
    std::string what;          ///< "merge \"Fear\" into \"Trust\""
    std::int64_t codings = 0;  ///< of the codes concerned, as far as the viewer may see
    std::int64_t coders = 0;   ///< who made them
    std::string then;          ///< what comes of them: "will count for \"Trust\""; empty: nothing
    bool some_sealed = false;  ///< blind rounds are open: others' codings in them are affected and not counted
    [[nodiscard]] std::string preview() const; ///< "37 codings by 2 coders will count for \"Trust\""
};

/// The code of a codebook that a text means: its id, UUID or name (case does not matter where that is enough to
/// tell it). Merged ones resolve to what they were merged into. Fails with the codes that are like it.
[[nodiscard]] Result<Code> find_code(const Codebook& codebook, std::string_view text);

/// Changes of one codebook, planned by `by` and then made by make(). Nothing is overwritten: each is events,
/// and undo_batch() takes all events of one change back.
class CodeChanges {
public:
    /// Fails if there is no codebook of that id.
    [[nodiscard]] static Result<CodeChanges> of(corpus::Study& study, std::string_view codebook,
                                                std::string_view by);

    [[nodiscard]] Result<CodeChange> rename(std::string_view code, std::string_view name) const;
    /// Below `parent` (empty: to the top), right before `before` (empty: last). Fails where it would hang on
    /// itself.
    [[nodiscard]] Result<CodeChange> move(std::string_view code, std::string_view parent,
                                          std::string_view before) const;
    /// Any other difference: definition, rules, colour, key, short name, memo, use, examples. `edit` changes a
    /// copy.
    [[nodiscard]] Result<CodeChange> edit(std::string_view code,
                                          const std::function<Status(Code&)>& edit) const;
    /// Codings of `codes` count for `into` from now on; the codes below them hang on it.
    [[nodiscard]] Result<CodeChange> merge(const std::vector<std::string>& codes, std::string_view into) const;
    /// Makes new codes beside it. What was coded with it stays, and waits to be looked at (recoding.h).
    [[nodiscard]] Result<CodeChange> split(std::string_view code, const std::vector<std::string>& names) const;
    /// It is not applied any more; what was coded with it stays.
    [[nodiscard]] Result<CodeChange> retire(std::string_view code, std::string_view reason) const;
    /// A coding that shows what its code is for. Fails for another's coding of a blind round that is open.
    [[nodiscard]] Result<CodeChange> add_example(std::string_view code, std::string_view coding) const;

    /// All of it or nothing. Returns the UUID of the batch, which undo() in undo.h takes.
    [[nodiscard]] Result<std::string> make(const CodeChange& change) const;

    [[nodiscard]] const Codebook& codebook() const { return codebook_; }

private:
    CodeChanges(corpus::Study& study, Codebook codebook, std::string by)
        : study_(&study),
          codebook_(std::move(codebook)),
          by_(std::move(by)) {}

    [[nodiscard]] Event event(EventKind kind, const std::string& code, nlohmann::json payload) const;
    /// Counts what was coded with the codes.
    [[nodiscard]] Status measure(CodeChange& change, const std::vector<std::string>& codes) const;
    [[nodiscard]] Status check_name(std::string_view name, std::string_view but) const;

    corpus::Study* study_;
    Codebook codebook_;
    std::string by_;
};

} // namespace axial::codebooks
