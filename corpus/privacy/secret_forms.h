// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <string_view>

/// Secrets that begin with a mark of their issuer.
namespace axial::corpus::privacy {

enum class Alphabet { alnum, upper, hex, word, url, path };

struct SecretForm {
    std::string_view what, prefix;
    Alphabet alphabet;     ///< of what follows the prefix
    std::size_t least = 0; ///< length of what follows
    std::size_t most = 0;  ///< longer ones are something else; 0: any length
};

/// Lengths as the issuers document them, or as the secret scanners of GitHub and GitLab take them.
inline constexpr std::array secret_forms{
    SecretForm{"GitHub token", "ghp_", Alphabet::alnum, 36, 255},
    SecretForm{"GitHub token", "gho_", Alphabet::alnum, 36, 255},
    SecretForm{"GitHub token", "ghu_", Alphabet::alnum, 36, 255},
    SecretForm{"GitHub token", "ghs_", Alphabet::alnum, 36, 255},
    SecretForm{"GitHub token", "ghr_", Alphabet::alnum, 36, 255},
    SecretForm{"GitHub token", "github_pat_", Alphabet::word, 40, 255},
    SecretForm{"GitLab token", "glpat-", Alphabet::url, 20, 64},
    SecretForm{"Hugging Face token", "hf_", Alphabet::alnum, 30, 60},
    SecretForm{"Hugging Face token", "api_org_", Alphabet::alnum, 30, 60},
    SecretForm{"AWS key", "AKIA", Alphabet::upper, 16, 16},
    SecretForm{"AWS key", "ASIA", Alphabet::upper, 16, 16},
    SecretForm{"Anthropic key", "sk-ant-", Alphabet::url, 24, 200},
    SecretForm{"OpenAI key", "sk-proj-", Alphabet::url, 24, 250},
    SecretForm{"OpenAI key", "sk-svcacct-", Alphabet::url, 24, 250},
    SecretForm{"OpenAI key", "sk-admin-", Alphabet::url, 24, 250},
    SecretForm{"OpenRouter key", "sk-or-v1-", Alphabet::hex, 32, 128},
    SecretForm{"OpenAI key", "sk-", Alphabet::alnum, 20, 128},
    SecretForm{"Stripe key", "sk_live_", Alphabet::alnum, 16, 250},
    SecretForm{"Stripe key", "sk_test_", Alphabet::alnum, 16, 250},
    SecretForm{"Stripe key", "rk_live_", Alphabet::alnum, 16, 250},
    SecretForm{"Stripe key", "rk_test_", Alphabet::alnum, 16, 250},
    SecretForm{"Stripe key", "whsec_", Alphabet::alnum, 24, 250},
    SecretForm{"Slack token", "xoxb-", Alphabet::url, 20, 250},
    SecretForm{"Slack token", "xoxa-", Alphabet::url, 20, 250},
    SecretForm{"Slack token", "xoxp-", Alphabet::url, 20, 250},
    SecretForm{"Slack token", "xoxr-", Alphabet::url, 20, 250},
    SecretForm{"Slack token", "xoxs-", Alphabet::url, 20, 250},
    SecretForm{"Slack token", "xapp-", Alphabet::url, 20, 250},
    SecretForm{"webhook", "hooks.slack.com/services/", Alphabet::path, 24, 200},
    SecretForm{"webhook", "discord.com/api/webhooks/", Alphabet::path, 40, 200},
    SecretForm{"Google key", "AIza", Alphabet::url, 35, 35},
    SecretForm{"Google token", "ya29.", Alphabet::url, 30, 0},
    SecretForm{"Google key", "GOCSPX-", Alphabet::url, 28, 28},
    SecretForm{"npm token", "npm_", Alphabet::alnum, 36, 36},
    SecretForm{"PyPI token", "pypi-", Alphabet::url, 50, 250},
    SecretForm{"Replicate token", "r8_", Alphabet::alnum, 37, 37},
    SecretForm{"Groq key", "gsk_", Alphabet::alnum, 40, 64},
    SecretForm{"DigitalOcean token", "dop_v1_", Alphabet::hex, 64, 64},
    SecretForm{"Docker token", "dckr_pat_", Alphabet::url, 24, 64},
    SecretForm{"Databricks token", "dapi", Alphabet::hex, 32, 32},
};

} // namespace axial::corpus::privacy
