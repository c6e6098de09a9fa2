// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/codebooks/codebook_choice.h"
#include "cli/commands/commands.h"
#include "codebooks/code_changes.h"

#include <fmt/ostream.h>
#include <nlohmann/json.hpp>

namespace axial::cli {
namespace {

using codebooks::Code;
using codebooks::CodeChange;
using codebooks::CodeChanges;
using nlohmann::ordered_json;

constexpr Option coder_option{"coder", "NAME", "who decides it; \"owner\" where none is named"};
constexpr Option dry_option{"dry-run", "", "say what would change, and change nothing"};

constexpr Option plain_options[] = {codebook_option, coder_option, dry_option};
constexpr Option move_options[] = {
    codebook_option,
    {"under", "CODE", "the code that it is to hang on"},
    {"top", "", "hang it on nothing"},
    {"before", "CODE", "right before this one; else last"},
    coder_option,
    dry_option,
};
constexpr Option edit_options[] = {
    codebook_option,
    {"definition", "TEXT", "what it means"},
    {"include", "TEXT", "when to use it; several times for several rules, \"\" for none", true},
    {"exclude", "TEXT", "when not to; several times for several rules, \"\" for none", true},
    {"colour", "#RRGGBB", "its colour"},
    {"key", "KEY", "the key that applies it, \"\" for none"},
    {"short", "TEXT", "a short name for narrow places"},
    {"memo", "TEXT", "a note about the code itself"},
    {"applies", "UNIT,…", "what it may be applied to: thread, post, span, relation; \"\" for anything"},
    {"heading", "yes|no", "whether it is only a heading for the codes below it"},
    {"exclusive", "yes|no", "whether at most one of the codes below it fits the same thing"},
    {"example", "CODING", "the UUID of a coding that shows what it is for"},
    coder_option,
    dry_option,
};
constexpr Option merge_options[] = {
    codebook_option, {"into", "CODE", "what their codings count for from now on"}, coder_option, dry_option};
constexpr Option retire_options[] = {
    codebook_option, {"reason", "TEXT", "why, for the history"}, coder_option, dry_option};

using Plan = std::function<Result<CodeChange>(const CodeChanges&)>;

/// What all of these commands do: plan, show, make.
Status change(Context& context, const Arguments& arguments, const Plan& plan) {
    const bool dry = arguments.has("dry-run");
    AXIAL_ASSIGN(auto study, context.open_study(dry ? corpus::Study::Mode::read : corpus::Study::Mode::write));
    AXIAL_ASSIGN(const auto book, chosen_codebook(study, arguments.get("codebook")));
    AXIAL_ASSIGN(const auto changes, CodeChanges::of(study, book.id, arguments.get("coder", "owner")));
    AXIAL_ASSIGN(const auto planned, plan(changes));
    std::string batch;
    if (!dry) {
        AXIAL_ASSIGN(batch, changes.make(planned));
    }
    if (context.json) {
        context.print(ordered_json{{"change", planned.what},
                                   {"codings", planned.codings},
                                   {"coders", planned.coders},
                                   {"then", planned.then},
                                   {"undo", dry ? ordered_json(nullptr) : ordered_json(batch)}});
        return {};
    }
    fmt::print(context.out, "{}{}\n", dry ? "would " : "", planned.what);
    if (const auto preview = planned.preview(); !preview.empty())
        fmt::print(context.out, "{}\n", preview);
    if (!dry)
        fmt::print(context.out, "take it back with: axial undo {}\n", batch);
    return {};
}

Status run_rename(Context& context, const Arguments& arguments) {
    return change(context, arguments, [&](const CodeChanges& changes) {
        return changes.rename(arguments.positional[0], arguments.positional[1]);
    });
}

Status run_move(Context& context, const Arguments& arguments) {
    if (arguments.has("top") == arguments.has("under"))
        return fail({Fault::usage, "say where to: --under CODE or --top", {}, {}});
    return change(context, arguments, [&](const CodeChanges& changes) {
        return changes.move(arguments.positional[0], arguments.get("under"), arguments.get("before"));
    });
}

/// The rules as given; one that is empty stands for none.
std::vector<std::string> rules(const Arguments& arguments, std::string_view name) {
    auto rules = arguments.all(name);
    std::erase(rules, "");
    return rules;
}

Result<bool> yes_or_no(const Arguments& arguments, std::string_view name) {
    AXIAL_ASSIGN(const auto said, arguments.one_of(name, {"yes", "no"}));
    return said == "yes";
}

Status take_texts(const Arguments& arguments, Code& code) {
    for (const auto& [name, field] : {std::pair{"definition", &code.definition}, std::pair{"key", &code.key},
                                      std::pair{"short", &code.short_name}, std::pair{"memo", &code.memo}})
        if (arguments.has(name))
            *field = arguments.get(name);
    if (arguments.has("include"))
        code.include = rules(arguments, "include");
    if (arguments.has("exclude"))
        code.exclude = rules(arguments, "exclude");
    if (!arguments.has("colour"))
        return {};
    const auto colour = arguments.get("colour");
    if (colour.size() != 7 || colour[0] != '#' ||
        colour.find_first_not_of("0123456789abcdefABCDEF", 1) != std::string::npos)
        return bad_input("a colour is like #2f5fd0", colour);
    code.colour = colour;
    return {};
}

Status take_use(const Arguments& arguments, Code& code) {
    if (arguments.has("applies")) {
        code.applies.clear();
        if (!arguments.get("applies").empty()) {
            AXIAL_ASSIGN(code.applies, arguments.list("applies"));
        }
        for (const auto& unit : code.applies)
            if (std::find(codebooks::code_units.begin(), codebooks::code_units.end(), unit) ==
                codebooks::code_units.end())
                return bad_input("a code applies to thread, post, span or relation", unit);
    }
    if (arguments.has("heading")) {
        AXIAL_ASSIGN(const bool heading, yes_or_no(arguments, "heading"));
        code.codable = !heading;
    }
    if (arguments.has("exclusive")) {
        AXIAL_ASSIGN(code.exclusive, yes_or_no(arguments, "exclusive"));
    }
    return {};
}

Status run_edit(Context& context, const Arguments& arguments) {
    return change(context, arguments, [&](const CodeChanges& changes) -> Result<CodeChange> {
        if (arguments.has("example"))
            return changes.add_example(arguments.positional[0], arguments.get("example"));
        return changes.edit(arguments.positional[0], [&](Code& code) -> Status {
            AXIAL_TRY(take_texts(arguments, code));
            return take_use(arguments, code);
        });
    });
}

Status run_merge(Context& context, const Arguments& arguments) {
    if (!arguments.has("into"))
        return fail({Fault::usage, "say what into: --into CODE", {}, {}});
    return change(context, arguments, [&](const CodeChanges& changes) {
        return changes.merge(arguments.positional, arguments.get("into"));
    });
}

Status run_split(Context& context, const Arguments& arguments) {
    return change(context, arguments, [&](const CodeChanges& changes) {
        return changes.split(arguments.positional[0],
                             {arguments.positional.begin() + 1, arguments.positional.end()});
    });
}

Status run_retire(Context& context, const Arguments& arguments) {
    return change(context, arguments, [&](const CodeChanges& changes) {
        return changes.retire(arguments.positional[0], arguments.get("reason"));
    });
}

} // namespace

const Command code_rename_command{
    "code rename", "CODE NAME", "rename a code",
    plain_options, run_rename,  "CODE is an id, a UUID or a name. Its id stays: commands and files go by it."};
const Command code_move_command{"code move", "CODE", "hang a code on another", move_options, run_move};
const Command code_edit_command{"code edit",
                                "CODE",
                                "change what a code means or how it is used",
                                edit_options,
                                run_edit,
                                "Another definition or other rules put what was coded with it on the queue of "
                                "\"axial recode list\"."};
const Command code_merge_command{
    "code merge",
    "CODE [CODE]…",
    "merge codes into another",
    merge_options,
    run_merge,
    "The codings stay what they are and count for the other code, here and in every "
    "copy of the study."};
const Command code_split_command{
    "code split",
    "CODE NAME NAME [NAME]…",
    "split a code into new ones",
    plain_options,
    run_split,
    "What was coded with it waits in \"axial recode list\" for its coders to choose."};
const Command code_retire_command{"code retire", "CODE", "take a code out of use", retire_options, run_retire};

} // namespace axial::cli
