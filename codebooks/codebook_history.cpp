// SPDX-License-Identifier: GPL-3.0-or-later
#include "codebooks/codebook_history.h"

#include "codebooks/folds.h"
#include "codebooks/journal.h"
#include "corpus/database.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <charconv>
#include <map>

namespace axial::codebooks {
namespace {

using corpus::guarded;

/// Everything that was decided about the codebook and its codes, in order.
Result<std::vector<Event>> events_of(corpus::Study& study, const Codebook& codebook) {
    return guarded([&]() -> Result<std::vector<Event>> {
        SQLite::Statement query(
            study.database(),
            "SELECT DISTINCT target FROM events WHERE target >= 'code:' AND target < 'code;' AND "
            "kind = 'code.defined' AND json_extract(payload, '$.codebook') = ?");
        query.bind(1, codebook.uuid);
        std::vector<std::string> targets{"codebook:" + codebook.uuid};
        while (query.executeStep())
            targets.push_back(query.getColumn(0).getString());
        std::vector<Event> events;
        const Journal journal(study);
        for (const auto& target : targets) {
            AXIAL_ASSIGN(auto of, journal.of(target));
            std::move(of.begin(), of.end(), std::back_inserter(events));
        }
        std::sort(events.begin(), events.end(), [](const Event& a, const Event& b) { return a.uuid < b.uuid; });
        return events;
    });
}

/// Tells events with the names that the codes had at that time.
class Teller {
public:
    std::string tell(const Event& event) {
        const auto line = line_of(event);
        lines_[event.uuid] = line;
        if (const auto name = folds::text(event.payload, "name"); !name.empty())
            names_[event.target] = name;
        return line;
    }

private:
    std::string name(const std::string& target) const {
        const auto found = names_.find(target);
        return found == names_.end() ? "a code that is not here" : "\"" + found->second + "\"";
    }
    std::string line_of(const Event& event) const {
        const auto& payload = event.payload;
        const auto code = name(event.target);
        switch (event.kind) {
        case EventKind::codebook_created:
            return fmt::format("described the codebook: \"{}\"", folds::text(payload, "title"));
        case EventKind::code_defined:
            return fmt::format("{} \"{}\"", names_.contains(event.target) ? "defined again" : "added",
                               folds::text(payload, "name"));
        case EventKind::code_renamed:
            return fmt::format("renamed {} to \"{}\"", code, folds::text(payload, "name"));
        case EventKind::code_moved:
            return folds::text(payload, "parent_uuid").empty()
                       ? fmt::format("placed {} at the top", code)
                       : fmt::format("placed {} below {}", code,
                                     name("code:" + folds::text(payload, "parent_uuid")));
        case EventKind::code_redefined:
            return "redefined " + code;
        case EventKind::code_adjusted:
            return fmt::format("adjusted {}: {}", code, fields(payload));
        case EventKind::code_merged:
            return fmt::format("merged {} into {}", code, name("code:" + folds::text(payload, "into")));
        case EventKind::code_split:
            return fmt::format("split {} into {}", code, fmt::join(parts(payload), ", "));
        case EventKind::code_retired:
            return fmt::format("retired {}{}", code, reason(payload));
        default:
            return fmt::format("{}: {}", event.kind == EventKind::undone ? "took back" : "made again",
                               about(folds::text(payload, "event")));
        }
    }
    static std::string fields(const nlohmann::json& payload) {
        std::vector<std::string> names;
        for (const auto& [field, value] : payload.items())
            if (field != "batch")
                names.push_back(field);
        return fmt::format("{}", fmt::join(names, ", "));
    }
    static std::string reason(const nlohmann::json& payload) {
        const auto reason = folds::text(payload, "reason");
        return reason.empty() ? reason : ": " + reason;
    }
    std::vector<std::string> parts(const nlohmann::json& payload) const {
        std::vector<std::string> names;
        for (const auto& uuid : payload.value("into", std::vector<std::string>()))
            names.push_back(name("code:" + uuid));
        return names;
    }
    std::string about(const std::string& event) const {
        const auto found = lines_.find(event);
        return found == lines_.end() ? "a decision that is not here" : found->second;
    }

    std::map<std::string, std::string> names_, lines_;
};

} // namespace

Result<std::vector<CodebookVersion>> codebook_history(corpus::Study& study, const Codebook& codebook) {
    AXIAL_ASSIGN(const auto events, events_of(study, codebook));
    std::vector<CodebookVersion> versions;
    Teller teller;
    for (const auto& event : events) {
        const auto batch = folds::text(event.payload, "batch");
        if (versions.empty() || batch.empty() || versions.back().batch != batch) {
            versions.push_back({});
            versions.back().number = static_cast<int>(versions.size());
            versions.back().batch = batch;
        }
        auto& version = versions.back();
        version.event = event.uuid;
        version.at = event.at;
        version.coder = event.coder;
        version.changes.push_back(teller.tell(event));
    }
    return versions;
}

Result<Moment> find_version(corpus::Study& study, const Codebook& codebook, std::string_view text) {
    AXIAL_ASSIGN(const auto versions, codebook_history(study, codebook));
    if (versions.empty())
        return bad_input("the codebook has no history", codebook.id);
    if (text == "now")
        return Moment{versions.back().event, std::nullopt};
    int number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error == std::errc() && end == text.data() + text.size() && text.size() < 6) {
        if (number < 1 || number > static_cast<int>(versions.size()))
            return bad_input("no such version", std::string(text),
                             fmt::format("{} has versions 1 to {}", codebook.id, versions.size()));
        return Moment{versions[static_cast<std::size_t>(number) - 1].event, std::nullopt};
    }
    return find_moment(study, text);
}

} // namespace axial::codebooks
