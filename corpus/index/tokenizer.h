// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

/// How text becomes terms. Indexer, query parser and snippets use this one tokenizer, so that they agree.
namespace axial::corpus::index {

/// One word, or one part of an identifier; each part takes one position.
struct Part {
    std::string term;        ///< folded
    std::uint32_t begin = 0; ///< bytes of the text
    std::uint32_t end = 0;
    bool letters = false; ///< ASCII letters only: it is stemmed
};

/// Several parts as one term, at the position of the first: `trust_remote_code`, `hub.load`, two Chinese
/// characters.
struct Compound {
    std::string term;        ///< folded
    std::uint32_t first = 0; ///< index of its first part
    std::uint32_t begin = 0; ///< bytes of the text
    std::uint32_t end = 0;
    bool letters = false;  ///< as of a part
    bool required = false; ///< a query for this chunk asks for this term
};

/// What stands together in the text.
struct Chunk {
    enum class Kind : std::uint8_t {
        word,       ///< one part
        identifier, ///< parts, and compounds of them
        run,        ///< text without blanks between words (Chinese, Japanese, Korean): characters and pairs
    };
    Kind kind = Kind::word;
    std::vector<Part> parts; ///< never empty
    std::vector<Compound> compounds;
};

/// Calls `visit` for each chunk of the text, in order. The rules:
///  - words are runs of letters, digits and marks, contractions included (don't);
///  - `_`, `-`, `.`, `/`, `\`, `::` and `@` between word characters join them to an identifier. Its parts are
///  what
///    lies between the joints and between the humps of camelCase. Every level is a compound as well:
///    `transformers.AutoModel.from_pretrained` gives transformers, auto, model, from, pretrained; automodel,
///    from_pretrained; transformers.automodel, automodel.from_pretrained; and the whole;
///  - a leading `--` is kept in one more compound (`--trust-remote-code`), `v4.41` gives 4.41 too, C++ and F#
///  stay;
///  - Chinese, Japanese and Korean text gives each character and each two neighbours, so that any substring can
///  be
///    found; scripts of South-East Asia go by ICU's dictionaries;
///  - a term is folded (NFKC, case); one longer than 220 bytes keeps its first 200 and a hash of all of it.
/// Invalid UTF-8 and U+FFFD separate words. Nothing is left out for length: a chain of more than 256 joints or
/// 512 characters of a run goes on in the next chunk; a stretch of more than 1024 bytes without `.`, `/`, `\`,
/// `::` or `@`, or 48 without `_` and `-`, is not taken apart.
void for_each_chunk(std::string_view text, const std::function<void(const Chunk&)>& visit);

/// All chunks of a short text: a query.
[[nodiscard]] std::vector<Chunk> chunks_of(std::string_view text);

/// Whether an identifier is written in a mixture of cases that a query for it means: an upper-case letter after
/// its first character, and a lower-case one (ASCII): AutoModel, torch.Tensor, but neither Self nor CVE-2024-1.
[[nodiscard]] bool says_its_case(std::string_view text);

/// Folds a term or a filter value: NFKC, case, length as above.
[[nodiscard]] std::string fold_term(std::string_view text);

} // namespace axial::corpus::index
