// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/codebooks/codebook_choice.h"
#include "cli/commands/commands.h"
#include "codebooks/code_changes.h"
#include "codebooks/recoding.h"

#include <fmt/ostream.h>
#include <nlohmann/json.hpp>

namespace axial::cli {
namespace {

using nlohmann::ordered_json;

constexpr Option coder_option{"coder", "NAME", "whose codings"};
constexpr Option list_options[] = {codebook_option, coder_option};
constexpr Option change_options[] = {
    codebook_option,
    coder_option,
    {"code", "CODE", "the code that fits now; without it the coding stays as it is"}};

Result<std::string> coder_of(const Arguments& arguments) {
    if (!arguments.has("coder"))
        return fail({Fault::usage, "say whose codings: --coder NAME", {}, {}});
    return arguments.get("coder");
}

Status run_list(Context& context, const Arguments& arguments) {
    AXIAL_ASSIGN(const auto coder, coder_of(arguments));
    AXIAL_ASSIGN(auto study, context.open_study(corpus::Study::Mode::read));
    AXIAL_ASSIGN(const auto codebook, chosen_codebook(study, arguments.get("codebook")));
    AXIAL_ASSIGN(const auto queue, codebooks::recode_queue(study, codebook.uuid, coder));
    for (const auto& waiting : queue) {
        if (context.json) {
            context.print(ordered_json{{"coding", waiting.coding.uuid},
                                       {"post", waiting.coding.post},
                                       {"quote", waiting.coding.quote},
                                       {"code", waiting.code_name},
                                       {"change", waiting.change},
                                       {"by", waiting.by},
                                       {"at", format_time(waiting.at)},
                                       {"split_into", waiting.split_into}});
            continue;
        }
        fmt::print(context.out, "{}  \"{}\", {} by {} on {}\n    {}: {}\n", waiting.coding.uuid,
                   plain(waiting.code_name), waiting.change, waiting.by, format_date(waiting.at),
                   waiting.coding.post,
                   waiting.coding.whole_post() ? "the whole post" : plain(waiting.coding.quote));
    }
    if (!context.json)
        fmt::print(context.err, "{} coding{} of {} to look at again\n", queue.size(),
                   queue.size() == 1 ? "" : "s", coder);
    return {};
}

Status run_done(Context& context, const Arguments& arguments) {
    AXIAL_ASSIGN(const auto coder, coder_of(arguments));
    AXIAL_ASSIGN(auto study, context.open_study(corpus::Study::Mode::write));
    codebooks::Code code;
    if (arguments.has("code")) {
        AXIAL_ASSIGN(const auto codebook, chosen_codebook(study, arguments.get("codebook")));
        AXIAL_ASSIGN(code, codebooks::find_code(codebook, arguments.get("code")));
    }
    for (const auto& coding : arguments.positional)
        AXIAL_TRY(codebooks::recode(study, coding, coder, code.uuid));
    if (context.json)
        context.print(ordered_json{{"looked_at", arguments.positional.size()}});
    else
        fmt::print(context.out, "looked at {}: {}\n", arguments.positional.size(),
                   code.uuid.empty() ? "as before" : "now \"" + code.name + "\"");
    return {};
}

} // namespace

const Command recode_list_command{"recode list", "", "list codings whose code came to mean something else",
                                  list_options, run_list};
const Command recode_done_command{"recode done", "CODING [CODING]…", "say that a coding was looked at again",
                                  change_options, run_done};

} // namespace axial::cli
