// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "corpus/result.h"
#include "corpus/study.h"

#include <array>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace axial::codebooks {

/// What a code may be applied to.
inline constexpr std::array<std::string_view, 4> code_units{"thread", "post", "span", "relation"};

/// A span of the data that shows what a code is for.
struct Example {
    std::string post, quote, sha256;
    std::string body; ///< SHA-256 of the markup of the revision
    std::uint32_t begin = 0, end = 0;
    bool operator==(const Example&) const = default;
};

/// A code: a name for something found in the data, with the rules for using it.
struct Code {
    std::string uuid;
    std::string id;          ///< short, stable, unique in its codebook: "trust-semantics"
    std::string parent;      ///< id of the code above it; empty at the top
    std::string parent_uuid; ///< of the same code; set when read from a study
    std::string name;
    std::string colour; ///< "#rrggbb"; given out of the palette where the file has none
    std::string key;    ///< one key that applies it, may be empty
    std::string definition;
    std::vector<std::string> include; ///< when to use it
    std::vector<std::string> exclude; ///< when not to, and what to use instead
    int position = 0;                 ///< order among all codes of the codebook
    bool codable = true;              ///< false: only a heading for the codes below it
    std::string short_name;           ///< for narrow places; may be empty
    std::string memo;                 ///< about the code itself
    bool exclusive = false;           ///< of the codes below it, a coder applies at most one to the same thing
    std::vector<std::string> applies; ///< units: "thread", "post", "span", "relation"; empty: any
    std::vector<Example> examples;
    std::string stands_for;              ///< UUID of the code that it was merged into at last; empty: none
    std::vector<std::string> split_into; ///< UUIDs
    bool retired = false;
    std::string meaning; ///< UUID of the event that last said what it means; set when read from a study
    /// Whether it may still be applied.
    [[nodiscard]] bool usable() const { return codable && !retired && stands_for.empty(); }
};

/// One answer to a screening question.
struct Answer {
    std::string id, name, key;
    std::string definition;
    std::vector<std::string> reasons; ///< ids of reasons that may go with it; may be empty
};

/// A codebook: either codes, or one screening question with its answers.
struct Codebook {
    enum class Kind { codes, question };
    std::string uuid;
    std::string id; ///< "trust-taxonomy"
    std::string title;
    Kind kind = Kind::codes;
    std::string question; ///< only for questions
    std::vector<Answer> answers;
    std::vector<Code> codes;  ///< in the order of the tree: every code right before those below it
    std::vector<Code> merged; ///< codes of a study that were merged into others: they are no longer in the tree
};

/// Reads Axial's own format (docs/codebook-format.md). Errors name file and line: a cycle of parents, a
/// duplicate id or key, an unknown parent or field.
[[nodiscard]] Result<Codebook> parse_codebook(std::string_view yaml, std::string_view file_name);
/// At most 4 MiB.
[[nodiscard]] Result<Codebook> read_codebook(const std::filesystem::path& file);
/// "Fear of malicious code" → "fear-of-malicious-code", unlike any id of the codebook.
[[nodiscard]] std::string id_for(std::string_view name, const Codebook& codebook);
/// The same format; parse_codebook(write_codebook(x)) gives x again. Examples, and codes that were merged or
/// retired, stay in the study.
[[nodiscard]] std::string write_codebook(const Codebook& codebook);

/// The codebooks that ship with Axial, compiled in.
struct ShippedCodebook {
    std::string_view name, yaml;
};
[[nodiscard]] const std::vector<ShippedCodebook>& shipped_codebooks();

/// The codebooks of a study, as events of its journal.
class Codebooks {
public:
    explicit Codebooks(corpus::Study& study) : study_(&study) {}

    /// Adds a codebook, or redefines the codes that changed in one that is there. `coder` is who decided it.
    /// Returns how many codes were new or changed.
    [[nodiscard]] Result<int> import(const Codebook& codebook, std::string_view coder);
    [[nodiscard]] Result<std::vector<Codebook>> all() const;
    /// By id or UUID; fails with the ids there are.
    [[nodiscard]] Result<Codebook> get(std::string_view id) const;
    /// Adds one code while coding. Its id is made from the name. Fails if a code of that name is there.
    [[nodiscard]] Result<Code> add_code(std::string_view codebook, std::string_view name,
                                        std::string_view parent, std::string_view coder);

private:
    corpus::Study* study_;
};

/// Twelve hues of equal weight, at least 3:1 against the light and the dark ground.
[[nodiscard]] std::string_view palette_colour(std::size_t index);

} // namespace axial::codebooks
