// SPDX-License-Identifier: GPL-3.0-or-later
#include "codebooks/exchange/packet.h"

#include "codebooks/codebook.h"
#include "codebooks/rounds.h"
#include "corpus/database.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <fstream>
#include <set>
#include <string_view>

namespace axial::codebooks::exchange {
namespace {

namespace fs = std::filesystem;
using corpus::guarded;

/// A folder beside `file` that goes when this does.
class WorkFolder {
public:
    explicit WorkFolder(const fs::path& file) : path_(file.string() + ".part") {
        std::error_code ignored;
        fs::remove_all(path_, ignored);
    }
    ~WorkFolder() {
        std::error_code ignored;
        fs::remove_all(path_, ignored);
    }
    WorkFolder(const WorkFolder&) = delete;
    WorkFolder& operator=(const WorkFolder&) = delete;
    [[nodiscard]] const fs::path& path() const { return path_; }

private:
    fs::path path_;
};

void set_meta(SQLite::Database& database, const char* key, const std::string& value) {
    SQLite::Statement insert(database, "INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)");
    insert.bind(1, key);
    insert.bind(2, value);
    insert.exec();
}

std::string meta(SQLite::Database& database, const char* key) {
    SQLite::Statement query(database, "SELECT value FROM meta WHERE key = ?");
    query.bind(1, key);
    return query.executeStep() ? query.getColumn(0).getString() : std::string();
}

/// The events that a coder needs for a round, out of those that they may see.
std::vector<Event> needed(const std::vector<Event>& events, const Round& round, const Codebook& codebook,
                          const std::string& coder) {
    std::set<std::string> targets{"round:" + round.uuid, "codebook:" + codebook.uuid};
    for (const auto& name : round.coders)
        targets.insert("coder:" + name);
    for (const auto& event : events) {
        const bool of_codebook =
            event.kind == EventKind::code_defined && event.payload.value("codebook", "") == codebook.uuid;
        const bool of_round = event.coder == coder && event.payload.value("round", "") == round.uuid;
        if (of_codebook || of_round || (event.kind == EventKind::memo_written && event.coder == coder))
            targets.insert(event.target);
    }
    std::vector<Event> needed;
    std::copy_if(events.begin(), events.end(), std::back_inserter(needed),
                 [&](const Event& event) { return targets.contains(event.target); });
    return needed;
}

/// Row ids stay what they are in the whole study, so that every table is copied as it is.
PacketInfo copy_posts(SQLite::Database& packet, const fs::path& whole, const std::string& set,
                      bool whole_threads) {
    SQLite::Statement attach(packet, "ATTACH DATABASE ? AS whole");
    attach.bind(1, (whole / "study.db").string());
    attach.exec();
    packet.exec("CREATE TEMP TABLE wanted (id INTEGER PRIMARY KEY)");
    SQLite::Statement chosen(packet,
                             "INSERT INTO wanted SELECT m.post_id FROM whole.set_posts m JOIN whole.sets s "
                             "ON s.id = m.set_id WHERE s.name = ?");
    chosen.bind(1, set);
    PacketInfo info;
    info.posts = chosen.exec();
    if (whole_threads)
        info.context_posts =
            packet.exec("INSERT OR IGNORE INTO wanted SELECT id FROM whole.posts WHERE thread_id IN "
                        "(SELECT p.thread_id FROM whole.posts p JOIN wanted w ON w.id = p.id)");
    packet.exec("INSERT INTO threads SELECT * FROM whole.threads WHERE id IN "
                "(SELECT p.thread_id FROM whole.posts p JOIN wanted w ON w.id = p.id)");
    packet.exec("INSERT INTO posts SELECT * FROM whole.posts WHERE id IN (SELECT id FROM wanted)");
    packet.exec("UPDATE posts SET raw = 0"); // the payloads stay behind
    packet.exec("INSERT INTO revisions SELECT * FROM whole.revisions WHERE post_id IN (SELECT id FROM wanted)");
    // Of where the set came from its provenance tells; the sets that it was drawn from stay behind, too.
    SQLite::Statement frozen(packet,
                             "INSERT INTO sets SELECT id, uuid, name, step, detail, '', provenance, size, "
                             "created_at FROM whole.sets WHERE name = ?");
    frozen.bind(1, set);
    frozen.exec();
    packet.exec("INSERT INTO set_posts SELECT m.* FROM whole.set_posts m JOIN sets s ON s.id = m.set_id");
    return info;
}

Status copy_settings(corpus::Study& study, corpus::Study& packet, const PacketInfo& info) {
    auto& database = packet.database();
    set_meta(database, "uuid", study.uuid());
    set_meta(database, "name", study.name());
    set_meta(database, "packet_round", info.round_uuid);
    set_meta(database, "packet_coder", info.coder);
    return {};
}

Status check_request(const Round& round, const PacketRequest& request) {
    if (round.closed)
        return bad_input("the round is closed", round.name, "open a new round");
    if (std::find(round.coders.begin(), round.coders.end(), request.coder) == round.coders.end())
        return bad_input(fmt::format("\"{}\" is not a coder of this round", request.coder), round.name,
                         fmt::format("its coders are {}", fmt::join(round.coders, ", ")));
    return {};
}

/// Makes the small study in `folder` and leaves it closed.
Result<PacketInfo> fill(corpus::Study& study, const Round& round, const PacketRequest& request,
                        const fs::path& folder, const fs::path& file) {
    AXIAL_ASSIGN(const auto codebook, Codebooks(study).get(round.codebook));
    AXIAL_ASSIGN(const auto seen, incoming_for(study, request.coder));
    AXIAL_ASSIGN(auto packet, corpus::Study::create(folder, study.name()));
    return guarded([&]() -> Result<PacketInfo> {
        auto& database = packet.database();
        auto info = copy_posts(database, study.path(), round.set, request.whole_threads);
        info.round = round.name;
        info.round_uuid = round.uuid;
        info.coder = request.coder;
        AXIAL_TRY(copy_settings(study, packet, info));
        AXIAL_TRY(Journal(packet).take(needed(seen.events, round, codebook, request.coder)));
        SQLite::Statement vacuum(database,
                                 "VACUUM main INTO ?"); // one file, with nothing that was deleted in it
        vacuum.bind(1, file.string());
        vacuum.exec();
        return info;
    });
}

/// The file as the database of a study in `folder`.
Status place(const fs::path& file, const fs::path& folder) {
    std::error_code error;
    fs::create_directories(folder, error);
    if (!error)
        fs::copy_file(file, folder / "study.db", error);
    if (!error) // packets that came by mail or from a stick are often read-only
        fs::permissions(folder / "study.db", fs::perms::owner_read | fs::perms::owner_write,
                        fs::perm_options::add, error);
    if (error)
        return world_fault("the packet cannot be unpacked: " + error.message(), folder.string(),
                           "check the space and the permissions there");
    return {};
}

Status check_sound(corpus::Study& study, const fs::path& file) {
    return guarded([&]() -> Status {
        auto& database = study.database();
        const auto state = database.execAndGet("PRAGMA quick_check(1)").getString();
        if (state != "ok" || meta(database, "packet_round").empty())
            return bad_input(state != "ok" ? "the packet is damaged: " + state : "the database is not a packet",
                             file.string(), "ask for it again");
        return {};
    });
}

} // namespace

Result<PacketInfo> write_packet(corpus::Study& study, const PacketRequest& request, const fs::path& file) {
    AXIAL_ASSIGN(const auto round, Rounds(study).get(request.round));
    AXIAL_TRY(check_request(round, request));
    std::error_code error;
    if (fs::exists(file, error))
        return bad_input("there is a file already", file.string(), "choose another name");
    const WorkFolder work(file);
    const auto part = work.path() / "packet.db";
    AXIAL_ASSIGN(auto info, fill(study, round, request, work.path() / "study", part));
    fs::rename(part, file, error);
    if (error)
        return world_fault("the packet cannot be written: " + error.message(), file.string());
    return info;
}

Result<PacketInfo> open_packet(const fs::path& file, const fs::path& folder) {
    std::error_code error;
    if (!is_packet(file))
        return bad_input("not a packet", file.string(), R"(make one with "axial packet out")");
    if (fs::exists(folder, error) && (!fs::is_directory(folder, error) || !fs::is_empty(folder, error)))
        return bad_input("the folder is not empty", folder.string(), "choose a new folder for the packet");
    const WorkFolder work(folder);
    AXIAL_TRY(place(file, work.path()));
    std::optional<PacketInfo> info;
    {
        AXIAL_ASSIGN(auto study, corpus::Study::open(work.path(), corpus::Study::Mode::write));
        AXIAL_TRY(check_sound(study, file));
        AXIAL_TRY(incoming_from(study)); // every decision in it is looked at before anybody works on
        AXIAL_TRY(guarded([&]() -> Status {
            study.database().exec("PRAGMA journal_mode = WAL");
            return {};
        }));
        AXIAL_ASSIGN(info, packet_of(study));
    }
    fs::remove(folder, error); // the empty one
    fs::rename(work.path(), folder, error);
    if (error)
        return world_fault("the packet cannot be unpacked: " + error.message(), folder.string());
    return *info;
}

Result<std::optional<PacketInfo>> packet_of(corpus::Study& study) {
    return guarded([&]() -> Result<std::optional<PacketInfo>> {
        auto& database = study.database();
        PacketInfo info;
        info.round_uuid = meta(database, "packet_round");
        info.coder = meta(database, "packet_coder");
        if (info.round_uuid.empty())
            return std::optional<PacketInfo>();
        AXIAL_ASSIGN(const auto round, Rounds(study).get(info.round_uuid));
        info.round = round.name;
        AXIAL_ASSIGN(const auto set, corpus::Sets(study).get(round.set));
        info.posts = set.size;
        info.context_posts = database.execAndGet("SELECT count(*) FROM posts").getInt64() - set.size;
        return std::optional(std::move(info));
    });
}

bool is_packet(const fs::path& file) {
    constexpr std::string_view magic("SQLite format 3\0", 16);
    std::string head(magic.size(), ' ');
    std::ifstream in(file, std::ios::binary);
    return in.read(head.data(), static_cast<std::streamsize>(head.size())) && head == magic;
}

Result<Incoming> read_packet(const fs::path& file) {
    AXIAL_ASSIGN(auto study, corpus::Study::open_file(file));
    AXIAL_TRY(check_sound(study, file));
    return incoming_from(study);
}

} // namespace axial::codebooks::exchange
