// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "corpus/result.h"
#include "corpus/study.h"

#include <filesystem>
#include <string>
#include <string_view>

namespace axial::corpus::privacy {

/// Handles in the place of names. A handle depends on the key, the place and the name alone, so it is the same
/// in every run and in every order. The key lies beside study.db in `pseudonyms.key`: who has it can try out
/// names, who has not cannot.
class Pseudonyms {
public:
    static constexpr const char* file_name = "pseudonyms.key";

    /// The key of the study. Fails if it is not there, or is another than the study's handles were made with.
    [[nodiscard]] static Result<Pseudonyms> open(const Study& study);
    /// The same, but makes a key (readable by its owner only) where there is none.
    [[nodiscard]] static Result<Pseudonyms> open_or_create(Study& study);
    /// A key that is kept nowhere, to find out what pseudonyms would change.
    [[nodiscard]] static Pseudonyms for_rehearsal();

    /// "author-" and 14 characters, for somebody at a site (accounts of two forums have nothing to do with each
    /// other). ASCII case of the name does not matter. A handle of this key stays what it is.
    [[nodiscard]] std::string handle(std::string_view source, std::string_view site,
                                     std::string_view name) const;
    /// Whether this key made it.
    [[nodiscard]] bool is_handle(std::string_view name) const;

private:
    explicit Pseudonyms(std::string key) : key_(std::move(key)) {}
    /// The first characters of a keyed hash.
    [[nodiscard]] std::string letters(std::string_view message, std::size_t count) const;
    /// So that another key is not taken for it.
    [[nodiscard]] Status remember(Study& study) const;
    [[nodiscard]] static Result<Pseudonyms> read(const std::filesystem::path& file);
    std::string key_; ///< 32 bytes
};

} // namespace axial::corpus::privacy
