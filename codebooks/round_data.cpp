// SPDX-License-Identifier: GPL-3.0-or-later
#include "codebooks/round_data.h"

#include "corpus/database.h"
#include "corpus/sets.h"

#include <fmt/format.h>

#include <algorithm>
#include <unordered_map>

namespace axial::codebooks {
namespace {

using agreement::SetData;

Status check_unsealed(const Round& round) {
    if (Rounds::unsealed(round))
        return {};
    return bad_input("the round is blind and open", round.name,
                     fmt::format("close it first with \"axial round close {}\"", round.name));
}

Result<std::vector<RoundPost>> posts_of(corpus::Study& study, const Round& round) {
    AXIAL_ASSIGN(const auto set, corpus::Sets(study).get(round.set));
    return corpus::guarded([&]() -> Result<std::vector<RoundPost>> {
        SQLite::Statement query(
            study.database(), "SELECT p.id, p.thread_id, p.key, p.source, t.title, p.revision FROM set_posts s "
                              "JOIN posts p ON p.id = s.post_id JOIN threads t ON t.id = p.thread_id "
                              "WHERE s.set_id = ? ORDER BY p.created_at, p.key");
        query.bind(1, set.row);
        std::vector<RoundPost> posts;
        while (query.executeStep()) {
            auto& post = posts.emplace_back();
            post.row = query.getColumn(0).getInt64();
            post.thread = query.getColumn(1).getInt64();
            post.key = query.getColumn(2).getString();
            post.source = query.getColumn(3).getString();
            post.title = query.getColumn(4).getString();
            post.revision = query.getColumn(5).getInt();
            post.cells.resize(round.coders.size());
        }
        return posts;
    });
}

/// Finds posts by key and coders by name.
class Places {
public:
    explicit Places(RoundData& data) {
        for (auto& post : data.posts)
            posts_.emplace(post.key, &post);
        for (std::size_t i = 0; i < data.round.coders.size(); ++i)
            raters_.emplace(data.round.coders[i], i);
    }
    [[nodiscard]] RoundPost* post(const std::string& key) const {
        const auto found = posts_.find(key);
        return found == posts_.end() ? nullptr : found->second;
    }
    [[nodiscard]] std::optional<std::size_t> rater(const std::string& coder) const {
        const auto found = raters_.find(coder);
        return found == raters_.end() ? std::nullopt : std::optional(found->second);
    }

private:
    std::unordered_map<std::string, RoundPost*> posts_;
    std::unordered_map<std::string, std::size_t> raters_;
};

SetData::Codes& cell_of(RoundPost& post, std::size_t rater) {
    auto& cell = post.cells[rater];
    return cell ? *cell : cell.emplace();
}

Status read_answers(corpus::Study& study, RoundData& data, const Places& places) {
    AXIAL_ASSIGN(const auto votes, Rounds(study).votes(data.round, Viewer{}));
    for (const auto& vote : votes) {
        auto* post = places.post(vote.post);
        const auto rater = places.rater(vote.coder);
        if (!post || !rater)
            continue;
        post->cells[*rater] = SetData::Codes{vote.answer};
        post->decided_at = std::max(post->decided_at, vote.at);
    }
    return {};
}

/// Only stretches of one text can be compared: those of the latest revision in which one was marked.
void add_stretches(RoundData& data, RoundPost& post, const std::vector<const Coding*>& codings,
                   const Places& places, const std::unordered_map<std::string, std::string>& ids) {
    int latest = 0;
    for (const auto* coding : codings)
        if (!coding->whole_post())
            latest = std::max(latest, coding->revision);
    if (latest > 0)
        post.revision = latest;
    for (const auto* coding : codings) {
        if (coding->whole_post())
            ++data.whole_post_codings;
        else if (coding->revision != post.revision)
            ++data.stretches_of_other_revisions;
        else
            post.stretches.push_back(
                {*places.rater(coding->coder), coding->begin, coding->end, ids.at(coding->code)});
    }
}

Status read_codings(corpus::Study& study, RoundData& data, const Places& places) {
    const Rounds rounds(study);
    for (std::size_t rater = 0; rater < data.raters(); ++rater) {
        AXIAL_ASSIGN(const auto finished, rounds.finished(data.round, data.round.coders[rater]));
        for (const auto& key : finished)
            if (auto* post = places.post(key))
                cell_of(*post, rater);
    }
    std::unordered_map<std::string, std::string> ids;
    for (const auto& code : data.codebook.codes)
        ids.emplace(code.uuid, code.id);
    AXIAL_ASSIGN(const auto codings, rounds.codings(data.round, Viewer{}));
    std::unordered_map<RoundPost*, std::vector<const Coding*>> by_post;
    for (const auto& coding : codings) {
        auto* post = places.post(coding.post);
        const auto rater = places.rater(coding.coder);
        const auto id = ids.find(coding.code);
        if (!post || !rater || id == ids.end())
            continue;
        cell_of(*post, *rater).insert(id->second);
        post->decided_at = std::max(post->decided_at, coding.at);
        by_post[post].push_back(&coding);
    }
    for (const auto& [post, theirs] : by_post)
        add_stretches(data, *post, theirs, places, ids);
    return {};
}

void name_categories(RoundData& data) {
    for (const auto& answer : data.codebook.answers) {
        data.categories.push_back(answer.id);
        data.names.emplace(answer.id, answer.name);
    }
    for (const auto& code : data.codebook.codes) {
        data.names.emplace(code.id, code.name);
        if (code.codable)
            data.categories.push_back(code.id);
    }
}

} // namespace

std::size_t RoundPost::judged_by() const {
    return static_cast<std::size_t>(
        std::count_if(cells.begin(), cells.end(), [](const auto& cell) { return cell.has_value(); }));
}

agreement::ReliabilityData answers_of(const RoundData& data) {
    agreement::ReliabilityData answers(data.categories);
    for (const auto& post : data.posts)
        answers.add_unit(post.answers());
    return answers;
}

agreement::SetData sets_of(const RoundData& data) {
    agreement::SetData sets;
    for (const auto& post : data.posts)
        sets.add_unit(post.cells);
    return sets;
}

agreement::ReliabilityData one_against_rest(const RoundData& data, const std::string& id) {
    agreement::ReliabilityData binary({"0", "1"});
    for (const auto& post : data.posts) {
        if (!data.is_question() && post.judged_by() == 0)
            continue;
        std::vector<std::optional<std::string>> row;
        for (const auto& cell : post.cells)
            row.push_back(cell ? std::optional<std::string>(cell->contains(id) ? "1" : "0") : std::nullopt);
        binary.add_unit(row);
    }
    return binary;
}

std::vector<std::optional<std::string>> RoundPost::answers() const {
    std::vector<std::optional<std::string>> given;
    for (const auto& cell : cells)
        given.push_back(cell ? std::optional(*cell->begin()) : std::nullopt);
    return given;
}

Result<RoundData> read_round(corpus::Study& study, const Round& round) {
    AXIAL_TRY(check_unsealed(round));
    RoundData data;
    data.round = round;
    AXIAL_ASSIGN(data.codebook, Codebooks(study).get(round.codebook));
    AXIAL_ASSIGN(data.posts, posts_of(study, round));
    name_categories(data);
    const Places places(data);
    AXIAL_TRY(data.is_question() ? read_answers(study, data, places) : read_codings(study, data, places));
    return data;
}

} // namespace axial::codebooks
