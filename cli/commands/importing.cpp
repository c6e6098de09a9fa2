// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands/importing.h"

#include "corpus/store.h"

namespace axial::cli {

Status import_rows(const Context& context, corpus::Study& study, const corpus::CsvTable& table,
                   const std::function<Status(const corpus::CsvRow&)>& decide) {
    return corpus::Store(study).transaction([&]() -> Status {
        for (const auto& row : table.rows()) {
            if (context.stop.stop_requested())
                return cancelled();
            if (auto done = decide(row); !done) {
                auto error = std::move(done).error();
                error.where = table.where(row) + (error.where.empty() ? "" : ": " + error.where);
                return fail(std::move(error));
            }
        }
        return {};
    });
}

} // namespace axial::cli
