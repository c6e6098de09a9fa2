// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands/commands.h"
#include "corpus/post_json.h"
#include "corpus/sets.h"
#include "corpus/store.h"

#include <fmt/ostream.h>
#include <nlohmann/json.hpp>

namespace axial::cli {
namespace {

constexpr Option options[] = {{"set", "NAME", "only the posts of this set"}};

void show(Context& context, const corpus::Post& post) {
    if (context.json)
        context.print(post_json(post));
    else
        fmt::print(context.out, "{}  {}  {}  {}\n", format_date(post.created_at), post.key,
                   plain(post.author.name.value_or("(author unknown)")),
                   plain(post.title.empty() ? post.thread_title : post.title));
}

Status run_posts(Context& context, const Arguments& arguments) {
    AXIAL_ASSIGN(auto study, context.open_study(corpus::Study::Mode::read));
    const corpus::Store store(study);
    if (!arguments.has("set")) {
        AXIAL_TRY(store.for_each_post([&](const corpus::Post& post) {
            show(context, post);
            return !context.stop.stop_requested();
        }));
    } else {
        const corpus::Sets sets(study);
        AXIAL_ASSIGN(const auto set, sets.get(arguments.get("set")));
        AXIAL_ASSIGN(const auto rows, sets.posts(set));
        for (const auto row : rows) {
            if (context.stop.stop_requested())
                break;
            AXIAL_ASSIGN(const auto post, store.post(row));
            if (post)
                show(context, *post);
        }
    }
    return context.stop.stop_requested() ? cancelled() : Status();
}

} // namespace

const Command posts_command{"posts", "", "list posts, with --json one object a line", options, run_posts};

} // namespace axial::cli
