// SPDX-License-Identifier: GPL-3.0-or-later
#include "codebooks/codebook.h"
#include "corpus/files.h"
#include "corpus/text/canonical_text.h"
#include "corpus/uuid.h"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <functional>
#include <initializer_list>
#include <map>
#include <set>

namespace axial::codebooks {
namespace {

constexpr int format_version = 1;
constexpr std::size_t largest_file = 4u << 20;

/// Thrown inside this file only: the first thing that is wrong, with its line.
struct Problem {
    std::string what;
    int line; ///< from 1; 0: unknown
    std::string hint;
};

int line_of(const YAML::Node& node) {
    return node.Mark().is_null() ? 0 : node.Mark().line + 1;
}

void only_fields(const YAML::Node& node, std::initializer_list<std::string_view> allowed) {
    if (!node.IsMap())
        throw Problem{"fields are expected here, as in \"id: …\"", line_of(node), {}};
    std::set<std::string> seen;
    for (const auto& field : node) {
        const auto name = field.first.as<std::string>();
        if (std::find(allowed.begin(), allowed.end(), name) == allowed.end())
            throw Problem{"unknown field \"" + name + "\"", line_of(field.first),
                          fmt::format("known here: {}", fmt::join(allowed, ", "))};
        if (!seen.insert(name).second)
            throw Problem{"field \"" + name + "\" twice", line_of(field.first), {}};
    }
}

std::string text(const YAML::Node& node, const char* field, bool required = false) {
    const auto value = node[field];
    if (!value || value.IsNull()) {
        if (required)
            throw Problem{fmt::format("\"{}\" is missing", field), line_of(node), {}};
        return {};
    }
    if (!value.IsScalar())
        throw Problem{fmt::format("\"{}\" is a text", field), line_of(value), {}};
    auto result = corpus::clean_utf8(value.Scalar());
    while (!result.empty() && (result.back() == '\n' || result.back() == ' '))
        result.pop_back();
    if (required && result.empty())
        throw Problem{fmt::format("\"{}\" is empty", field), line_of(value), {}};
    return result;
}

std::vector<std::string> texts(const YAML::Node& node, const char* field) {
    std::vector<std::string> result;
    const auto value = node[field];
    if (!value || value.IsNull())
        return result;
    if (!value.IsSequence())
        throw Problem{fmt::format("\"{}\" is a list", field), line_of(value),
                      "one line each, beginning with \"- \""};
    for (const auto& entry : value) {
        if (!entry.IsScalar())
            throw Problem{fmt::format("\"{}\" is a list of texts", field), line_of(entry),
                          "put quotes around a text with a colon"};
        result.push_back(corpus::clean_utf8(entry.Scalar()));
    }
    return result;
}

std::string identifier(const YAML::Node& node) {
    const auto id = text(node, "id", true);
    const auto good = [](unsigned char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.';
    };
    if (!std::all_of(id.begin(), id.end(), good))
        throw Problem{"id \"" + id + "\" is not in lower-case letters, digits, '-', '_' and '.'",
                      line_of(node["id"]),
                      {}};
    return id;
}

std::string colour(const YAML::Node& node, std::size_t position) {
    const auto value = text(node, "colour");
    if (value.empty())
        return std::string(palette_colour(position));
    const bool good = value.size() == 7 && value[0] == '#' &&
                      value.find_first_not_of("0123456789abcdefABCDEF", 1) == std::string::npos;
    if (!good)
        throw Problem{"colour \"" + value + "\" is not like \"#2f5fd0\"", line_of(node["colour"]), {}};
    return value;
}

bool flag(const YAML::Node& node, const char* field, bool otherwise) {
    const auto value = text(node, field);
    if (!value.empty() && value != "true" && value != "false")
        throw Problem{fmt::format("\"{}\" is true or false", field), line_of(node[field]), {}};
    return value.empty() ? otherwise : value == "true";
}

std::vector<std::string> units(const YAML::Node& node) {
    auto units = texts(node, "applies");
    for (const auto& unit : units)
        if (std::find(code_units.begin(), code_units.end(), unit) == code_units.end())
            throw Problem{"a code applies to no \"" + unit + "\"", line_of(node["applies"]),
                          fmt::format("known here: {}", fmt::join(code_units, ", "))};
    return units;
}

Code read_code(const YAML::Node& node, const std::string& codebook, std::size_t position) {
    only_fields(node, {"id", "parent", "name", "short", "colour", "key", "codable", "exclusive", "applies",
                       "definition", "include", "exclude", "memo"});
    Code code;
    code.id = identifier(node);
    code.uuid = uuid_from_name("code:" + codebook + "/" + code.id);
    code.parent = text(node, "parent");
    code.name = text(node, "name", true);
    code.colour = colour(node, position);
    code.key = text(node, "key");
    code.definition = text(node, "definition");
    code.include = texts(node, "include");
    code.exclude = texts(node, "exclude");
    code.short_name = text(node, "short");
    code.memo = text(node, "memo");
    code.codable = flag(node, "codable", true);
    code.exclusive = flag(node, "exclusive", false);
    code.applies = units(node);
    return code;
}

Answer read_answer(const YAML::Node& node) {
    only_fields(node, {"id", "name", "key", "definition", "reasons"});
    return {identifier(node), text(node, "name", true), text(node, "key"), text(node, "definition"),
            texts(node, "reasons")};
}

/// Ids and keys must be unique among codes or answers.
template <typename Entry>
void check_unique(const std::vector<Entry>& entries, const std::vector<int>& lines) {
    std::map<std::string, int> ids, keys;
    for (std::size_t i = 0; i < entries.size(); ++i) {
        const auto [id, fresh] = ids.emplace(entries[i].id, lines[i]);
        if (!fresh)
            throw Problem{"id \"" + entries[i].id + "\" twice", lines[i],
                          fmt::format("first in line {}", id->second)};
        if (entries[i].key.empty())
            continue;
        const auto [key, free] = keys.emplace(entries[i].key, lines[i]);
        if (!free)
            throw Problem{"key \"" + entries[i].key + "\" twice", lines[i],
                          fmt::format("first in line {}", key->second)};
    }
}

/// Puts codes into the order of the tree, every one right before those below it.
void order_as_tree(std::vector<Code>& codes, const std::vector<int>& lines) {
    std::map<std::string, std::vector<std::size_t>> below;
    std::set<std::string> ids;
    for (const auto& code : codes)
        ids.insert(code.id);
    for (std::size_t i = 0; i < codes.size(); ++i) {
        if (!codes[i].parent.empty() && !ids.contains(codes[i].parent))
            throw Problem{
                "parent \"" + codes[i].parent + "\" of \"" + codes[i].id + "\" does not exist", lines[i], {}};
        below[codes[i].parent].push_back(i);
    }
    std::vector<std::size_t> order, open(below[""].rbegin(), below[""].rend());
    while (!open.empty()) {
        const auto i = open.back();
        open.pop_back();
        order.push_back(i);
        const auto& children = below[codes[i].id];
        open.insert(open.end(), children.rbegin(), children.rend());
    }
    if (order.size() < codes.size()) { // whatever hangs on no root hangs in a cycle
        std::set<std::size_t> reached(order.begin(), order.end());
        for (std::size_t i = 0; i < codes.size(); ++i)
            if (!reached.contains(i))
                throw Problem{"the parents of \"" + codes[i].id + "\" go round in a circle", lines[i],
                              "follow the parents and take one out"};
    }
    std::vector<Code> sorted;
    for (const auto i : order) {
        sorted.push_back(std::move(codes[i]));
        sorted.back().position = static_cast<int>(sorted.size()) - 1;
    }
    codes = std::move(sorted);
}

template <typename Entry>
std::vector<Entry> read_list(const YAML::Node& root, const char* field,
                             const std::function<Entry(const YAML::Node&, std::size_t)>& read,
                             std::vector<int>& lines) {
    const auto list = root[field];
    if (!list || !list.IsSequence())
        throw Problem{fmt::format("\"{}\" is missing or not a list", field), line_of(list ? list : root), {}};
    std::vector<Entry> entries;
    for (const auto& node : list) {
        entries.push_back(read(node, entries.size()));
        lines.push_back(line_of(node));
    }
    check_unique(entries, lines);
    return entries;
}

Codebook read_root(const YAML::Node& root) {
    only_fields(root, {"axial-codebook", "id", "title", "kind", "question", "answers", "codes"});
    const auto version = text(root, "axial-codebook", true);
    if (version != std::to_string(format_version))
        throw Problem{"axial-codebook: " + version + " is not a format that this Axial reads",
                      line_of(root["axial-codebook"]), fmt::format("it reads {}", format_version)};
    Codebook codebook;
    codebook.id = identifier(root);
    codebook.uuid = uuid_from_name("codebook:" + codebook.id);
    codebook.title = text(root, "title", true);
    const auto kind = text(root, "kind", true);
    std::vector<int> lines;
    if (kind == "question") {
        codebook.kind = Codebook::Kind::question;
        codebook.question = text(root, "question", true);
        codebook.answers = read_list<Answer>(
            root, "answers", [](const YAML::Node& node, std::size_t) { return read_answer(node); }, lines);
        if (codebook.answers.size() < 2)
            throw Problem{"a question needs two answers or more", line_of(root["answers"]), {}};
    } else if (kind == "codes") {
        const auto& id = codebook.id;
        codebook.codes = read_list<Code>(
            root, "codes", [&id](const YAML::Node& node, std::size_t i) { return read_code(node, id, i); },
            lines);
        order_as_tree(codebook.codes, lines);
    } else {
        throw Problem{"kind \"" + kind + "\" is neither \"codes\" nor \"question\"", line_of(root["kind"]), {}};
    }
    return codebook;
}

void emit(YAML::Emitter& out, const char* field, const std::string& value) {
    if (value.empty())
        return;
    out << YAML::Key << field << YAML::Value;
    if (value.find('\n') != std::string::npos)
        out << YAML::Literal;
    out << value;
}

void emit(YAML::Emitter& out, const char* field, const std::vector<std::string>& values) {
    if (values.empty())
        return;
    out << YAML::Key << field << YAML::Value << YAML::BeginSeq;
    for (const auto& value : values)
        out << value;
    out << YAML::EndSeq;
}

/// Whether a code that is still used hangs on this one.
bool has_codes_below(const Codebook& codebook, const Code& code) {
    return std::any_of(codebook.codes.begin(), codebook.codes.end(), [&](const Code& other) {
        return other.parent == code.id && (!other.retired || has_codes_below(codebook, other));
    });
}

/// Quoted where YAML would read something else than a text.
void emit_quoted(YAML::Emitter& out, const char* field, const std::string& value) {
    if (!value.empty())
        out << YAML::Key << field << YAML::Value << YAML::DoubleQuoted << value;
}

} // namespace

Result<Codebook> parse_codebook(std::string_view yaml, std::string_view file_name) {
    const auto place = [&](int line) {
        return line > 0 ? fmt::format("{}:{}", file_name, line) : std::string(file_name);
    };
    if (yaml.size() > largest_file)
        return bad_input("the codebook is larger than 4 MB", std::string(file_name));
    if (corpus::clean_utf8(yaml) != yaml && yaml.find('\r') == std::string_view::npos)
        return bad_input("not valid UTF-8", std::string(file_name), "save it as UTF-8");
    try {
        return read_root(YAML::Load(corpus::clean_utf8(yaml)));
    } catch (const Problem& problem) {
        return bad_input(problem.what, place(problem.line), problem.hint);
    } catch (const YAML::Exception& exception) {
        return bad_input("not YAML: " + exception.msg,
                         place(exception.mark.is_null() ? 0 : exception.mark.line + 1));
    }
}

Result<Codebook> read_codebook(const std::filesystem::path& file) {
    AXIAL_ASSIGN(const auto yaml, corpus::read_file(file, largest_file));
    return parse_codebook(yaml, file.filename().string());
}

std::string write_codebook(const Codebook& codebook) {
    YAML::Emitter out;
    out << YAML::BeginMap << YAML::Key << "axial-codebook" << YAML::Value << format_version;
    emit(out, "id", codebook.id);
    emit(out, "title", codebook.title);
    const bool question = codebook.kind == Codebook::Kind::question;
    emit(out, "kind", question ? "question" : "codes");
    emit(out, "question", codebook.question);
    out << YAML::Key << (question ? "answers" : "codes") << YAML::Value << YAML::BeginSeq;
    for (const auto& answer : codebook.answers) {
        out << YAML::BeginMap;
        emit(out, "id", answer.id);
        emit(out, "name", answer.name);
        emit_quoted(out, "key", answer.key);
        emit(out, "definition", answer.definition);
        emit(out, "reasons", answer.reasons);
        out << YAML::EndMap;
    }
    for (const auto& code : codebook.codes) {
        if (code.retired && !has_codes_below(codebook, code))
            continue;
        out << YAML::BeginMap;
        emit(out, "id", code.id);
        emit(out, "parent", code.parent);
        emit(out, "name", code.name);
        emit(out, "short", code.short_name);
        emit_quoted(out, "colour", code.colour);
        emit_quoted(out, "key", code.key);
        if (!code.codable)
            out << YAML::Key << "codable" << YAML::Value << false;
        if (code.exclusive)
            out << YAML::Key << "exclusive" << YAML::Value << true;
        emit(out, "applies", code.applies);
        emit(out, "definition", code.definition);
        emit(out, "include", code.include);
        emit(out, "exclude", code.exclude);
        emit(out, "memo", code.memo);
        out << YAML::EndMap;
    }
    out << YAML::EndSeq << YAML::EndMap;
    return std::string(out.c_str()) + "\n";
}

const std::vector<ShippedCodebook>& shipped_codebooks() {
    static const std::vector<ShippedCodebook> codebooks{
#include "shipped_codebooks.inc"
    };
    return codebooks;
}

} // namespace axial::codebooks
