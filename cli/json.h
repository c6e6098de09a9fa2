// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "corpus/post_json.h"

#include <nlohmann/json.hpp>

namespace axial::cli {
using corpus::post_json;
} // namespace axial::cli
