// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "codebooks/codebook.h"
#include "codebooks/rounds.h"
#include "corpus/record.h"

#include <QColor>
#include <QString>
#include <QStringList>
#include <map>
#include <optional>
#include <set>
#include <vector>

/// What travels between the worker and the window: plain values, complete in themselves.
namespace axial::coding_ui {

[[nodiscard]] inline QString to_qt(std::string_view text) {
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}
[[nodiscard]] inline std::string from_qt(const QString& text) {
    return text.toStdString();
}

/// A round with the kind of its codebook, so that the window knows which page it belongs to.
struct RoundInfo {
    codebooks::Round round;
    codebooks::Codebook::Kind kind = codebooks::Codebook::Kind::codes;
};

/// What there is to choose from, once the study is open.
struct StudyInfo {
    QString name;
    QString read_only; ///< why nothing can be written, in words; empty when it can
    std::vector<RoundInfo> rounds;
    qint64 posts = 0;
};

/// One post's part in the list: which thread it is in and whether the round asks for it.
struct PostPlace {
    corpus::RowId row = 0;
    std::string key;
    bool in_round = false;
    bool done = false; ///< coded, voted on or declared finished by this coder
};

/// One row of the list of threads.
struct ThreadRow {
    corpus::RowId row = 0;
    QString key, title, place;
    Time created_at{};
    std::vector<PostPlace> posts;     ///< in the order of the thread
    std::vector<std::string> codes;   ///< UUIDs of the codes applied in it, most used first
    [[nodiscard]] bool asked() const; ///< the round asks for at least one of its posts
    [[nodiscard]] bool to_do() const; ///< and at least one of those is not done
    [[nodiscard]] bool coded() const { return !codes.empty(); }
};

/// How far things are; changes with every decision.
struct Tallies {
    std::map<std::string, std::int64_t> code_counts; ///< by UUID of the code
    qint64 done = 0, of = 0;                         ///< posts of this coder in the round
};

/// One post that the round asks for, in the order in which this coder gets them.
struct QueueEntry {
    corpus::RowId thread = 0, post = 0;
};

/// One round as one coder sees it, with everything but texts.
struct Session {
    std::optional<codebooks::Round> round; ///< none: browsing
    QString coder;
    std::optional<codebooks::Codebook> codebook;
    std::vector<ThreadRow> threads;
    std::vector<QueueEntry> queue;
    Tallies tallies;
    QStringList highlight; ///< words of the queries that the round's set came from
    [[nodiscard]] bool is_screening() const {
        return round && codebook && codebook->kind == codebooks::Codebook::Kind::question;
    }
};

/// A post with what this coder may see of it.
struct PostContent {
    corpus::Post post;
    std::vector<codebooks::Coding> codings;
    std::optional<codebooks::Vote> vote;
    QString memo; ///< on the post as a whole
    bool in_round = false, done = false;
};

struct ThreadContent {
    corpus::Thread thread;
    std::vector<PostContent> posts;
    qint64 posts_in_thread = 0;
};

/// What came of a search: the rows of all posts that match, or what is wrong with the query.
struct SearchOutcome {
    QString query;
    QString error; ///< in words; empty when the search ran
    bool index_missing = false;
    std::set<corpus::RowId> posts;
};

/// A decision that was stored: the state of its post after it.
struct Decision {
    corpus::RowId thread = 0;
    PostContent post;
    ThreadRow row; ///< the thread's row in the list after it
    Tallies tallies;
    QString words;      ///< "Coded Trust model ambiguity"
    std::string coding; ///< UUID of the coding that it made; may be empty
    bool voted = false, finished = false, taken_back = false;
    std::optional<codebooks::Codebook> codebook; ///< where a code was added or taken back
};

} // namespace axial::coding_ui
