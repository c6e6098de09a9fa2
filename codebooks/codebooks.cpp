// SPDX-License-Identifier: GPL-3.0-or-later
#include "codebooks/code_payload.h"
#include "codebooks/codebook.h"
#include "codebooks/journal.h"
#include "corpus/database.h"
#include "corpus/text/canonical_text.h"
#include "corpus/uuid.h"

#include <algorithm>
#include <map>

namespace axial::codebooks {
namespace {

using corpus::guarded;
using nlohmann::json;

json answers_to_json(const std::vector<Answer>& answers) {
    auto list = json::array();
    for (const auto& answer : answers)
        list.push_back({{"id", answer.id},
                        {"name", answer.name},
                        {"key", answer.key},
                        {"definition", answer.definition},
                        {"reasons", answer.reasons}});
    return list;
}

std::vector<Answer> answers_from(const std::string& row) {
    std::vector<Answer> answers;
    for (const auto& entry : json::parse(row))
        answers.push_back({entry.value("id", ""), entry.value("name", ""), entry.value("key", ""),
                           entry.value("definition", ""), entry.value("reasons", std::vector<std::string>())});
    return answers;
}

json payload_of(const Codebook& codebook) {
    return {{"id", codebook.id},
            {"title", codebook.title},
            {"kind", codebook.kind == Codebook::Kind::question ? "question" : "codes"},
            {"question", codebook.question},
            {"answers", answers_to_json(codebook.answers)}};
}

std::vector<std::string> strings(const SQLite::Column& column) {
    return json::parse(column.getString()).get<std::vector<std::string>>();
}

constexpr const char* code_select =
    "SELECT k.uuid, k.id, coalesce(above.id, ''), coalesce(above.uuid, ''), k.name, k.colour, k.shortcut, "
    "k.definition, k.short, k.memo, k.meaning, CASE place.stands_for WHEN k.uuid THEN '' ELSE "
    "coalesce(place.stands_for, '') END, k.include, k.exclude, k.applies, k.split_into, k.examples, "
    "k.position, "
    "k.codable, k.exclusive, k.retired FROM codes k LEFT JOIN code_places place ON place.code = k.uuid "
    "LEFT JOIN codes above ON above.target = 'code:' || place.parent "
    "WHERE k.codebook = ? ORDER BY k.position, k.id, k.uuid";

Code read_code(SQLite::Statement& row) {
    Code code;
    int i = 0;
    for (auto* field :
         {&code.uuid, &code.id, &code.parent, &code.parent_uuid, &code.name, &code.colour, &code.key,
          &code.definition, &code.short_name, &code.memo, &code.meaning, &code.stands_for})
        *field = row.getColumn(i++).getString();
    for (auto* list : {&code.include, &code.exclude, &code.applies, &code.split_into})
        *list = strings(row.getColumn(i++));
    code.examples = examples_from(json::parse(row.getColumn(i++).getString()));
    code.position = row.getColumn(i++).getInt();
    for (auto* flag : {&code.codable, &code.exclusive, &code.retired})
        *flag = row.getColumn(i++).getInt() != 0;
    return code;
}

std::vector<Code> codes_of(SQLite::Database& database, const std::string& codebook) {
    SQLite::Statement query(database, code_select);
    query.bind(1, codebook);
    std::vector<Code> codes;
    while (query.executeStep())
        codes.push_back(read_code(query));
    return codes;
}

/// Tree order: every code right before those below it. The parents go round in no circle (code_places.h).
std::vector<Code> as_tree(const std::vector<Code>& codes) {
    std::map<std::string, std::vector<const Code*>> below;
    for (const auto& code : codes)
        below[code.parent_uuid].push_back(&code);
    std::vector<Code> tree;
    std::vector<const Code*> open(below[""].rbegin(), below[""].rend());
    while (!open.empty()) {
        const auto* code = open.back();
        open.pop_back();
        tree.push_back(*code);
        const auto& children = below[code->uuid];
        open.insert(open.end(), children.rbegin(), children.rend());
    }
    return tree;
}

Codebook read_codebook_row(SQLite::Database& database, SQLite::Statement& row) {
    Codebook codebook;
    codebook.uuid = row.getColumn(0).getString();
    codebook.id = row.getColumn(1).getString();
    codebook.title = row.getColumn(2).getString();
    codebook.kind =
        row.getColumn(3).getString() == "question" ? Codebook::Kind::question : Codebook::Kind::codes;
    codebook.question = row.getColumn(4).getString();
    codebook.answers = answers_from(row.getColumn(5).getString());
    auto codes = codes_of(database, codebook.uuid);
    const auto merged = std::stable_partition(codes.begin(), codes.end(),
                                              [](const Code& code) { return code.stands_for.empty(); });
    codebook.merged.assign(merged, codes.end());
    codes.erase(merged, codes.end());
    codebook.codes = as_tree(codes);
    return codebook;
}

/// Codes of a file know each other by their ids, and so by the UUIDs that are made of them; one that was made
/// while coding has a UUID of its own and keeps it when its codebook is written, edited and read again.
std::map<std::string, std::string> uuids_by_id(const Codebook& there, const Codebook& file) {
    std::map<std::string, std::string> uuids;
    for (const auto& code : file.codes)
        uuids[code.id] = code.uuid;
    for (const auto& code : there.codes)
        if (const auto found = uuids.find(code.id); found != uuids.end())
            found->second = code.uuid;
    return uuids;
}

/// The events that make the codes of the study those of the file. Returns how many codes are new or change.
Result<int> import_codes(const Codebook& there, const Codebook& file, std::string_view coder,
                         std::vector<Event>& events) {
    const auto uuids = uuids_by_id(there, file);
    std::map<std::string, const Code*> known;
    for (const auto& code : there.codes)
        known[code.uuid] = &code;
    int changed = 0;
    for (auto code : file.codes) {
        code.uuid = uuids.at(code.id);
        code.parent_uuid = code.parent.empty() ? std::string() : uuids.at(code.parent);
        for (const auto& gone : there.merged)
            if (gone.uuid == code.uuid)
                return bad_input("the code was merged into another", code.id,
                                 "take it out of the file, or take the merge back");
        const auto before = known.find(code.uuid);
        const auto add = [&](EventKind kind, json payload) {
            events.push_back({{}, {}, std::string(coder), kind, "code:" + code.uuid, std::move(payload)});
        };
        const auto events_before = events.size();
        if (before == known.end()) {
            add(EventKind::code_defined, payload_of(code, file.uuid));
        } else {
            code.examples = before->second->examples; // a file says nothing about them
            for (auto& [kind, payload] : changes_between(*before->second, code))
                add(kind, std::move(payload));
        }
        changed += events.size() > events_before ? 1 : 0;
    }
    return changed;
}

} // namespace

std::string id_for(std::string_view name, const Codebook& codebook) {
    std::string id;
    for (const unsigned char c : name) {
        if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))
            id += static_cast<char>(c);
        else if (c >= 'A' && c <= 'Z')
            id += static_cast<char>(c - 'A' + 'a');
        else if (!id.empty() && id.back() != '-')
            id += '-';
    }
    while (!id.empty() && id.back() == '-')
        id.pop_back();
    if (id.empty())
        id = "code"; // a name without a Latin letter still gets an id; the name itself is kept whole
    const auto taken = [&](const std::string& candidate) {
        const auto same = [&](const Code& code) { return code.id == candidate; };
        return std::any_of(codebook.codes.begin(), codebook.codes.end(), same) ||
               std::any_of(codebook.merged.begin(), codebook.merged.end(), same);
    };
    auto unique = id;
    for (int i = 2; taken(unique); ++i)
        unique = id + "-" + std::to_string(i);
    return unique;
}

