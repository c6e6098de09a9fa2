// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "scanner/mentions.h"

#include <optional>
#include <string>
#include <string_view>

/// Inside of the mention finder: which model repository an address leads to.
namespace axial::scanner {

struct UrlModel {
    std::string model;
    double confidence = 1;
};

/// `url` with or without its scheme. `cloned`: it is what `git clone` is given, so that a path of one part is a
/// model and not a person's page.
[[nodiscard]] std::optional<UrlModel> model_of_url(std::string_view url, bool cloned, const KnownModels& known);

/// The model whose own tracker the context lies in: a Hub discussion, an issue of a PyTorch Hub repository that
/// is known or official, or of OpenMMLab.
[[nodiscard]] std::optional<std::string> native_model(const MentionContext& context, const KnownModels& known);

} // namespace axial::scanner
