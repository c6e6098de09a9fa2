// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "corpus/result.h"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>

namespace axial::collectors::dumps {

/// One <row …/> of a Stack Exchange dump: attributes only. Valid only during the call that it is handed to.
class XmlRow {
public:
    XmlRow(const char* const* attributes, std::size_t line) : attributes_(attributes), line_(line) {}

    [[nodiscard]] std::optional<std::string_view> find(std::string_view name) const;
    /// Empty where there is no such attribute.
    [[nodiscard]] std::string_view get(std::string_view name) const { return find(name).value_or(""); }
    /// Nothing where there is no such attribute or it is not a whole number.
    [[nodiscard]] std::optional<std::int64_t> number(std::string_view name) const;
    [[nodiscard]] std::size_t line() const { return line_; }
    void for_each(const std::function<void(std::string_view, std::string_view)>& visit) const;

private:
    const char* const* attributes_; ///< name, value, name, value …, null
    std::size_t line_;
};

/// Told now and then: bytes read, bytes of the file.
using BytesRead = std::function<void(std::int64_t, std::int64_t)>;

/// Bytes one after the other, from a file or out of an archive.
class ByteStream {
public:
    virtual ~ByteStream() = default;
    /// How many bytes came; 0 at the end.
    [[nodiscard]] virtual Result<std::size_t> read(char* into, std::size_t most) = 0;
    /// As errors name it.
    [[nodiscard]] virtual std::string place() const = 0;
};
[[nodiscard]] Result<std::unique_ptr<ByteStream>> open_file(const std::filesystem::path& file);

/// Streams what has the form <root><row …/><row …/></root> in constant memory. A byte order mark, CRLF and
/// comments are fine. Fails with file and line on anything else: truncated or broken XML, invalid UTF-8, a
/// document type (so that no entity can be declared), another root, elements inside rows, text outside
/// attributes, a row of more than 64 MiB. An error that `visit` returns stops the walk and is passed on, with
/// the line where it has no place yet.
/// `size` is only for `progress`.
[[nodiscard]] Status for_each_row(ByteStream& stream, std::string_view root, std::int64_t size,
                                  const std::function<Status(const XmlRow&)>& visit,
                                  const std::stop_token& stop, const BytesRead& progress = {});

} // namespace axial::collectors::dumps
