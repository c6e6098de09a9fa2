// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/collectors/scripted_server.h"

#include <arpa/inet.h>
#include <fmt/format.h>
#include <sys/socket.h>
#include <unistd.h>

namespace axial::tests {

ScriptedServer::ScriptedServer(std::vector<std::string> answers) : answers_(std::move(answers)) {
    socket_ = ::socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    ::bind(socket_, reinterpret_cast<sockaddr*>(&address), sizeof address);
    ::listen(socket_, 16);
    socklen_t size = sizeof address;
    ::getsockname(socket_, reinterpret_cast<sockaddr*>(&address), &size);
    port_ = ntohs(address.sin_port);
    thread_ = std::thread([this] { serve(); });
}

ScriptedServer::~ScriptedServer() {
    ::shutdown(socket_, SHUT_RDWR);
    thread_.join();
    ::close(socket_);
    for (const int connection : silent_)
        ::close(connection);
}

std::string ScriptedServer::url(const std::string& path) const {
    return fmt::format("http://127.0.0.1:{}{}", port_, path);
}

std::vector<std::string> ScriptedServer::requests() const {
    const std::lock_guard lock(mutex_);
    return requests_;
}

void ScriptedServer::answer_with(std::vector<std::string> answers) {
    const std::lock_guard lock(mutex_);
    answers_ = std::move(answers);
}

void ScriptedServer::serve() {
    for (int connection = 0; (connection = ::accept(socket_, nullptr, nullptr)) >= 0;)
        answer(connection);
}

void ScriptedServer::answer(int connection) {
    std::string request;
    char buffer[4096];
    while (request.find("\r\n\r\n") == std::string::npos) {
        const auto size = ::recv(connection, buffer, sizeof buffer, 0);
        if (size <= 0)
            break;
        request.append(buffer, static_cast<std::size_t>(size));
    }
    std::string bytes;
    {
        const std::lock_guard lock(mutex_);
        requests_.push_back(request);
        bytes = answers_.front();
        if (answers_.size() > 1)
            answers_.erase(answers_.begin());
    }
    if (bytes == silence)
        return silent_.push_back(connection);
    if (bytes == reset) {
        const linger hard{1, 0};
        ::setsockopt(connection, SOL_SOCKET, SO_LINGER, &hard, sizeof hard);
    } else {
        std::size_t sent = 0;
        while (sent < bytes.size()) {
            const auto size = ::send(connection, bytes.data() + sent, bytes.size() - sent, MSG_NOSIGNAL);
            if (size <= 0)
                break;
            sent += static_cast<std::size_t>(size);
        }
        ::shutdown(connection, SHUT_WR);
    }
    ::close(connection);
}

std::string http(int status, const std::string& body, const std::string& extra, long length) {
    return fmt::format("HTTP/1.1 {} Text\r\nContent-Length: {}\r\nConnection: close\r\n{}\r\n{}", status,
                       length < 0 ? static_cast<long>(body.size()) : length, extra, body);
}

std::string json(const std::string& body, const std::string& extra) {
    return http(200, body, "Content-Type: application/json\r\n" + extra);
}

} // namespace axial::tests
