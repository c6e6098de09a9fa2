// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "collectors/dumps/xml_rows.h"
#include "corpus/result.h"

#include <filesystem>
#include <map>
#include <stop_token>
#include <string>
#include <vector>

namespace axial::collectors::dumps {

/// The files of a dump that are read.
enum class Table { posts, comments, users, tags, history, links };

/// Where the files of a dump are: in a folder, in one .7z or in several (Stack Overflow had one for each file),
/// or by themselves. Archives are unpacked while they are read, again for each reading: nothing is written.
class DumpSource {
public:
    /// Files and folders. Fails where a file is named twice, or where there is no Posts.xml.
    [[nodiscard]] static Result<DumpSource> open(const std::vector<std::filesystem::path>& paths);

    [[nodiscard]] bool has(Table table) const { return places_.contains(table); }
    /// "Posts.xml", whether it is there or not.
    [[nodiscard]] static const char* name_of(Table table);
    [[nodiscard]] Status for_each_row(Table table, const std::function<Status(const XmlRow&)>& visit,
                                      const std::stop_token& stop, const BytesRead& progress = {}) const;

    /// The site by the name of what was given: "ai" for ai.stackexchange.com.7z and ai.stackexchange-2016-12/,
    /// "stackoverflow" for stackoverflow.com-Posts.7z.
    [[nodiscard]] const std::string& site_name() const { return site_name_; }
    /// Names of what was given, without their folders.
    [[nodiscard]] const std::string& in_words() const { return in_words_; }

private:
    struct Place {
        std::filesystem::path file;
        std::string entry; ///< in the archive; empty: it is a plain file
        std::int64_t size = 0;
    };
    [[nodiscard]] Status add(const std::filesystem::path& path);
    [[nodiscard]] Status add_folder(const std::filesystem::path& folder);
    [[nodiscard]] Status add_archive(const std::filesystem::path& file);
    [[nodiscard]] Status add_file(const std::string& name, Place place, bool must_be_known);

    std::map<Table, Place> places_;
    std::string site_name_, in_words_;
};

} // namespace axial::collectors::dumps
