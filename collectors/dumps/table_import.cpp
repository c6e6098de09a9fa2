// SPDX-License-Identifier: GPL-3.0-or-later
#include "collectors/dumps/table_import.h"

#include "collectors/dumps/raw_lines.h"
#include "corpus/raw_store.h"
#include "corpus/store.h"
#include "corpus/text/utf8.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <charconv>
#include <optional>
#include <unordered_set>

namespace axial::collectors::dumps {
namespace {

using corpus::Store;

constexpr TableField fields[] = {
    {"id", true, "the post's own id, unlike any other in the file"},
    {"body", true, "its text"},
    {"created", true, "when it was written: a date, or seconds or milliseconds since 1970"},
    {"updated", false, "when it was last edited"},
    {"thread", false, "id of the post that opened its thread, or any name of the thread"},
    {"parent", false, "id of the post that it answers"},
    {"title", false, "title of the post"},
    {"author", false, "who wrote it"},
    {"url", false, "its web address"},
    {"score", false, "votes, a whole number"},
    {"tags", false, "as a;b, or an array"},
};
constexpr std::size_t most_rows = 1000;
constexpr std::size_t most_bytes = 8U << 20U;
constexpr std::int64_t most_listed = 10'000;
constexpr std::size_t longest_id = 200;

/// What is in a row, by field.
using Values = std::map<std::string, std::string>;

struct Plan {
    std::string name;
    std::map<std::string, std::string> columns; ///< by field
    std::vector<std::string> asked;             ///< columns that must be there
};

Result<Plan> plan_of(const TableRequest& request) {
    Plan plan{request.name, {}, {}};
    if (plan.name.empty()) {
        plan.name = request.file.filename().string();
        plan.name.resize(std::min(plan.name.find('.'), plan.name.size()));
    }
    const auto plain = [](char c) { return corpus::utf8::is_alnum(c) || c == '-' || c == '_' || c == '.'; };
    if (plan.name.empty() || !std::ranges::all_of(plan.name, plain))
        return bad_input("not a name to file posts under", plan.name,
                         "give --site NAME of letters, digits, '.', '-' and '_'");
    for (const auto& field : fields) {
        const auto given = request.columns.find(field.name);
        plan.columns[field.name] = given == request.columns.end() ? field.name : given->second;
        if (field.needed || given != request.columns.end())
            plan.asked.push_back(plan.columns[field.name]);
    }
    for (const auto& [field, column] : request.columns)
        if (std::ranges::none_of(fields, [&](const TableField& known) { return field == known.name; }))
            return fail({Fault::usage, "no field of a post", field, fmt::format("there are {}", [] {
                             std::vector<std::string> names;
                             for (const auto& known : fields)
                                 names.emplace_back(known.name);
                             return fmt::format("{}", fmt::join(names, ", "));
                         }())});
    return plan;
}

Values values_of(const TableRow& row, const Plan& plan) {
    Values values;
    if (row.problem.empty())
        for (const auto& [field, column] : plan.columns)
            if (auto value = row.cell(column); value && !value->empty())
                values[field] = std::move(*value);
    return values;
}

std::optional<std::int64_t> number_of(std::string_view text) {
    std::int64_t number = 0;
    const char* end = text.data() + text.size();
    const auto read = std::from_chars(text.data(), end, number);
    return read.ec == std::errc() && read.ptr == end ? std::optional(number) : std::nullopt;
}

std::optional<Time> time_of(const std::string& text) {
    constexpr std::int64_t first_milliseconds = 100'000'000'000; // as seconds, the year 5138
    constexpr std::int64_t last_milliseconds = 100'000'000'000'000;
    const auto number = number_of(text);
    if (!number || text.size() < 6)
        return parse_time(text);
    if (*number < 0 || *number > last_milliseconds)
        return std::nullopt;
    return Time{std::chrono::milliseconds{*number < first_milliseconds ? *number * 1000 : *number}};
}

bool is_id(const std::string& id) {
    return !id.empty() && id.size() <= longest_id &&
           std::ranges::all_of(id, [](char c) { return static_cast<unsigned char>(c) > 0x20 && c != 0x7F; });
}

/// Why a row cannot be stored; empty: it can.
std::string problem_of(const TableRow& row, const Values& values) {
    if (!row.problem.empty())
        return row.problem;
    for (const auto& field : fields)
        if (field.needed && !values.contains(field.name))
            return fmt::format("it has no {}", field.name);
    for (const char* field : {"id", "thread", "parent"})
        if (const auto value = values.find(field); value != values.end() && !is_id(value->second))
            return fmt::format("its {} is longer than {} bytes or has blanks in it", field, longest_id);
    for (const char* field : {"created", "updated"})
        if (const auto value = values.find(field); value != values.end() && !time_of(value->second))
            return fmt::format("its date \"{}\" cannot be read", value->second.substr(0, 40));
    if (const auto score = values.find("score"); score != values.end() && !number_of(score->second))
        return "its score is not a whole number";
    return {};
}

std::string get(const Values& values, const char* field) {
    const auto value = values.find(field);
    return value == values.end() ? std::string() : value->second;
}

std::vector<std::string> tags_of(const std::string& text) {
    std::vector<std::string> tags;
    for (std::size_t begin = 0; begin < text.size();) {
        const auto end = std::min(text.find(';', begin), text.size());
        if (auto tag = corpus::fold_white_space(text.substr(begin, end - begin)); !tag.empty())
            tags.push_back(std::move(tag));
        begin = end + 1;
    }
    return tags;
}

struct Record {
    corpus::IncomingThread thread;
    corpus::IncomingPost post;
    bool opens = false; ///< its thread
};

Record record_of(const Values& values, const Plan& plan, corpus::Markup markup) {
    Record record;
    auto& post = record.post;
    post.kind = "post";
    post.native_id = values.at("id");
    post.body = values.at("body");
    post.markup = markup;
    post.created_at = *time_of(values.at("created"));
    post.updated_at = values.contains("updated") ? *time_of(values.at("updated")) : post.created_at;
    post.title = corpus::fold_white_space(get(values, "title"));
    if (auto url = get(values, "url"); url.starts_with("https://") || url.starts_with("http://"))
        post.url = std::move(url);
    post.score = number_of(get(values, "score"));
    post.tags = tags_of(get(values, "tags"));
    if (const std::string author = corpus::fold_white_space(get(values, "author")); !author.empty())
        post.author.id = post.author.name = author;
    if (values.contains("parent"))
        post.parent_key = corpus::make_key("import", plan.name, "post", values.at("parent"));
    auto& thread = record.thread;
    thread.source = "import";
    thread.site = thread.container = plan.name;
    thread.kind = "thread";
    thread.native_id = values.contains("thread") ? values.at("thread") : post.native_id;
    record.opens = thread.native_id == post.native_id;
    thread.title = post.title;
    thread.url = post.url;
    thread.tags = post.tags;
    thread.created_at = post.created_at;
    thread.updated_at = post.updated_at;
    return record;
}

class Import {
public:
    Import(Store& store, corpus::RawStore& raw, const TableRequest& request, const Plan& plan,
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
        const Values values = values_of(row, plan_);
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
    [[nodiscard]] Status store(Record& record) {
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
    const Plan& plan_;
    corpus::RowId run_;
    std::string file_;
    std::map<std::string, std::int64_t> counts_;
    std::unordered_set<std::string> ids_;
    std::vector<Record> records_;
    std::vector<std::pair<std::string, std::string>> skipped_;
    RawLines lines_;
    std::int64_t listed_ = 0;
};

} // namespace

std::span<const TableField> table_fields() {
    return fields;
}

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
    for (const auto& [field, column] : request.columns)
        run.query += fmt::format("{}{}={}", run.query.empty() ? "" : " ", field, column);
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
