// SPDX-License-Identifier: GPL-3.0-or-later
#include "corpus/privacy/emails.h"
#include "corpus/privacy/people.h"
#include "corpus/privacy/secrets.h"

#include <gmock/gmock.h>

#include <chrono>

namespace axial::corpus::privacy {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

std::vector<std::string> cut(std::string_view text, const std::vector<Stretch>& found) {
    std::vector<std::string> words;
    for (const auto& stretch : found)
        words.emplace_back(text.substr(stretch.begin, stretch.end - stretch.begin));
    return words;
}
std::vector<std::string> emails(std::string_view text) {
    return cut(text, find_emails(text));
}
std::vector<std::string> secrets(std::string_view text) {
    return cut(text, find_secrets(text));
}
std::vector<std::string> kinds(std::string_view text) {
    std::vector<std::string> kinds;
    for (const auto& found : find_secrets(text))
        kinds.emplace_back(found.what);
    return kinds;
}

/// Made up, and put together here so that no scanner takes this file for a leak.
const std::string alnum36 = "aB3dE5gH7jK9mN1pQ3sT5vW7yZ9bC1eF3hJ5";

TEST(Emails, AreFoundWhereverTheyStand) {
    EXPECT_THAT(emails("Write to jo.doe+list@mail.example.org, please."),
                ElementsAre("jo.doe+list@mail.example.org"));
    EXPECT_THAT(emails("<a_b@example.com>: (c@example.co.uk)."),
                ElementsAre("a_b@example.com", "c@example.co.uk"));
    EXPECT_THAT(emails("mailto:me@example.org?subject=x"), ElementsAre("me@example.org"));
    EXPECT_THAT(emails("https://x.org/?mail=me@example.org&a=1"), ElementsAre("me@example.org"));
    EXPECT_THAT(emails("1234+octo@users.noreply.github.com"),
                ElementsAre("1234+octo@users.noreply.github.com"));
    EXPECT_THAT(emails("我的邮箱12345@163.com，谢谢"), ElementsAre("12345@163.com"));
    EXPECT_THAT(emails("Signed-off-by: J <j@laptop.local>"), ElementsAre("j@laptop.local"));
    EXPECT_THAT(emails("ME@EXAMPLE.COM"), ElementsAre("ME@EXAMPLE.COM"));
    EXPECT_THAT(emails("I use ssh every day, mail me at me@example.org"), ElementsAre("me@example.org"))
        << "a word of the sentence is no command";
}

TEST(Emails, AreNotWhatOnlyHasTheSign) {
    for (const char* text : {"torch@2.0.dev0",
                             "package@1.2.3",
                             "react@v16.7.0",
                             "actions/checkout@v4",
                             "@types/node",
                             "q@k.transpose(1, 2)",
                             "a@b",
                             "x@self.weight",
                             "q@k.mT",
                             "h = x@w.to(device)",
                             "git@github.com:huggingface/hub.git",
                             "git clone git@gitlab.com",
                             "ssh -i key.pem -p 22 ubuntu@host.example.org",
                             "scp file me@host.org:/tmp/x",
                             "root@host.example.org:~$ ls",
                             "https://user:word@host.example.org/x",
                             "https://me@host.example.org/repo.git",
                             "git+ssh://git@github.com/o/r",
                             "medium.com/@someone.else",
                             "@app.route('/x')",
                             "file@main.py",
                             "foo@bar.unknowntld",
                             "@@ -1,2 +3,4 @@ com",
                             "a@b..com",
                             "user@-host.com"})
        EXPECT_THAT(emails(text), IsEmpty()) << text;
}

TEST(Secrets, OfEveryIssuerAreFoundWhole) {
    const std::string forms[] = {"ghp_" + alnum36,
                                 "gho_" + alnum36,
                                 "github_pat_" + alnum36 + "_" + alnum36,
                                 "hf_" + alnum36.substr(0, 34),
                                 std::string("AKIA") + "Q3EGRTYUIOPLKJHG",
                                 "sk-" + alnum36 + "Ab1Cd2Ef3Gh4",
                                 "sk-proj-" + alnum36,
                                 "sk-ant-api03-" + alnum36 + "-" + alnum36,
                                 "xoxb-123456789012-" + alnum36,
                                 "AIza" + alnum36.substr(0, 35),
                                 "npm_" + alnum36,
                                 "pypi-" + alnum36 + alnum36,
                                 "sk_live_" + alnum36.substr(0, 24),
                                 "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0." + alnum36};
    for (const auto& secret : forms) {
        EXPECT_THAT(secrets(secret), ElementsAre(secret));
        EXPECT_THAT(secrets("login(\"" + secret + "\")."), ElementsAre(secret));
        EXPECT_THAT(secrets("export X=" + secret + "\nnext"), ElementsAre(secret));
        EXPECT_THAT(secrets("word" + secret), IsEmpty()) << secret << " within a word";
    }
}

TEST(Secrets, PrivateKeysGoWithAllTheirLines) {
    const std::string begin = "-----BEGIN RSA PRIVATE" + std::string(" KEY-----\n"),
                      lines = alnum36 + alnum36 + "\n" + alnum36 + "==\n",
                      end = "-----END RSA PRIVATE KEY-----";
    EXPECT_THAT(secrets("a\n" + begin + lines + end + "\nb"), ElementsAre(begin + lines + end));
    EXPECT_THAT(kinds(begin + lines), ElementsAre("private key")) << "cut off before its end";
    EXPECT_THAT(secrets("-----BEGIN CERTIFICATE-----\n" + lines + "-----END CERTIFICATE-----"), IsEmpty());
    EXPECT_THAT(secrets("It starts with " + begin), IsEmpty()) << "the header alone";
}

TEST(Secrets, InUrlsHeadersAndAssignments) {
    EXPECT_THAT(secrets("https://me:Tr0ub4dor@host.org/x"), ElementsAre("Tr0ub4dor"));
    EXPECT_THAT(secrets("curl -H \"Authorization: Bearer " + alnum36 + "\" https://x"), ElementsAre(alnum36));
    EXPECT_THAT(secrets("'Authorization': 'token " + alnum36 + "'"), ElementsAre(alnum36));
    EXPECT_THAT(secrets("WANDB_API_KEY=0123456789abcdef0123456789abcdef01234567"),
                ElementsAre("0123456789abcdef0123456789abcdef01234567"));
    EXPECT_THAT(secrets("aws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCY1234567890"),
                ElementsAre("wJalrXUtnFEMI/K7MDENG/bPxRfiCY1234567890"));
}

TEST(Secrets, AreNotPlaceholdersWordsOrCode) {
    for (const std::string& text :
         {std::string("hf_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"), "ghp_" + std::string(36, '*'),
          std::string("sk-learn-contrib-something"),
          std::string("from huggingface_hub import hf_hub_download_with_progress_and_cache"),
          std::string("https://user:password@host.org"), std::string("https://USER:PASS_WORD@host.org"),
          std::string("https://$USER:$TOKEN@host.org"), std::string("http://localhost:8080/a@b"),
          std::string("Authorization: Bearer $HF_TOKEN"),
          std::string("Authorization: Bearer <your token here 123>"),
          std::string("pad_token = tokenizer.eos_token_for_the_model_2"),
          std::string("token = AutoTokenizerForLanguageModel2.from_pretrained(x)"),
          std::string("commit 0123456789abcdef0123456789abcdef01234567"), std::string("use_auth_token=True"),
          std::string("password: hunter2"), std::string("AKIA is how they begin"), std::string("eyJust a word"),
          std::string("eos_token: \"<|endoftext|>\""),
          std::string("task-specific-1234567890 and risk-assessment2024abcdefghij")})
        EXPECT_THAT(secrets(text), IsEmpty()) << text;
}

TEST(Detection, TakesTimeThatGrowsWithTheText) {
    const auto repeated = [](std::string_view part) {
        std::string text;
        while (text.size() < 150'000)
            text += part;
        return text;
    };
    std::size_t found = 0;
    const auto start = std::chrono::steady_clock::now();
    for (const char* part : {"@", "a@b.", "token=", "sk-ant-", "eyJaaaaaaaa.eyJ", "-----BEGIN PRIVATE KEY-----",
                             "a://b:c@", "a.", "Authorization: Bearer ", "https://github.com/"}) {
        const auto text = repeated(part);
        found += find_emails(text).size() + find_secrets(text).size() + find_profile_names(text).size();
    }
    EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(60))
        << "quadratic work takes minutes here";
    EXPECT_GT(found, 0u);
}

TEST(People, AreMentionedAndCodeIsNot) {
    const auto person = [](const std::string& text) {
        const auto begin = text.find('@');
        auto end = begin + 1;
        while (end < text.size() &&
               (std::isalnum(static_cast<unsigned char>(text[end])) || text[end] == '-' || text[end] == '_'))
            ++end;
        return is_of_a_person(text, begin, end);
    };
    EXPECT_TRUE(person("thanks @jo-doe, that works"));
    EXPECT_TRUE(person("as @jo said."));
    EXPECT_TRUE(person("@jo"));
    for (const char* code : {"@torch.no_grad()", "@staticmethod", "@lru_cache(maxsize=1)", "@types/node",
                             "@app.route", "@property\ndef"})
        EXPECT_FALSE(person(code)) << code;
}

TEST(People, HaveAddressesOfTheirOwnPages) {
    const auto names = [](std::string_view text) { return cut(text, find_profile_names(text)); };
    EXPECT_THAT(names("see https://github.com/jo-doe and https://huggingface.co/gpt2."), ElementsAre("jo-doe"));
    EXPECT_THAT(names("https://forum.example.org/u/jo.doe/summary"), ElementsAre("jo.doe"));
    EXPECT_THAT(names("https://stackoverflow.com/users/12/jo-doe"), ElementsAre("12/jo-doe"));
    EXPECT_THAT(
        names("https://github.com/owner/repo/issues/1 https://huggingface.co/docs https://github.com/features "
              "https://huggingface.co/owner/model https://x.org/a/b"),
        IsEmpty());
}

} // namespace
} // namespace axial::corpus::privacy
