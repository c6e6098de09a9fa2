// SPDX-License-Identifier: GPL-3.0-or-later
#include "corpus/privacy/bots.h"

#include "corpus/text/utf8.h"

#include <algorithm>
#include <array>

namespace axial::corpus::privacy {
namespace {

using namespace std::string_view_literals;

/// Services that post for a project under an account of the ordinary kind, and the bots of the Hub, which does
/// not mark its own.
constexpr std::array bots{
    "allcontributors"sv,
    "appveyorbot"sv,
    "azure-pipelines"sv,
    "chatgpt-codex-connector"sv,
    "cla-assistant"sv,
    "claassistant"sv,
    "codecov"sv,
    "codecov-commenter"sv,
    "codecov-io"sv,
    "coderabbitai"sv,
    "copybara-service"sv,
    "dependabot"sv,
    "dependabot-preview"sv,
    "discobot"sv,
    "facebook-github-bot"sv,
    "gemini-code-assist"sv,
    "gitguardian"sv,
    "github-actions"sv,
    "github-advanced-security"sv,
    "google-cla"sv,
    "googlebot"sv,
    "greenkeeperio-bot"sv,
    "huggingface-bot"sv,
    "huggingfacedocbuilder"sv,
    "huggingfacedocbuilderdev"sv,
    "imgbotapp"sv,
    "k8s-ci-robot"sv,
    "k8s-triage-robot"sv,
    "leaderboard-pr-bot"sv,
    "lgtm-com"sv,
    "librarian-bot"sv,
    "linux-foundation-easycla"sv,
    "mention-bot"sv,
    "mergify"sv,
    "msftbot"sv,
    "parquet-converter"sv,
    "pep8speaks"sv,
    "pre-commit-ci"sv,
    "pytorch-bot"sv,
    "pytorchbot"sv,
    "pytorchmergebot"sv,
    "pyup-bot"sv,
    "renovate"sv,
    "renovate-bot"sv,
    "review-notebook-app"sv,
    "rust-highfive"sv,
    "rustbot"sv,
    "semantic-release-bot"sv,
    "sfconvertbot"sv,
    "snyk-bot"sv,
    "stale"sv,
    "tensorflow-butler"sv,
    "tensorflowbutler"sv,
    "tfdocsbot"sv,
    "whitesource-bolt-for-github"sv,
};

} // namespace

std::span<const std::string_view> known_bots() {
    return bots;
}

bool is_bot(std::string_view name, const std::set<std::string>& more) {
    const auto lower = utf8::lower(name);
    return lower.ends_with("[bot]") || std::ranges::find(bots, lower) != bots.end() || more.contains(lower);
}

void mark_bot(std::string_view source, Author& author, const std::set<std::string>& more) {
    if (author.kind != "user")
        return;
    // Shown names of Stack Exchange are free text: somebody may well be called "Stale" there.
    const bool chosen_freely = source == "stackexchange";
    const auto matches = [&](const std::optional<std::string>& name) {
        return name && (chosen_freely ? more.contains(utf8::lower(*name)) : is_bot(*name, more));
    };
    if (source == "stackexchange" && author.id == "-1")
        author.kind = "system";
    else if (matches(author.id) || matches(author.name))
        author.kind = "bot";
}

} // namespace axial::corpus::privacy
