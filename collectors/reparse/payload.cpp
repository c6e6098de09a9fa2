// SPDX-License-Identifier: GPL-3.0-or-later
#include "collectors/reparse/payload.h"

#include "corpus/text/utf8.h"

#include <algorithm>

namespace axial::collectors::reparse {
namespace {

constexpr int most_repeats = 100'000; ///< of one address

std::vector<std::string> parts_of(std::string_view text) {
    std::vector<std::string> parts;
    for (std::size_t begin = 0; begin < text.size();) {
        const auto end = std::min(text.find('/', begin), text.size());
        if (end > begin)
            parts.emplace_back(text.substr(begin, end - begin));
        begin = end + 1;
    }
    return parts;
}

} // namespace

Payload look_at(const corpus::Exchange& exchange) {
    Payload payload{exchange, {}, exchange.key, {}};
    std::string_view key = exchange.key;
    for (const std::string_view method : {"GET ", "POST "})
        if (key.starts_with(method)) {
            payload.method = method.substr(0, method.size() - 1);
            key.remove_prefix(method.size());
            payload.url = key.substr(0, key.find(' '));
        }
    std::string_view path = payload.url;
    if (!payload.method.empty()) {
        const auto host = path.find("://");
        path.remove_prefix(
            std::min(path.size(), path.find('/', host == std::string_view::npos ? 0 : host + 3)));
        path = path.substr(0, path.find('?'));
    } else {
        path = path.substr(0, path.rfind('#'));
    }
    payload.path = parts_of(path);
    return payload;
}

Status Surroundings::open() {
    AXIAL_ASSIGN(runs_, store.runs());
    return {};
}

const corpus::Run* Surroundings::run_at(std::string_view source, std::string_view url) const {
    const corpus::Run* best = nullptr;
    for (const auto& run : runs_) {
        const bool asked = run.source == source && !run.endpoint.empty() && url.starts_with(run.endpoint) &&
                           url.substr(run.endpoint.size()).starts_with('/');
        if (asked &&
            (!best || std::pair(run.endpoint.size(), run.row) > std::pair(best->endpoint.size(), best->row)))
            best = &run;
    }
    return best;
}

const corpus::Run* Surroundings::import_of(std::string_view container, std::string_view file) const {
    const corpus::Run* last = nullptr;
    for (const auto& run : runs_)
        if (run.command.starts_with("import ") && run.container == container && run.endpoint == file &&
            (!last || run.row > last->row))
            last = &run;
    return last;
}

Result<std::string> Surroundings::repository(const std::string& name) const {
    AXIAL_ASSIGN(const auto alias, store.stream("github", corpus::utf8::lower(name), "name"));
    return alias && !alias->watermark.empty() ? alias->watermark : name;
}

Result<std::vector<std::int64_t>> Surroundings::rows_of(const std::string& key) {
    if (const auto known = rows_.find(key); known != rows_.end())
        return known->second;
    auto& rows = rows_[key];
    for (int sequence = 0; sequence < most_repeats; ++sequence) {
        AXIAL_ASSIGN(const auto exchange, raw.find(key, sequence));
        if (!exchange)
            break;
        if (exchange->status == 200)
            rows.push_back(exchange->row);
    }
    return rows;
}

Status Surroundings::each_neighbour(const Payload& payload, const std::function<bool(const Payload&)>& belongs,
                                    const std::function<void(const Payload&)>& visit) const {
    visit(payload);
    for (const std::int64_t step : {-1, 1})
        for (std::int64_t row = payload.exchange.row + step;; row += step) {
            const auto exchange = raw.at(row);
            if (!exchange || !*exchange) // a damaged one is listed when it is its turn
                break;
            const Payload neighbour = look_at(**exchange);
            if (neighbour.exchange.status != 200 || !belongs(neighbour))
                break;
            visit(neighbour);
        }
    return {};
}

const Kind* kind_of(const Payload& payload) {
    if (payload.exchange.status != 200)
        return nullptr;
    for (const auto kinds : {github_kinds(), discussion_kinds(), discourse_kinds(), hub_kinds(),
                             stackexchange_kinds(), bulk_kinds()})
        for (const Kind& kind : kinds)
            if (kind.is(payload))
                return &kind;
    return nullptr;
}

} // namespace axial::collectors::reparse
