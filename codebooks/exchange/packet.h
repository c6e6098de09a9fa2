// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "codebooks/exchange/incoming.h"

#include <filesystem>
#include <optional>
#include <string>

/// One coder's part of a round as a single file: the posts of its set, the question or codebook, and that
/// coder's own decisions. It is the database of a small study with the UUID of the whole one: opened, it is
/// worked in like any study; merged, only its journal is looked at.
namespace axial::codebooks::exchange {

struct PacketRequest {
    std::string round;          ///< name or UUID
    std::string coder;          ///< one of the round's
    bool whole_threads = false; ///< with the other posts of their threads, to be read and not to be coded
};

/// Of what round and whose; what a study that came out of a packet says of itself.
struct PacketInfo {
    std::string round, round_uuid, coder;
    std::int64_t posts = 0, context_posts = 0;
};

/// Writes the packet; nothing is left of it where that fails. Fails if the file is there, the round is closed,
/// or the coder is not in it.
[[nodiscard]] Result<PacketInfo> write_packet(corpus::Study& study, const PacketRequest& request,
                                              const std::filesystem::path& file);

/// Makes a study of a packet in a new or empty folder.
[[nodiscard]] Result<PacketInfo> open_packet(const std::filesystem::path& file,
                                             const std::filesystem::path& folder);

/// Nothing for a study that is no packet.
[[nodiscard]] Result<std::optional<PacketInfo>> packet_of(corpus::Study& study);

/// Whether the file is a database; that it is a sound packet is only known when it is read.
[[nodiscard]] bool is_packet(const std::filesystem::path& file);
[[nodiscard]] Result<Incoming> read_packet(const std::filesystem::path& file);

} // namespace axial::codebooks::exchange
