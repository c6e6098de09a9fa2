// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/search/index_peers.h"

#include "corpus/index/documents.h"
#include "corpus/store.h"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <chrono>
#include <cstdlib>
#include <fstream>

namespace axial::bench {
namespace {

template <typename Work>
double seconds(Work&& work) {
    const auto start = std::chrono::steady_clock::now();
    work();
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

std::optional<double> timed_command(const std::string& program, const std::string& set_up,
                                    const std::string& command) {
    if (std::system(fmt::format("command -v {} >/dev/null 2>&1", program).c_str()) != 0)
        return std::nullopt;
    if (std::system((set_up + " >/dev/null 2>&1").c_str()) != 0)
        return std::nullopt;
    return seconds([&] { (void)!std::system((command + " >/dev/null 2>&1").c_str()); });
}

} // namespace

double plain_writer(corpus::Study& study, const std::filesystem::path& folder, std::int64_t most) {
    const corpus::Store store(study);
    corpus::index::DocumentMaker maker;
    return seconds([&] {
        Xapian::WritableDatabase database(folder.string(), Xapian::DB_CREATE_OR_OVERWRITE);
        std::int64_t done = 0;
        (void)store.for_each_change(0, [&](const corpus::Post& post) {
            database.add_document(maker.document(post));
            return ++done < most;
        });
        database.commit();
    });
}

void write_maildir(corpus::Study& study, const std::filesystem::path& maildir, std::int64_t most) {
    for (const auto* part : {"cur", "new", "tmp"})
        std::filesystem::create_directories(maildir / part);
    const corpus::Store store(study);
    std::int64_t done = 0;
    (void)store.for_each_change(0, [&](const corpus::Post& post) {
        std::ofstream mail(maildir / "cur" / fmt::format("{}.bench:2,S", post.row));
        mail << fmt::format(
            "From: {}@example.org\nTo: list@example.org\nSubject: {}\nDate: {:%a, %d %b %Y %H:%M:%S} "
            "+0000\nMessage-ID: <{}@example.org>\nMIME-Version: 1.0\nContent-Type: text/plain; "
            "charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n{}\n",
            post.author.id.value_or("nobody"), post.title,
            std::chrono::time_point_cast<std::chrono::seconds>(post.created_at), post.row, post.body.text);
        return ++done < most;
    });
}

std::optional<double> mu_index(const std::filesystem::path& maildir, const std::filesystem::path& home) {
    return timed_command("mu",
                         fmt::format("mu init --muhome='{}' --maildir='{}'", home.string(), maildir.string()),
                         fmt::format("mu index --quiet --muhome='{}'", home.string()));
}

std::optional<double> notmuch_new(const std::filesystem::path& maildir, const std::filesystem::path& home) {
    std::filesystem::create_directories(home);
    const auto settings = home / "notmuch-config";
    std::ofstream(settings) << fmt::format(
        "[database]\npath={}\n[user]\nname=bench\nprimary_email=bench@example.org\n"
        "[new]\ntags=unread\n[maildir]\nsynchronize_flags=false\n",
        maildir.string());
    return timed_command("notmuch", "true",
                         fmt::format("NOTMUCH_CONFIG='{}' notmuch new --quiet", settings.string()));
}

} // namespace axial::bench
