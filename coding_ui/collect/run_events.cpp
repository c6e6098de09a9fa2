// SPDX-License-Identifier: GPL-3.0-or-later
#include "coding_ui/collect/run_events.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>

namespace axial::coding_ui {
namespace {

using nlohmann::json;

constexpr qsizetype longest_text = 500; ///< characters of one line of the log
constexpr double most = 9e15;           ///< numbers beyond are nonsense

QString one_line_of(const QString& text) {
    const QString line = text.simplified();
    return line.size() > longest_text ? line.left(longest_text) + QStringLiteral("…") : line;
}

QString text_in(const json& object, const char* name) {
    const auto found = object.find(name);
    if (found == object.end() || !found->is_string())
        return {};
    return one_line_of(QString::fromStdString(found->get_ref<const std::string&>()));
}

std::optional<double> number_in(const json& object, const char* name) {
    const auto found = object.find(name);
    if (found == object.end() || !found->is_number())
        return std::nullopt;
    const auto number = found->get<double>();
    return std::isfinite(number) && number >= 0 ? std::optional(std::min(number, most)) : std::nullopt;
}

qint64 whole_in(const json& object, const char* name, qint64 otherwise = 0) {
    const auto number = number_in(object, name);
    return number ? static_cast<qint64>(*number) : otherwise;
}

RunCounts counts_in(const json& object) {
    RunCounts counts;
    const auto found = object.find("counts");
    if (found == object.end() || !found->is_object())
        return counts;
    for (const auto& [name, value] : found->items())
        if (value.is_number_integer())
            counts[name] = value.get<std::int64_t>();
    return counts;
}

RunProgress progress_in(const json& object) {
    RunProgress progress{text_in(object, "what"),
                         whole_in(object, "done"),
                         whole_in(object, "of"),
                         whole_in(object, "posts"),
                         whole_in(object, "requests"),
                         number_in(object, "rate"),
                         std::nullopt};
    if (const auto left = number_in(object, "seconds_left"))
        progress.seconds_left = static_cast<qint64>(*left);
    return progress;
}

std::optional<RunEvent> event_in(const json& object) {
    const auto name = text_in(object, "event");
    if (name == QLatin1StringView("progress"))
        return progress_in(object);
    if (name == QLatin1StringView("wait"))
        return RunWait{text_in(object, "service"), text_in(object, "until"), whole_in(object, "seconds")};
    if (name == QLatin1StringView("indexing"))
        return RunIndexing{whole_in(object, "done"), whole_in(object, "of")};
    if (name == QLatin1StringView("note") || name == QLatin1StringView("error"))
        return RunNote{text_in(object, "text"), name == QLatin1StringView("error")};
    if (name == QLatin1StringView("start"))
        return RunStarted{text_in(object, "source"), text_in(object, "container")};
    if (name == QLatin1StringView("summary"))
        return RunSummary{text_in(object, "status"), counts_in(object)};
    return std::nullopt;
}

} // namespace

std::optional<RunEvent> parse_event(const QByteArray& line) {
    const QByteArray trimmed = line.trimmed();
    if (trimmed.isEmpty())
        return std::nullopt;
    const auto object = json::parse(trimmed.begin(), trimmed.end(), nullptr, false);
    if (object.is_object())
        return event_in(object);
    return RunNote{one_line_of(QString::fromUtf8(trimmed))};
}

std::optional<RunPlan> parse_plan(const QByteArray& output) {
    const auto whole = json::parse(output.begin(), output.end(), nullptr, false);
    if (!whole.is_object() || !whole.contains("plan") || !whole["plan"].is_object())
        return std::nullopt;
    const json& told = whole["plan"];
    RunPlan plan;
    plan.requests = whole_in(told, "requests");
    plan.seconds = whole_in(told, "seconds");
    if (const auto steps = told.find("steps"); steps != told.end() && steps->is_array())
        for (const auto& step : *steps)
            if (step.is_object())
                plan.steps.push_back({text_in(step, "what"), whole_in(step, "items", -1),
                                      whole_in(step, "requests"), step.value("at_least", json()) == true});
    if (const auto caps = told.find("caps"); caps != told.end() && caps->is_array())
        for (const auto& cap : *caps)
            if (cap.is_string())
                plan.caps << one_line_of(QString::fromStdString(cap.get_ref<const std::string&>()));
    return plan;
}

} // namespace axial::coding_ui
