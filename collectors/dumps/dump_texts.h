// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "collectors/dumps/dump_plan.h"
#include "corpus/raw_store.h"

#include <optional>
#include <string>

namespace axial::collectors::dumps {

/// The Markdown of the wanted posts, out of PostHistory.xml. It has no order that fits Posts.xml, and is too
/// large for memory: the newest texts, and only those, lie in a file while the posts are stored. Removed by the
/// destructor.
class DumpTexts {
public:
    /// `file` is made anew; one that a killed import left behind is overwritten.
    explicit DumpTexts(std::filesystem::path file) : file_(std::move(file)) { remove(); }
    ~DumpTexts();
    DumpTexts(const DumpTexts&) = delete;
    DumpTexts& operator=(const DumpTexts&) = delete;

    [[nodiscard]] Status read(const DumpSource& source, DumpPlan& plan, const DumpPlan::Progress& progress,
                              const std::stop_token& stop);
    /// Nothing where the dump has no text of the post but its HTML.
    [[nodiscard]] Result<std::optional<std::string>> of(const DumpPost& post) const;

private:
    void remove() const;

    std::filesystem::path file_;
    std::optional<corpus::RawStore> texts_;
};

} // namespace axial::collectors::dumps
