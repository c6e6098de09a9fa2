// SPDX-License-Identifier: GPL-3.0-or-later
#include "collectors/dumps/gh_archive_lines.h"

#include <zlib.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <memory>
#include <system_error>
#include <vector>

namespace axial::collectors::dumps {
namespace {

constexpr std::size_t chunk_bytes = 256U << 10U;
constexpr std::size_t first_split = 8U << 20U; ///< a line that reaches this may be many events
constexpr std::string_view white = " \t\r";

std::string_view trimmed(std::string_view text) {
    const auto begin = text.find_first_not_of(white);
    if (begin == std::string_view::npos)
        return {};
    return text.substr(begin, text.find_last_not_of(white) - begin + 1);
}

/// Behind the brace that closes the object which `text` begins with; npos where it is not closed.
std::size_t object_end(std::string_view text) {
    if (!text.starts_with('{'))
        return std::string_view::npos;
    std::size_t depth = 0;
    bool in_string = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (in_string && c == '\\')
            ++i;
        else if (c == '"')
            in_string = !in_string;
        else if (!in_string && c == '{')
            ++depth;
        else if (!in_string && c == '}' && --depth == 0)
            return i + 1;
    }
    return std::string_view::npos;
}

/// Cuts a stream of bytes into events.
class Splitter {
public:
    explicit Splitter(const std::function<Status(const ArchiveLine&)>& visit) : visit_(visit) {}

    [[nodiscard]] Status feed(std::string_view bytes) {
        while (!bytes.empty()) {
            const auto end = bytes.find('\n');
            const auto piece = bytes.substr(0, end);
            anything_ = true;
            if (end != std::string_view::npos && pending_.empty() && !skipping_) {
                AXIAL_TRY(end_line(piece)); // the usual case, without a copy
            } else {
                AXIAL_TRY(append(piece));
                if (end != std::string_view::npos)
                    AXIAL_TRY(end_pending());
            }
            if (end == std::string_view::npos)
                return {};
            ++line_;
            bytes.remove_prefix(end + 1);
        }
        return {};
    }
    [[nodiscard]] Status finish() {
        AXIAL_TRY(end_pending());
        if (indented_.empty())
            return {};
        const std::string rest = std::move(indented_);
        return visit_({rest, indented_line_, {}});
    }
    [[nodiscard]] bool anything() const { return anything_; }
    [[nodiscard]] std::size_t lines() const { return line_; }

private:
    [[nodiscard]] Status append(std::string_view piece) {
        if (skipping_)
            return {};
        pending_ += piece;
        if (pending_.size() < next_split_)
            return {};
        AXIAL_ASSIGN(const std::size_t taken, take_objects(pending_));
        pending_.erase(0, taken);
        next_split_ = std::clamp(2 * pending_.size(), first_split, longest_archive_line + 1);
        return pending_.size() > longest_archive_line ? drop_line() : Status{};
    }
    [[nodiscard]] Status drop_line() {
        pending_ = {};
        indented_ = {};
        skipping_ = true;
        return visit_({{}, line_, "it is longer than 64 MiB"});
    }
    [[nodiscard]] Status end_pending() {
        next_split_ = first_split;
        if (skipping_) {
            skipping_ = false;
            return {};
        }
        const std::string text = std::move(pending_);
        pending_.clear();
        return end_line(text);
    }
    [[nodiscard]] Status end_line(std::string_view text) {
        if (line_ == 1 && text.starts_with("\xEF\xBB\xBF"))
            text.remove_prefix(3);
        const auto event = trimmed(text);
        if (event.empty())
            return {};
        if (!form_is_known_) {
            form_is_known_ = true;
            is_indented_ = event == "{";
        }
        if (is_indented_ && event.starts_with("{\"")) { // after all there is an event on one line
            is_indented_ = false;
            const std::string broken = std::move(indented_);
            indented_.clear();
            if (!broken.empty())
                AXIAL_TRY(visit_({broken, indented_line_, {}}));
        }
        if (is_indented_)
            return end_indented_line(text);
        if (event.find("}{") == std::string_view::npos && event.find("} {") == std::string_view::npos)
            return visit_({event, line_, {}});
        AXIAL_ASSIGN(const std::size_t taken, take_objects(event));
        const auto rest = trimmed(event.substr(taken));
        return rest.empty() ? Status{} : visit_({rest, line_, {}});
    }
    /// An indented event ends with a brace in the first column.
    [[nodiscard]] Status end_indented_line(std::string_view text) {
        if (indented_.empty())
            indented_line_ = line_;
        if (indented_.size() + text.size() > longest_archive_line) {
            indented_ = {};
            return visit_({{}, indented_line_, "it is longer than 64 MiB"});
        }
        indented_ += text;
        indented_ += '\n';
        if (!text.starts_with('}'))
            return {};
        const std::string event = std::move(indented_);
        indented_.clear();
        return visit_({event, indented_line_, {}});
    }
    /// Hands out the whole objects that `text` begins with; returns how many bytes that was.
    [[nodiscard]] Result<std::size_t> take_objects(std::string_view text) {
        std::size_t taken = 0;
        while (true) {
            auto begin = text.find_first_not_of(white, taken);
            if (begin == std::string_view::npos)
                return text.size();
            const auto size = object_end(text.substr(begin));
            if (size == std::string_view::npos)
                return taken;
            AXIAL_TRY(visit_({text.substr(begin, size), line_, {}}));
            taken = begin + size;
        }
    }

