// SPDX-License-Identifier: GPL-3.0-or-later
#include "codebooks/exchange/packet.h"

#include "cli/commands/commands.h"

#include <fmt/ostream.h>
#include <nlohmann/json.hpp>

namespace axial::cli {
namespace {

using namespace codebooks::exchange;
using nlohmann::ordered_json;

constexpr Option out_options[] = {
    {"round", "NAME", "the round (needed)"},
    {"coder", "NAME", "who is to work on it (needed)"},
    {"threads", "", "with the other posts of each thread, to be read"},
};

void print_info(Context& context, const PacketInfo& info, const std::string& where) {
    if (context.json) {
        context.print(ordered_json{{"file", where},
                                   {"round", info.round},
                                   {"coder", info.coder},
                                   {"posts", info.posts},
                                   {"context_posts", info.context_posts}});
        return;
    }
    fmt::print(context.out, "{}: round {} for {}, {} posts", plain(where), plain(info.round), plain(info.coder),
               info.posts);
    if (info.context_posts > 0)
        fmt::print(context.out, " and {} more of their threads", info.context_posts);
    fmt::print(context.out, "\n");
}

Status run_out(Context& context, const Arguments& arguments) {
    if (!arguments.has("round") || !arguments.has("coder"))
        return fail({Fault::usage, "--round and --coder are needed", {}, {}});
    AXIAL_ASSIGN(auto study, context.open_study(corpus::Study::Mode::read));
    const PacketRequest request{arguments.get("round"), arguments.get("coder"), arguments.has("threads")};
    const auto file = arguments.positional.empty() ? request.round + "-" + request.coder + ".axial-packet"
                                                   : arguments.positional[0];
    AXIAL_ASSIGN(const auto info, write_packet(study, request, file));
    print_info(context, info, file);
    return {};
}

Status run_open(Context& context, const Arguments& arguments) {
    const std::filesystem::path file = arguments.positional[0];
    const auto folder = arguments.positional.size() > 1 ? std::filesystem::path(arguments.positional[1])
                                                        : std::filesystem::path(file.stem());
    AXIAL_ASSIGN(const auto info, open_packet(file, folder));
    print_info(context, info, folder.string());
    if (!context.json)
        fmt::print(context.out,
                   "Work on it:    axial-ui {0} --round {1} --coder {2}\n"
                   "Send it back:  axial --study {0} journal export {1}-{2}.jsonl\n",
                   plain(folder.string()), plain(info.round), plain(info.coder));
    return {};
}

} // namespace

const Command packet_out_command{"packet out",
                                 "[FILE]",
                                 "write one coder's part of a round into a file",
                                 out_options,
                                 run_out,
                                 "The file holds the posts of the round's set, the question or codebook, and "
                                 "that coder's own decisions: nothing "
                                 "of another coder. FILE is ROUND-CODER.axial-packet where none is given."};
const Command packet_open_command{
    "packet open", "FILE [FOLDER]", "make a study of a packet, to work on it", {}, run_open};

} // namespace axial::cli
