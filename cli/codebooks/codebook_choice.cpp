// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/codebooks/codebook_choice.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace axial::cli {

Result<codebooks::Codebook> chosen_codebook(corpus::Study& study, const std::string& id) {
    const codebooks::Codebooks books(study);
    if (!id.empty())
        return books.get(id);
    AXIAL_ASSIGN(auto all, books.all());
    std::vector<std::string> ids;
    codebooks::Codebook only;
    for (auto& book : all)
        if (book.kind == codebooks::Codebook::Kind::codes) {
            ids.push_back(book.id);
            only = std::move(book);
        }
    if (ids.size() == 1)
        return only;
    return bad_input(ids.empty() ? "the study has no codebook" : "the study has several codebooks", {},
                     ids.empty() ? std::string(R"(add one with "axial codebook import")")
                                 : fmt::format("name one: {}", fmt::join(ids, ", ")));
}

} // namespace axial::cli
