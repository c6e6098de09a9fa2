// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/command.h"
#include "collectors/collection.h"

#include <memory>

namespace axial::cli {

/// Tells on stderr how a long run goes on: as a bar on a terminal, as plain lines elsewhere, or as one JSON
/// object a line for a program that watches (`--progress bar|lines|json`).
class Reporter {
public:
    virtual ~Reporter() = default;
    virtual void start(const corpus::Run& run) = 0;
    virtual void progress(const collectors::Progress& progress) = 0;
    virtual void wait(const collectors::Wait& wait) = 0;
    virtual void indexing(std::int64_t done, std::int64_t of) = 0;
    /// The end of the run; `outcome` with the error, if there was one.
    virtual void summary(std::string_view status, const std::map<std::string, std::int64_t>& counts,
                         const std::vector<std::string>& notes, const Status& outcome) = 0;

    /// Takes what is redrawn off the terminal, before something else is printed.
    virtual void clear() {}
};

/// The form that --progress asks for. The context must outlive it.
[[nodiscard]] Result<std::unique_ptr<Reporter>> make_reporter(const Context& context,
                                                              const Arguments& arguments);

} // namespace axial::cli
