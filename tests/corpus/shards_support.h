// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "corpus/store.h"
#include "corpus/study.h"

#include <arpa/inet.h>
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <filesystem>
#include <string>

/// Posts to make shards of, and xapian-tcpsrv to serve one.
namespace axial::corpus::shards_tests {

inline sockaddr_in loopback(unsigned port) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<std::uint16_t>(port));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return address;
}

/// A port that nobody listens at.
inline unsigned free_port() {
    const int fd = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    auto address = loopback(0);
    socklen_t length = sizeof address;
    EXPECT_EQ(::bind(fd, reinterpret_cast<sockaddr*>(&address), length), 0);
    EXPECT_EQ(::getsockname(fd, reinterpret_cast<sockaddr*>(&address), &length), 0);
    ::close(fd);
    return ntohs(address.sin_port);
}

/// xapian-tcpsrv over one shard, until it goes out of scope.
class Server {
public:
    explicit Server(const std::filesystem::path& shard) : port(free_port()) {
        process_ = ::fork();
        if (process_ == 0) {
            ::setpgid(0, 0);
            const auto number = std::to_string(port);
            ::execlp("xapian-tcpsrv", "xapian-tcpsrv", "--quiet", "--interface", "127.0.0.1", "--port",
                     number.c_str(), shard.c_str(), nullptr);
            ::_exit(127);
        }
        ::setpgid(process_, process_);
        const auto address = loopback(port);
        while (::waitpid(process_, nullptr, WNOHANG) == 0) { // until it accepts, or ended
            const int fd = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
            const bool there = ::connect(fd, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
            ::close(fd);
            if (there)
                return;
        }
        process_ = 0;
        ADD_FAILURE() << "xapian-tcpsrv does not start";
    }
    ~Server() { kill(); }
    Server(const Server&) = delete;
    Server& operator=(const Server&) = delete;
    void signal(int number) const { ::kill(-process_, number); }
    void kill() {
        if (process_ <= 0)
            return;
        signal(SIGKILL);
        ::waitpid(process_, nullptr, 0);
        process_ = 0;
    }
    const unsigned port;

private:
    pid_t process_ = 0;
};

inline constexpr const char* words[] = {"load", "remote", "code", "model", "trust", "pickle", "safe", "hub"};

/// 120 posts in 12 threads that differ in everything that is searched by.
inline void fill(Study& study) {
    Store store(study);
    for (int t = 0; t < 12; ++t) {
        IncomingThread thread;
        thread.source = t % 3 == 0 ? "discourse" : "github";
        thread.site = thread.source + ".example";
        thread.container = "lab/models" + std::to_string(t % 4);
        thread.kind = "issue";
        thread.native_id = std::to_string(t);
        thread.title = fmt::format("Cannot {} the {}", words[t % 8], words[(t * 3 + 1) % 8]);
        thread.tags = {t % 2 == 0 ? "bug" : "question"};
        const auto row = store.put(thread);
        ASSERT_TRUE(row);
        for (int p = 0; p < 10; ++p) {
            IncomingPost post;
            post.kind = p == 0 ? "issue" : "comment";
            post.native_id = fmt::format("{}-{}", t, p);
            post.title = p == 0 ? thread.title : "";
            post.author.id = "user" + std::to_string((t + p) % 5);
            post.created_at = *parse_time("2024-01-01") + std::chrono::hours(((t * 37 + p * 101) % 360) * 24);
            post.markup = Markup::markdown;
            post.dialect = Dialect::github;
            if (p % 3 != 1)
                post.score = t * p % 11;
            for (int w = 0; w < 5 + (t * p) % 9; ++w)
                post.body += fmt::format("{} ", words[(t * 7 + p * 5 + w * w + w) % 8]);
            if (p % 4 == 0)
                post.body += "\n\n```\nx = from_pretrained(trust_remote_code=True)\n```\n";
            ASSERT_TRUE(store.put(row->first, post));
        }
    }
}

} // namespace axial::corpus::shards_tests
