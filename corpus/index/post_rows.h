// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "corpus/index/row_map.h"
#include "corpus/record.h"
#include "corpus/result.h"
#include "corpus/study.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <vector>

/// The store's posts by row, as the index takes them.
namespace axial::corpus::index {

/// Reads posts through one connection, with statements that are kept.
class PostRows {
public:
    /// The study must outlive this.
    explicit PostRows(Study& study);
    PostRows(PostRows&&) noexcept;
    ~PostRows();

    /// Posts with text and spans, by row; stops at the first that fails.
    [[nodiscard]] Status for_each(const RowRange& range, const std::function<Status(const Post&)>& visit);
    /// Rows that there are.
    [[nodiscard]] Status for_each_row(const RowRange& range, const std::function<void(RowId)>& visit);
    [[nodiscard]] Result<std::int64_t> count(const RowRange& range);
    [[nodiscard]] Result<RowId> last();
    /// Rows up to `last` that changed after `change`.
    [[nodiscard]] Result<Rows> changed_after(std::int64_t change, RowId last);
    [[nodiscard]] Result<bool> any_changed_after(std::int64_t change, const RowRange& range);

private:
    struct Statements;
    std::unique_ptr<Statements> statements_;
};

/// What of `ranges` (sorted, apart) lies outside of `covered` (likewise).
[[nodiscard]] std::vector<RowRange> without(const std::vector<RowRange>& ranges,
                                            const std::vector<RowRange>& covered);

} // namespace axial::corpus::index
