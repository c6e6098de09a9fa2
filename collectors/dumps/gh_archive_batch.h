// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "collectors/dumps/gh_archive_records.h"
#include "collectors/dumps/raw_lines.h"
#include "corpus/raw_store.h"
#include "corpus/store.h"

#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace axial::collectors::dumps {

/// Collects the records of events and stores them together: first their lines in raw.db, then the records in
/// one transaction. Counts what came of them.
class ArchiveBatch {
public:
    ArchiveBatch(corpus::Store& store, corpus::RawStore& raw, corpus::RowId run,
                 std::map<std::string, std::int64_t>& counts)
        : store_(store),
          raw_(raw),
          run_(run),
          counts_(counts) {}

    /// The name that threads of a repository are filed under: as the study knows it already, else as given.
    [[nodiscard]] Result<std::string> container_of(const std::string& repository);

    [[nodiscard]] Status add(EventRecords records, std::string_view text, std::size_t line);
    /// Lists something that cannot be stored.
    [[nodiscard]] Status skip(std::string what, std::string reason);
    [[nodiscard]] Status flush();
    /// The file that the next events come from.
    void start_file(std::string file) { file_ = std::move(file); }

private:
    [[nodiscard]] Status flush_if_full();
    [[nodiscard]] Status store_event(EventRecords& event);
    /// Stores the thread, with its first post where the event shows it.
    [[nodiscard]] Result<corpus::RowId> store_thread(EventRecords& event);
    [[nodiscard]] Result<corpus::RowId> put(const corpus::IncomingThread& thread);
    [[nodiscard]] Status store_post(corpus::RowId thread, corpus::IncomingPost& post,
                                    const std::optional<corpus::LastSeen>& known);
    [[nodiscard]] Result<std::optional<corpus::LastSeen>> known_post(const corpus::IncomingThread& thread,
                                                                     const corpus::IncomingPost& post) const;

    corpus::Store& store_;
    corpus::RawStore& raw_;
    corpus::RowId run_;
    std::map<std::string, std::int64_t>& counts_;
    std::map<std::string, std::string> containers_; ///< by the repository's name in lower case
    std::string file_;
    std::vector<EventRecords> events_;
    std::vector<std::pair<std::string, std::string>> skipped_;
    RawLines lines_;
    std::int64_t listed_ = 0;
};

} // namespace axial::collectors::dumps
