// SPDX-License-Identifier: GPL-3.0-or-later
#include "scanner/mention_judgement.h"

#include "scanner/mention_words.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace axial::scanner {
namespace {

using Role = Surroundings::Role;

bool holds(std::string_view text, std::string_view word) {
    return text.find(word) != std::string_view::npos;
}

} // namespace

bool about_data(const Surroundings& around) {
    return holds(around.callee, "dataset") || (around.role != Role::prose && holds(around.name, "dataset")) ||
           holds(around.before.substr(around.before.size() > 24 ? around.before.size() - 24 : 0), "dataset") ||
           around.after.substr(0, 12).find("dataset") != std::string::npos ||
           holds(around.after, "repo-type dataset") || holds(around.after, "repo_type=\"dataset") ||
           holds(around.after, "repo_type='dataset") || holds(around.before, "spaces/") ||
           holds(around.before, "space ");
}

bool holds_model(const Surroundings& around) {
    static constexpr std::array<std::string_view, 16> calls = {
        "from_pretrained", "pipeline",  "snapshot_download", "hf_hub_download", "sentencetransformer",
        "crossencoder",    "llm",       "from_model",        "model_info",      "list_repo_files",
        "automodel",       "get_model", "load_model",        "file_exists",     "huggingfaceembeddings",
        "hf_hub_url"};
    static constexpr std::array<std::string_view, 8> names = {
        "model", "repo_id", "repo-id", "repoid", "checkpoint", "pretrained", "tokenizer", "name_or_path"};
    const std::string last = around.name.substr(around.name.rfind('.') + 1);
    if (around.role == Role::argument)
        return std::find(calls.begin(), calls.end(), last) != calls.end();
    if (around.role == Role::prose || holds(around.name, "dir") || holds(around.name, "cache") ||
        holds(around.name, "image"))
        return false;
    return std::any_of(names.begin(), names.end(), [&](std::string_view name) { return holds(last, name); }) ||
           (around.role == Role::flag && (holds(last, "huggingface") || last == "-hf" || last == "--hf-repo"));
}

double prose_confidence(const std::string& owner, const std::string& name, const Surroundings& around) {
    static constexpr std::array<std::string_view, 6> hub_words = {
        "huggingface", "hugging face", "hugginface", "hf hub", "modelscope", "new activity in"};
    static constexpr std::array<std::string_view, 14> load_words = {
        "model",     "checkpoint", "weights",  "loading ",        "load ", "the repository for", "repo id",
        "tokenizer", "finetun",    "fine-tun", "from_pretrained", "模型",  "embedding",          "inference"};
    const auto any = [](const auto& list, const std::string& where) {
        return std::any_of(list.begin(), list.end(), [&](std::string_view word) { return holds(where, word); });
    };
    const int look = words::model_look(name);
    double confidence = 0.15 + (look == 2 ? 0.4 : look == 1 ? 0.3 : 0) + (around.quoted ? 0.05 : 0);
    confidence += words::is_publisher(owner) ? 0.25 : 0;
    confidence += any(hub_words, around.before) || any(hub_words, around.after) ? 0.35 : 0;
    confidence += any(load_words, around.before) || holds(around.after.substr(0, 24), " model") ||
                          holds(around.after, "custom code") || holds(around.after, "requires you to execute")
                      ? 0.25
                      : 0;
    return std::min(confidence, 0.85);
}

} // namespace axial::scanner
