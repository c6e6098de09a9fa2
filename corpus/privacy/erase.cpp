// SPDX-License-Identifier: GPL-3.0-or-later
#include "corpus/privacy/erase.h"

#include "corpus/database.h"

#include <vector>

namespace axial::corpus::privacy {

Result<CodedRevisions> CodedRevisions::of(const Study& study) {
    return guarded([&]() -> Result<CodedRevisions> {
        CodedRevisions coded(study);
        SQLite::Statement query(
            study.database(), "SELECT DISTINCT json_extract(payload, '$.post'), "
                              "json_extract(payload, '$.revision') FROM events WHERE kind = 'coding.applied'");
        while (query.executeStep())
            coded.in_journal_.emplace(query.getColumn(0).getString(), query.getColumn(1).getInt());
        return coded;
    });
}

Result<bool> CodedRevisions::holds(const std::string& post_key, int revision) const {
    if (in_journal_.contains({post_key, revision}))
        return true;
    return guarded([&]() -> Result<bool> { // the window may code while a collection runs beside it
        SQLite::Statement query(study_->database(), "SELECT 1 FROM codings WHERE post = ? AND revision = ?");
        query.bind(1, post_key);
        query.bind(2, revision);
        return query.executeStep();
    });
}

Result<Erased> erase_texts(Study& study, std::int64_t post_row, const std::string& post_key, int except,
                           const CodedRevisions& coded) {
    return guarded([&]() -> Result<Erased> {
        Erased erased;
        std::vector<int> numbers;
        {
            SQLite::Statement query(study.database(),
                                    "SELECT number FROM revisions WHERE post_id = ? AND number <> ? AND "
                                    "(text <> '' OR body_sha256 <> '')");
            query.bind(1, post_row);
            query.bind(2, except);
            while (query.executeStep())
                numbers.push_back(query.getColumn(0).getInt());
        }
        // The hash goes, too: a short text can be guessed from it.
        SQLite::Statement empty(study.database(), "UPDATE revisions SET text = '', spans = '[]', "
                                                  "body_sha256 = '' WHERE post_id = ? AND number = ?");
        for (const int number : numbers) {
            AXIAL_ASSIGN(const bool is_coded, coded.holds(post_key, number));
            if (is_coded) {
                erased.coded.insert(number);
                continue;
            }
            empty.reset();
            empty.bind(1, post_row);
            empty.bind(2, number);
            erased.texts += empty.exec();
        }
        return erased;
    });
}

Status erase_titles(Study& study, std::int64_t post_row) {
    return guarded([&]() -> Status {
        for (const char* sql : {"UPDATE threads SET title = '' WHERE id = (SELECT thread_id FROM posts WHERE "
                                "id = ?1 AND title <> '')",
                                "UPDATE posts SET title = '' WHERE id = ?1"}) {
            SQLite::Statement empty(study.database(), sql);
            empty.bind(1, post_row);
            empty.exec();
        }
        return {};
    });
}

Status overwrite_deleted(Study& study) {
    return guarded([&]() -> Status {
        study.database().exec("PRAGMA secure_delete = ON");
        return {};
    });
}

} // namespace axial::corpus::privacy
