// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands/commands.h"
#include "cli/commands/importing.h"
#include "codebooks/codebook.h"
#include "codebooks/rounds.h"
#include "corpus/store.h"
#include "corpus/text/text_offsets.h"

#include <fmt/ostream.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <charconv>
#include <map>

namespace axial::cli {
namespace {

/// Where a table keeps what; a column that is not there is nothing.
struct Columns {
    std::size_t post, coder, code;
    std::optional<std::size_t> quote, begin, end, memo, unit, to, weight, certainty;
};

Result<Columns> columns_of(const corpus::CsvTable& table) {
    Columns columns{};
    AXIAL_ASSIGN(columns.post, table.column("post"));
    AXIAL_ASSIGN(columns.coder, table.column("coder"));
    AXIAL_ASSIGN(columns.code, table.column("code"));
    columns.quote = table.find_column("quote");
    columns.begin = table.find_column("begin");
    columns.end = table.find_column("end");
    columns.memo = table.find_column("memo");
    columns.unit = table.find_column("unit");
    columns.to = table.find_column("to");
    columns.weight = table.find_column("weight");
    columns.certainty = table.find_column("certainty");
    if (columns.begin.has_value() != columns.end.has_value())
        return bad_input("columns \"begin\" and \"end\" come together");
    return columns;
}

std::string cell(const corpus::CsvRow& row, std::optional<std::size_t> column) {
    return column ? row.cells[*column] : std::string();
}

Result<std::uint32_t> number_from(const std::string& text, const char* what) {
    std::uint32_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size())
        return bad_input(fmt::format("\"{}\" is not {}", text, what));
    return value;
}

Result<std::uint32_t> offset_from(const std::string& text) {
    return number_from(text, "an offset in code points");
}

/// -1 where nothing is said.
Result<int> weight_from(const std::string& text) {
    if (text.empty())
        return -1;
    AXIAL_ASSIGN(const auto weight, number_from(text, "a weight from 0 to 100"));
    return static_cast<int>(
        std::min<std::uint32_t>(weight, 101)); // what is too much is refused with the others
}

/// The only place of `quote` in the text, as code points.
Result<std::pair<std::uint32_t, std::uint32_t>> find_quote(const std::string& text, const std::string& quote) {
    const auto first = text.find(quote);
    if (first == std::string::npos)
        return bad_input("the quote is not in the post's text", {},
                         "copy it as \"axial posts --json\" shows it");
    if (text.find(quote, first + 1) != std::string::npos)
        return bad_input("the quote stands in the post more than once", {},
                         "make it longer, or give begin and end");
    const corpus::TextOffsets offsets(text);
    return std::pair{static_cast<std::uint32_t>(offsets.from_byte(first)),
                     static_cast<std::uint32_t>(offsets.from_byte(first + quote.size()))};
}

class Importer {
public:
    Importer(corpus::Study& study, codebooks::Round round, std::map<std::string, std::string> codes,
             const Columns& columns)
        : store_(study),
          rounds_(study),
          round_(std::move(round)),
          codes_(std::move(codes)),
          columns_(columns) {}

    Status row(const corpus::CsvRow& row) {
        const auto& post = row.cells[columns_.post];
        const auto& coder = row.cells[columns_.coder];
        const auto& code = row.cells[columns_.code];
        const auto memo = cell(row, columns_.memo);
        if (code.empty()) { // "nothing here" is a decision too
            AXIAL_TRY(rounds_.finish(round_, coder, post));
            ++nothing_;
            return memo.empty() ? Status() : note(coder, "post:" + post, memo);
        }
        const auto known = codes_.find(code);
        if (known == codes_.end())
            return bad_input(fmt::format("no code \"{}\" in {}", code, round_.codebook), post,
                             "see: axial codebook show " + round_.codebook);
        AXIAL_ASSIGN(const auto span, span_of(row, post));
        AXIAL_ASSIGN(const auto weight, weight_from(cell(row, columns_.weight)));
        AXIAL_ASSIGN(const auto coding,
                     rounds_.apply({round_.uuid, coder, post, known->second, span.first, span.second,
                                    cell(row, columns_.unit), cell(row, columns_.to), weight,
                                    cell(row, columns_.certainty)}));
        ++codings_;
        return memo.empty() ? Status() : note(coder, "coding:" + coding.uuid, memo);
    }

