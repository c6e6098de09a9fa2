// SPDX-License-Identifier: GPL-3.0-or-later
#include "exports/format.h"
#include "exports/report/sections.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

/// The flow figure: a column of boxes from all posts down to the coded ones, what took posts out at the right,
/// and the rounds in between. Units are those of the view box, which is as wide as the page's column.
namespace axial::exports {
namespace {

constexpr double width = 820, box_width = 470, pad = 18, line_height = 18, middle = box_width / 2;
constexpr double gap = 46, round_gap = 16, note_left = 520;
constexpr std::size_t box_columns = 66, note_columns = 42;

struct StepWords {
    std::string_view step, title, removed;
};
constexpr std::array step_words{
    StepWords{"collection", "collected", ""},
    StepWords{"query", "search", "not found by the search"},
    StepWords{"filter", "filter", "filtered out"},
    StepWords{"unique", "repeats removed", "repeats of another post"},
    StepWords{"near-unique", "near repeats removed", "nearly the same as another"},
    StepWords{"sample", "random sample", "not drawn"},
    StepWords{"outcome", "outcome of a round", "not chosen in the round"},
    StepWords{"list", "list", "not on the list"},
    StepWords{"coding", "coded", "without a code"},
};

StepWords words_of(const std::string& step) {
    const auto found = std::find_if(step_words.begin(), step_words.end(),
                                    [&](const StepWords& words) { return words.step == step; });
    return found == step_words.end() ? StepWords{step, step, "left out"} : *found;
}

std::string number(double value) {
    return fmt::format("{:.1f}", value);
}

void text_at(Markup& m, std::string_view style, double x, double y, std::string_view text) {
    m.element("text", {{"class", std::string(style)}, {"x", number(x)}, {"y", number(y)}}, text);
}

void rectangle(Markup& m, std::string_view style, double x, double y, double w, double h, double radius) {
    m.empty("rect", {{"class", std::string(style)},
                     {"x", number(x)},
                     {"y", number(y)},
                     {"width", number(w)},
                     {"height", number(h)},
                     {"rx", number(radius)}});
}

void path(Markup& m, std::string_view style, const std::string& d) {
    m.empty("path", {{"class", std::string(style)}, {"d", d}});
}

std::string sources_line(const FunnelStep& step) {
    std::string text;
    for (const auto& [source, posts] : step.by_source)
        text += (text.empty() ? "" : " · ") + source + " " + count(posts);
    return text;
}

/// What one round made of the posts of its set: who was asked, how many posts were done, what came out.
std::vector<std::string> round_lines(const RoundOutcome& outcome) {
    const auto coders = static_cast<std::int64_t>(outcome.round.coders.size());
    const bool question = outcome.kind == codebooks::Codebook::Kind::question;
    std::vector<std::string> lines{"Round " + outcome.round.name +
                                   (question ? ", screened by " : ", coded by ") +
                                   count(coders, "coder", "coders") + (outcome.round.blind ? ", blind" : "")};
    if (outcome.sealed) {
        lines.emplace_back("sealed until closed");
        return lines;
    }
    lines.push_back(share(outcome.judged_by_all, outcome.posts) +
                    (coders == 1 ? " posts done" : " posts done by all of them") +
                    (outcome.round.closed ? "" : " so far"));
    if (!question || outcome.judged_by_all == 0)
        return lines;
    std::string answers;
    for (const auto& [answer, posts] : outcome.unanimous)
        if (posts > 0)
            answers += answer + " " + count(posts) + " · ";
    lines.push_back((coders > 1 ? "unanimous: " + answers + "divided " + count(outcome.divided)
                                : answers.substr(0, answers.rfind(" · "))));
    return lines;
}

class Drawing {
public:
    explicit Drawing(Markup& m, const Funnel& funnel)
        : m_(m),
          all_(funnel.steps.empty() ? 0 : funnel.steps.front().posts) {}

