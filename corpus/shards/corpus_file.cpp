// SPDX-License-Identifier: GPL-3.0-or-later
#include "corpus/shards/corpus_file.h"

#include "corpus/files.h"
#include "corpus/text/utf8.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <sstream>
#include <string_view>

namespace axial::corpus::shards {
namespace fs = std::filesystem;
namespace {

constexpr std::uint64_t longest_file = 1u << 20;
constexpr std::string_view remote_prefix = "tcp:";
constexpr auto remote_form = "write tcp:HOST:PORT";

bool is_shard(const fs::path& folder) {
    std::error_code ignored;
    return fs::exists(folder / "iamglass", ignored);
}

Result<std::vector<ShardAddress>> addresses_of(const std::string& text, const fs::path& folder) {
    if (text.starts_with(remote_prefix)) {
        AXIAL_ASSIGN(auto remote, remote_address(text));
        return std::vector{std::move(remote)};
    }
    std::vector<ShardAddress> local;
    AXIAL_ASSIGN(const auto found, shards_in(folder / text));
    for (const auto& path : found)
        local.push_back(
            {0, path == folder / text ? text : (fs::path(text) / path.filename()).string(), path, {}, 0});
    return local;
}

Status check(const CorpusFile& corpus) {
    if (corpus.shards.empty())
        return bad_input("the corpus names no shard", corpus.path.string(),
                         "write one a line: a path or tcp:HOST:PORT");
    if (corpus.shards.size() > most_shards)
        return bad_input(fmt::format("{} shards", corpus.shards.size()), corpus.path.string(),
                         fmt::format("at most {} are searched as one: merge small ones", most_shards));
    return {};
}

} // namespace

std::string CorpusFile::where(const ShardAddress& shard) const {
    return shard.line == 0 ? shard.text : fmt::format("{}:{}: {}", path.string(), shard.line, shard.text);
}

Result<ShardAddress> remote_address(const std::string& text) {
    ShardAddress address;
    address.text = text;
    const std::string_view rest = std::string_view(text).substr(remote_prefix.size());
    const auto colon = rest.rfind(':');
    if (colon == std::string_view::npos || colon == 0)
        return bad_input("a host and a port are needed", {}, remote_form);
    std::string_view host = rest.substr(0, colon);
    if (host.size() > 2 && host.front() == '[' && host.back() == ']')
        host = host.substr(1, host.size() - 2);
    const std::string_view port = rest.substr(colon + 1);
    const auto [end, error] = std::from_chars(port.data(), port.data() + port.size(), address.port);
    if (error != std::errc() || end != port.data() + port.size() || address.port == 0 || address.port > 65535)
        return bad_input(fmt::format("\"{}\" is not a port", port), {}, remote_form);
    if (host.find_first_of(" \t/") != std::string_view::npos)
        return bad_input(fmt::format("\"{}\" is not a host", host), {}, remote_form);
    address.host = host;
    return address;
}

Result<std::vector<fs::path>> shards_in(const fs::path& folder) {
    std::error_code failed;
    if (!fs::is_directory(folder, failed))
        return world_fault("there is no such folder", folder.string());
    if (is_shard(folder))
        return std::vector{folder};
    std::vector<fs::path> found;
    for (const auto& entry : fs::directory_iterator(folder, failed))
        if (is_shard(entry.path()))
            found.push_back(entry.path());
    if (failed)
        return world_fault("the folder cannot be read: " + failed.message(), folder.string());
    if (found.empty())
        return bad_input("there is no shard in this folder", folder.string(),
                         "make some with \"axial shard build\"");
    std::sort(found.begin(), found.end());
    return found;
}

Result<CorpusFile> read_corpus_file(const fs::path& file) {
    CorpusFile corpus{file, {}};
    AXIAL_ASSIGN(const auto text, read_file(file, longest_file));
    std::istringstream lines(text);
    std::string line;
    for (std::size_t number = 1; std::getline(lines, line); ++number) {
        const std::string entry(utf8::trim(line));
        if (entry.empty() || entry.front() == '#')
            continue;
        auto addresses = addresses_of(entry, file.parent_path());
        if (!addresses) {
            auto error = std::move(addresses).error();
            error.where =
                fmt::format("{}:{}{}{}", file.string(), number, error.where.empty() ? "" : ": ", error.where);
            return fail(std::move(error));
        }
        for (auto& address : *addresses) {
            address.line = number;
            corpus.shards.push_back(std::move(address));
        }
    }
    AXIAL_TRY(check(corpus));
    return corpus;
}

} // namespace axial::corpus::shards
