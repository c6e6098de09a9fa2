// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "corpus/index/fields.h"
#include "corpus/record.h"

#include <xapian.h>

#include <string>
#include <string_view>
#include <unordered_map>

namespace axial::corpus::index {

/// Raised when the same post would give other terms: an index of another version is made anew.
inline constexpr int index_version = 4;

/// Positions left free between two texts that no phrase or NEAR may join: title, blocks, separate pieces of
/// code.
inline constexpr Xapian::termpos text_gap = 100;

/// English stems of words of ASCII letters, remembered since words repeat.
class Stems {
public:
    [[nodiscard]] const std::string& of(const std::string& word);

private:
    Xapian::Stem stem_{"en"};
    std::unordered_map<std::string, std::string> known_;
};

/// Makes the documents of the index out of posts, by the field table. A document's id is the post's row; its
/// data is "change hash", with the hash of title and text, so that the index can be compared with the store.
/// Every word is indexed with its position, however long the post.
class DocumentMaker {
public:
    [[nodiscard]] Xapian::Document document(const Post& post);

private:
    void add_text(Xapian::Document& document, std::string_view prefix, std::string_view text,
                  Xapian::termpos& position, bool stemmed);
    void add_written(Xapian::Document& document, std::string_view prefix, std::string_view text);
    void add_term(Xapian::Document& document, std::string_view prefix, const std::string& term, bool letters,
                  Xapian::termpos position, bool stemmed);
    void add_body(Xapian::Document& document, const CanonicalText& body);

    Stems stems_;
    std::string scratch_;
};

[[nodiscard]] std::string document_data(const Post& post);

/// The term of all posts of a thread, by thread_value() of its key (slots.h).
[[nodiscard]] std::string thread_term(std::string_view value);

/// The term, without positions, of an identifier of a text field in the case that it is written in.
[[nodiscard]] std::string written_term(const Field& field, std::string_view text);

} // namespace axial::corpus::index
