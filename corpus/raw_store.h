// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "corpus/result.h"
#include "corpus/time.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace axial::corpus {

/// One answer as it came: the body is stored compressed (zstd) and given back as it was.
struct Exchange {
    std::int64_t row = 0;
    std::string key;  ///< what was asked, secrets scrubbed: "GET https://…"; for a dump "file.xml#first-last"
    int sequence = 0; ///< counts repeats of the same key from 0
    int status = 200;
    std::vector<std::pair<std::string, std::string>> headers; ///< names in lower case
    std::string body;
    Time fetched_at{};
};

/// The table of exchanges in one SQLite file. A study's raw.db is one, and so is a recording: what was recorded
/// once can be replayed, and a study's own raw.db can be replayed too. Not tied to a study; one thread at a
/// time.
class RawStore {
public:
    enum class Mode { read, append };
    [[nodiscard]] static Result<RawStore> open(const std::filesystem::path& file, Mode mode);
    RawStore(RawStore&&) noexcept;
    RawStore& operator=(RawStore&&) noexcept;
    ~RawStore();

    /// Stores an exchange; its sequence is counted here. Returns its row. Durable when `commit` returns.
    [[nodiscard]] Result<std::int64_t> append(const Exchange& exchange);
    [[nodiscard]] Status commit();

    [[nodiscard]] Result<std::optional<Exchange>> find(std::string_view key, int sequence) const;
    /// The last one with this key and status 200.
    [[nodiscard]] Result<std::optional<Exchange>> latest(std::string_view key) const;
    [[nodiscard]] Result<std::optional<Exchange>> at(std::int64_t row) const;
    [[nodiscard]] Result<std::int64_t> size() const;
    /// The newest one's row; 0 where there is none. Rows count up from 1 in the order of arrival.
    [[nodiscard]] Result<std::int64_t> last_row() const;
    /// What SQLite finds wrong with the file; at most `most_lines`.
    [[nodiscard]] Result<std::vector<std::string>> problems(std::size_t most_lines) const;

private:
    struct Impl;
    explicit RawStore(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> impl_;
};

} // namespace axial::corpus
