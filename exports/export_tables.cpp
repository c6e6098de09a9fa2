// SPDX-License-Identifier: GPL-3.0-or-later
#include "exports/export_tables.h"

#include "codebooks/adjudication/settling.h"
#include "codebooks/codebook.h"
#include "codebooks/rounds.h"
#include "corpus/post_json.h"
#include "corpus/sets.h"
#include "corpus/store.h"

#include <algorithm>
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
constexpr std::array<Column, 18> code_columns{
    "codebook", "kind",    "id",       "uuid",    "parent",    "name",    "short", "colour",  "definition",
    "include",  "exclude", "position", "codable", "exclusive", "applies", "memo",  "retired", "merged_into"};
constexpr std::array<Column, 7> set_columns{"name",       "step", "detail",    "parent",
                                            "provenance", "size", "created_at"};
constexpr std::array<Column, 2> member_columns{"set", "post"};
constexpr std::array<Column, 12> round_columns{"name",        "codebook", "set",       "coders",
                                               "blind",       "closed",   "seed",      "overlap",
                                               "calibration", "gate",     "opened_at", "closed_at"};
constexpr std::array<Column, 8> vote_columns{"round",  "coder", "post", "answer",
                                             "reason", "note",  "at",   "milliseconds"};
constexpr std::array<Column, 17> coding_columns{
    "id", "round",    "coder", "code", "code_name", "codebook", "applied",   "post", "unit",
    "to", "revision", "begin", "end",  "quote",     "weight",   "certainty", "at"};
constexpr std::array<Column, 14> settled_columns{"round",    "post", "answer", "code",  "code_name",
                                                 "unit",     "to",   "begin",  "end",   "quote",
                                                 "revision", "how",  "by",     "judges"};

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

ExportRow text_or_null(const std::string& text) {
    return text.empty() ? ExportRow(nullptr) : ExportRow(text);
}

ExportRow code_row(const Codebook& book, const codebooks::Code& code) {
    const auto into = std::find_if(book.codes.begin(), book.codes.end(),
                                   [&](const codebooks::Code& other) { return other.uuid == code.stands_for; });
    return {{"codebook", book.id},
            {"kind", "code"},
            {"id", code.id},
            {"uuid", code.uuid},
            {"parent", text_or_null(code.parent)},
            {"name", code.name},
            {"short", text_or_null(code.short_name)},
            {"colour", code.colour},
            {"definition", code.definition},
            {"include", code.include},
            {"exclude", code.exclude},
            {"position", code.position},
            {"codable", code.codable},
            {"exclusive", code.exclusive},
            {"applies", code.applies},
            {"memo", text_or_null(code.memo)},
            {"retired", code.retired},
            {"merged_into", into == book.codes.end() ? ExportRow(nullptr) : ExportRow(into->id)}};
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
                            {"short", nullptr},
                            {"colour", nullptr},
                            {"definition", answer.definition},
                            {"include", ExportRow::array()},
                            {"exclude", ExportRow::array()},
                            {"position", position++},
                            {"codable", nullptr},
                            {"exclusive", nullptr},
                            {"applies", ExportRow::array()},
                            {"memo", nullptr},
                            {"retired", nullptr},
                            {"merged_into", nullptr}}));
        for (const auto* codes : {&book.codes, &book.merged})
            for (const auto& code : *codes)
                AXIAL_TRY(sink(code_row(book, code)));
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
        AXIAL_TRY(sink(
            {{"name", round.name},
             {"codebook", round.codebook},
             {"set", round.set},
             {"coders", round.coders},
             {"blind", round.blind},
             {"closed", round.closed},
             {"seed", round.seed},
             {"overlap", round.overlap == 0 ? round.coders.size() : static_cast<std::size_t>(round.overlap)},
             {"calibration", round.calibration},
             {"gate", round.gate_permille / 1000.0},
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
                                {"at", time_or_null(vote.at)},
                                {"milliseconds",
                                 vote.milliseconds > 0 ? ExportRow(vote.milliseconds) : ExportRow(nullptr)}}));
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
        const auto applied = names.find(coding.applied_code);
        AXIAL_TRY(sink({{"id", coding.uuid},
                        {"round", round.name.empty() ? ExportRow(nullptr) : ExportRow(round.name)},
                        {"coder", coding.coder},
                        {"code", code.id},
                        {"code_name", code.name},
                        {"codebook", code.codebook},
                        {"applied", applied == names.end() ? coding.applied_code : applied->second.id},
                        {"post", coding.post},
                        {"unit", coding.unit},
                        {"to", text_or_null(coding.to)},
                        {"revision", coding.revision},
                        {"begin", coding.begin},
                        {"end", coding.end},
                        {"quote", coding.quote},
                        {"weight", coding.weight < 0 ? ExportRow(nullptr) : ExportRow(coding.weight)},
                        {"certainty", text_or_null(coding.certainty)},
                        {"at", time_or_null(coding.at)}}));
    }
    return {};
}

Result<CodeNames> code_names(const ExportSource& source) {
    AXIAL_ASSIGN(const auto books, codebooks::Codebooks(source.study).all());
    CodeNames names;
    for (const auto& book : books)
        for (const auto* codes : {&book.codes, &book.merged})
            for (const auto& code : *codes)
                names[code.uuid] = {book.id, code.id, code.name};
    return names;
}

/// What counts of each round that is closed: settled, or never in dispute.
Status read_settled(const ExportSource& source, const RowSink& sink) {
    AXIAL_ASSIGN(const auto names, code_names(source));
    AXIAL_ASSIGN(const auto rounds, codebooks::Rounds(source.study).all());
    for (const auto& round : rounds) {
        if (!round.closed)
            continue;
        AXIAL_ASSIGN(const auto layer, codebooks::adjudication::settled_layer(source.study, round));
        for (const auto& row : layer.rows) {
            if (!source.holds(row.post))
                continue;
            const auto found = names.find(row.code.code);
            AXIAL_TRY(
                sink({{"round", round.name},
                      {"post", row.post},
                      {"answer", text_or_null(row.answer)},
                      {"code", text_or_null(found == names.end() ? row.code.code : found->second.id)},
                      {"code_name", found == names.end() ? ExportRow(nullptr) : ExportRow(found->second.name)},
                      {"begin", row.code.begin},
                      {"end", row.code.end},
                      {"quote", row.code.quote},
                      {"revision", row.code.revision},
                      {"how", row.how},
                      {"by", text_or_null(row.by)},
                      {"judges", row.judges}}));
        }
    }
    return {};
}

Status read_codings(const ExportSource& source, const RowSink& sink) {
    AXIAL_ASSIGN(const auto names, code_names(source));
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
    ExportTable{"settled", "settled", settled_columns, read_settled},
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
