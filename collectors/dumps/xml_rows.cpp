// SPDX-License-Identifier: GPL-3.0-or-later
#include "collectors/dumps/xml_rows.h"

#include <expat.h>
#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <exception>
#include <fstream>
#include <memory>
#include <string>

namespace axial::collectors::dumps {
namespace {

constexpr int chunk = 1 << 20;
constexpr std::int64_t longest_row = 64LL << 20;

/// What expat's callbacks work on. The first error wins and stops the parser.
class Walk {
public:
    Walk(std::string place, std::string_view root, const std::function<Status(const XmlRow&)>& visit)
        : place_(std::move(place)),
          root_(root),
          visit_(visit),
          parser_(XML_ParserCreate("UTF-8"), XML_ParserFree) {
        XML_SetUserData(parser_.get(), this);
        XML_SetElementHandler(parser_.get(), on_start, on_end);
        XML_SetCharacterDataHandler(parser_.get(), on_text);
        XML_SetStartDoctypeDeclHandler(parser_.get(), on_doctype);
    }

    /// False at the end.
    [[nodiscard]] Result<bool> feed(ByteStream& stream) {
        void* buffer = XML_GetBuffer(parser_.get(), chunk);
        if (buffer == nullptr)
            return world_fault("out of memory", here());
        AXIAL_ASSIGN(const std::size_t got, stream.read(static_cast<char*>(buffer), chunk));
        fed_ += static_cast<std::int64_t>(got);
        const bool at_end = got == 0;
        if (XML_ParseBuffer(parser_.get(), static_cast<int>(got), at_end ? 1 : 0) == XML_STATUS_ERROR)
            return fail(error_ ? *error_ : syntax_error(at_end));
        if (!at_end && fed_ - XML_GetCurrentByteIndex(parser_.get()) > longest_row)
            return bad_input("a row of more than 64 MiB", here());
        return !at_end;
    }
    [[nodiscard]] std::int64_t fed() const { return fed_; }

private:
    static Walk& self(void* data) { return *static_cast<Walk*>(data); }
    static void on_start(void* data, const char* name, const char** attributes) {
        self(data).start(name, attributes);
    }
    static void on_end(void* data, const char*) { --self(data).depth_; }
    static void on_text(void* data, const char* text, int length) {
        const std::string_view view(text, static_cast<std::size_t>(length));
        if (view.find_first_not_of(" \t\r\n") != std::string_view::npos)
            self(data).not_a_dump("text where rows are expected");
    }
    static void on_doctype(void* data, const char*, const char*, const char*, int) {
        self(data).not_a_dump("a document type declaration, which no dump has");
    }

    void start(std::string_view name, const char** attributes) {
        ++depth_;
        if (error_)
            return;
        if (depth_ == 1) {
            if (name != root_)
                not_a_dump(fmt::format("the root element is <{}>, not <{}>", name.substr(0, 40), root_));
        } else if (depth_ > 2 || name != "row") {
            not_a_dump(fmt::format("an element <{}> where only rows are expected", name.substr(0, 40)));
        } else {
            visit_row(attributes);
        }
    }

    // Nothing may be thrown through expat, which is C.
    void visit_row(const char** attributes) {
        try {
            Status status = visit_(XmlRow(attributes, XML_GetCurrentLineNumber(parser_.get())));
            if (!status) {
                Error error = std::move(status).error();
                if (error.where.empty() && error.fault != Fault::cancelled)
                    error.where = here();
                stop_with(std::move(error));
            }
        } catch (const std::exception& exception) {
            stop_with({Fault::world, exception.what(), here(), {}});
        }
    }

    void not_a_dump(std::string what) {
        stop_with({Fault::input, std::move(what), here(), "is this a file of a Stack Exchange data dump?"});
    }
    void stop_with(Error error) {
        if (error_)
            return;
        error_ = std::move(error);
        XML_StopParser(parser_.get(), XML_FALSE);
    }
    [[nodiscard]] std::string here() const {
        return fmt::format("{}:{}", place_, XML_GetCurrentLineNumber(parser_.get()));
    }
    [[nodiscard]] Error syntax_error(bool at_end) const {
        const XML_Error code = XML_GetErrorCode(parser_.get());
        const bool cut = at_end && (code == XML_ERROR_NO_ELEMENTS || code == XML_ERROR_UNCLOSED_TOKEN ||
                                    code == XML_ERROR_PARTIAL_CHAR || code == XML_ERROR_UNCLOSED_CDATA_SECTION);
        return {Fault::input,
                fmt::format("{}: {}", cut ? "the file is cut off" : "broken XML or invalid UTF-8",
                            XML_ErrorString(code)),
                here(), "unpack or download the dump again"};
    }

    std::string place_;
    std::string_view root_;
    const std::function<Status(const XmlRow&)>& visit_;
    std::unique_ptr<XML_ParserStruct, decltype(&XML_ParserFree)> parser_;
    int depth_ = 0;
    std::int64_t fed_ = 0;
    std::optional<Error> error_;
};

class File : public ByteStream {
public:
    explicit File(const std::filesystem::path& path) : path_(path), stream_(path, std::ios::binary) {}
    [[nodiscard]] bool is_open() const { return stream_.is_open(); }
    Result<std::size_t> read(char* into, std::size_t most) override {
        stream_.read(into, static_cast<std::streamsize>(most));
        if (stream_.bad())
            return world_fault("cannot be read", place());
        return static_cast<std::size_t>(stream_.gcount());
    }
    std::string place() const override { return path_.string(); }

private:
    std::filesystem::path path_;
    std::ifstream stream_;
};

} // namespace

Result<std::unique_ptr<ByteStream>> open_file(const std::filesystem::path& file) {
    auto opened = std::make_unique<File>(file);
    if (!opened->is_open())
        return bad_input("cannot be read", file.string(), "check its permissions");
    return std::unique_ptr<ByteStream>(std::move(opened));
}

std::optional<std::string_view> XmlRow::find(std::string_view name) const {
    for (const char* const* at = attributes_; *at != nullptr; at += 2)
        if (name == at[0])
            return at[1];
    return std::nullopt;
}

std::optional<std::int64_t> XmlRow::number(std::string_view name) const {
    const auto text = find(name);
    std::int64_t value = 0;
    if (!text)
        return std::nullopt;
    const auto [end, error] = std::from_chars(text->data(), text->data() + text->size(), value);
    if (error != std::errc() || end != text->data() + text->size())
        return std::nullopt;
    return value;
}

void XmlRow::for_each(const std::function<void(std::string_view, std::string_view)>& visit) const {
    for (const char* const* at = attributes_; *at != nullptr; at += 2)
        visit(at[0], at[1]);
}

Status for_each_row(ByteStream& stream, std::string_view root, std::int64_t size,
                    const std::function<Status(const XmlRow&)>& visit, const std::stop_token& stop,
                    const BytesRead& progress) {
    Walk walk(stream.place(), root, visit);
    for (bool more = true; more;) {
        if (stop.stop_requested())
            return cancelled();
        AXIAL_ASSIGN(more, walk.feed(stream));
        if (progress)
            progress(std::min(walk.fed(), size), size);
    }
    return {};
}

} // namespace axial::collectors::dumps
