// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "corpus/index/search_index.h"
#include "corpus/index/slots.h"

#include <xapian.h>

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace axial::corpus::index {

struct FacetField {
    std::string_view name;
    Slot slot;
    bool by_time = false; ///< all values, in order of time
    bool several = false; ///< a post may have several values, joined by '\0'
};

/// What hits can be counted by.
inline constexpr FacetField facet_fields[] = {
    {"source", source_slot},        {"site", site_slot}, {"repo", repo_slot},
    {"author", author_slot},        {"kind", kind_slot}, {"state", state_slot},
    {"tag", tag_slot, false, true}, {"lang", lang_slot}, {"month", month_slot, true, false},
};

/// Fails with the names there are.
[[nodiscard]] Result<const FacetField*> facet_field(std::string_view name);

/// Counts values of slots over the documents that a match shows it, in one pass for all of them. Made of
/// Xapian's own spies, which count at the far end of a remote shard and send the sums.
class SlotCounts {
public:
    void add(Slot slot);
    void watch(Xapian::Enquire& enquire) const;
    [[nodiscard]] std::map<std::string, std::int64_t> values(Slot slot) const;
    [[nodiscard]] bool empty() const { return spies_.empty(); }

private:
    std::map<Slot, std::unique_ptr<Xapian::ValueCountMatchSpy>> spies_;
};

/// `counts` as a facet of at most `most` values; "month" has all of them.
[[nodiscard]] Facet facet_of(const FacetField& field, const std::map<std::string, std::int64_t>& counts,
                             std::size_t most);

} // namespace axial::corpus::index
