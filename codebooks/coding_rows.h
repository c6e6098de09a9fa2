// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

/// How codings lie in the table of that name, for queries in which it is `c`.
namespace axial::codebooks {

/// SQL: the number, in this study, of the revision that the coding `c` is about. Each copy of a study numbers
/// revisions by what it happened to fetch; the hash of the markup (c.body) says which one is meant.
inline constexpr const char* coding_revision =
    "coalesce((SELECT max(same.number) FROM posts about JOIN revisions same ON same.post_id = about.id WHERE "
    "about.key = c.post AND c.body <> '' AND same.body_sha256 = c.body), c.revision)";

} // namespace axial::codebooks
