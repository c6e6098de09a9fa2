// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "collectors/reparse/reading.h"
#include "corpus/raw_store.h"
#include "corpus/store.h"

#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

/// Payloads of raw.db by what they are: each source brings one row for each kind that holds posts.
namespace axial::collectors::reparse {

/// A row of raw.db that was looked at.
struct Payload {
    const corpus::Exchange& exchange;
    std::string method;            ///< empty: lines of a file
    std::string url;               ///< or the name of the lines: "gh-archive/FILE#1-1000"
    std::vector<std::string> path; ///< parts of the URL or name, without query and "#…"
};
[[nodiscard]] Payload look_at(const corpus::Exchange& exchange);

/// What the reading of a payload needs beside it, out of the study.
class Surroundings {
public:
    Surroundings(const corpus::Store& of_posts, const corpus::RawStore& of_payloads)
        : store(of_posts),
          raw(of_payloads) {}
    /// Reads the list of runs.
    [[nodiscard]] Status open();

    /// The last run that asked this address, or imported this file, for a source; null: none.
    [[nodiscard]] const corpus::Run* run_at(std::string_view source, std::string_view url) const;
    [[nodiscard]] const corpus::Run* import_of(std::string_view container, std::string_view file) const;
    /// How the study names a GitHub repository.
    [[nodiscard]] Result<std::string> repository(const std::string& name) const;
    /// Payloads of one address, as rows in order of arrival.
    [[nodiscard]] Result<std::vector<std::int64_t>> rows_of(const std::string& key);

    const corpus::Store& store;
    const corpus::RawStore& raw;

    /// Calls `visit` with a payload and those that came right before and after it while `belongs` says so: the
    /// answers that one thread was read from.
    [[nodiscard]] Status each_neighbour(const Payload& payload,
                                        const std::function<bool(const Payload&)>& belongs,
                                        const std::function<void(const Payload&)>& visit) const;

private:
    std::vector<corpus::Run> runs_;
    std::map<std::string, std::vector<std::int64_t>> rows_;
};

/// One kind of payload.
struct Kind {
    const char* name; ///< "GitHub: issues"
    bool (*is)(const Payload& payload);
    /// An error says that the whole payload cannot be read.
    Result<Reading> (*read)(const Payload& payload, Surroundings& around);
};
/// Null for what holds no posts: lists, searches, answers other than 200.
[[nodiscard]] const Kind* kind_of(const Payload& payload);

/// The rows of each source, one function for each file of readers.
[[nodiscard]] std::span<const Kind> github_kinds();
[[nodiscard]] std::span<const Kind> discussion_kinds();
[[nodiscard]] std::span<const Kind> discourse_kinds();
[[nodiscard]] std::span<const Kind> hub_kinds();
[[nodiscard]] std::span<const Kind> stackexchange_kinds();
[[nodiscard]] std::span<const Kind> bulk_kinds();

} // namespace axial::collectors::reparse
