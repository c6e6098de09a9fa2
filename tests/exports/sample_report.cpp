// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/exports/sample_report.h"

namespace axial::tests {
namespace {

using agreement::Figure;
using exports::Tally;

agreement::Summary nominal(std::int64_t units, std::int64_t paired, double percent, double kappa, double alpha,
                           double low, double high) {
    agreement::Summary summary;
    summary.units = units;
    summary.raters = 2;
    summary.pairable_units = paired;
    summary.pairable_values = 2 * paired;
    summary.figures = {{"percent_agreement", percent},    {"cohen_kappa", kappa},
                       {"alpha_nominal", alpha},          {"alpha_nominal_ci95_low", low},
                       {"alpha_nominal_ci95_high", high}, {"alpha_nominal_se_jackknife", (high - low) / 4},
                       {"gwet_ac1", percent - 0.0411},    {"brennan_prediger", percent - 0.0522}};
    return summary;
}

agreement::Summary without_variation(std::int64_t units) {
    agreement::Summary summary;
    summary.units = summary.pairable_units = units;
    summary.raters = 2;
    const auto none = Figure::undefined("only one category was used");
    summary.figures = {{"percent_agreement", 1.0},
                       {"cohen_kappa", none},
                       {"alpha_nominal", none},
                       {"alpha_nominal_ci95_low", none},
                       {"alpha_nominal_ci95_high", none}};
    return summary;
}

codebooks::Round round(const std::string& name, const std::string& set, bool closed) {
    codebooks::Round made;
    made.uuid = "uuid-" + name;
    made.name = name;
    made.set = set;
    made.coders = {"ana", "ben"};
    made.closed = closed;
    return made;
}

exports::Funnel funnel() {
    const Tally all{{"discourse", 1204}, {"github", 15230}, {"stackexchange", 1589}};
    exports::FunnelStep collected{"collected", "collection", "9 runs of collection or import", 18023, all, 0, 0,
                                  {}};
    exports::FunnelStep hits{"hits",
                             "query",
                             "prose:\"trust_remote_code\" OR prose:\"trust_repo\"",
                             2112,
                             {{"discourse", 412}, {"github", 1411}, {"stackexchange", 289}},
                             15911,
                             0,
                             {}};
    exports::FunnelStep unique{"unique",
                               "unique",
                               "same title and text, white space and case apart",
                               2040,
                               {{"discourse", 401}, {"github", 1353}, {"stackexchange", 286}},
                               72,
                               0,
                               {}};
    exports::RoundOutcome screening;
    screening.round = round("screening", "unique", true);
    screening.title = "Screening";
    screening.question = "Does the post discuss the flag itself?";
    screening.posts = 2040;
    screening.judged = 2040;
    screening.judged_by_all = 2031;
    screening.unanimous = {{"Include", 561}, {"Exclude", 1290}};
    screening.divided = 180;
    screening.reasons = {{"only-in-code", 1410}, {"other-topic", 212}};
    unique.asked.push_back(screening);
    exports::FunnelStep kept{"kept",
                             "outcome",
                             "round screening, include",
                             612,
                             {{"discourse", 66}, {"github", 519}, {"stackexchange", 27}},
                             1428,
                             0,
                             {}};
    exports::RoundOutcome open;
    open.round = round("coding-2", "kept", false);
    open.title = "Trust taxonomy";
    open.kind = codebooks::Codebook::Kind::codes;
    open.sealed = true;
    open.posts = 612;
    exports::RoundOutcome coding = open;
    coding.round = round("coding-1", "kept", true);
    coding.sealed = false;
    coding.judged = 612;
    coding.judged_by_all = 600;
    kept.asked = {coding, open};
    exports::FunnelStep coded{"coded",
                              "coding",
                              "at least one code in round coding-1",
                              598,
                              {{"discourse", 64}, {"github", 508}, {"stackexchange", 26}},
                              14,
                              0,
                              {}};
    return {{"discourse", "github", "stackexchange"}, {collected, hits, unique, kept, coded}};
}

codebooks::Codebook taxonomy() {
    codebooks::Codebook book;
    book.id = "trust-taxonomy";
    book.title = "Trust taxonomy";
    book.kind = codebooks::Codebook::Kind::codes;
    const auto add = [&](std::string id, std::string parent, std::string name, std::string colour) {
        codebooks::Code code;
        code.uuid = "uuid-" + id;
        code.id = std::move(id);
        code.parent = std::move(parent);
        code.name = std::move(name);
        code.colour = std::move(colour);
        code.definition = "What the post says about " + code.name + ".";
        code.include = {"a statement in the author's own words"};
        code.exclude = {"the flag in a pasted log"};
        code.codable = !code.parent.empty();
        book.codes.push_back(code);
    };
    add("security", "", "Security and trust concerns", "#b0562b");
    add("fear", "security", "Fear of malicious code", "#b0562b");
    add("ambiguity", "security", "Trust model ambiguity", "#c2548e");
    add("usability", "", "Usability and documentation", "#2f7f9e");
    add("placement", "usability", "Flag placement confusion", "#2f7f9e");
    add("docs", "usability", "Poor documentation", "#4f8a3d");
    return book;
}

exports::CodebookFrequencies frequencies() {
    exports::CodebookFrequencies book;
    book.codebook = taxonomy();
    book.rounds = {"coding-1"};
    book.sealed_rounds = {"coding-2"};
    book.looked_at = 612;
    book.coded = 598;
    book.coded_by_source = {{"discourse", 64}, {"github", 508}, {"stackexchange", 26}};
    const std::int64_t any[] = {231, 170, 83, 402, 245, 0};
    for (std::size_t i = 0; i < book.codebook.codes.size(); ++i) {
        exports::CodeFrequency row;
        row.code = book.codebook.codes[i];
        row.depth = row.code.parent.empty() ? 0 : 1;
        row.any = any[i];
        row.all = any[i] * 2 / 3;
        row.by_source = {{"discourse", any[i] / 10},
                         {"github", any[i] - any[i] / 10 - any[i] / 25},
                         {"stackexchange", any[i] / 25}};
        book.codes.push_back(row);
    }
    return book;
}

std::vector<codebooks::LevelAgreement> levels(const agreement::Summary& posts) {
    codebooks::LevelAgreement post{
        codebooks::UnitLevel::post, "a post", "the posts", "no vote", "alpha_masi", posts};
    auto character = post;
    character.level = codebooks::UnitLevel::character;
    character.unit = "a character";
    character.universe = "the text of the posts";
    character.headline = "char_kappa";
    character.summary.units = 91234;
    character.summary.pairable_values = 182468;
    character.summary.figures = {{"char_percent_agreement", 97.43},
                                 {"char_kappa", 0.4128},
                                 {"char_kappa_ci95_low", 0.3333},
                                 {"char_kappa_ci95_high", 0.4777}};
    return {post, character};
}

codebooks::RoundDiagnosis diagnosis(codebooks::Codebook::Kind kind) {
    codebooks::RoundDiagnosis made;
    made.pairs = {{0, 1, 600, 0.61, 0.55, 0.602}};
    made.without_coder.assign(2, Figure::undefined("fewer than two coders are left"));
    if (kind == codebooks::Codebook::Kind::question) {
        made.coincidences = {{"include", "exclude"}, {"Include", "Exclude"}, {{1122, 180}, {180, 2580}}};
        made.confused = {{0, 1, 180, 1}};
        made.drift_p = Figure::undefined("all was decided within a minute");
        return made;
    }
    made.coincidences = {{"fear", "docs", ""},
                         {"Fear <b>of</b> code", "Poor documentation", "nothing"},
                         {{110, 7.5, 31}, {7.5, 20, 2}, {31, 2, 0}}};
    made.confused = {{0, 2, 31, 31 / 40.5}, {0, 1, 7.5, 7.5 / 40.5}, {1, 2, 2, 2 / 40.5}};
    made.posts = codebooks::Splits{367, 171, 62, 0, 0};
    made.spans = codebooks::Splits{204, 97, 13, 88, 9};
    const auto at = [](const char* text) { return *parse_time(text); };
    made.drift = {{at("2025-11-02"), at("2025-11-05"), 300, 0.7131, 0.6543, 0.6012, 0.7012},
                  {at("2025-11-05"), at("2025-11-09"), 300, 0.5191, 0.4543, 0.4011, 0.5013}};
    made.drift_p = 0.004;
    return made;
}

exports::RoundSection section(const codebooks::Round& round, codebooks::Codebook::Kind kind) {
    exports::RoundSection made;
    made.round = round;
    made.title = kind == codebooks::Codebook::Kind::question ? "Screening" : "Trust taxonomy";
    codebooks::RoundAgreement agreement;
    agreement.round = round;
    agreement.kind = kind;
    agreement.raters = round.coders;
    agreement.universe = "the posts of the set.";
    agreement.missing_rule = "a coder without a vote on the post.";
    if (kind == codebooks::Codebook::Kind::question) {
        agreement.overall = nominal(2040, 2031, 0.9114, 0.7834, 0.7835, 0.7511, 0.8142);
        agreement.by_source = {{"discourse", nominal(401, 399, 0.88, 0.71, 0.711, 0.62, 0.79)},
                               {"github", nominal(1353, 1347, 0.921, 0.801, 0.8008, 0.766, 0.833)},
                               {"stackexchange", without_variation(285)}};
        agreement.by_category = {{"include",
                                  "Include",
                                  {{"ana", 642}, {"ben", 660}},
                                  nominal(2040, 2031, 0.9114, 0.7834, 0.7835, 0.7511, 0.8142)},
                                 {"unsure", "Unsure", {{"ana", 0}, {"ben", 0}}, without_variation(2031)}};
    } else {
        agreement.overall.units = 612;
        agreement.overall.raters = 2;
        agreement.overall.pairable_units = 600;
        agreement.overall.pairable_values = 1200;
        agreement.overall.missing = 12;
        agreement.overall.clusters = 88;
        agreement.overall.warnings = {"a <warning> of the figures"};
        agreement.overall.figures = {{"percent_agreement", 0.612},      {"alpha_set_nominal", 0.553},
                                     {"alpha_jaccard", 0.641},          {"alpha_masi", 0.602},
                                     {"alpha_masi_ci95_low", 0.5711},   {"alpha_masi_ci95_high", 0.6322},
                                     {"alpha_masi_se_jackknife", 0.016}};
        agreement.levels = levels(agreement.overall);
        agreement.by_category = {
            {"fear",
             "Fear of malicious code",
             {{"ana", 131}, {"ben", 140}},
             nominal(612, 600, 0.905, 0.724, 0.7243, 0.66, 0.78)},
            {"docs", "Poor documentation", {{"ana", 0}, {"ben", 0}}, without_variation(600)}};
    }
    made.agreement = agreement;
    made.diagnosis = diagnosis(kind);
    return made;
}

std::vector<exports::CodeQuotes> quotes() {
    exports::Quote first;
    first.text = "So if I set trust_remote_code=True, does that only fetch the config, or does it import "
                 "whatever Python "
                 "sits in that repo? Nobody on my team could say.";
    first.source = "github";
    first.post = "github/example/loader/comment/2087131";
    first.url = "https://github.com/example/loader/issues/12#issuecomment-2087131";
    first.written_at = *parse_time("2024-05-22T10:00:00Z");
    first.begin = 120;
    first.end = 266;
    first.shared = true;
    exports::Quote hostile = first;
    hostile.text = "<script>alert(1)</script> & \"quoted\" \x01\nsecond line";
    hostile.url = "javascript:alert(1)";
    hostile.post = "discourse/forum.example.org/post/7";
    hostile.source = "discourse";
    hostile.shared = false;
    return {{"trust-taxonomy", "ambiguity", "Trust model ambiguity", "#c2548e", 41, {first, hostile}}};
}

exports::CorpusFigures corpus_figures() {
    exports::CorpusFigures corpus;
    corpus.counts.threads = 4120;
    corpus.counts.posts = 18023;
    corpus.counts.hidden = 31;
    corpus.counts.deleted = 12;
    corpus.counts.authors_missing = 204;
    corpus.counts.revisions = 18100;
    corpus.counts.by_source = {{"discourse", 1204}, {"github", 15230}, {"stackexchange", 1589}};
    const auto day = [](const char* text) { return *parse_time(text); };
    corpus.sites = {
        {"discourse", "discuss.huggingface.co", 1, 388, 1181, day("2021-03-02"), day("2025-09-30")},
        {"discourse", "discuss.pytorch.org", 1, 9, 23, day("2021-11-14"), day("2025-06-01")},
        {"github", "github.com", 212, 3301, 15230, day("2020-08-11"), day("2025-10-02")},
        {"stackexchange", "stackoverflow", 1, 422, 1589, day("2021-01-09"), day("2025-09-28")},
    };
    corpus::Run run;
    run.source = "github";
    run.container = "huggingface/transformers";
    run.query = "trust_remote_code in:title,body";
    run.endpoint = "https://api.github.com";
    run.status = "done";
    run.started_at = day("2025-10-03");
    run.counts = {{"added", 9012}, {"requests", 340}, {"skipped", 2}};
    corpus.runs.push_back(run);
    run.container = "vllm-project/vllm";
    run.status = "stopped";
    corpus.runs.push_back(run);
    return corpus;
}

} // namespace

exports::Report sample_report() {
    exports::Report report;
    report.study = "Trust flags <in> \"model\" loading & use";
    report.uuid = "01900000-0000-7000-8000-000000000001";
    report.axial_version = "0.1.0";
    report.made_at = *parse_time("2026-01-20T09:30:00Z");
    report.corpus = corpus_figures();
    report.funnel = funnel();
    report.rounds = {section(round("screening", "unique", true), codebooks::Codebook::Kind::question),
                     section(round("coding-1", "kept", true), codebooks::Codebook::Kind::codes)};
    exports::RoundSection sealed;
    sealed.round = round("coding-2", "kept", false);
    sealed.title = "Trust taxonomy";
    sealed.sealed = true;
    report.rounds.push_back(sealed);
    report.frequencies = {frequencies()};
    report.quotes = quotes();
    scanner::RepositoryRow scanned;
    scanned.model = "hf:example/longcontext-7b";
    scanned.posts = 31;
    scanned.threads = 12;
    scanned.kept = 9;
    scanned.scanned = scanned.config_rule = scanned.paper_rule = true;
    scanned.load_files = 4;
    scanned.errors = 2;
    scanned.warnings = 5;
    scanned.notes = 11;
    scanned.suppressed = 1;
    scanned.reachable = 7;
    scanned.top_cwes = {{502, 4}, {95, 2}};
    scanner::RepositoryRow mentioned;
    mentioned.model = "torchhub:example/vision";
    mentioned.posts = 5;
    mentioned.threads = 5;
    report.repositories = {scanned, mentioned};
    report.repositories_set = "kept";
    report.codebooks = {taxonomy()};
    corpus::Set set;
    set.name = "hits";
    set.step = "query";
    set.detail = "prose:\"trust_remote_code\"";
    set.provenance = R"({"query":"prose:\"trust_remote_code\""})";
    set.size = 2112;
    set.created_at = *parse_time("2025-11-01");
    report.sets = {set};
    return report;
}

} // namespace axial::tests
