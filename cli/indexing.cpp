// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/indexing.h"

namespace axial::cli {
namespace {

auto progress_of(const Context& context) {
    return [&context](std::int64_t done, std::int64_t of) { context.progress("indexing", done, of); };
}

} // namespace

Status index_imported(const Context& context, const Arguments& arguments, corpus::Study& study) {
    if (arguments.has(no_index_option.name))
        return {};
    corpus::SearchIndex index(study);
    return update_index(context, index);
}

Status update_index(const Context& context, corpus::SearchIndex& index,
                    const std::function<void(std::int64_t, std::int64_t)>& progress) {
    auto status =
        progress ? index.update(progress, context.stop) : index.update(progress_of(context), context.stop);
    context.end_progress();
    return status;
}

Status rebuild_index(const Context& context, corpus::SearchIndex& index,
                     const std::function<void(std::int64_t, std::int64_t)>& progress) {
    auto status =
        progress ? index.rebuild(progress, context.stop) : index.rebuild(progress_of(context), context.stop);
    context.end_progress();
    return status;
}

} // namespace axial::cli
