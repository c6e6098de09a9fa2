// SPDX-License-Identifier: GPL-3.0-or-later
#include "collectors/dumps/table_records.h"

#include "corpus/text/utf8.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <charconv>
#include <optional>
#include <utility>
#include <vector>

namespace axial::collectors::dumps {
namespace {

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
constexpr std::size_t longest_id = 200;

constexpr std::pair<corpus::Markup, const char*> markups[] = {
    {corpus::Markup::plain, "plain"}, {corpus::Markup::markdown, "markdown"}, {corpus::Markup::html, "html"}};

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

std::string get(const TableValues& values, const char* field) {
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

} // namespace

std::span<const TableField> table_fields() {
    return fields;
}

Result<TablePlan> plan_of(const TableRequest& request) {
    TablePlan plan{request.name, {}, {}};
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

TableValues values_of(const TableRow& row, const TablePlan& plan) {
    TableValues values;
    if (row.problem.empty())
        for (const auto& [field, column] : plan.columns)
            if (auto value = row.cell(column); value && !value->empty())
                values[field] = std::move(*value);
    return values;
}

std::string problem_of(const TableRow& row, const TableValues& values) {
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

TableRecord record_of(const TableValues& values, const TablePlan& plan, corpus::Markup markup) {
    TableRecord record;
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

std::string in_words(const TableRequest& request) {
    std::string words;
    for (const auto& [field, column] : request.columns)
        words += fmt::format("{}{}={}", words.empty() ? "" : " ", field, column);
    for (const auto& [markup, name] : markups)
        if (request.markup == markup && markup != corpus::Markup::plain)
            words += fmt::format("{}markup={}", words.empty() ? "" : " ", name);
    return words;
}

TableRequest from_words(const std::string& name, std::string_view words) {
    TableRequest request;
    request.name = name;
    std::vector<std::string> names{"markup"};
    for (const auto& field : fields)
        names.emplace_back(field.name);
    std::map<std::size_t, std::string> starts; // a column may have blanks in its name
    for (const auto& field : names)
        for (auto at = words.find(field + '='); at != std::string_view::npos;
             at = words.find(field + '=', at + 1))
            if (at == 0 || words[at - 1] == ' ')
                starts[at] = field;
    for (auto start = starts.begin(); start != starts.end(); ++start) {
        const auto next = std::next(start);
        const auto begin = start->first + start->second.size() + 1;
        const auto end = next == starts.end() ? words.size() : next->first - 1;
        request.columns[start->second] = words.substr(begin, end - begin);
    }
    if (const auto said = request.columns.extract("markup"); !said.empty())
        for (const auto& [markup, markup_name] : markups)
            if (said.mapped() == markup_name)
                request.markup = markup;
    return request;
}

} // namespace axial::collectors::dumps
