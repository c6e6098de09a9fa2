// SPDX-License-Identifier: GPL-3.0-or-later
#include "codebooks/codebook.h"

#include "cli/commands/commands.h"
#include "exports/atomic_file.h"

#include <fmt/ostream.h>
#include <nlohmann/json.hpp>

#include <filesystem>
#include <system_error>

namespace axial::cli {
namespace {

using codebooks::Codebook;
using nlohmann::ordered_json;

constexpr Option import_options[] = {{"coder", "NAME", "who adds it; \"owner\" where none is named"}};

/// A file, or the name of a codebook that ships with Axial.
Result<Codebook> load(const std::string& name) {
    for (const auto& shipped : codebooks::shipped_codebooks())
        if (shipped.name == name)
            return codebooks::parse_codebook(shipped.yaml, shipped.name);
    std::error_code ignored;
    if (!std::filesystem::exists(name, ignored)) {
        std::string names;
        for (const auto& shipped : codebooks::shipped_codebooks())
            names += (names.empty() ? "" : ", ") + std::string(shipped.name);
        return bad_input("no such file or shipped codebook", name, "Axial ships " + names);
    }
    return codebooks::read_codebook(name);
}

ordered_json to_json(const Codebook& codebook) {
    auto answers = ordered_json::array();
    for (const auto& answer : codebook.answers)
        answers.push_back({{"id", answer.id},
                           {"name", answer.name},
                           {"definition", answer.definition},
                           {"reasons", answer.reasons}});
    auto codes = ordered_json::array();
    for (const auto& code : codebook.codes)
        codes.push_back({{"id", code.id},
                         {"uuid", code.uuid},
                         {"parent", code.parent},
                         {"name", code.name},
                         {"colour", code.colour},
                         {"key", code.key},
                         {"codable", code.codable},
                         {"definition", code.definition},
                         {"include", code.include},
                         {"exclude", code.exclude}});
    return {{"id", codebook.id},
            {"uuid", codebook.uuid},
            {"title", codebook.title},
            {"kind", codebook.kind == Codebook::Kind::question ? "question" : "codes"},
            {"question", codebook.question},
            {"answers", answers},
            {"codes", codes}};
}

std::string size_of(const Codebook& codebook) {
    return codebook.kind == Codebook::Kind::question
               ? fmt::format("a question with {} answers", codebook.answers.size())
               : fmt::format("{} codes", codebook.codes.size());
}

Status run_import(Context& context, const Arguments& arguments) {
    AXIAL_ASSIGN(const auto codebook, load(arguments.positional[0]));
    AXIAL_ASSIGN(auto study, context.open_study(corpus::Study::Mode::write));
    codebooks::Codebooks codebooks(study);
    const bool known = codebooks.get(codebook.id).has_value();
    AXIAL_ASSIGN(const auto changed, codebooks.import(codebook, arguments.get("coder", "owner")));
    if (context.json)
        context.print(ordered_json{{"codebook", codebook.id}, {"added", !known}, {"codes_changed", changed}});
    else
        fmt::print(context.out, "codebook \"{}\": {}, {}\n", codebook.id, size_of(codebook),
                   !known ? "added" : fmt::format("{} codes new or changed", changed));
    return {};
}

Status run_list(Context& context, const Arguments&) {
    AXIAL_ASSIGN(auto study, context.open_study(corpus::Study::Mode::read));
    AXIAL_ASSIGN(const auto all, codebooks::Codebooks(study).all());
    for (const auto& codebook : all) {
        if (context.json)
            context.print(to_json(codebook));
        else
            fmt::print(context.out, "{:<24} {} ({})\n", codebook.id, codebook.title, size_of(codebook));
    }
    if (all.empty() && !context.json)
        context.out << "no codebooks yet: add one with \"axial codebook import trust-taxonomy\"\n";
    return {};
}

Status run_show(Context& context, const Arguments& arguments) {
    AXIAL_ASSIGN(auto study, context.open_study(corpus::Study::Mode::read));
    AXIAL_ASSIGN(const auto codebook, codebooks::Codebooks(study).get(arguments.positional[0]));
    if (context.json) {
        context.print(to_json(codebook));
        return {};
    }
    fmt::print(context.out, "{}\n", codebook.title);
    if (!codebook.question.empty())
        fmt::print(context.out, "{}\n", codebook.question);
    for (const auto& answer : codebook.answers)
        fmt::print(context.out, "  {:<12} {}\n", answer.id,
                   answer.definition.empty() ? answer.name : answer.definition);
    for (const auto& code : codebook.codes)
        fmt::print(context.out, "{}{} ({})\n", code.parent.empty() ? "  " : "    ", code.name, code.id);
    return {};
}

Status run_export(Context& context, const Arguments& arguments) {
    AXIAL_ASSIGN(auto study, context.open_study(corpus::Study::Mode::read));
    AXIAL_ASSIGN(const auto codebook, codebooks::Codebooks(study).get(arguments.positional[0]));
    const auto yaml = codebooks::write_codebook(codebook);
    if (arguments.positional.size() < 2) {
        context.out << yaml;
        return {};
    }
    return exports::write_atomically(arguments.positional[1], yaml);
}

} // namespace

const Command codebook_import_command{
    "codebook import",
    "FILE|NAME",
    "add a codebook or screening question, or redefine its codes",
    import_options,
    run_import,
    "NAME is one that ships with Axial: trust-flag-screening or trust-taxonomy."};
const Command codebook_list_command{"codebook list", "", "list the codebooks of the study", {}, run_list};
const Command codebook_show_command{"codebook show", "ID", "show a codebook as a tree", {}, run_show};
const Command codebook_export_command{
    "codebook export", "ID [FILE]", "write a codebook as YAML", {}, run_export};

} // namespace axial::cli
