// SPDX-License-Identifier: GPL-3.0-or-later
#include "exports/export_tables.h"

#include "codebooks/codebook.h"
#include "codebooks/rounds.h"
#include "corpus/post_json.h"
#include "corpus/sets.h"
#include "corpus/store.h"

#include <array>

namespace axial::exports {
namespace {

using codebooks::Codebook;
using Column = std::string_view;

constexpr std::array<Column, 27> post_columns{
    "id",        "native_id",    "source",    "site",        "container",   "kind",       "thread_id",
    "parent_id", "author",       "author_id", "author_kind", "author_role", "created_at", "updated_at",
    "title",     "thread_title", "text",      "spans",       "url",         "score",      "state",
    "tags",      "visibility",   "gone_at",   "language",    "licence",     "revision"};
constexpr std::array<Column, 12> code_columns{"codebook", "kind",    "id",       "uuid",
                                              "parent",   "name",    "colour",   "definition",
                                              "include",  "exclude", "position", "codable"};
constexpr std::array<Column, 7> set_columns{"name",       "step", "detail",    "parent",
                                            "provenance", "size", "created_at"};
constexpr std::array<Column, 2> member_columns{"set", "post"};
constexpr std::array<Column, 9> round_columns{"name",   "codebook", "set",       "coders",   "blind",
                                              "closed", "seed",     "opened_at", "closed_at"};
constexpr std::array<Column, 7> vote_columns{"round", "coder", "post", "answer", "reason", "note", "at"};
constexpr std::array<Column, 12> coding_columns{"id",   "round",    "coder", "code", "code_name", "codebook",
                                                "post", "revision", "begin", "end",  "quote",     "at"};

ExportRow time_or_null(Time time) {
    return time == Time{} ? ExportRow(nullptr) : ExportRow(format_time(time));
}

Status read_posts(const ExportSource& source, const RowSink& sink) {
    corpus::Store store(source.study);
    Status status;
    AXIAL_TRY(store.for_each_post([&](const corpus::Post& post) {
        if (source.stop.stop_requested())
            status = cancelled();
        else if (source.holds(post.key))
            status = sink(corpus::post_json(post));
        return status.has_value();
    }));
    return status;
}

Status read_codes(const ExportSource& source, const RowSink& sink) {
    AXIAL_ASSIGN(const auto books, codebooks::Codebooks(source.study).all());
    for (const auto& book : books) {
        int position = 0;
        for (const auto& answer : book.answers)
            AXIAL_TRY(sink({{"codebook", book.id},
                            {"kind", "answer"},
                            {"id", answer.id},
                            {"uuid", nullptr},
                            {"parent", nullptr},
                            {"name", answer.name},
                            {"colour", nullptr},
                            {"definition", answer.definition},
                            {"include", ExportRow::array()},
                            {"exclude", ExportRow::array()},
                            {"position", position++},
                            {"codable", nullptr}}));
        for (const auto& code : book.codes)
            AXIAL_TRY(sink({{"codebook", book.id},
                            {"kind", "code"},
                            {"id", code.id},
                            {"uuid", code.uuid},
                            {"parent", code.parent.empty() ? ExportRow(nullptr) : ExportRow(code.parent)},
                            {"name", code.name},
                            {"colour", code.colour},
                            {"definition", code.definition},
                            {"include", code.include},
                            {"exclude", code.exclude},
                            {"position", code.position},
                            {"codable", code.codable}}));
    }
    return {};
}

Status read_sets(const ExportSource& source, const RowSink& sink) {
    AXIAL_ASSIGN(const auto sets, corpus::Sets(source.study).all());
    for (const auto& set : sets)
        AXIAL_TRY(sink({{"name", set.name},
                        {"step", set.step},
                        {"detail", set.detail},
                        {"parent", set.parent.empty() ? ExportRow(nullptr) : ExportRow(set.parent)},
                        {"provenance", set.provenance},
                        {"size", set.size},
                        {"created_at", time_or_null(set.created_at)}}));
    return {};
}

Status read_members(const ExportSource& source, const RowSink& sink) {
    const corpus::Sets sets(source.study);
    AXIAL_ASSIGN(const auto all, sets.all());
    for (const auto& set : all) {
        AXIAL_ASSIGN(const auto keys, sets.keys(set));
        for (const auto& key : keys) {
            if (source.stop.stop_requested())
                return cancelled();
            if (source.holds(key))
                AXIAL_TRY(sink({{"set", set.name}, {"post", key}}));
        }
    }
    return {};
}

Status read_rounds(const ExportSource& source, const RowSink& sink) {
    AXIAL_ASSIGN(const auto rounds, codebooks::Rounds(source.study).all());
    for (const auto& round : rounds)
        AXIAL_TRY(sink({{"name", round.name},
                        {"codebook", round.codebook},
                        {"set", round.set},
                        {"coders", round.coders},
                        {"blind", round.blind},
                        {"closed", round.closed},
                        {"seed", round.seed},
                        {"opened_at", time_or_null(round.opened_at)},
                        {"closed_at", time_or_null(round.closed_at)}}));
    return {};
}

Status read_votes(const ExportSource& source, const RowSink& sink) {
    const codebooks::Rounds rounds(source.study);
    AXIAL_ASSIGN(const auto all, rounds.all());
    for (const auto& round : all) {
        AXIAL_ASSIGN(const auto votes, rounds.votes(round, {}));
        for (const auto& vote : votes)
            if (source.holds(vote.post))
                AXIAL_TRY(sink({{"round", round.name},
                                {"coder", vote.coder},
                                {"post", vote.post},
                                {"answer", vote.answer},
                                {"reason", vote.reason},
                                {"note", vote.note},
                                {"at", time_or_null(vote.at)}}));
    }
    return {};
}

/// A code's place in its codebook, by its UUID.
struct CodeName {
    std::string codebook, id, name;
};
using CodeNames = std::map<std::string, CodeName>;

Status sink_codings(const ExportSource& source, const codebooks::Round& round, const CodeNames& names,
                    const RowSink& sink) {
    AXIAL_ASSIGN(const auto codings, codebooks::Rounds(source.study).codings(round, {}));
    for (const auto& coding : codings) {
        if (!source.holds(coding.post))
            continue;
        const auto found = names.find(coding.code);
        const auto code = found == names.end() ? CodeName{"", coding.code, ""} : found->second;
        AXIAL_TRY(sink({{"id", coding.uuid},
                        {"round", round.name.empty() ? ExportRow(nullptr) : ExportRow(round.name)},
                        {"coder", coding.coder},
                        {"code", code.id},
                        {"code_name", code.name},
                        {"codebook", code.codebook},
                        {"post", coding.post},
                        {"revision", coding.revision},
                        {"begin", coding.begin},
                        {"end", coding.end},
                        {"quote", coding.quote},
                        {"at", time_or_null(coding.at)}}));
    }
    return {};
}

Status read_codings(const ExportSource& source, const RowSink& sink) {
    AXIAL_ASSIGN(const auto books, codebooks::Codebooks(source.study).all());
    CodeNames names;
    for (const auto& book : books)
        for (const auto& code : book.codes)
            names[code.uuid] = {book.id, code.id, code.name};
    AXIAL_ASSIGN(auto rounds, codebooks::Rounds(source.study).all());
    rounds.emplace_back(); // without UUID and name: the codings outside of rounds
    for (const auto& round : rounds)
        AXIAL_TRY(sink_codings(source, round, names, sink));
    return {};
}

constexpr std::array tables{
    ExportTable{"posts", "post", post_columns, read_posts},
    ExportTable{"codebooks", "code", code_columns, read_codes},
    ExportTable{"sets", "set", set_columns, read_sets},
    ExportTable{"set_posts", "set_post", member_columns, read_members},
    ExportTable{"rounds", "round", round_columns, read_rounds},
    ExportTable{"votes", "vote", vote_columns, read_votes},
    ExportTable{"codings", "coding", coding_columns, read_codings},
};

} // namespace

std::span<const ExportTable> export_tables() {
    return tables;
}

Result<ExportSource> export_source(corpus::Study& study, const std::string& set, const std::stop_token& stop) {
    ExportSource source{study, set, {}, stop};
    if (set.empty())
        return source;
    const corpus::Sets sets(study);
    AXIAL_ASSIGN(const auto frozen, sets.get(set));
    AXIAL_ASSIGN(const auto keys, sets.keys(frozen));
    source.posts.insert(keys.begin(), keys.end());
    return source;
}

Result<std::vector<std::string>> sealed_rounds(corpus::Study& study) {
    AXIAL_ASSIGN(const auto rounds, codebooks::Rounds(study).all());
    std::vector<std::string> names;
    for (const auto& round : rounds)
        if (!codebooks::Rounds::unsealed(round))
            names.push_back(round.name);
    return names;
}

} // namespace axial::exports
