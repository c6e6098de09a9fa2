// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "corpus/result.h"
#include "corpus/time.h"

#include <simdjson.h>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// Reading payloads. Included by sources of collectors/ only: simdjson stays inside.
namespace axial::collectors {

/// A value somewhere in a JsonDocument, or nothing. Every question has an answer: what is missing or of another
/// type is empty, because services leave out and rename fields without notice.
class Json {
public:
    Json() = default;
    explicit Json(simdjson::dom::element element) : element_(element) {}

    [[nodiscard]] bool exists() const { return element_.has_value(); } ///< null exists
    [[nodiscard]] bool is_object() const { return element_ && element_->is_object(); }
    [[nodiscard]] bool is_array() const { return element_ && element_->is_array(); }
    [[nodiscard]] bool is_string() const { return element_ && element_->is_string(); }
    [[nodiscard]] Json operator[](std::string_view key) const;
    [[nodiscard]] std::vector<Json> items() const;

    /// As it came, U+0000 included.
    [[nodiscard]] std::string raw_text() const;
    /// One clean line of text, for titles, names and labels.
    [[nodiscard]] std::string text() const;
    [[nodiscard]] std::optional<std::int64_t> integer() const;
    /// The decimal digits of an integer, a string as it is, else empty: ids come as either.
    [[nodiscard]] std::string id() const;
    [[nodiscard]] bool is_true() const;
    [[nodiscard]] std::optional<Time> time() const;
    /// As compact JSON.
    [[nodiscard]] std::string dump() const;

private:
    std::optional<simdjson::dom::element> element_;
};

/// A parsed payload. A byte order mark, invalid UTF-8, lone surrogates and bare control characters in strings
/// are mended (the characters become U+FFFD or escapes); anything else that is not JSON is an error.
class JsonDocument {
public:
    [[nodiscard]] static Result<std::shared_ptr<const JsonDocument>> parse(std::string_view body);
    JsonDocument();
    ~JsonDocument();
    JsonDocument(const JsonDocument&) = delete;
    JsonDocument& operator=(const JsonDocument&) = delete;

    [[nodiscard]] Json root() const;
    /// True if the body had to be mended.
    [[nodiscard]] bool was_mended() const { return mended_; }

private:
    struct Parser; // its layout depends on how simdjson is compiled
    std::unique_ptr<Parser> parser_;
    Json root_;
    bool mended_ = false;
};

/// The body with what simdjson refuses in strings made acceptable; JSON that was valid stays as it is.
[[nodiscard]] std::string mend_json(std::string_view body);

} // namespace axial::collectors
