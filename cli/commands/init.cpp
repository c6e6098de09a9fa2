// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands/commands.h"

#include <nlohmann/json.hpp>

#include <ostream>

namespace axial::cli {
namespace {

constexpr Option options[] = {{"name", "NAME", "the study's name; the folder's where none is given"}};

Status run_init(Context& context, const Arguments& arguments) {
    AXIAL_ASSIGN(const auto study, corpus::Study::create(arguments.positional[0], arguments.get("name")));
    if (context.json)
        context.print(nlohmann::ordered_json{
            {"study", study.path().string()}, {"name", study.name()}, {"uuid", study.uuid()}});
    else
        context.out << "made the study \"" << study.name() << "\" in " << study.path().string() << "\n";
    return {};
}

} // namespace

const Command init_command{"init", "STUDY", "make a new study in a folder of its own", options, run_init};

} // namespace axial::cli
