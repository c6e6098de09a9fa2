// SPDX-License-Identifier: GPL-3.0-or-later
#include "corpus/result.h"

#include <algorithm>

namespace axial {

std::string Error::line() const {
    std::string text;
    if (!where.empty())
        text += where + ": ";
    text += what;
    if (!hint.empty())
        text += " (" + hint + ")";
    // Servers and files speak here too: nothing of theirs may move a terminal's cursor or change its colours.
    std::replace_if(
        text.begin(), text.end(), [](unsigned char c) { return c < 0x20 || c == 0x7F; }, ' ');
    return text;
}

int Error::exit_status() const {
    switch (fault) {
    case Fault::usage:
        return 2;
    case Fault::cancelled:
        return 130;
    case Fault::input:
    case Fault::world:
        break;
    }
    return 1;
}

} // namespace axial
