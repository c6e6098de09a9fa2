// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace axial::tests {

/// What the real program did with a command line.
struct Ran {
    int status = -1; ///< exit status; -1: it did not end by itself
    std::string out, err;
};

/// Runs the axial program as a user would.
[[nodiscard]] Ran axial(const std::vector<std::string>& arguments);

} // namespace axial::tests
