// SPDX-License-Identifier: GPL-3.0-or-later
#include "collectors/dumps/dump_texts.h"

#include <fmt/format.h>

#include <system_error>

namespace axial::collectors::dumps {
namespace {

constexpr int commit_every = 10'000; ///< texts

} // namespace

DumpTexts::~DumpTexts() {
    texts_.reset();
    remove();
}

void DumpTexts::remove() const {
    std::error_code ignored;
    for (const char* end : {"", "-journal", "-wal", "-shm"})
        std::filesystem::remove(file_.string() + end, ignored);
}

Status DumpTexts::read(const DumpSource& source, DumpPlan& plan, const DumpPlan::Progress& progress,
                       const std::stop_token& stop) {
    if (!source.has(Table::history))
        return {};
    AXIAL_ASSIGN(texts_, corpus::RawStore::open(file_, corpus::RawStore::Mode::append));
    int waiting = 0;
    const auto visit = [&](const XmlRow& row) -> Status {
        const auto on = row.number("PostId"), id = row.number("Id");
        const DumpPost* post = on ? plan.find(*on) : nullptr;
        if (post == nullptr || !id || post->history != *id || post->history == 0)
            return {};
        corpus::Exchange text;
        text.key = std::to_string(post->id);
        text.body = row.get("Text");
        AXIAL_TRY(texts_->append(text));
        if (++waiting % commit_every == 0)
            return texts_->commit();
        return {};
    };
    BytesRead told;
    if (progress)
        told = [&](std::int64_t done, std::int64_t of) { progress("gathering texts", done, of); };
    AXIAL_TRY(source.for_each_row(Table::history, visit, stop, told));
    return texts_->commit();
}

Result<std::optional<std::string>> DumpTexts::of(const DumpPost& post) const {
    if (!texts_ || post.history == 0)
        return std::optional<std::string>{};
    AXIAL_ASSIGN(auto text, texts_->find(std::to_string(post.id), 0));
    return text ? std::optional(std::move(text->body)) : std::nullopt;
}

} // namespace axial::collectors::dumps