Result<int> Codebooks::import(const Codebook& codebook, std::string_view coder) {
    AXIAL_ASSIGN(const auto there, all());
    const auto old = std::find_if(there.begin(), there.end(),
                                  [&](const Codebook& other) { return other.uuid == codebook.uuid; });
    if (old != there.end() && old->kind != codebook.kind)
        return bad_input("there is a codebook of that id and of the other kind", codebook.id,
                         "give the new one another id");
    std::vector<Event> events;
    if (old == there.end() || payload_of(*old) != payload_of(codebook))
        events.push_back({{},
                          {},
                          std::string(coder),
                          EventKind::codebook_created,
                          "codebook:" + codebook.uuid,
                          payload_of(codebook)});
    const Codebook none;
    AXIAL_ASSIGN(const int changed, import_codes(old == there.end() ? none : *old, codebook, coder, events));
    const auto batch = uuid7(now()); // one file read is one change
    for (auto& event : events)
        event.payload["batch"] = batch;
    if (!events.empty())
        AXIAL_TRY(Journal(*study_).append(std::move(events)));
    return changed;
}

Result<std::vector<Codebook>> Codebooks::all() const {
    return guarded([&]() -> Result<std::vector<Codebook>> {
        SQLite::Statement query(
            study_->database(),
            "SELECT uuid, id, title, kind, question, answers FROM codebooks ORDER BY event");
        std::vector<Codebook> codebooks;
        while (query.executeStep())
            codebooks.push_back(read_codebook_row(study_->database(), query));
        return codebooks;
    });
}

