// SPDX-License-Identifier: GPL-3.0-or-later
#include "collectors/http/json.h"

#include "corpus/text/canonical_text.h"

#include <fmt/format.h>

namespace axial::collectors {
namespace {

constexpr std::string_view replacement_escape = "\\ufffd";

std::optional<unsigned> hex4(std::string_view text) {
    if (text.size() < 4)
        return std::nullopt;
    unsigned value = 0;
    for (const char c : text.substr(0, 4)) {
        const int digit = c >= '0' && c <= '9'   ? c - '0'
                          : c >= 'a' && c <= 'f' ? c - 'a' + 10
                          : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                                 : -1;
        if (digit < 0)
            return std::nullopt;
        value = value * 16 + static_cast<unsigned>(digit);
    }
    return value;
}

bool is_high(unsigned unit) {
    return unit >= 0xD800 && unit < 0xDC00;
}
bool is_low(unsigned unit) {
    return unit >= 0xDC00 && unit < 0xE000;
}

/// Copies the escape that `text` begins with (or what stands for it); returns how many bytes of `text` that
/// was.
std::size_t copy_escape(std::string_view text, std::string& out) {
    if (text.size() < 2)
        return out.append(text), text.size();
    if (text[1] != 'u') {
        if (std::string_view("\"\\/bfnrt").find(text[1]) == std::string_view::npos) {
            out.append("\\\\"); // a backslash that escapes nothing stands for itself
            return 1;
        }
        return out.append(text.substr(0, 2)), 2;
    }
    const auto unit = hex4(text.substr(2));
    if (!unit)
        return out.append("\\\\"), 1;
    if (is_high(*unit) && text.substr(6).starts_with("\\u"))
        if (const auto second = hex4(text.substr(8)); second && is_low(*second))
            return out.append(text.substr(0, 12)), 12;
    if (is_high(*unit) || is_low(*unit))
        out.append(replacement_escape);
    else
        out.append(text.substr(0, 6));
    return 6;
}

std::string_view without_mark(std::string_view body) {
    if (body.starts_with("\xEF\xBB\xBF"))
        body.remove_prefix(3);
    return body;
}

} // namespace

std::string mend_json(std::string_view body) {
    std::string valid;
    body = without_mark(body);
    if (!simdjson::validate_utf8(body.data(), body.size())) {
        valid = corpus::clean_utf8(body);
        body = valid;
    }
    std::string out;
    out.reserve(body.size() + 64);
    bool in_string = false;
    for (std::size_t i = 0; i < body.size();) {
        const char c = body[i];
        if (in_string && c == '\\') {
            i += copy_escape(body.substr(i), out);
            continue;
        }
        if (c == '"')
            in_string = !in_string;
        if (in_string && static_cast<unsigned char>(c) < 0x20)
            fmt::format_to(std::back_inserter(out), "\\u{:04x}", static_cast<unsigned>(c));
        else
            out.push_back(c);
        ++i;
    }
    return out;
}

struct JsonDocument::Parser {
    simdjson::dom::parser parser;
};

JsonDocument::JsonDocument() : parser_(std::make_unique<Parser>()) {
}
JsonDocument::~JsonDocument() = default;

Json JsonDocument::root() const {
    return root_;
}

Result<std::shared_ptr<const JsonDocument>> JsonDocument::parse(std::string_view body) {
    auto document = std::make_shared<JsonDocument>();
    body = without_mark(body);
    simdjson::dom::element root;
    auto problem = document->parser_->parser.parse(body.data(), body.size()).get(root);
    if (problem == simdjson::STRING_ERROR || problem == simdjson::UTF8_ERROR ||
        problem == simdjson::UNESCAPED_CHARS) {
        const std::string mended = mend_json(body);
        document->mended_ = true;
        problem = document->parser_->parser.parse(mended.data(), mended.size()).get(root);
    }
    if (problem != simdjson::SUCCESS)
        return world_fault(fmt::format("the answer is not JSON: {}", simdjson::error_message(problem)));
    document->root_ = Json(root);
    return std::shared_ptr<const JsonDocument>(std::move(document));
}

Json Json::operator[](std::string_view key) const {
    simdjson::dom::element found;
    if (!is_object() || element_->at_key(key).get(found) != simdjson::SUCCESS)
        return {};
    return Json(found);
}

std::vector<Json> Json::items() const {
    std::vector<Json> result;
    simdjson::dom::array array;
    if (!element_ || element_->get(array) != simdjson::SUCCESS)
        return result;
    for (const auto item : array)
        result.emplace_back(item);
    return result;
}

std::string Json::raw_text() const {
    std::string_view value;
    if (!element_ || element_->get(value) != simdjson::SUCCESS)
        return {};
    return std::string(value);
}

std::string Json::text() const {
    return corpus::fold_white_space(corpus::clean_utf8(raw_text()));
}

std::optional<std::int64_t> Json::integer() const {
    std::int64_t value = 0;
    if (!element_ || element_->get(value) != simdjson::SUCCESS)
        return std::nullopt;
    return value;
}

std::string Json::id() const {
    if (const auto number = integer())
        return std::to_string(*number);
    std::uint64_t large = 0;
    if (element_ && element_->get(large) == simdjson::SUCCESS)
        return std::to_string(large);
    return text();
}

bool Json::is_true() const {
    bool value = false;
    return element_ && element_->get(value) == simdjson::SUCCESS && value;
}

std::optional<Time> Json::time() const {
    return is_string() ? parse_time(raw_text()) : std::nullopt;
}

std::string Json::dump() const {
    return element_ ? simdjson::minify(*element_) : std::string();
}

} // namespace axial::collectors
