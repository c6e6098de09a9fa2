// SPDX-License-Identifier: GPL-3.0-or-later
#include "scanner/mention_words.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <cstddef>

namespace axial::scanner::words {
namespace {

constexpr std::array<std::string_view, 27> torch_hub = {"ultralytics/yolov5",
                                                        "snakers4/silero-models",
                                                        "snakers4/silero-vad",
                                                        "intel-isl/midas",
                                                        "isl-org/midas",
                                                        "pytorch/vision",
                                                        "nvidia/deeplearningexamples",
                                                        "nvidia/deeplearningexamples:torchhub",
                                                        "mateuszbuda/brain-segmentation-pytorch",
                                                        "hustvl/yolop",
                                                        "datvuthanh/hybridnets",
                                                        "sigsep/open-unmix-pytorch",
                                                        "xingangpan/ibn-net",
                                                        "moskomule/senet.pytorch",
                                                        "zhanghang1989/resnest",
                                                        "pingolh/pytorch-hardnet",
                                                        "huawei-noah/ghostnet",
                                                        "huawei-noah/efficient-ai-backbones",
                                                        "facebookresearch/wsl-images",
                                                        "facebookresearch/semi-supervised-imagenet1k-models",
                                                        "facebookresearch/pytorch_gan_zoo",
                                                        "facebookresearch/pytorchvideo",
                                                        "facebookresearch/deit",
                                                        "coderx7/simplenet_pytorch",
                                                        "szq0214/meal-v2",
                                                        "nicolalandro/ntsnet-cub200",
                                                        "rwightman/gen-efficientnet-pytorch"};

constexpr std::array<std::string_view, 62> never_owners = {
    "application", "text",    "image",       "audio",      "video",      "font",   "multipart", "message",
    "chemical",    "and",     "or",          "he",         "she",        "src",    "lib",       "bin",
    "usr",         "etc",     "var",         "tmp",        "opt",        "home",   "mnt",       "root",
    "users",       "data",    "docs",        "doc",        "tests",      "test",   "examples",  "scripts",
    "models",      "model",   "checkpoints", "checkpoint", "ckpt",       "ckpts",  "weights",   "output",
    "outputs",     "results", "configs",     "config",     "local",      "cache",  "path",      "train",
    "input",       "http",    "https",       "github",     "github.com", "docker", "actions",   "apache",
    "refs",        "origin",  "datasets",    "spaces",     "w",          "tcp"};

/// Accounts whose owner/name strings in prose are code, images or libraries.
constexpr std::array<std::string_view, 14> code_owners = {
    "huggingface",  "pytorch",   "vllm-project", "vllm",       "modelscope",  "pypa",        "python",
    "langchain-ai", "ggerganov", "tensorflow",   "open-mmlab", "conda-forge", "sgl-project", "docker.io"};

constexpr std::array<std::string_view, 92> publishers = {"meta-llama",
                                                         "mistralai",
                                                         "qwen",
                                                         "microsoft",
                                                         "google",
                                                         "facebook",
                                                         "tiiuae",
                                                         "thudm",
                                                         "zai-org",
                                                         "deepseek-ai",
                                                         "moonshotai",
                                                         "opengvlab",
                                                         "internlm",
                                                         "openbmb",
                                                         "baichuan-inc",
                                                         "01-ai",
                                                         "mosaicml",
                                                         "databricks",
                                                         "stabilityai",
                                                         "bigscience",
                                                         "bigcode",
                                                         "eleutherai",
                                                         "nomic-ai",
                                                         "jinaai",
                                                         "alibaba-nlp",
                                                         "baai",
                                                         "sentence-transformers",
                                                         "intfloat",
                                                         "mixedbread-ai",
                                                         "cohereforai",
                                                         "coherelabs",
                                                         "nvidia",
                                                         "ibm-granite",
                                                         "allenai",
                                                         "huggingfacetb",
                                                         "huggingfaceh4",
                                                         "hf-internal-testing",
                                                         "black-forest-labs",
                                                         "runwayml",
                                                         "compvis",
                                                         "togethercomputer",
                                                         "lmsys",
                                                         "tencent",
                                                         "xiaomimimo",
                                                         "minimaxai",
                                                         "zhipuai",
                                                         "iic",
                                                         "damo",
                                                         "llm-research",
                                                         "ai-modelscope",
                                                         "opencsg",
                                                         "unsloth",
                                                         "thebloke",
                                                         "bartowski",
                                                         "mlx-community",
                                                         "ggml-org",
                                                         "mradermacher",
                                                         "lmstudio-community",
                                                         "apple",
                                                         "amazon",
                                                         "salesforce",
                                                         "openai",
                                                         "openai-community",
                                                         "google-bert",
                                                         "google-t5",
                                                         "facebookai",
                                                         "distilbert",
                                                         "distilbert-community",
                                                         "xlnet",
                                                         "bert-base",
                                                         "liuhaotian",
                                                         "llava-hf",
                                                         "vikhyatk",
                                                         "xai-org",
                                                         "upstage",
                                                         "lgai-exaone",
                                                         "skt",
                                                         "beomi",
                                                         "rinna",
                                                         "cyberagent",
                                                         "stockmark",
                                                         "elyza",
                                                         "novasearch",
                                                         "dunzhang",
                                                         "snowflake",
                                                         "kaist-ai",
                                                         "nousresearch",
                                                         "teknium",
                                                         "cognitivecomputations",
                                                         "wizardlm",
                                                         "wizardlmteam",
                                                         "unbabel"};

constexpr std::array<std::string_view, 66> model_words = {
    "instruct",   "chat",      "gguf",      "awq",      "gptq",    "autogptq", "fp16",     "bf16",
    "fp8",        "int4",      "int8",      "4bit",     "8bit",    "lora",     "embed",    "embedding",
    "embeddings", "reranker",  "rerank",    "bert",     "roberta", "deberta",  "llama",    "llama2",
    "llama3",     "mistral",   "mixtral",   "qwen",     "qwen2",   "qwen3",    "gemma",    "gemma2",
    "gemma3",     "phi",       "falcon",    "mpt",      "chatglm", "chatglm2", "chatglm3", "glm",
    "internlm",   "internlm2", "internvl",  "deepseek", "kimi",    "yi",       "baichuan", "minicpm",
    "florence",   "whisper",   "wav2vec2",  "t5",       "gpt",     "gpt2",     "bloom",    "opt",
    "clip",       "vit",       "diffusion", "sdxl",     "flux",    "vl",       "coder",    "moe",
    "minilm",     "stella"};

constexpr std::array<std::string_view, 40> hub_pages = {"spaces",
                                                        "datasets",
                                                        "docs",
                                                        "papers",
                                                        "collections",
                                                        "blog",
                                                        "settings",
                                                        "join",
                                                        "organizations",
                                                        "models",
                                                        "posts",
                                                        "login",
                                                        "logout",
                                                        "tasks",
                                                        "learn",
                                                        "new",
                                                        "pricing",
                                                        "search",
                                                        "chat",
                                                        "api",
                                                        "front",
                                                        "terms-of-service",
                                                        "privacy",
                                                        "enterprise",
                                                        "inference",
                                                        "inference-api",
                                                        "inference-endpoints",
                                                        "support",
                                                        "brand",
                                                        "jobs",
                                                        "languages",
                                                        "metrics",
                                                        "storage",
                                                        "kernels",
                                                        "buckets",
                                                        "notifications",
                                                        "welcome",
                                                        "course",
                                                        "avatars",
                                                        "apps"};

constexpr std::array<std::string_view, 34> extensions = {
    ".py",  ".md",   ".json",  ".yaml", ".yml", ".txt", ".sh",  ".cpp", ".h",    ".hpp",  ".c",           ".js",
    ".ts",  ".html", ".ipynb", ".toml", ".cfg", ".ini", ".log", ".bin", ".pt",   ".pth",  ".safetensors", ".so",
    ".zip", ".gz",   ".png",   ".jpg",  ".csv", ".rs",  ".go",  ".cu",  ".lock", ".jinja"};

template <std::size_t N>
bool holds(const std::array<std::string_view, N>& list, std::string_view word) {
    return std::find(list.begin(), list.end(), word) != list.end();
}

/// "7b", "1.3b", "400m", "8x7b": digits with a unit of parameters, a word of its own.
bool is_size(std::string_view word) {
    if (word.size() < 2 || (word.back() != 'b' && word.back() != 'm'))
        return false;
    word.remove_suffix(1);
    return std::isdigit(static_cast<unsigned char>(word.front())) != 0 &&
           std::isdigit(static_cast<unsigned char>(word.back())) != 0 &&
           word.find_first_not_of("0123456789.x") == std::string_view::npos;
}

} // namespace

bool is_official_torch_hub(std::string_view repository) {
    return holds(torch_hub, repository);
}

std::optional<std::string> torch_hub_repository(std::string_view folder, bool& certain) {
    const auto first = folder.find('_');
    const auto last = folder.rfind('_');
    if (first == std::string_view::npos || first == 0 || last == first || last + 1 >= folder.size())
        return std::nullopt;
    const std::string folded = lower(folder);
    for (const auto official : torch_hub) {
        std::string start(official);
        std::replace(start.begin(), start.end(), '/', '_');
        if (folded.starts_with(start + '_')) {
            certain = true;
            return std::string(folder.substr(0, first)) + '/' +
                   std::string(folder.substr(first + 1, start.size() - first - 1));
        }
    }
    certain = folder.find('_', first + 1) == last;
    return std::string(folder.substr(0, first)) + '/' + std::string(folder.substr(first + 1, last - first - 1));
}

bool is_placeholder(std::string_view owner, std::string_view name) {
    static constexpr std::array<std::string_view, 24> owners = {
        "user",      "username",  "user-name", "org", "orgname", "org-name", "organization", "organisation",
        "owner",     "namespace", "example",   "foo", "hub",     "attacker", "evil",         "someone",
        "some-user", "some-org",  "author",    "xxx", "name",    "repo",     "hf-user",      "company"};
    static constexpr std::array<std::string_view, 13> starts = {
        "your",      "my-",    "my_",    "attacker", "malicious", "evil-",      "fake-",
        "untrusted", "hacker", "victim", "<",        "dummy",     "placeholder"};
    const auto begins = [](std::string_view word) {
        return std::any_of(starts.begin(), starts.end(),
                           [&](std::string_view start) { return word.starts_with(start); });
    };
    return holds(owners, owner) || begins(owner) || name.starts_with("your-") || name.starts_with("your_") ||
           name == "xxx" || name == "model-name" || name == "model_name" || name == "repo-name" ||
           name == "repo_name" || name == "my-model" || name == "malicious-model";
}

bool is_never_owner(std::string_view owner) {
    return holds(never_owners, owner) || holds(code_owners, owner);
}

bool is_publisher(std::string_view owner) {
    return holds(publishers, owner);
}

bool is_api_product(std::string_view owner, std::string_view name) {
    if (owner == "anthropic" || owner == "openrouter" || owner == "bedrock" || owner == "azure" ||
        owner == "gemini")
        return true;
    if (owner == "openai")
        return !name.starts_with("whisper") && !name.starts_with("clip") && !name.starts_with("gpt-oss") &&
               !name.starts_with("shap") && !name.starts_with("gpt2") && !name.starts_with("consistency");
    return (owner == "google" && name.starts_with("gemini")) || (owner == "x-ai" && name.starts_with("grok"));
}

bool is_legacy_model(std::string_view name) {
    static constexpr std::array<std::string_view, 14> exact = {
        "gpt2",       "gpt2-medium", "gpt2-large",       "gpt2-xl",       "distilgpt2",
        "t5-small",   "t5-base",     "t5-large",         "t5-3b",         "t5-11b",
        "openai-gpt", "ctrl",        "transfo-xl-wt103", "camembert-base"};
    static constexpr std::array<std::string_view, 7> starts = {
        "bert-base-", "bert-large-", "distilbert-base-", "roberta-", "xlm-roberta-", "xlnet-", "albert-"};
    return holds(exact, name) || std::any_of(starts.begin(), starts.end(),
                                             [&](std::string_view start) { return name.starts_with(start); });
}

int model_look(std::string_view name) {
    int look = 0;
    std::size_t begin = 0;
    while (begin < name.size()) {
        const auto end = std::min(name.find_first_of("-_", begin), name.size());
        const auto word = name.substr(begin, end - begin);
        begin = end + 1;
        if (is_size(word) ||
            (word.size() > 2 && (word.front() == 'a' || word.front() == 'e') && is_size(word.substr(1))))
            return 2;
        const auto stem = word.substr(0, word.find_first_of("0123456789."));
        const bool version =
            word.size() > 1 && word.front() == 'v' && std::isdigit(static_cast<unsigned char>(word[1])) != 0;
        if (holds(model_words, word) || holds(model_words, stem) || version)
            look = 1;
    }
    return look;
}

bool is_hub_page(std::string_view part) {
    return holds(hub_pages, part);
}

bool has_file_extension(std::string_view name) {
    return std::any_of(extensions.begin(), extensions.end(),
                       [&](std::string_view end) { return name.ends_with(end); });
}

} // namespace axial::scanner::words
