// SPDX-License-Identifier: GPL-3.0-or-later
#include "codebooks/exchange/journal_file.h"

#include "codebooks/exchange/event_check.h"
#include "corpus/uuid.h"

#include <fmt/format.h>

#include <fstream>
#include <ostream>
#include <sstream>

namespace axial::codebooks::exchange {
namespace {

using nlohmann::json;

constexpr std::uintmax_t most_bytes = 1024ULL * 1024 * 1024;
constexpr std::size_t longest_line = 8 * 1024 * 1024;
constexpr const char* ask_again = "ask for the file again";

std::string line_of(const json& value) {
    return value.dump(-1, ' ', false, json::error_handler_t::replace) + "\n";
}

json to_json(const Event& event) {
    return {{"uuid", event.uuid},     {"at", format_time(event.at)},     {"coder", event.coder},
            {"target", event.target}, {"kind", row_of(event.kind).name}, {"payload", event.payload}};
}

json to_json(const SharedSet& shared) {
    const auto& set = shared.set;
    return {{"set", set.uuid},
            {"name", set.name},
            {"step", set.step},
            {"detail", set.detail},
            {"parent", set.parent},
            {"provenance", set.provenance},
            {"at", format_time(set.created_at)},
            {"posts", shared.posts}};
}

/// One field as text; throws for another type, which read_line turns into an error.
std::string text(const json& object, const char* field) {
    return object.at(field).get<std::string>();
}

Result<Time> time_of(const json& object, const std::string& where) {
    const auto at = parse_time(text(object, "at"));
    if (!at)
        return bad_input("not a time: " + text(object, "at").substr(0, 40), where, ask_again);
    return *at;
}

Result<SharedSet> set_from(const json& object, const std::string& where) {
    SharedSet shared;
    shared.set.uuid = text(object, "set");
    shared.set.name = text(object, "name");
    shared.set.step = text(object, "step");
    shared.set.detail = text(object, "detail");
    shared.set.parent = text(object, "parent");
    shared.set.provenance = text(object, "provenance");
    AXIAL_ASSIGN(shared.set.created_at, time_of(object, where));
    shared.posts = object.at("posts").get<std::vector<std::string>>();
    shared.set.size = static_cast<std::int64_t>(shared.posts.size());
    return shared;
}

Result<Event> event_from(const json& object, const std::string& where) {
    Event event;
    event.uuid = text(object, "uuid");
    AXIAL_ASSIGN(event.at, time_of(object, where));
    event.coder = text(object, "coder");
    event.target = text(object, "target");
    const auto kind = event_kind_from(text(object, "kind"));
    if (!kind)
        return bad_input("a decision of an unknown kind: " + text(object, "kind").substr(0, 40), where,
                         "it was made by a newer Axial; update this one");
    event.kind = *kind;
    event.payload = object.at("payload");
    AXIAL_TRY(check_event(event, where));
    return event;
}

class Reader {
public:
    explicit Reader(const std::filesystem::path& file) : file_(file), in_(file, std::ios::binary) {
        journal_.where = file.string();
    }

    Result<Incoming> read() {
        std::string line;
        while (std::getline(in_, line)) {
            ++number_;
            if (ended_)
                return bad_input("there is more after its last line", where(), ask_again);
            if (line.size() > longest_line)
                return bad_input("a line of over 8 MiB", where(), ask_again);
            AXIAL_TRY(take(line));
            line.push_back('\n');
            read_.append(line);
        }
        if (number_ == 0)
            return bad_input("not a journal, a packet or a study", file_.string(),
                             R"(make one with "axial journal export" or "axial packet out")");
        if (!ended_)
            return bad_input(fmt::format("the file ends early, after line {}", number_), file_.string(),
                             ask_again);
        return std::move(journal_);
    }

private:
    std::string where() const { return fmt::format("{}:{}", file_.string(), number_); }

    Status take(const std::string& line) {
        try {
            const auto object = json::parse(line);
            if (number_ == 1)
                return take_head(object);
            if (object.contains("end"))
                return take_end(object);
            if (object.contains("set")) {
                AXIAL_ASSIGN(auto set, set_from(object, where()));
                journal_.sets.push_back(std::move(set));
                return {};
            }
            AXIAL_ASSIGN(auto event, event_from(object, where()));
            journal_.events.push_back(std::move(event));
            return {};
        } catch (const json::exception&) {
            return number_ == 1 ? bad_input("not a journal, a packet or a study", file_.string(),
                                            R"(make one with "axial journal export" or "axial packet out")")
                                : bad_input("the line cannot be read", where(), ask_again);
        }
    }

    Status take_head(const json& object) {
        const auto version = object.at("axial-journal").get<int>();
        if (version != journal_file_version)
            return bad_input(
                fmt::format("a journal of version {}; this Axial reads {}", version, journal_file_version),
                where(), "update the older Axial of the two");
        journal_.study = text(object, "study");
        journal_.name = text(object, "name");
        return {};
    }

    Status take_end(const json& object) {
        ended_ = true;
        const auto lines = journal_.events.size() + journal_.sets.size();
        if (object.at("end").get<std::size_t>() != lines)
            return bad_input(
                fmt::format("{} lines are said and {} are there", object.at("end").get<std::size_t>(), lines),
                where(), ask_again);
        if (text(object, "sha256") != sha256(read_))
            return bad_input("the file was changed since it was written: its SHA-256 is another", where(),
                             ask_again);
        return {};
    }

    std::filesystem::path file_;
    std::ifstream in_;
    Incoming journal_;
    std::string read_; ///< all bytes before the last line
    int number_ = 0;
    bool ended_ = false;
};

} // namespace

void write_journal(std::ostream& out, const Incoming& journal) {
    std::string text =
        line_of({{"axial-journal", journal_file_version}, {"study", journal.study}, {"name", journal.name}});
    for (const auto& set : journal.sets)
        text += line_of(to_json(set));
    for (const auto& event : journal.events)
        text += line_of(to_json(event));
    const auto lines = journal.sets.size() + journal.events.size();
    const auto end = line_of({{"end", lines}, {"sha256", sha256(text)}});
    out << text << end;
}

Result<Incoming> read_journal(const std::filesystem::path& file) {
    std::error_code error;
    const auto size = std::filesystem::file_size(file, error);
    if (error)
        return bad_input("cannot be read: " + error.message(), file.string());
    if (size > most_bytes)
        return bad_input("a journal of over 1 GiB", file.string(), "merge the study's folder instead");
    return Reader(file).read();
}

} // namespace axial::codebooks::exchange
