// SPDX-License-Identifier: GPL-3.0-or-later
#include "coding_ui/values.h"

#include <algorithm>

namespace axial::coding_ui {

bool ThreadRow::asked() const {
    return std::any_of(posts.begin(), posts.end(), [](const PostPlace& post) { return post.in_round; });
}

bool ThreadRow::to_do() const {
    return std::any_of(posts.begin(), posts.end(),
                       [](const PostPlace& post) { return post.in_round && !post.done; });
}

} // namespace axial::coding_ui
