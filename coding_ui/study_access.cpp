// SPDX-License-Identifier: GPL-3.0-or-later
#include "coding_ui/study_access.h"

#include "codebooks/search_facts.h"
#include "coding_ui/words.h"
#include "corpus/index/search_index.h"
#include "corpus/sets.h"
#include "corpus/store.h"
#include "corpus/thread_list.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <unordered_set>

namespace axial::coding_ui {

using codebooks::Codebooks;
using codebooks::Rounds;

StudyAccess::StudyAccess(corpus::Study study)
    : study_(std::move(study)),
      index_(std::make_unique<corpus::SearchIndex>(study_)) {
}

StudyAccess::~StudyAccess() = default;

Result<std::unique_ptr<StudyAccess>> StudyAccess::open(const std::filesystem::path& path) {
    auto writable = corpus::Study::open(path, corpus::Study::Mode::write);
    if (writable)
        return std::unique_ptr<StudyAccess>(new StudyAccess(std::move(*writable)));
    auto readable = corpus::Study::open(path, corpus::Study::Mode::read);
    if (!readable)
        return fail(writable.error());
    std::unique_ptr<StudyAccess> access(new StudyAccess(std::move(*readable)));
    access->read_only_ = to_qt(writable.error().line());
    return access;
}

Result<StudyInfo> StudyAccess::info() const {
    StudyInfo info;
    info.name = to_qt(study_.name());
    info.read_only = read_only_;
    AXIAL_ASSIGN(const auto rounds, Rounds(study_).all());
    AXIAL_ASSIGN(const auto books, Codebooks(study_).all());
    for (const auto& round : rounds) {
        const auto book = std::find_if(books.begin(), books.end(), [&](const codebooks::Codebook& each) {
            return each.id == round.codebook;
        });
        info.rounds.push_back({round, book == books.end() ? codebooks::Codebook::Kind::codes : book->kind});
    }
    AXIAL_ASSIGN(const auto counts, corpus::Store(study_).counts());
    info.posts = counts.posts;
    return info;
}

Result<Session> StudyAccess::enter(const std::string& round, const std::string& coder) {
    std::optional<codebooks::Round> wanted;
    std::optional<codebooks::Codebook> book;
    if (!round.empty()) {
        AXIAL_ASSIGN(wanted, Rounds(study_).get(round));
        if (std::find(wanted->coders.begin(), wanted->coders.end(), coder) == wanted->coders.end())
            return bad_input("\"" + coder + "\" is not a coder of the round", wanted->name,
                             "choose one of its coders in the header");
        AXIAL_ASSIGN(book, Codebooks(study_).get(wanted->codebook));
    } else {
        AXIAL_ASSIGN(auto books, Codebooks(study_).all());
        const auto codes = std::find_if(books.begin(), books.end(), [](const codebooks::Codebook& each) {
            return each.kind == codebooks::Codebook::Kind::codes;
        });
        if (codes != books.end())
            book = *codes;
    }
    round_ = std::move(wanted);
    codebook_ = std::move(book);
    coder_ = coder;
    clock_.start(std::chrono::steady_clock::now());
    index_->answer_facts(codebooks::facts_of(study_, viewer()));
    AXIAL_TRY(load_threads());
    AXIAL_TRY(load_progress());
    AXIAL_ASSIGN(auto sums, tallies());
    AXIAL_ASSIGN(auto words, query_words());
    AXIAL_ASSIGN(auto queue, make_queue());
    return Session{round_,           to_qt(coder_),   codebook_,       threads_,
                   std::move(queue), std::move(sums), std::move(words)};
}

Result<QStringList> StudyAccess::query_words() const {
    QStringList words;
    if (!round_)
        return words;
    AXIAL_ASSIGN(const auto chain, corpus::Sets(study_).chain(round_->set));
    for (const auto& set : chain)
        if (const auto drawn = nlohmann::json::parse(set.provenance, nullptr, false); drawn.is_object())
            if (const auto query = drawn.find("query"); query != drawn.end() && query->is_string())
                words += highlight_terms(to_qt(query->get_ref<const std::string&>()));
    words.removeDuplicates();
    return words;
}

/// A coder's own share; whoever only looks sees all of the set.
Result<std::vector<std::string>> StudyAccess::posts_asked() const {
    if (std::find(round_->coders.begin(), round_->coders.end(), coder_) != round_->coders.end())
        return Rounds(study_).worklist(*round_, coder_);
    const corpus::Sets sets(study_);
    AXIAL_ASSIGN(const auto set, sets.get(round_->set));
    return sets.keys(set);
}

// In a round only threads with posts that it asks for; the other posts of those threads stay as context.
Status StudyAccess::load_threads() {
    std::unordered_set<std::string> asked;
    if (round_) {
        AXIAL_ASSIGN(const auto posts, posts_asked());
        asked.insert(posts.begin(), posts.end());
    }
    AXIAL_ASSIGN(const auto listed, corpus::list_threads(study_));
    threads_.clear();
    places_.clear();
    thread_places_.clear();
    for (const auto& each : listed) {
        ThreadRow row;
        row.row = each.thread.row;
        row.key = to_qt(each.thread.key);
        row.title = one_line(each.thread.title);
        if (row.title.isEmpty())
            row.title = QStringLiteral("Untitled thread");
        row.place = place_of(each.thread);
        row.created_at = each.thread.created_at;
        for (const auto& post : each.posts)
            row.posts.push_back({post.row, post.key, asked.contains(post.key), false});
        if (round_ && !row.asked())
            continue;
        for (std::size_t i = 0; i < row.posts.size(); ++i)
            places_[row.posts[i].key] = {threads_.size(), i};
        thread_places_[row.row] = threads_.size();
        threads_.push_back(std::move(row));
    }
    return {};
}

Status StudyAccess::load_progress() {
    const Rounds rounds(study_);
    codes_.clear();
    std::vector<codebooks::Round> shown;
    if (round_)
        shown.push_back(*round_);
    else {
        AXIAL_ASSIGN(shown, rounds.all());
    }
    for (const auto& round : shown) {
        AXIAL_ASSIGN(const auto codings, rounds.codings(round, viewer()));
        for (const auto& coding : codings)
            codes_[coding.post].push_back(coding.code);
    }
    std::vector<std::string> done;
    if (round_) {
        AXIAL_ASSIGN(done, rounds.finished(*round_, coder_));
    }
    AXIAL_TRY(load_votes());
    for (const auto& [post, vote] : votes_)
        done.push_back(post);
    for (const auto& key : done)
        if (const auto place = places_.find(key); place != places_.end())
            threads_[place->second.first].posts[place->second.second].done = true;
    for (auto& row : threads_)
        recount(row);
    return {};
}

Status StudyAccess::load_votes() {
    votes_.clear();
    if (!round_ || codebook_->kind != codebooks::Codebook::Kind::question)
        return {};
    AXIAL_ASSIGN(auto votes, Rounds(study_).votes(*round_, viewer()));
    for (auto& vote : votes)
        if (vote.coder == coder_)
            votes_[vote.post] = std::move(vote);
    return {};
}

void StudyAccess::recount(ThreadRow& row) const {
    std::map<std::string, int> counts;
    for (const auto& post : row.posts)
        if (const auto codes = codes_.find(post.key); codes != codes_.end())
            for (const auto& code : codes->second)
                ++counts[code];
    std::vector<std::pair<int, std::string>> ordered;
    for (const auto& [code, count] : counts)
        ordered.emplace_back(-count, code);
    std::sort(ordered.begin(), ordered.end());
    row.codes.clear();
    for (auto& [count, code] : ordered)
        row.codes.push_back(std::move(code));
}

Result<std::vector<QueueEntry>> StudyAccess::make_queue() const {
    std::vector<QueueEntry> queue;
    if (!round_)
        return queue;
    AXIAL_ASSIGN(const auto keys, Rounds(study_).worklist(*round_, coder_));
    for (const auto& key : keys)
        if (const auto place = places_.find(key); place != places_.end()) {
            const auto& row = threads_[place->second.first];
            queue.push_back({row.row, row.posts[place->second.second].row});
        }
    return queue;
}

Result<Tallies> StudyAccess::tallies() const {
    Tallies sums;
    AXIAL_ASSIGN(sums.code_counts, Rounds(study_).code_counts(viewer()));
    for (const auto& row : threads_)
        for (const auto& post : row.posts) {
            sums.of += post.in_round ? 1 : 0;
            sums.done += post.in_round && post.done ? 1 : 0;
        }
    return sums;
}

Result<ThreadContent> StudyAccess::thread(corpus::RowId row) const {
    const corpus::Store store(study_);
    AXIAL_ASSIGN(auto thread, store.thread(row));
    if (!thread)
        return bad_input("this thread is no longer in the study", std::to_string(row), "reopen the window");
    AXIAL_ASSIGN(auto posts, store.posts_of(row));
    ThreadContent content{std::move(*thread), {}, static_cast<qint64>(posts.size())};
    for (auto& post : posts) {
        const auto place = places_.find(post.key);
        const PostPlace where =
            place == places_.end() ? PostPlace{} : threads_[place->second.first].posts[place->second.second];
        AXIAL_ASSIGN(auto one, content_of(std::move(post), where));
        content.posts.push_back(std::move(one));
    }
    return content;
}

Result<PostContent> StudyAccess::content_of(corpus::Post post, const PostPlace& place) const {
    PostContent content;
    AXIAL_ASSIGN(content.codings, codings_of(post.key));
    if (const auto vote = votes_.find(post.key); vote != votes_.end())
        content.vote = vote->second;
    AXIAL_ASSIGN(content.memo, memo("post:" + post.key));
    content.post = std::move(post);
    content.in_round = place.in_round;
    content.done = place.done;
    return content;
}

Result<std::vector<codebooks::Coding>> StudyAccess::codings_of(const std::string& post) const {
    AXIAL_ASSIGN(auto codings, Rounds(study_).codings_of(post, viewer()));
    if (round_)
        std::erase_if(codings,
                      [this](const codebooks::Coding& coding) { return coding.round != round_->uuid; });
    return codings;
}

SearchOutcome StudyAccess::search(const QString& query) const {
    SearchOutcome outcome;
    outcome.query = query;
    if (query.isEmpty())
        return outcome;
    if (const auto state = index_->state(); !state.usable) {
        outcome.index_missing = true;
        outcome.error = QStringLiteral("There is no search index yet: %1.").arg(to_qt(state.reason));
        return outcome;
    }
    auto rows = index_->matches(from_qt(query));
    if (rows)
        outcome.posts = {rows->begin(), rows->end()};
    else
        outcome.error = to_qt(rows.error().line());
    return outcome;
}

Status StudyAccess::build_index(const std::function<void(std::int64_t, std::int64_t)>& progress,
                                std::stop_token stop) {
    return index_->update(progress, stop);
}

Result<QString> StudyAccess::memo(const std::string& about) const {
    AXIAL_ASSIGN(const auto memo, Rounds(study_).memo(about, viewer()));
    return memo ? to_qt(memo->text) : QString();
}

} // namespace axial::coding_ui
