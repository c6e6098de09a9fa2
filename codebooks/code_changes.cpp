// SPDX-License-Identifier: GPL-3.0-or-later
#include "codebooks/code_changes.h"

#include "codebooks/code_payload.h"
#include "codebooks/code_places.h"
#include "codebooks/sealing.h"
#include "corpus/database.h"
#include "corpus/index/tokenizer.h"
#include "corpus/text/canonical_text.h"
#include "corpus/uuid.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <set>

namespace axial::codebooks {
namespace {

using corpus::guarded;
using corpus::index::fold_term;
using nlohmann::json;

std::string in_quotes(const std::string& name) {
    return "\"" + name + "\"";
}

std::string clean_name(std::string_view name) {
    return corpus::fold_white_space(corpus::clean_utf8(name));
}

/// Codes that are called like this but for case; merged ones too.
std::vector<const Code*> called(const Codebook& codebook, std::string_view text) {
    const auto folded = fold_term(text);
    std::vector<const Code*> found;
    for (const auto* codes : {&codebook.codes, &codebook.merged})
        for (const auto& code : *codes)
            if (fold_term(code.name) == folded || fold_term(code.id) == folded)
                found.push_back(&code);
    return found;
}

/// Whether `code` is `above` or hangs somewhere below it.
bool hangs_on(const Codebook& codebook, const Code& code, const std::string& above) {
    auto uuid = code.uuid;
    for (std::size_t steps = 0; !uuid.empty() && steps <= codebook.codes.size(); ++steps) {
        if (uuid == above)
            return true;
        const auto at = std::find_if(codebook.codes.begin(), codebook.codes.end(),
                                     [&](const Code& other) { return other.uuid == uuid; });
        uuid = at == codebook.codes.end() ? std::string() : at->parent_uuid;
    }
    return false;
}

/// The place of a code among its new neighbours: positions order all codes of a codebook, with gaps where some
/// left.
int place_before(const Codebook& codebook, const Code* before) {
    int last = 0;
    for (const auto& code : codebook.codes)
        last = std::max(last, code.position + 1);
    return before ? before->position : last;
}

} // namespace

std::string CodeChange::preview() const {
    const auto plural = [](std::int64_t n, const char* noun) {
        return fmt::format("{} {}{}", n, noun, n == 1 ? "" : "s");
    };
    std::string text =
        then.empty() ? std::string()
                     : fmt::format("{} by {} {}", plural(codings, "coding"), plural(coders, "coder"), then);
    if (some_sealed && !then.empty())
        text += "; others' codings in blind rounds that are open are not counted here";
    return text;
}

Result<Code> find_code(const Codebook& codebook, std::string_view text) {
    const auto resolved = [&](const Code& code) -> const Code& {
        if (code.stands_for.empty())
            return code;
        const auto into = std::find_if(codebook.codes.begin(), codebook.codes.end(),
                                       [&](const Code& other) { return other.uuid == code.stands_for; });
        return into == codebook.codes.end() ? code : *into;
    };
    for (const auto* codes : {&codebook.codes, &codebook.merged})
        for (const auto& code : *codes)
            if (code.id == text || code.uuid == text)
                return resolved(code);
    std::set<std::string> meant;
    const Code* found = nullptr;
    for (const auto* code : called(codebook, text)) {
        found = &resolved(*code);
        meant.insert(found->id);
    }
    if (meant.size() == 1)
        return *found;
    std::vector<std::string> ids(meant.begin(), meant.end());
    for (std::size_t i = 0; meant.empty() && i < codebook.codes.size() && i < 30; ++i)
        ids.push_back(codebook.codes[i].id);
    return bad_input(meant.empty() ? "no such code in " + codebook.id : "several codes are called that",
                     std::string(text), fmt::format("there are: {}", fmt::join(ids, ", ")));
}

Result<CodeChanges> CodeChanges::of(corpus::Study& study, std::string_view codebook, std::string_view by) {
    AXIAL_ASSIGN(auto book, Codebooks(study).get(codebook));
    if (book.kind != Codebook::Kind::codes)
        return bad_input("a screening question has no codes", book.id);
    return CodeChanges(study, std::move(book), std::string(by));
}

Event CodeChanges::event(EventKind kind, const std::string& code, json payload) const {
    return {{}, {}, by_, kind, "code:" + code, std::move(payload)};
}

Status CodeChanges::measure(CodeChange& change, const std::vector<std::string>& codes) const {
    return guarded([&]() -> Status {
        auto& database = study_->database();
        SQLite::Statement query(
            database, fmt::format("SELECT c.coder, count(*) FROM codings c WHERE c.code IN (SELECT code FROM "
                                  "code_places WHERE stands_for IN (SELECT value FROM json_each(:codes))) "
                                  "AND {} GROUP BY 1",
                                  visible_rows("c")));
        query.bind(":codes", json(codes).dump());
        bind_viewer(query, {by_});
        while (query.executeStep()) {
            ++change.coders;
            change.codings += query.getColumn(1).getInt64();
        }
        change.some_sealed =
            database.execAndGet("SELECT count(*) FROM rounds WHERE blind = 1 AND closed = 0").getInt() > 0;
        return {};
    });
}

Status CodeChanges::check_name(std::string_view name, std::string_view but) const {
    if (name.empty())
        return bad_input("a code needs a name");
    for (const auto& code : codebook_.codes)
        if (code.uuid != but && !code.retired && code.name == name)
            return bad_input("there is a code of that name already", std::string(name));
    return {};
}

Result<CodeChange> CodeChanges::rename(std::string_view text, std::string_view name) const {
    AXIAL_ASSIGN(const auto code, find_code(codebook_, text));
    const auto clean = clean_name(name);
    AXIAL_TRY(check_name(clean, code.uuid));
    if (clean == code.name)
        return bad_input("the code has that name already", clean);
    CodeChange change;
    change.what = fmt::format("rename {} to {}", in_quotes(code.name), in_quotes(clean));
    change.events.push_back(event(EventKind::code_renamed, code.uuid, {{"name", clean}}));
    return change;
}

Result<CodeChange> CodeChanges::move(std::string_view text, std::string_view parent,
                                     std::string_view before) const {
    AXIAL_ASSIGN(const auto code, find_code(codebook_, text));
    Code above;
    if (!parent.empty()) {
        AXIAL_ASSIGN(above, find_code(codebook_, parent));
        if (hangs_on(codebook_, above, code.uuid))
            return bad_input("a code cannot hang on itself or on one below it", code.name);
    }
    Code next;
    if (!before.empty()) {
        AXIAL_ASSIGN(next, find_code(codebook_, before));
        if (next.parent_uuid != above.uuid || next.uuid == code.uuid)
            return bad_input("the code to stand before hangs elsewhere", next.name);
    }
    CodeChange change;
    change.what = parent.empty() ? fmt::format("move {} to the top", in_quotes(code.name))
                                 : fmt::format("move {} below {}", in_quotes(code.name), in_quotes(above.name));
    const int place = place_before(codebook_, before.empty() ? nullptr : &next);
    change.events.push_back(
        event(EventKind::code_moved, code.uuid, {{"parent_uuid", above.uuid}, {"position", place}}));
    for (const auto& other : codebook_.codes) // those from the next one on make room
        if (!before.empty() && other.uuid != code.uuid && other.position >= place)
            change.events.push_back(
                event(EventKind::code_moved, other.uuid,
                      {{"parent_uuid", other.parent_uuid}, {"position", other.position + 1}}));
    return change;
}

Result<CodeChange> CodeChanges::edit(std::string_view text, const std::function<Status(Code&)>& edit) const {
    AXIAL_ASSIGN(const auto code, find_code(codebook_, text));
    auto after = code;
    AXIAL_TRY(edit(after));
    for (const auto& other : codebook_.codes)
        if (other.uuid != code.uuid && !after.key.empty() && other.key == after.key)
            return bad_input(fmt::format("key {} applies {} already", after.key, in_quotes(other.name)),
                             code.name);
    CodeChange change;
    change.what = "change " + in_quotes(code.name);
    for (auto& [kind, payload] : changes_between(code, after)) {
        if (kind == EventKind::code_redefined)
            change.then = "are to be looked at again";
        change.events.push_back(event(kind, code.uuid, std::move(payload)));
    }
    if (change.events.empty())
        return bad_input("nothing would change", code.name);
    AXIAL_TRY(measure(change, {code.uuid}));
    return change;
}

Result<CodeChange> CodeChanges::merge(const std::vector<std::string>& codes, std::string_view into) const {
    AXIAL_ASSIGN(const auto target, find_code(codebook_, into));
    if (target.retired)
        return bad_input("a retired code takes nothing in", target.name);
    CodeChange change;
    std::vector<std::string> uuids, names;
    for (const auto& text : codes) {
        AXIAL_ASSIGN(const auto code, find_code(codebook_, text));
        if (code.uuid == target.uuid || hangs_on(codebook_, target, code.uuid))
            return bad_input("a code cannot be merged into itself or into one below it", code.name);
        if (std::find(uuids.begin(), uuids.end(), code.uuid) != uuids.end())
            continue;
        uuids.push_back(code.uuid);
        names.push_back(in_quotes(code.name));
        change.events.push_back(event(EventKind::code_merged, code.uuid, {{"into", target.uuid}}));
    }
    change.what = fmt::format("merge {} into {}", fmt::join(names, ", "), in_quotes(target.name));
    change.then = "will count for " + in_quotes(target.name);
    AXIAL_TRY(measure(change, uuids));
    if (!target.codable && change.codings > 0)
        return bad_input("a heading takes no codings in", target.name, "merge into a code that may be applied");
    return change;
}

Result<CodeChange> CodeChanges::split(std::string_view text, const std::vector<std::string>& names) const {
    AXIAL_ASSIGN(const auto code, find_code(codebook_, text));
    if (names.size() < 2)
        return bad_input("a code is split into two or more", code.name);
    CodeChange change;
    auto book = codebook_;
    std::vector<std::string> uuids, said;
    int place = place_before(codebook_, nullptr);
    for (const auto& wanted : names) {
        Code part;
        part.name = clean_name(wanted);
        AXIAL_TRY(check_name(part.name, {}));
        part.id = id_for(part.name, book);
        part.uuid = uuid7(now());
        part.parent = code.parent;
        part.parent_uuid = code.parent_uuid;
        part.colour = std::string(palette_colour(static_cast<std::size_t>(place)));
        part.position = place++;
        if (std::find(said.begin(), said.end(), in_quotes(part.name)) != said.end())
            return bad_input("the new codes need names of their own", part.name);
        change.events.push_back(event(EventKind::code_defined, part.uuid, payload_of(part, codebook_.uuid)));
        uuids.push_back(part.uuid);
        said.push_back(in_quotes(part.name));
        book.codes.push_back(std::move(part));
    }
    change.events.push_back(event(EventKind::code_split, code.uuid, {{"into", uuids}}));
    change.what = fmt::format("split {} into {}", in_quotes(code.name), fmt::join(said, ", "));
    change.then = "are to be looked at again";
    AXIAL_TRY(measure(change, {code.uuid}));
    return change;
}

Result<CodeChange> CodeChanges::retire(std::string_view text, std::string_view reason) const {
    AXIAL_ASSIGN(const auto code, find_code(codebook_, text));
    if (code.retired)
        return bad_input("the code is retired already", code.name);
    CodeChange change;
    change.what = "retire " + in_quotes(code.name);
    change.then = "stay as they are";
    change.events.push_back(
        event(EventKind::code_retired, code.uuid, {{"reason", corpus::clean_utf8(reason)}}));
    AXIAL_TRY(measure(change, {code.uuid}));
    return change;
}

Result<CodeChange> CodeChanges::add_example(std::string_view text, std::string_view coding) const {
    return guarded([&]() -> Result<CodeChange> {
        AXIAL_ASSIGN(const auto code, find_code(codebook_, text));
        SQLite::Statement query(
            study_->database(),
            "SELECT c.post, c.quote, c.sha256, c.body, c.begin_at, c.end_at FROM codings c WHERE "
            "c.target = 'coding:' || :coding AND (c.round = '' OR EXISTS (SELECT 1 FROM rounds r "
            "WHERE r.uuid = c.round AND (r.blind = 0 OR r.closed = 1)))");
        query.bind(":coding", std::string(coding));
        if (!query.executeStep())
            return bad_input("no such coding, or one of a blind round that is open", std::string(coding),
                             "everybody sees examples: take one from a round that is closed");
        Example example;
        int i = 0;
        for (auto* field : {&example.post, &example.quote, &example.sha256, &example.body})
            *field = query.getColumn(i++).getString();
        example.begin = query.getColumn(i++).getUInt();
        example.end = query.getColumn(i).getUInt();
        return edit(code.uuid, [&](Code& after) -> Status {
            if (std::find(after.examples.begin(), after.examples.end(), example) == after.examples.end())
                after.examples.push_back(example);
            return {};
        });
    });
}

Result<std::string> CodeChanges::make(const CodeChange& change) const {
    auto events = change.events;
    const auto batch = uuid7(now());
    for (auto& event : events)
        event.payload["batch"] = batch;
    AXIAL_TRY(Journal(*study_).append(std::move(events)));
    return batch;
}

} // namespace axial::codebooks
