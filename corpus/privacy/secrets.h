// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "corpus/privacy/stretches.h"

namespace axial::corpus::privacy {

/// Passwords, tokens and keys in a text, in its order and disjoint: those whose form gives them away (GitHub,
/// Hugging Face, AWS, OpenAI, Anthropic, Google, Slack, Stripe, npm, PyPI …, JSON web tokens, private keys in
/// PEM), passwords in URLs, what follows "Authorization: Bearer", and random-looking values of names such as
/// api_key or TOKEN. Placeholders ("hf_xxxxxxxx", "user:password@host", "$TOKEN") are not secrets. A password
/// of ordinary words cannot be told from other words.
[[nodiscard]] std::vector<Stretch> find_secrets(std::string_view text);

} // namespace axial::corpus::privacy
