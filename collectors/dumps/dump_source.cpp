// SPDX-License-Identifier: GPL-3.0-or-later
#include "collectors/dumps/dump_source.h"

#include "collectors/dumps/dump_archive.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <string_view>

namespace axial::collectors::dumps {
namespace fs = std::filesystem;
namespace {

struct Form {
    Table table;
    const char* file;
    const char* root;
};
constexpr std::array<Form, 6> forms{{{Table::posts, "Posts.xml", "posts"},
                                     {Table::comments, "Comments.xml", "comments"},
                                     {Table::users, "Users.xml", "users"},
                                     {Table::tags, "Tags.xml", "tags"},
                                     {Table::history, "PostHistory.xml", "posthistory"},
                                     {Table::links, "PostLinks.xml", "postlinks"}}};

const Form& form_of(Table table) {
    return *std::ranges::find(forms, table, &Form::table);
}

bool same(std::string_view a, std::string_view b) {
    return std::ranges::equal(
        a, b, [](unsigned char x, unsigned char y) { return std::tolower(x) == std::tolower(y); });
}

const Form* form_of(std::string_view path) {
    const auto name = path.substr(path.find_last_of("/\\") + 1);
    const auto found = std::ranges::find_if(forms, [&](const Form& form) { return same(form.file, name); });
    return found == forms.end() ? nullptr : &*found;
}

fs::path without_slash(const fs::path& path) {
    const auto normal = path.lexically_normal();
    return normal.has_filename() ? normal : normal.parent_path();
}

bool is_date(std::string_view text) {
    return text.size() >= 4 && std::ranges::all_of(text, [](unsigned char c) {
               return std::isdigit(c) != 0 || c == '-' || c == '_';
           });
}

/// Without the ending, the name of the one file that an archive holds, and a date.
std::string site_in(std::string name) {
    if (name.size() > 3 && same(std::string_view(name).substr(name.size() - 3), ".7z"))
        name.resize(name.size() - 3);
    if (const auto dash = name.rfind('-');
        dash != std::string::npos &&
        (form_of(name.substr(dash + 1) + ".xml") != nullptr || same(name.substr(dash + 1), "Votes") ||
         same(name.substr(dash + 1), "Badges")))
        name.resize(dash);
    for (auto dash = name.find_first_of("-_"); dash != std::string::npos && dash > 0;
         dash = name.find_first_of("-_", dash + 1))
        if (is_date(std::string_view(name).substr(dash + 1))) {
            name.resize(dash);
            break;
        }
    return name;
}

} // namespace

const char* DumpSource::name_of(Table table) {
    return form_of(table).file;
}

Result<DumpSource> DumpSource::open(const std::vector<fs::path>& paths) {
    DumpSource source;
    for (const auto& path : paths)
        AXIAL_TRY(source.add(path));
    if (!source.has(Table::posts))
        return bad_input("Posts.xml is not there", source.in_words_,
                         "give the folder or the .7z that it lies in");
    return source;
}

Status DumpSource::add(const fs::path& given) {
    const fs::path path = without_slash(given);
    std::error_code error;
    const bool is_folder = fs::is_directory(path, error);
    if (!is_folder && !fs::is_regular_file(path, error))
        return bad_input("not a folder and not a file", given.string(),
                         "give a folder with Posts.xml, or the .7z of a dump");
    const fs::path full = fs::absolute(path, error);
    in_words_ += (in_words_.empty() ? "" : ", ") + without_slash(full).filename().string();
    if (site_name_.empty())
        site_name_ =
            site_in((is_folder || is_7z(path) ? without_slash(full) : without_slash(full).parent_path())
                        .filename()
                        .string());
    if (is_folder)
        return add_folder(path);
    if (is_7z(path))
        return add_archive(path);
    return add_file(path.string(), {path, {}, static_cast<std::int64_t>(fs::file_size(path, error))}, true);
}

Status DumpSource::add_folder(const fs::path& folder) {
    std::error_code error;
    for (const auto& form : forms) {
        const fs::path file = folder / form.file;
        if (!fs::exists(file, error))
            continue;
        if (!fs::is_regular_file(file, error))
            return bad_input("not a file", file.string(), "unpack the archive of the dump again");
        AXIAL_TRY(add_file(form.file, {file, {}, static_cast<std::int64_t>(fs::file_size(file, error))}, true));
    }
    if (has(Table::posts))
        return {};
    std::vector<fs::path> archives;
    for (fs::directory_iterator at(folder, error), end; !error && at != end; at.increment(error))
        if (at->is_regular_file(error) && is_7z(at->path()))
            archives.push_back(at->path());
    std::ranges::sort(archives);
    for (const auto& archive : archives) {
        if (site_in(archive.filename().string()) != site_in(archives.front().filename().string()))
            return bad_input("holds the dumps of several sites", folder.string(), "give one .7z");
        AXIAL_TRY(add_archive(archive));
    }
    if (!archives.empty())
        site_name_ = site_in(archives.front().filename().string());
    return {};
}

Status DumpSource::add_archive(const fs::path& file) {
    AXIAL_ASSIGN(const auto entries, list_archive(file));
    for (const auto& [name, size] : entries)
        AXIAL_TRY(add_file(name, {file, name, size}, false));
    return {};
}

Status DumpSource::add_file(const std::string& name, Place place, bool must_be_known) {
    const Form* form = form_of(name);
    if (form == nullptr) // an archive also holds Votes.xml and Badges.xml, which nobody reads
        return must_be_known ? Status(bad_input("not a file of a dump", name, "give Posts.xml, or a .7z"))
                             : Status{};
    if (!places_.emplace(form->table, place).second)
        return bad_input(fmt::format("{} is there twice", form->file), place.file.string(),
                         "give the files of one dump");
    return {};
}

Status DumpSource::for_each_row(Table table, const std::function<Status(const XmlRow&)>& visit,
                                const std::stop_token& stop, const BytesRead& progress) const {
    const auto place = places_.find(table);
    if (place == places_.end())
        return {};
    const auto& [file, entry, size] = place->second;
    AXIAL_ASSIGN(const auto stream, entry.empty() ? open_file(file) : open_entry(file, entry));
    return dumps::for_each_row(*stream, form_of(table).root, size, visit, stop, progress);
}

} // namespace axial::collectors::dumps
