// SPDX-License-Identifier: GPL-3.0-or-later
#include "scanner/mentions.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <string>
#include <vector>

namespace axial::scanner {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

std::vector<std::string> likely(const corpus::CanonicalText& text, const MentionContext& context = {},
                                const KnownModels& known = {}) {
    std::vector<std::string> found;
    for (const auto& mention : find_mentions(text, context, known))
        if (mention.confidence >= 0.5)
            found.push_back(mention.kind + " " + mention.model);
    return found;
}
std::vector<std::string> plain(const std::string& text, const MentionContext& context = {},
                               const KnownModels& known = {}) {
    return likely({text, {}}, context, known);
}

TEST(Mentions, ReadsAddresses) {
    EXPECT_THAT(
        plain(
            "see https://huggingface.co/o-1/n.5/blob/main/x.py#L3, hf.co/o/n:Q4_K_M and (https://hf.co/o/n)."),
        ElementsAre("url hf:o-1/n.5", "url hf:o/n", "url hf:o/n"));
    EXPECT_THAT(
        plain("https://huggingface.co/api/models/o/n https://huggingface.co/gpt2/resolve/main/config.json"),
        ElementsAre("url hf:o/n", "url hf:gpt2"));
    EXPECT_THAT(
        plain("https://modelscope.cn/models/o/n/summary https://www.modelscope.ai/api/v1/models/o/n/revisions "
              "https://portal.opencsg.com/models/o/n"),
        ElementsAre("url ms:o/n", "url ms:o/n", "url csg:o/n"));
    EXPECT_THAT(plain("git clone https://huggingface.co/t5-small x"), ElementsAre("git-clone hf:t5-small"));
    EXPECT_THAT(
        plain("https://pytorch.org/hub/ultralytics_yolov5/ https://pytorch.org/hub/snakers4_silero-vad_vad/"),
        ElementsAre("url torchhub:snakers4/silero-vad"));
    EXPECT_THAT(
        plain("https://github.com/sample-vision/hub-net", {}, KnownModels({"torchhub:Sample-Vision/hub-net"})),
        ElementsAre("url torchhub:sample-vision/hub-net"));
}

TEST(Mentions, PassesOverAddressesThatNameNoModel) {
    for (const auto* text :
         {"https://huggingface.co/spaces/o/n", "https://huggingface.co/datasets/o/n/tree/main",
          "https://huggingface.co/docs/hub/security", "https://huggingface.co/models?filter=custom_code",
          "https://huggingface.co/some-person", "https://hf.co//home/me/model", "https://hf.co/..../x",
          "https://huggingface.co/your-org/your-model", "https://github.com/o/n/issues/3",
          "https://huggingface.co/o/activity", "https://example.org/huggingface.co/o/n",
          "https://huggingface.co.evil.org/o/n", "http://", "https://huggingface.co/"})
        EXPECT_THAT(plain(text), IsEmpty()) << text;
}

TEST(Mentions, ReadsCode) {
    EXPECT_THAT(plain("AutoModel.from_pretrained(\n    \"oo/nn\", trust_remote_code=True)"),
                ElementsAre("code hf:oo/nn"));
    EXPECT_THAT(plain("pipeline('x', model='oo/nn') ; PeftModel.from_pretrained(model, \"oo/mm\")"),
                ElementsAre("code hf:oo/nn", "code hf:oo/mm"));
    EXPECT_THAT(plain("model_id = “oo/nn”"), ElementsAre("code hf:oo/nn"));
    EXPECT_THAT(plain("\"AutoModel\": \"oo/nn--modeling_x.Model\""), ElementsAre("code hf:oo/nn"));
    EXPECT_THAT(plain("\"_name_or_path\": \"oo/nn\","), ElementsAre("code hf:oo/nn"));
    EXPECT_THAT(plain("torch.hub.load('oo/rr:v1.0', 'net', trust_repo=True)"),
                ElementsAre("code torchhub:oo/rr"));
    EXPECT_THAT(plain("torch.hub.load(repo_or_dir='oo/rr', model='x')"), ElementsAre("code torchhub:oo/rr"));
    EXPECT_THAT(plain("from modelscope import snapshot_download\nsnapshot_download('oo/nn')"),
                ElementsAre("code ms:oo/nn"));
    EXPECT_THAT(plain("load_dataset('oo/nn', trust_remote_code=True); dataset = 'oo/dd'; "
                      "snapshot_download(repo_id='oo/dd', repo_type='dataset')"),
                IsEmpty());
    EXPECT_THAT(plain("from_pretrained(path / 'x'); open('a/b'); model='./o/n'; model='clip/ckpts/'; "
                      "from_pretrained(f'{o}/n')"),
                IsEmpty());
}

TEST(Mentions, ReadsCommandsAndCaches) {
    EXPECT_THAT(plain("vllm serve oo/nn --max-model-len 8"), ElementsAre("cli hf:oo/nn"));
    EXPECT_THAT(plain("run.py --model_name_or_path=oo/nn --output_dir a/b"), ElementsAre("cli hf:oo/nn"));
    EXPECT_THAT(plain("/x/.cache/huggingface/hub/models--o--n-GGUF/snapshots/ab"),
                ElementsAre("cache-path hf:o/n-GGUF"));
    EXPECT_THAT(plain("~/.cache/modelscope/hub/models/o/n-1___5/x"), ElementsAre("cache-path ms:o/n-1.5"));
    EXPECT_THAT(plain("~/.cache/torch/hub/o_r_main/hubconf.py"), ElementsAre("cache-path torchhub:o/r"));
    EXPECT_THAT(plain("C:\\u\\.cache\\torch\\hub\\o_r_main"), ElementsAre("cache-path torchhub:o/r"));
}

TEST(Mentions, NeedsReasonsInProse) {
    EXPECT_THAT(plain("the model `acme-nlp/Foo-7B-chat` is fine"), ElementsAre("id hf:acme-nlp/Foo-7B-chat"));
    EXPECT_THAT(plain("acme/thing is fine"), IsEmpty());
    EXPECT_THAT(plain("acme/thing is fine", {}, KnownModels({"ms:acme/Thing"})),
                ElementsAre("id ms:acme/Thing"));
    for (const auto* text :
         {"Content-Type: application/json model", "and/or", "train/test split of the model", "Apache/2.2.14",
          "n/a", "p/xss", "vllm/vllm-openai:latest", "@scope/model-7b", "src/model-7b.py", "org/repo-7b#12",
          "see github.com/o/llama-7b", "model on 12/05", "the model openai/gpt-4o-mini", "your-org/model-7b",
          "a/b/model-7b", "pytorch/vision model"})
        EXPECT_THAT(plain(text), IsEmpty()) << text;
}

TEST(Mentions, TakesATrackerForItsRepository) {
    EXPECT_THAT(plain("Is it safe?", {"hub", "models/o/n", ""}), ElementsAre("native hf:o/n"));
    EXPECT_THAT(plain("Is it safe?", {"", "", "https://huggingface.co/o/n/discussions/3#abc"}),
                ElementsAre("native hf:o/n"));
    EXPECT_THAT(plain("Is it safe?", {"", "", "https://huggingface.co/datasets/o/n/discussions/3"}), IsEmpty());
    EXPECT_THAT(plain("Is it safe?", {"github", "o/r", "https://github.com/o/r/issues/3"},
                      KnownModels({"torchhub:o/r"})),
                ElementsAre("native torchhub:o/r"));
    EXPECT_THAT(plain("Is it safe?", {"github", "huggingface/transformers",
                                      "https://github.com/huggingface/transformers/issues/3"}),
                IsEmpty());
    const auto native = find_mentions({"x", {}}, {"hub", "models/o/n", ""});
    EXPECT_EQ(native.at(0).end, 0u);
}

TEST(Mentions, ReadsTheAddressBehindALink) {
    const auto text =
        corpus::canonical_text("Try [this one](https://huggingface.co/o/n) or <https://huggingface.co/p/q>.",
                               corpus::Markup::markdown, corpus::Dialect::github);
    const auto found = find_mentions(text, {});
    ASSERT_EQ(found.size(), 2u);
    EXPECT_EQ(found[0].model, "hf:o/n");
    EXPECT_EQ(found[0].begin, 4u);
    EXPECT_EQ(found[0].end, 12u);
    EXPECT_EQ(found[0].evidence, "https://huggingface.co/o/n");
    EXPECT_EQ(found[1].model, "hf:p/q");
}

TEST(Mentions, CountsCodePoints) {
    const auto found = find_mentions({"模型 🤗 https://hf.co/o/n，好", {}}, {});
    ASSERT_EQ(found.size(), 1u);
    EXPECT_EQ(found[0].begin, 5u);
    EXPECT_EQ(found[0].end, 22u);
    EXPECT_EQ(found[0].evidence, "https://hf.co/o/n");
}

TEST(Mentions, TakesABareNameOnlyForTheOneKnownModel) {
    EXPECT_THAT(plain("I tried tiny-chat-7B.", {}, KnownModels({"hf:lab/Tiny-Chat-7b"})),
                ElementsAre("bare hf:lab/Tiny-Chat-7b"));
    EXPECT_THAT(plain("/data/tiny-chat-7b/x", {}, KnownModels({"hf:lab/Tiny-Chat-7b"})),
                ElementsAre("bare hf:lab/Tiny-Chat-7b"));
    EXPECT_THAT(plain("I tried tiny-chat-7B.", {}, KnownModels({"hf:a/tiny-chat-7b", "hf:b/tiny-chat-7b"})),
                IsEmpty());
    EXPECT_THAT(plain("The whale swims.", {}, KnownModels({"hf:a/whale"})), IsEmpty());
}

TEST(Mentions, StaysLinearOnHostileText) {
    const auto begin = std::chrono::steady_clock::now();
    for (const std::string part : {"https://", "a/b ", "models--", "_master", "dir=oo/nn ", "((((", "\"\"\"\"",
                                   "o/n,", "torch/hub/", "model=\\\\", "https://hf.co/o/n "}) {
        std::string text;
        while (text.size() < 1u << 18)
            text += part;
        EXPECT_LE(find_mentions({text, {}}, {}).size(), 5000u) << part;
    }
    EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(60));
}

} // namespace
} // namespace axial::scanner
