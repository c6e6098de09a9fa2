// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "corpus/raw_store.h"
#include "corpus/result.h"
#include "corpus/time.h"

#include <chrono>
#include <filesystem>
#include <memory>
#include <stop_token>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace axial::collectors {

using Headers = std::vector<std::pair<std::string, std::string>>;

/// The value of a header, or an empty string. `name` in lower case, as all names are kept.
[[nodiscard]] std::string_view header(const Headers& headers, std::string_view name);

struct HttpRequest {
    std::string method = "GET";
    std::string url;
    Headers headers; ///< secrets included: never stored, never shown
    std::string body;

    /// What a recording finds it by: method and URL without secrets; for a POST also the body.
    [[nodiscard]] std::string key() const;
};

/// One answer of one server; a redirect is an answer.
struct HttpResponse {
    int status = 0;
    Headers headers;  ///< names in lower case, without cookies
    std::string body; ///< decompressed
    Time fetched_at{};
};

/// Why there is no answer, and whether asking again may help.
struct TransportFailure {
    enum class Kind {
        broken,     ///< reset, cut off, timed out, no connection: try again
        too_large,  ///< over the limit of bytes
        not_stored, ///< a replay does not hold it
        final,      ///< will not get better: a wrong certificate, an unknown scheme
        stopped,
    };
    Kind kind = Kind::broken;
    Error error;
};
using TransportResult = tl::expected<HttpResponse, TransportFailure>;

/// How a request gets answered: by a socket, or out of a recording. One thread at a time.
class Transport {
public:
    virtual ~Transport() = default;
    [[nodiscard]] virtual TransportResult send(const HttpRequest& request, std::stop_token stop) = 0;
    /// False for a replay: nothing to be polite to, so nobody waits.
    [[nodiscard]] virtual bool is_live() const { return true; }
};

struct CurlOptions {
    std::chrono::seconds connect_timeout{15};
    std::chrono::seconds slow_after{30};  ///< stop when less than 10 bytes a second came for so long
    std::size_t largest_body = 64u << 20; ///< bytes, after decompression
    std::string proxy;                    ///< empty: none; addresses of this machine never use it
};

/// Sockets, by libcurl: TLS is verified, redirects are not followed here, all codings that libcurl knows are
/// taken.
[[nodiscard]] std::unique_ptr<Transport> curl_transport(CurlOptions options = {});

/// Passes requests on to `inner` and appends every answer to a store of exchanges. Both must outlive it.
[[nodiscard]] std::unique_ptr<Transport> recording_transport(Transport& inner, corpus::RawStore& store);

/// Answers from a file and never opens a socket. The file is a store of exchanges (a recording, or a study's
/// raw.db) or JSON Lines, one exchange a line; which of them is seen by its content. The n-th request with a
/// key gets the n-th answer stored for it.
[[nodiscard]] Result<std::unique_ptr<Transport>> replay_transport(const std::filesystem::path& file);

} // namespace axial::collectors