    const std::function<Status(const ArchiveLine&)>& visit_;
    std::string pending_; ///< of a line that goes on in the next bytes
    std::string indented_;
    std::size_t line_ = 1, indented_line_ = 1, next_split_ = first_split;
    bool skipping_ = false, anything_ = false, form_is_known_ = false, is_indented_ = false;
};

/// zlib's state, freed in any case.
class Inflater {
public:
    Inflater() : ready_(inflateInit2(&stream_, 15 + 16) == Z_OK), out_(chunk_bytes) {}
    ~Inflater() {
        if (ready_)
            inflateEnd(&stream_);
    }
    Inflater(const Inflater&) = delete;
    Inflater& operator=(const Inflater&) = delete;

    [[nodiscard]] bool ready() const { return ready_; }
    [[nodiscard]] bool damaged() const { return damaged_; }
    /// True where a member is complete and nothing of another has come.
    [[nodiscard]] bool between_members() const { return ended_; }

    [[nodiscard]] Status feed(std::string_view bytes, Splitter& splitter, const std::stop_token& stop) {
        stream_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
        stream_.avail_in = static_cast<uInt>(bytes.size());
        // Output may be left in zlib when the input is used up: go on until it fills no whole buffer.
        for (bool full = true; (stream_.avail_in > 0 || full) && !damaged_;) {
            if (stop.stop_requested())
                return cancelled();
            if (ended_ && !next_member())
                return {};
            stream_.next_out = reinterpret_cast<Bytef*>(out_.data());
            stream_.avail_out = static_cast<uInt>(out_.size());
            const int outcome = inflate(&stream_, Z_NO_FLUSH);
            damaged_ = outcome != Z_OK && outcome != Z_STREAM_END && outcome != Z_BUF_ERROR;
            ended_ = outcome == Z_STREAM_END;
            const std::size_t size = out_.size() - stream_.avail_out;
            full = size == out_.size() && !ended_;
            AXIAL_TRY(splitter.feed({out_.data(), size}));
        }
        return {};
    }

private:
    /// Begins the next member; false where only padding is left of the input.
    bool next_member() {
        while (stream_.avail_in > 0 && *stream_.next_in == 0) {
            ++stream_.next_in;
            --stream_.avail_in;
        }
        if (stream_.avail_in == 0)
            return false;
        ended_ = false;
        return inflateReset(&stream_) == Z_OK;
    }

    z_stream stream_{};
    bool ready_, damaged_ = false, ended_ = false;
    std::vector<char> out_;
};

struct Close {
    void operator()(std::FILE* file) const { std::fclose(file); }
};

} // namespace

Result<ArchiveEnd> for_each_line(const std::filesystem::path& file,
                                 const std::function<Status(const ArchiveLine&)>& visit,
                                 const std::stop_token& stop,
                                 const std::function<void(std::int64_t, std::int64_t)>& progress) {
    const std::unique_ptr<std::FILE, Close> input(std::fopen(file.c_str(), "rb"));
    if (!input)
        return bad_input(std::string("cannot be opened: ") + std::strerror(errno), file.string());
    std::error_code ignored;
    const auto of = static_cast<std::int64_t>(std::filesystem::file_size(file, ignored));
    std::vector<char> chunk(chunk_bytes);
    Splitter splitter(visit);
    Inflater inflater;
    if (!inflater.ready())
        return world_fault("zlib could not be started", file.string());
    bool gzipped = false;
    std::int64_t done = 0;
    while (!inflater.damaged()) {
        const std::size_t size = std::fread(chunk.data(), 1, chunk.size(), input.get());
        if (size == 0)
            break;
        if (stop.stop_requested())
            return cancelled();
        const std::string_view bytes(chunk.data(), size);
        if (done == 0)
            gzipped = bytes.starts_with("\x1F\x8B");
        done += static_cast<std::int64_t>(size);
        AXIAL_TRY(gzipped ? inflater.feed(bytes, splitter, stop) : splitter.feed(bytes));
        if (progress)
            progress(done, of);
    }
    if (std::ferror(input.get()) != 0)
        return world_fault("cannot be read to its end", file.string());
    AXIAL_TRY(splitter.finish());
    using Kind = ArchiveEnd::Kind;
    const Kind kind = gzipped && inflater.damaged()            ? Kind::damaged
                      : gzipped && !inflater.between_members() ? Kind::truncated
                      : !splitter.anything()                   ? Kind::empty
                                                               : Kind::whole;
    return ArchiveEnd{kind, splitter.lines()};
}

} // namespace axial::collectors::dumps
