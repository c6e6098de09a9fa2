// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "codebooks/rounds.h"
#include "corpus/study.h"

#include <QTemporaryDir>
#include <filesystem>
#include <string>
#include <vector>

namespace axial::coding_ui::tests {

/// A small study in a temporary folder: three threads (emoji, code, quotes, Chinese), a codebook of codes with
/// a blind round for ada and ben, and a screening question with a round for ada. Closed again after it was
/// made.
class StudyFixture {
public:
    StudyFixture();
    [[nodiscard]] std::filesystem::path path() const;
    /// All codings of the coding round that `coder` may see, read through a connection of its own.
    [[nodiscard]] std::vector<codebooks::Coding> codings(const std::string& coder) const;
    [[nodiscard]] std::vector<codebooks::Vote> votes(const std::string& coder) const;
    /// Applies a code as another coder would in another session.
    void code_as(const std::string& coder, const std::string& post, std::uint32_t begin, std::uint32_t end);

    /// A further round for ada and ben over all posts.
    void open_round(const std::string& name, const std::string& codebook, bool blind);
    void close_round(const std::string& name);
    void vote_as(const std::string& round, const std::string& coder, const std::string& post,
                 const std::string& answer);
    void finish_as(const std::string& coder, const std::string& post); ///< in the coding round

    static constexpr auto emoji_thread = "discourse/forum.example/topic/1";
    static constexpr auto emoji_post = "discourse/forum.example/post/11";
    static constexpr auto quoting_post = "discourse/forum.example/post/12";
    static constexpr auto chinese_post = "discourse/forum.example/post/21";
    static constexpr auto code_post = "discourse/forum.example/post/31";
    static constexpr auto emoji_body = "Why 😕🏽 does this need my consent at all?";

private:
    QTemporaryDir folder_;
};

/// The one value of a result; stops the test program with the error's line where there is none.
template <typename T>
T must(Result<T> result) {
    if (!result)
        qFatal("%s", result.error().line().c_str());
    return std::move(*result);
}
inline void must(Status status) {
    if (!status)
        qFatal("%s", status.error().line().c_str());
}

} // namespace axial::coding_ui::tests