Result<Codebook> Codebooks::get(std::string_view id) const {
    return guarded([&]() -> Result<Codebook> {
        SQLite::Statement query(study_->database(),
                                "SELECT uuid, id, title, kind, question, answers FROM codebooks "
                                "WHERE id = ?1 OR uuid = ?1");
        query.bind(1, std::string(id));
        if (query.executeStep())
            return read_codebook_row(study_->database(), query);
        AXIAL_ASSIGN(const auto codebooks, all());
        std::string ids;
        for (const auto& codebook : codebooks)
            ids += (ids.empty() ? "" : ", ") + codebook.id;
        return bad_input("no such codebook", std::string(id),
                         ids.empty() ? R"(add one with "axial codebook import")" : "there are: " + ids);
    });
}

Result<Code> Codebooks::add_code(std::string_view codebook_id, std::string_view name, std::string_view parent,
                                 std::string_view coder) {
    AXIAL_ASSIGN(const auto codebook, get(codebook_id));
    const auto clean = corpus::fold_white_space(corpus::clean_utf8(name));
    if (clean.empty())
        return bad_input("a code needs a name");
    if (codebook.kind != Codebook::Kind::codes)
        return bad_input("a screening question has no codes", codebook.id);
    std::string parent_uuid;
    int position = 0;
    for (const auto& code : codebook.codes) {
        if (code.name == clean && !code.retired)
            return bad_input("there is a code of that name already", clean);
        if (code.id == parent)
            parent_uuid = code.uuid;
        position = std::max(position, code.position + 1);
    }
    if (!parent.empty() && parent_uuid.empty())
        return bad_input("no such code to put it under", std::string(parent));
    Code code;
    code.id = id_for(clean, codebook);
    code.uuid = uuid7(now()); // made while coding: two coders' codes of one name stay two until they are merged
    code.parent = std::string(parent);
    code.parent_uuid = parent_uuid;
    code.name = clean;
    code.colour = std::string(palette_colour(static_cast<std::size_t>(position)));
    code.position = position;
    AXIAL_TRY(Journal(*study_).append({{},
                                       {},
                                       std::string(coder),
                                       EventKind::code_defined,
                                       "code:" + code.uuid,
                                       payload_of(code, codebook.uuid)}));
    return code;
}

} // namespace axial::codebooks