    void box(const FunnelStep& step) {
        auto detail = words_of(step.step).title == step.name ? step.detail
                      : step.detail.empty()                  ? std::string(words_of(step.step).title)
                                            : std::string(words_of(step.step).title) + ": " + step.detail;
        const auto details = wrapped(detail, box_columns, 2);
        const auto sources = wrapped(sources_line(step), box_columns + 4, 3);
        const double height =
            pad * 2 + 12 + line_height * static_cast<double>(details.size() + sources.size()) + 12;
        m_.in("g", [&] {
            m_.element("title", step.name + ": " + count(step.posts, "post", "posts") +
                                    (detail.empty() ? "" : "; " + shortened(detail, 400)));
            rectangle(m_, "box", 0.5, y_ + 0.5, box_width - 1, height, 10);
            double line = y_ + pad + 13;
            text_at(m_, "name", pad, line, shortened(step.name, 40));
            text_at(m_, "count", box_width - pad, line + 1, count(step.posts));
            for (const auto& text : details)
                text_at(m_, "dim", pad, line += line_height + 1, text);
            for (const auto& text : sources)
                text_at(m_, "small", pad, line += line_height, text);
            bar(step.posts, y_ + height - 12);
        });
        y_ += height + 1;
    }

    void round(const RoundOutcome& outcome) {
        std::vector<std::string> shown;
        for (const auto& line : round_lines(outcome))
            for (auto& part : wrapped(line, 60, 2))
                shown.push_back(std::move(part));
        const double height = 14 + line_height * static_cast<double>(shown.size());
        path(m_, "flow", fmt::format("M{} {:.1f}V{:.1f}", middle, y_, y_ + round_gap));
        y_ += round_gap;
        rectangle(m_, "round", 20, y_, box_width - 40, height, 8);
        for (std::size_t i = 0; i < shown.size(); ++i)
            text_at(m_, i == 0 ? "line" : "dim", 20 + 14, y_ + 20 + line_height * static_cast<double>(i),
                    shown[i]);
        y_ += height;
    }

    /// The arrow to the next box, with what stays behind.
    void arrow(const FunnelStep& to) {
        const double end = y_ + gap;
        path(m_, "flow", fmt::format("M{} {:.1f}V{:.1f}", middle, y_, end - 7));
        path(m_, "tip", fmt::format("M{} {:.1f}l-5 -8h10z", middle, end - 1));
        const double note = y_ + gap / 2;
        if (to.removed > 0) {
            path(m_, "side", fmt::format("M{} {:.1f}H{}", middle, note, note_left - 12));
            text_at(m_, "out", note_left, note + 4.5, "−" + count(to.removed));
            const auto label = wrapped(std::string(words_of(to.step).removed), note_columns, 1);
            text_at(m_, "dim", note_left + 12 + 8.5 * static_cast<double>(count(to.removed).size() + 1),
                    note + 4.5, label.empty() ? "" : label.front());
        }
        if (to.added > 0)
            text_at(m_, "dim", note_left, note + (to.removed > 0 ? 22 : 4.5),
                    count(to.added) + " added that were not above");
        y_ = end;
    }

    [[nodiscard]] double height() const { return y_; }

private:
    void bar(std::int64_t posts, double y) {
        const double whole = box_width - 2 * pad;
        const double part = all_ == 0 ? 0 : whole * static_cast<double>(posts) / static_cast<double>(all_);
        rectangle(m_, "track", pad, y, whole, 3, 1.5);
        if (posts > 0)
            rectangle(m_, "bar", pad, y, std::clamp(part, 3.0, whole), 3, 1.5);
    }
    Markup& m_;
    std::int64_t all_;
    double y_ = 0;
};

} // namespace

void draw_funnel(Markup& m, const Funnel& funnel) {
    // Drawn first, for the height stands before it.
    Markup inner;
    Drawing drawing(inner, funnel);
    for (std::size_t i = 0; i < funnel.steps.size(); ++i) {
        drawing.box(funnel.steps[i]);
        if (i + 1 < funnel.steps.size() || !funnel.steps[i].asked.empty())
            for (const auto& outcome : funnel.steps[i].asked)
                drawing.round(outcome);
        if (i + 1 < funnel.steps.size())
            drawing.arrow(funnel.steps[i + 1]);
    }
    const auto view = fmt::format("0 0 {} {:.0f}", width, drawing.height() + 1);
    m.in("svg", {{"viewBox", view}, {"role", "img"}, {"aria-label", "Flow of posts through the study"}},
         [&] { m.append(inner); });
}

} // namespace axial::exports
