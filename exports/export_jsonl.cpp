// SPDX-License-Identifier: GPL-3.0-or-later
#include "exports/atomic_file.h"
#include "exports/export_formats.h"
#include "exports/export_tables.h"

namespace axial::exports {

Result<ExportOutcome> export_jsonl(corpus::Study& study, const std::filesystem::path& path,
                                   const ExportOptions& options) {
    AXIAL_ASSIGN(const auto source, export_source(study, options.set, options.stop));
    AXIAL_ASSIGN(auto file, AtomicFile::create(path));
    ExportOutcome outcome;
    AXIAL_ASSIGN(outcome.sealed, sealed_rounds(study));
    for (const auto& table : export_tables()) {
        std::int64_t rows = 0;
        AXIAL_TRY(table.read(source, [&](const ExportRow& row) -> Status {
            ExportRow line{{"type", table.type}};
            line.update(row);
            ++rows;
            return file.write(line.dump(-1, ' ', false, ExportRow::error_handler_t::replace) + "\n");
        }));
        outcome.rows.emplace_back(table.name, rows);
    }
    AXIAL_TRY(file.commit());
    outcome.files.push_back(path);
    return outcome;
}

} // namespace axial::exports
