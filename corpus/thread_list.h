// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "corpus/record.h"
#include "corpus/result.h"
#include "corpus/study.h"

#include <string>
#include <vector>

namespace axial::corpus {

/// A thread with the names of its posts and none of their texts.
struct ListedThread {
    struct Post {
        RowId row = 0;
        std::string key;
    };
    Thread thread;
    std::vector<Post> posts; ///< in the order of the thread
};

/// Every thread that has posts, newest first: what a list needs, in one query.
[[nodiscard]] Result<std::vector<ListedThread>> list_threads(const Study& study);

} // namespace axial::corpus
