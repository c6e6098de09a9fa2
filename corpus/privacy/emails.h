// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "corpus/privacy/stretches.h"

namespace axial::corpus::privacy {

/// E-mail addresses in a text, in its order. Those of noreply accounts and of example.com count, too. Not
/// found: what has no dot or no known top-level domain (`a @ b.transpose` written together), versions
/// (`package@1.2.3`), hosts to log in at (`git@github.com:o/r`, `ssh me@host.org`, `https://me@host.org`), and
/// addresses that are spelt out ("me at host dot org").
[[nodiscard]] std::vector<Stretch> find_emails(std::string_view text);

} // namespace axial::corpus::privacy
