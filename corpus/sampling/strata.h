// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "corpus/index/slots.h"
#include "corpus/result.h"

#include <string>
#include <string_view>
#include <vector>

namespace axial::corpus::sampling {

/// What is drawn. A thread brings those of its posts that are in the frame.
enum class Unit { post, thread };
[[nodiscard]] std::string_view name_of(Unit unit);

/// What strata are made by. A post's value comes out of the same slot in a study and in a shard, so that both
/// make the same strata; a thread is where its oldest post in the frame is.
struct StratumField {
    std::string name; ///< "year", "tag:security"
    index::Slot slot = index::source_slot;
    std::size_t length = std::string::npos; ///< so much of the slot's value
    std::string tag;                        ///< in lower case: "yes" for posts that have it, else "no"
};

/// "source", "source,year", "language,tag:security" as its fields; none for "". Fails with the names there are.
[[nodiscard]] Result<std::vector<StratumField>> strata_fields(std::string_view by);
/// The names for the help: "source, site, …".
[[nodiscard]] std::string strata_names();

/// The value of a field, given what is in its slot. "unknown" where there is none.
[[nodiscard]] std::string stratum_value(const StratumField& field, std::string_view in_slot);
/// A stratum's name by the values of all fields: "github / 2024"; "all" where there are none.
[[nodiscard]] std::string stratum_name(const std::vector<std::string>& values);

} // namespace axial::corpus::sampling
