// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "corpus/result.h"
#include "corpus/study.h"
#include "corpus/time.h"

#include <array>
#include <cstdint>
#include <filesystem>
#include <stop_token>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace axial::exports {

struct ExportOptions {
    std::string set;                 ///< empty: everything; for the report the end of its funnel
    std::vector<std::string> rounds; ///< for the report alone; empty: all
    std::string backend;             ///< for perceval alone: "GitHub"; empty: all
    std::string axial_version;
    Time made_at{};
    std::stop_token stop;
};

/// What was written.
struct ExportOutcome {
    std::vector<std::pair<std::string, std::int64_t>> rows; ///< by table
    std::vector<std::filesystem::path> files;
    std::vector<std::string> sealed; ///< blind rounds still open: their decisions were left out
};

/// One way to take a study out of Axial. Nothing half-written is left behind: files appear whole or not at all.
struct ExportFormat {
    std::string_view name;
    std::string_view extension; ///< without the dot
    std::string_view help;
    Result<ExportOutcome> (*write)(corpus::Study& study, const std::filesystem::path& path,
                                   const ExportOptions& options);
};

/// One file a table into the folder `path`, which is made if only the last part of it is missing; the posts
/// alone if `path` ends in ".csv". Lists and spans are JSON within their cell.
[[nodiscard]] Result<ExportOutcome> export_csv(corpus::Study& study, const std::filesystem::path& path,
                                               const ExportOptions& options);
/// One object a line, told apart by "type".
[[nodiscard]] Result<ExportOutcome> export_jsonl(corpus::Study& study, const std::filesystem::path& path,
                                                 const ExportOptions& options);
[[nodiscard]] Result<ExportOutcome> export_html(corpus::Study& study, const std::filesystem::path& path,
                                                const ExportOptions& options);
/// One envelope a line, as Perceval writes them: an issue, topic or question with all that is on it, from the
/// service's own payloads. Sources that Perceval has no back-end for, and everything in a study with rules of
/// privacy, come as Axial's own records ("axial.hub"). What is gone at its source is left out.
[[nodiscard]] Result<ExportOutcome> export_perceval(corpus::Study& study, const std::filesystem::path& path,
                                                    const ExportOptions& options);

inline constexpr std::array export_formats{
    ExportFormat{"csv", "csv", "a folder of tables (or FILE.csv with the posts alone), UTF-8", export_csv},
    ExportFormat{"jsonl", "jsonl", "one JSON object a line with its \"type\"", export_jsonl},
    ExportFormat{"perceval", "jsonl", "one envelope of Perceval a line, for GrimoireLab", export_perceval},
    ExportFormat{"html", "html", "the report of the study, as axial report writes it", export_html},
};

/// Nothing if there is no such format.
[[nodiscard]] constexpr const ExportFormat* find_format(std::string_view name) {
    for (const auto& format : export_formats)
        if (format.name == name)
            return &format;
    return nullptr;
}

namespace detail {
constexpr bool format_names_are_unique() {
    for (std::size_t i = 0; i < export_formats.size(); ++i)
        for (std::size_t j = 0; j < i; ++j)
            if (export_formats[i].name == export_formats[j].name)
                return false;
    return true;
}
} // namespace detail
static_assert(detail::format_names_are_unique());

} // namespace axial::exports
