// SPDX-License-Identifier: GPL-3.0-or-later
#include "corpus/csv.h"
#include "exports/atomic_file.h"
#include "exports/export_formats.h"
#include "exports/export_tables.h"

namespace axial::exports {
namespace {

std::string cell_of(const ExportRow& row, std::string_view column) {
    const auto found = row.find(std::string(column));
    if (found == row.end() || found->is_null())
        return {};
    if (found->is_string())
        return found->get<std::string>();
    return found->dump(-1, ' ', false, ExportRow::error_handler_t::replace);
}

Result<std::int64_t> write_table(AtomicFile& file, const ExportTable& table, const ExportSource& source) {
    AXIAL_TRY(file.write(corpus::csv_row({table.columns.begin(), table.columns.end()})));
    std::int64_t rows = 0;
    AXIAL_TRY(table.read(source, [&](const ExportRow& row) -> Status {
        std::vector<std::string> cells;
        for (const auto column : table.columns)
            cells.push_back(cell_of(row, column));
        ++rows;
        return file.write(corpus::csv_row(cells));
    }));
    AXIAL_TRY(file.flush());
    return rows;
}

/// The folder that the tables go into; made here if it is not there, and taken away again if nothing came of
/// it.
class Folder {
public:
    static Result<Folder> make(const std::filesystem::path& path) {
        std::error_code error;
        Folder folder;
        if (std::filesystem::is_directory(path, error))
            return folder;
        if (std::filesystem::exists(path, error))
            return bad_input("is a file, not a folder", path.string(),
                             "give a folder, or a name that ends in .csv for the posts alone");
        if (!std::filesystem::create_directory(path, error))
            return bad_input("the folder cannot be made", path.string(), "make the folders above it first");
        folder.made_ = path;
        return folder;
    }
    Folder() = default;
    Folder(Folder&& other) noexcept : made_(std::exchange(other.made_, {})) {}
    Folder& operator=(Folder&& other) noexcept {
        std::swap(made_, other.made_);
        return *this;
    }
    ~Folder() {
        std::error_code ignored; // fails, as it should, when there is something in it
        if (!made_.empty())
            std::filesystem::remove(made_, ignored);
    }

private:
    std::filesystem::path made_;
};

} // namespace

Result<ExportOutcome> export_csv(corpus::Study& study, const std::filesystem::path& path,
                                 const ExportOptions& options) {
    const bool posts_alone = path.extension() == ".csv";
    auto folder_path = path;
    if (!folder_path.has_filename()) // "tables/"
        folder_path = folder_path.parent_path();
    AXIAL_ASSIGN(const auto source, export_source(study, options.set, options.stop));
    ExportOutcome outcome;
    Folder folder;
    if (!posts_alone) {
        AXIAL_ASSIGN(folder, Folder::make(folder_path));
        AXIAL_ASSIGN(outcome.sealed, sealed_rounds(study));
    }
    std::vector<AtomicFile> files;
    for (const auto& table : export_tables().first(posts_alone ? 1 : export_tables().size())) {
        const auto file = posts_alone ? path : folder_path / (std::string(table.name) + ".csv");
        AXIAL_ASSIGN(auto output, AtomicFile::create(file));
        files.push_back(std::move(output));
        AXIAL_ASSIGN(const auto rows, write_table(files.back(), table, source));
        outcome.rows.emplace_back(table.name, rows);
        outcome.files.push_back(file);
    }
    for (auto& file : files) // everything is on the disk: now the names change hands
        AXIAL_TRY(file.commit());
    return outcome;
}

} // namespace axial::exports
