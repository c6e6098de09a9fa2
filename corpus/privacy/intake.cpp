// SPDX-License-Identifier: GPL-3.0-or-later
#include "corpus/privacy/intake.h"

#include "corpus/database.h"

namespace axial::corpus::privacy {
namespace {

constexpr const char* so_far = "privacy.so_far.";

} // namespace

Status Intake::ready() {
    if (rules_)
        return {};
    AXIAL_ASSIGN(rules_, Rules::load(*study_));
    if (rules_->settings() != Settings{})
        AXIAL_TRY(overwrite_deleted(*study_));
    return {};
}

void Intake::apply(const Place& place, IncomingPost& post, Tally& tally) const {
    rules_->apply(place, post.author, tally);
    post.title = rules_->line(place, post.title, tally);
    post.url = rules_->url(post.url);
}

Status Intake::forget(RowId post_row, const std::string& post_key, int revision, bool all) {
    if (rules_->settings().deleted_text == DeletedText::keep)
        return {};
    if (!coded_) {
        AXIAL_ASSIGN(coded_, CodedRevisions::of(*study_));
    }
    AXIAL_ASSIGN(const auto erased, erase_texts(*study_, post_row, post_key, all ? 0 : revision, *coded_));
    if (all)
        AXIAL_TRY(erase_titles(*study_, post_row));
    Tally tally;
    if (erased.texts > 0)
        tally["dropped_texts"] = erased.texts;
    if (!erased.coded.empty())
        tally["kept_coded_texts"] = std::ssize(erased.coded);
    return count(tally, true);
}

Status Intake::count(const Tally& tally, bool kept) {
    for (const auto& [kind, number] : tally)
        tally_[kind] += number;
    return kept && !tally.empty() ? add_to_masked(*study_, tally) : Status{};
}

Result<Tally> masked_so_far(const Study& study) {
    return guarded([&]() -> Result<Tally> {
        SQLite::Statement query(study.database(), "SELECT substr(key, ?2), value FROM meta WHERE key GLOB ?1");
        query.bind(1, std::string(so_far) + "*");
        query.bind(2, static_cast<int>(std::string_view(so_far).size()) + 1);
        Tally tally;
        while (query.executeStep())
            tally[query.getColumn(0).getString()] = std::stoll(query.getColumn(1).getString());
        return tally;
    });
}

Status add_to_masked(Study& study, const Tally& tally) {
    return guarded([&]() -> Status {
        SQLite::Statement write(study.database(),
                                "INSERT INTO meta (key, value) VALUES (?1, ?2) ON CONFLICT (key) DO UPDATE SET "
                                "value = CAST(CAST(value AS INTEGER) + ?2 AS TEXT)");
        for (const auto& [kind, number] : tally) {
            write.reset();
            write.bind(1, so_far + kind);
            write.bind(2, number);
            write.exec();
        }
        return {};
    });
}

} // namespace axial::corpus::privacy
