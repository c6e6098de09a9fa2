// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/near_duplicate_options.h"

namespace axial::cli {

Result<corpus::NearDuplicateOptions> near_duplicate_options(const Arguments& arguments, corpus::AlikeBy by) {
    corpus::NearDuplicateOptions options;
    options.by = by;
    if (arguments.has("by")) {
        AXIAL_ASSIGN(const auto name, arguments.one_of("by", {"thread", "post"}));
        options.by = name == "thread" ? corpus::AlikeBy::thread : corpus::AlikeBy::post;
    }
    AXIAL_ASSIGN(options.similarity, arguments.decimal("similarity", options.similarity, 0.1, 1));
    return options;
}

std::string_view name_of(corpus::AlikeBy by) {
    return by == corpus::AlikeBy::thread ? "thread" : "post";
}

} // namespace axial::cli
