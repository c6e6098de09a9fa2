// SPDX-License-Identifier: GPL-3.0-or-later
#include "scanner/sarif.h"

#include "corpus/text/canonical_text.h"
#include "scanner/sarif_places.h"
#include "scanner/sarif_rules.h"

#include <fmt/format.h>
#include <simdjson.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <array>
#include <utility>

namespace axial::scanner {
namespace {

namespace dom = simdjson::dom;
using sarif::Json;
using sarif::list;
using sarif::member;
using sarif::text;

constexpr std::size_t max_problems = 100;

/// UTF-8 without a mark, from UTF-8 or UTF-16 in either order. UTF-16 without a mark shows in its zero bytes:
/// the first character of JSON is an ASCII one.
std::string as_utf8(std::string_view bytes) {
    const auto is_zero = [&](std::size_t at) { return at < bytes.size() && bytes[at] == '\0'; };
    const char* encoding = nullptr;
    if (bytes.starts_with("\xFF\xFE") || (bytes.size() > 3 && is_zero(1) && !is_zero(0)))
        encoding = "UTF-16LE";
    else if (bytes.starts_with("\xFE\xFF") || (bytes.size() > 3 && is_zero(0) && !is_zero(1)))
        encoding = "UTF-16BE";
    std::string utf8(bytes);
    if (encoding != nullptr) {
        utf8.clear();
        icu::UnicodeString(bytes.data(), static_cast<int32_t>(bytes.size()), encoding).toUTF8String(utf8);
    }
    if (utf8.starts_with("\xEF\xBB\xBF"))
        utf8.erase(0, 3);
    return utf8;
}

class Reader {
public:
    explicit Reader(SarifReport& report) : report_(report) {}

    void read_run(const Json& run, int number) {
        Json tool, driver;
        if (member(run, "tool", tool) && member(tool, "driver", driver)) {
            tool_ = text(driver, "name");
            version_ = text(driver, "semanticVersion");
            if (version_.empty())
                version_ = text(driver, "version");
        }
        run_name_ = fmt::format("run {} ({})", number, tool_.empty() ? "unnamed tool" : tool_);
        read_invocations(run);
        Json results;
        dom::array items;
        if (!member(run, "results", results) || results.get(items) != simdjson::SUCCESS)
            return problem("no results: the analysis did not begin");
        const sarif::Rules rules(run);
        for (const auto item : items) {
            if (!item.is_object())
                problem("a result that is not an object");
            else
                read_result(run, rules, item);
        }
    }

private:
    void problem(const std::string& what) {
        if (report_.problems.size() < max_problems)
            report_.problems.push_back(fmt::format("{}: {}", run_name_, what));
    }

    void read_invocations(const Json& run) {
        for (const auto invocation : list(run, "invocations")) {
            Json value;
            bool successful = true;
            if (member(invocation, "executionSuccessful", value) &&
                value.get(successful) == simdjson::SUCCESS && !successful)
                problem("the tool says that it did not finish");
            for (const auto notification : list(invocation, "toolExecutionNotifications"))
                if (text(notification, "level") == "error")
                    problem("the tool reports: " + sarif::message_of(notification, nullptr));
        }
    }

    void read_result(const Json& run, const sarif::Rules& rules, const Json& result) {
        const Json* rule = rules.of(result);
        corpus::Finding finding;
        finding.tool = tool_;
        finding.tool_version = version_;
        finding.rule = sarif::Rules::id_of(result, rule);
        finding.cwes = rules.cwes_of(result, rule);
        finding.level = level_of(result, rule);
        const auto place = sarif::place_of(run, result);
        if (!place.uri.empty() && !place.path)
            problem(fmt::format("an address that leads out of the repository: {}", place.uri.substr(0, 200)));
        finding.file = place.path.value_or("");
        finding.line = place.line;
        finding.end_line = place.end_line;
        finding.message = sarif::message_of(result, rule);
        finding.suppressed = is_suppressed(result);
        finding.fingerprint = fingerprint_of(result);
        report_.findings.push_back(std::move(finding));
    }

    /// The result's own level, else that of its rule, else warning; what did not fail has none.
    static std::string level_of(const Json& result, const Json* rule) {
        const auto kind = text(result, "kind");
        if (!kind.empty() && kind != "fail")
            return "none";
        const auto is_level = [](std::string_view level) {
            return level == "error" || level == "warning" || level == "note" || level == "none";
        };
        if (const auto own = text(result, "level"); is_level(own))
            return std::string(own);
        Json configuration;
        if (rule != nullptr && member(*rule, "defaultConfiguration", configuration))
            if (const auto level = text(configuration, "level"); is_level(level))
                return std::string(level);
        return "warning";
    }

    /// Suppressed if one entry is accepted (which is what no status means) and none is under review or
    /// rejected.
    static bool is_suppressed(const Json& result) {
        bool accepted = false;
        for (const auto suppression : list(result, "suppressions")) {
            const auto status = text(suppression, "status");
            if (status == "underReview" || status == "rejected")
                return false;
            accepted = true;
        }
        return accepted;
    }

    /// The first fingerprint that says something: Semgrep writes "requires login" for every result of some
    /// runs.
    static std::string fingerprint_of(const Json& result) {
        for (const std::string_view group : {"partialFingerprints", "fingerprints"}) {
            Json prints;
            dom::object object;
            if (!member(result, group, prints) || prints.get(object) != simdjson::SUCCESS)
                continue;
            if (const auto line_hash = text(prints, "primaryLocationLineHash"); !line_hash.empty())
                return fmt::format("primaryLocationLineHash:{}", line_hash);
            for (const auto [name, value] : object)
                if (std::string_view print; value.get(print) == simdjson::SUCCESS && !print.empty() &&
                                            print.find("requires login") == std::string_view::npos &&
                                            name != "primaryLocationStartColumnFingerprint")
                    return fmt::format("{}:{}", name, print);
        }
        return {};
    }

    SarifReport& report_;
    std::string tool_, version_, run_name_;
};

} // namespace

Result<SarifReport> read_sarif(std::string_view bytes, const std::string& name) {
    if (bytes.find_first_not_of(" \t\r\n") == std::string_view::npos)
        return bad_input("the file is empty", name, "run the analyser again");
    dom::parser parser;
    std::string utf8 = as_utf8(bytes);
    dom::element root;
    auto error = parser.parse(simdjson::padded_string(utf8)).get(root);
    if (error == simdjson::UTF8_ERROR)
        error = parser.parse(simdjson::padded_string(corpus::clean_utf8(utf8))).get(root);
    if (error)
        return bad_input(fmt::format("not valid JSON, perhaps cut off: {}", simdjson::error_message(error)),
                         name, "run the analyser again");
    Json runs;
    dom::array items;
    if (!member(root, "runs", runs) || runs.get(items) != simdjson::SUCCESS)
        return bad_input("JSON, but not SARIF: it has no list of runs", name);
    if (const auto version = text(root, "version"); !version.empty() && !version.starts_with("2."))
        return bad_input(fmt::format("SARIF {} is not read, only 2.x", version), name);
    SarifReport report;
    for (const auto run : items)
        Reader(report).read_run(run, ++report.runs);
    if (report.runs == 0)
        report.problems.push_back("no runs: no analysis took place");
    return report;
}

} // namespace axial::scanner
