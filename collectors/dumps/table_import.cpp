// SPDX-License-Identifier: GPL-3.0-or-later
#include "collectors/dumps/table_import.h"

#include "collectors/dumps/raw_lines.h"
#include "collectors/dumps/table_records.h"
#include "corpus/raw_store.h"
#include "corpus/store.h"

#include <fmt/format.h>

#include <optional>
#include <unordered_set>

namespace axial::collectors::dumps {
namespace {

using corpus::Store;

constexpr std::size_t most_rows = 1000;
constexpr std::size_t most_bytes = 8U << 20U;
constexpr std::int64_t most_listed = 10'000;

class Import {
public:
    Import(Store& store, corpus::RawStore& raw, const TableRequest& request, const TablePlan& plan,
           corpus::RowId run)
        : store_(store),
          raw_(raw),
          request_(request),
          plan_(plan),
          run_(run),
          file_(request.file.filename().string()) {
        for (const char* name :
             {"rows_read", "rows_stored", "rows_repeated", "rows_unusable", "added", "changed", "unchanged"})
            counts_[name] = 0;
    }

    [[nodiscard]] Status take(const TableRow& row) {
        ++counts_["rows_read"];
        const TableValues values = values_of(row, plan_);
        if (auto problem = problem_of(row, values); !problem.empty())
            return skip("rows_unusable", row, std::move(problem));
        if (!ids_.insert(values.at("id")).second)
            return skip("rows_repeated", row, "its id is used by an earlier row");
        records_.push_back(record_of(values, plan_, request_.markup));
        lines_.add(row.raw, row.line);
        return flush_if_full();
    }

    [[nodiscard]] Status flush() {
        std::int64_t raw = 0;
        if (!records_.empty()) {
            AXIAL_ASSIGN(raw, lines_.store(raw_, "import/" + plan_.name + "/" + file_));
        }
        const auto before = counts_;
        const Status stored = store_.transaction([&]() -> Status {
            for (auto& record : records_) {
                record.post.raw = raw;
                AXIAL_TRY(store(record));
            }
            for (const auto& [what, reason] : skipped_)
                AXIAL_TRY(store_.skip(run_, what, reason));
            return {};
        });
        if (!stored)
            counts_ = before;
        records_.clear();
        skipped_.clear();
        lines_.clear();
        return stored;
    }
    [[nodiscard]] const std::map<std::string, std::int64_t>& counts() const { return counts_; }

private:
    [[nodiscard]] Status skip(const char* name, const TableRow& row, std::string reason) {
        ++counts_[name];
        if (listed_++ < most_listed)
            skipped_.emplace_back(fmt::format("{}:{}", file_, row.line), std::move(reason));
        return flush_if_full();
    }
    [[nodiscard]] Status flush_if_full() {
        return records_.size() + skipped_.size() >= most_rows || lines_.bytes() >= most_bytes ? flush()
                                                                                              : Status{};
    }
    [[nodiscard]] Status store(TableRecord& record) {
        const auto& thread = record.thread;
        AXIAL_ASSIGN(const auto known, store_.thread(corpus::make_key(thread.source, thread.container,
                                                                      thread.kind, thread.native_id)));
        corpus::RowId row = known ? known->row : 0;
        if (!known || record.opens) { // the row that opens a thread says what it is about, wherever it stands
            AXIAL_ASSIGN(const auto stored, store_.put(thread));
            row = stored.first;
        }
        record.post.fetched_at = now();
        AXIAL_ASSIGN(const auto outcome, store_.put(row, record.post));
        ++counts_[std::string(name_of(outcome))];
        ++counts_["rows_stored"];
        return {};
    }

    Store& store_;
    corpus::RawStore& raw_;
    const TableRequest& request_;
    const TablePlan& plan_;
    corpus::RowId run_;
    std::string file_;
    std::map<std::string, std::int64_t> counts_;
    std::unordered_set<std::string> ids_;
    std::vector<TableRecord> records_;
    std::vector<std::pair<std::string, std::string>> skipped_;
    RawLines lines_;
    std::int64_t listed_ = 0;
};

} // namespace

Result<TablePreview> preview_table(const TableRequest& request, std::size_t rows) {
    AXIAL_ASSIGN(const auto plan, plan_of(request));
    TablePreview preview{plan.name, plan.columns, {}};
    bool enough = false;
    const auto take = [&](const TableRow& row) -> Status {
        auto values = values_of(row, plan);
        auto problem = problem_of(row, values);
        preview.rows.push_back({row.line, std::move(problem), std::move(values)});
        enough = preview.rows.size() >= rows;
        return enough ? cancelled() : Status{};
    };
    const Status read = for_each_table_row(request.file, request.form, plan.asked, take, {});
    if (!read && !enough)
        return fail(read.error());
    return preview;
}

Result<std::map<std::string, std::int64_t>> import_table(corpus::Study& study, const TableRequest& request,
                                                         const std::stop_token& stop) {
    AXIAL_ASSIGN(const auto plan, plan_of(request));
    Store store(study);
    AXIAL_ASSIGN(auto raw, corpus::RawStore::open(study.raw_path(), corpus::RawStore::Mode::append));
    corpus::Run run;
    run.command = request.form == TableForm::csv ? "import csv" : "import jsonl";
    run.source = "import";
    run.container = plan.name;
    run.endpoint = request.file.filename().string();
    run.query = in_words(request);
    AXIAL_ASSIGN(const auto row, store.begin(run));
    Import import(store, raw, request, plan, row);
    Status stored = for_each_table_row(
        request.file, request.form, plan.asked, [&](const TableRow& one) { return import.take(one); }, stop);
    if (Status rest = import.flush(); !rest && stored) // what was read by then is worth keeping
        stored = rest;
    const char* status = stored ? "done" : stored.error().fault == Fault::cancelled ? "stopped" : "failed";
    const Status written = store.finish(row, status, import.counts());
    AXIAL_TRY(stored);
    AXIAL_TRY(written);
    return import.counts();
}

} // namespace axial::collectors::dumps
