// SPDX-License-Identifier: GPL-3.0-or-later
#include "collectors/http/json.h"
#include "collectors/http/transport.h"

#include <fmt/format.h>

#include <fstream>
#include <map>
#include <optional>

namespace axial::collectors {
namespace {

constexpr std::string_view sqlite_magic{"SQLite format 3\0", 16};
constexpr std::uintmax_t largest_text_recording = 512u << 20;

class RecordingTransport : public Transport {
public:
    RecordingTransport(Transport& inner, corpus::RawStore& store) : inner_(inner), store_(store) {}

    TransportResult send(const HttpRequest& request, std::stop_token stop) override {
        auto answer = inner_.send(request, std::move(stop));
        if (!answer)
            return answer;
        auto stored = store_.append(
            {0, request.key(), 0, answer->status, answer->headers, answer->body, answer->fetched_at});
        if (!stored)
            return tl::unexpected(TransportFailure{TransportFailure::Kind::final, stored.error()});
        if (auto committed = store_.commit(); !committed)
            return tl::unexpected(TransportFailure{TransportFailure::Kind::final, committed.error()});
        return answer;
    }
    bool is_live() const override { return inner_.is_live(); }

private:
    Transport& inner_;
    corpus::RawStore& store_;
};

HttpResponse response_of(corpus::Exchange exchange) {
    return {exchange.status, std::move(exchange.headers), std::move(exchange.body), exchange.fetched_at};
}

/// Counts the requests of each key and asks the form at hand for the answer.
class ReplayTransport : public Transport {
public:
    explicit ReplayTransport(std::filesystem::path file) : file_(std::move(file)) {}
    bool is_live() const override { return false; }

    TransportResult send(const HttpRequest& request, std::stop_token stop) override {
        using Kind = TransportFailure::Kind;
        if (stop.stop_requested())
            return tl::unexpected(TransportFailure{Kind::stopped, cancelled().value()});
        const std::string key = request.key();
        auto found = find(key, asked_[key]++);
        if (!found)
            return tl::unexpected(TransportFailure{Kind::final, found.error()});
        if (*found)
            return response_of(std::move(**found));
        return tl::unexpected(
            TransportFailure{Kind::not_stored,
                             {Fault::input,
                              fmt::format("the recording {} has no answer for {}", file_.string(), key),
                              {},
                              "record it anew, with the same options"}});
    }

protected:
    virtual Result<std::optional<corpus::Exchange>> find(const std::string& key, int sequence) = 0;

private:
    std::filesystem::path file_;
    std::map<std::string, int, std::less<>> asked_;
};

class StoreReplay : public ReplayTransport {
public:
    StoreReplay(std::filesystem::path file, corpus::RawStore store)
        : ReplayTransport(std::move(file)),
          store_(std::move(store)) {}

private:
    Result<std::optional<corpus::Exchange>> find(const std::string& key, int sequence) override {
        return store_.find(key, sequence);
    }
    corpus::RawStore store_;
};

class TextReplay : public ReplayTransport {
public:
    using Exchanges = std::map<std::pair<std::string, int>, corpus::Exchange>;
    TextReplay(std::filesystem::path file, Exchanges exchanges)
        : ReplayTransport(std::move(file)),
          exchanges_(std::move(exchanges)) {}

private:
    Result<std::optional<corpus::Exchange>> find(const std::string& key, int sequence) override {
        const auto found = exchanges_.find({key, sequence});
        if (found == exchanges_.end())
            return std::optional<corpus::Exchange>{};
        return std::optional(found->second);
    }
    Exchanges exchanges_;
};

Result<corpus::Exchange> read_exchange(std::string_view line, const std::string& where) {
    const auto document = JsonDocument::parse(line);
    if (!document)
        return bad_input("not a line of a recording: " + document.error().what, where);
    const Json root = (*document)->root();
    if (!root["key"].is_string() || !root["body"].exists())
        return bad_input("not a line of a recording: it needs \"key\" and \"body\"", where);
    if (root["headers"].exists() && !root["headers"].is_object())
        return bad_input("not a line of a recording: \"headers\" is not an object", where);
    corpus::Exchange exchange;
    exchange.key = root["key"].raw_text();
    exchange.sequence = static_cast<int>(root["seq"].integer().value_or(0));
    exchange.status = static_cast<int>(root["status"].integer().value_or(200));
    exchange.fetched_at = root["fetched_at"].time().value_or(Time{});
    for (const char* name : {"content-type", "link", "location", "retry-after", "date", "x-ratelimit-remaining",
                             "x-ratelimit-reset", "x-ratelimit-resource", "etag"})
        if (const Json value = root["headers"][name]; value.exists())
            exchange.headers.emplace_back(name, value.id());
    exchange.body = root["body"].is_string() ? root["body"].raw_text() : root["body"].dump();
    return exchange;
}

Result<TextReplay::Exchanges> read_text_recording(std::ifstream& file, const std::string& name) {
    TextReplay::Exchanges exchanges;
    std::string line;
    for (int number = 1; std::getline(file, line); ++number) {
        if (line.find_first_not_of(" \t\r") == std::string::npos)
            continue;
        const std::string where = fmt::format("{}:{}", name, number);
        AXIAL_ASSIGN(auto exchange, read_exchange(line, where));
        const std::pair key{exchange.key, exchange.sequence};
        if (!exchanges.emplace(key, std::move(exchange)).second)
            return bad_input(fmt::format("{} with seq {} is there twice", key.first, key.second), where);
    }
    return exchanges;
}

} // namespace

std::unique_ptr<Transport> recording_transport(Transport& inner, corpus::RawStore& store) {
    return std::make_unique<RecordingTransport>(inner, store);
}

Result<std::unique_ptr<Transport>> replay_transport(const std::filesystem::path& file) {
    std::ifstream stream(file, std::ios::binary);
    std::error_code ignored;
    if (!stream || !std::filesystem::is_regular_file(file, ignored))
        return bad_input("there is no such recording", file.string());
    std::string head(sqlite_magic.size(), '\0');
    stream.read(head.data(), static_cast<std::streamsize>(head.size()));
    if (stream && head == sqlite_magic) {
        AXIAL_ASSIGN(auto store, corpus::RawStore::open(file, corpus::RawStore::Mode::read));
        return std::unique_ptr<Transport>(std::make_unique<StoreReplay>(file, std::move(store)));
    }
    if (std::filesystem::file_size(file, ignored) > largest_text_recording)
        return bad_input("a recording in text form may not be larger than 512 MiB", file.string());
    stream.clear();
    stream.seekg(0);
    AXIAL_ASSIGN(auto exchanges, read_text_recording(stream, file.string()));
    if (exchanges.empty())
        return bad_input("the recording is empty", file.string());
    return std::unique_ptr<Transport>(std::make_unique<TextReplay>(file, std::move(exchanges)));
}

} // namespace axial::collectors
