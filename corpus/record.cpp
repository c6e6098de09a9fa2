// SPDX-License-Identifier: GPL-3.0-or-later
#include "corpus/record.h"

#include <fmt/format.h>

#include <array>

namespace axial::corpus {
namespace {
constexpr std::array<std::string_view, 4> visibility_names{"visible", "hidden", "deleted", "gone"};
} // namespace

std::string_view name_of(Visibility visibility) {
    return visibility_names[static_cast<std::size_t>(visibility)];
}

std::optional<Visibility> visibility_from(std::string_view name) {
    for (std::size_t i = 0; i < visibility_names.size(); ++i)
        if (visibility_names[i] == name)
            return static_cast<Visibility>(i);
    return std::nullopt;
}

std::string make_key(std::string_view source, std::string_view container, std::string_view kind,
                     std::string_view native_id) {
    return fmt::format("{}/{}/{}/{}", source, container, kind, native_id);
}

} // namespace axial::corpus