    [[nodiscard]] std::int64_t codings() const { return codings_; }
    [[nodiscard]] std::int64_t nothing() const { return nothing_; }

private:
    Status note(const std::string& coder, const std::string& about, const std::string& memo) {
        AXIAL_TRY(rounds_.write_memo(coder, about, memo));
        return {};
    }

    /// By offsets where both are given, else by the quote; neither: the whole post.
    Result<std::pair<std::uint32_t, std::uint32_t>> span_of(const corpus::CsvRow& row,
                                                            const std::string& post) {
        const auto begin = cell(row, columns_.begin), end = cell(row, columns_.end),
                   quote = cell(row, columns_.quote);
        if (begin.empty() != end.empty())
            return bad_input("one of begin and end is missing", post, "give both or neither");
        if (begin.empty() && quote.empty())
            return std::pair<std::uint32_t, std::uint32_t>{0, 0};
        AXIAL_ASSIGN(const auto found, store_.post(post));
        if (!found)
            return bad_input("no such post in this study", post);
        if (begin.empty())
            return find_quote(found->body.text, quote);
        AXIAL_ASSIGN(const auto first, offset_from(begin));
        AXIAL_ASSIGN(const auto last, offset_from(end));
        const corpus::TextOffsets offsets(found->body.text);
        if (!quote.empty() && offsets.slice(first, last) != quote)
            return bad_input("the quote is not what stands at these offsets", post,
                             "offsets count code points of the text from 0, the end is exclusive");
        return std::pair{first, last};
    }

    corpus::Store store_;
    codebooks::Rounds rounds_;
    codebooks::Round round_;
    std::map<std::string, std::string> codes_; ///< id → UUID
    Columns columns_;
    std::int64_t codings_ = 0, nothing_ = 0;
};

Status run_import_codings(Context& context, const Arguments& arguments) {
    AXIAL_ASSIGN(const auto table, corpus::CsvTable::read(arguments.positional[1]));
    AXIAL_ASSIGN(const auto columns, columns_of(table));
    AXIAL_ASSIGN(auto study, context.open_study(corpus::Study::Mode::write));
    AXIAL_ASSIGN(const auto round, codebooks::Rounds(study).get(arguments.positional[0]));
    AXIAL_ASSIGN(const auto codebook, codebooks::Codebooks(study).get(round.codebook));
    std::map<std::string, std::string> codes;
    for (const auto& code : codebook.codes)
        codes[code.id] = code.uuid;
    Importer importer(study, round, std::move(codes), columns);
    AXIAL_TRY(import_rows(context, study, table, [&](const corpus::CsvRow& row) { return importer.row(row); }));
    if (context.json)
        context.print(nlohmann::ordered_json{
            {"round", round.name}, {"codings", importer.codings()}, {"nothing_here", importer.nothing()}});
    else
        fmt::print(context.out, "round \"{}\": {} codings, {} times \"nothing here\"\n", round.name,
                   importer.codings(), importer.nothing());
    return {};
}

} // namespace

const Command import_codings_command{
    "import codings",
    "ROUND FILE.csv",
    "apply codes from a table",
    {},
    run_import_codings,
    "Columns: post, coder, code (its id; empty: \"nothing here\"), and if "
    "wanted quote (must stand once in the post's\n"
    "text), begin and end (code points, end exclusive), memo, weight (0 to 100), certainty "
    "(sure, probable,\nunsure), unit (span, post, thread, relation) and to (the other "
    "post of a relation). Without\nquote and offsets the whole post is coded."};

} // namespace axial::cli
