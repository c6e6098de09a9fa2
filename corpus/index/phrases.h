// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "corpus/index/fields.h"

#include <string>
#include <string_view>
#include <vector>

/// What a word or phrase of a query asks of a text. Search and snippets read it the same way.
namespace axial::corpus::index {

struct Phrase {
    std::vector<std::string> terms;    ///< at successive positions
    std::vector<std::string> required; ///< identifiers that must stand there whole, beside `terms`
    std::vector<std::string> written;  ///< identifiers that were typed in a case of their own (says_its_case)
    bool stemmable = false;            ///< one plain word, found in any of its forms unless it is quoted
};

/// `text` has at least one word. An identifier of one piece is one term: the whole.
[[nodiscard]] Phrase phrase_of(std::string_view text);

/// The fields with terms of their own that a text field stands for.
[[nodiscard]] std::vector<const Field*> searched_fields(const Field& field);

/// Whether plain words are found in any of their forms: everywhere but in code.
[[nodiscard]] bool is_stemmed(const Field& field);

} // namespace axial::corpus::index
