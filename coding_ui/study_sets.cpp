// SPDX-License-Identifier: GPL-3.0-or-later
#include "codebooks/search_facts.h"
#include "coding_ui/study_access.h"
#include "corpus/index/search_index.h"

#include <nlohmann/json.hpp>

/// Sets that the window makes: a part of StudyAccess.
namespace axial::coding_ui {

// The same step as "axial set new --query". Sets are everybody's, so they are drawn by what everybody may see.
Result<corpus::Set> StudyAccess::make_set(const std::string& name, const std::string& query,
                                          const std::string& note) {
    AXIAL_TRY(index_->update());
    AXIAL_ASSIGN(const auto shown, index_->matches(query));
    index_->answer_facts(codebooks::facts_of(study_, {}));
    auto open_to_all = index_->matches(query);
    index_->answer_facts(codebooks::facts_of(study_, viewer()));
    AXIAL_ASSIGN(auto posts, std::move(open_to_all));
    if (posts.size() != shown.size())
        return bad_input("this query finds what a blind round still hides from others", {},
                         "close the round first, or leave coded: and code-applied: out");
    corpus::NewSet set;
    set.name = name;
    set.step = "query";
    set.detail = query.empty() ? "every post" : query;
    nlohmann::ordered_json provenance{{"query", query}, {"roots", false}};
    if (!note.empty()) {
        set.detail += " (" + note + ")";
        provenance["note"] = note;
    }
    set.provenance = provenance.dump();
    set.posts = std::move(posts);
    return corpus::Sets(study_).create(set);
}

} // namespace axial::coding_ui
