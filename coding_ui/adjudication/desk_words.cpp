// SPDX-License-Identifier: GPL-3.0-or-later
#include "coding_ui/adjudication/desk_words.h"

#include "coding_ui/theme.h"
#include "coding_ui/words.h"

#include <algorithm>
#include <limits>
#include <set>
#include <tuple>

namespace axial::coding_ui {

using codebooks::adjudication::Item;
using codebooks::adjudication::Kind;
using How = codebooks::adjudication::Wanted::How;

namespace {

constexpr qsizetype quote_head = 80, quote_tail = 60;

std::vector<const codebooks::Coding*> all_of(const Item& item) {
    std::vector<const codebooks::Coding*> all;
    for (const auto& [coder, codings] : item.codings)
        for (const auto& coding : codings)
            all.push_back(&coding);
    return all;
}

bool one_code(const Item& item) {
    std::set<std::string> codes;
    for (const auto* coding : all_of(item))
        codes.insert(coding->code);
    return codes.size() == 1;
}

std::size_t extents(const Item& item) {
    std::set<std::pair<std::uint32_t, std::uint32_t>> extents;
    for (const auto* coding : all_of(item))
        extents.emplace(coding->begin, coding->end);
    return extents.size();
}

bool something_in_common(const Item& item) {
    std::uint32_t begin = 0, end = std::numeric_limits<std::uint32_t>::max();
    for (const auto* coding : all_of(item)) {
        begin = std::max(begin, coding->begin);
        end = std::min(end, coding->end);
    }
    return begin < end;
}

} // namespace

QString word_of(Kind kind) {
    return to_qt(codebooks::adjudication::name_of(kind));
}

QString meaning_of(Kind kind) {
    switch (kind) {
    case Kind::none:
        return {};
    case Kind::answer:
        return QStringLiteral("other answers to the question");
    case Kind::missing:
        return QStringLiteral("one coded what another left alone");
    case Kind::code:
        return QStringLiteral("the same words, another code");
    case Kind::boundary:
        return QStringLiteral("the same code, other words");
    case Kind::both:
        return QStringLiteral("another code and other words");
    }
    return {};
}

QString letter_of(std::size_t judge) {
    return judge < 26 ? QString(QChar(static_cast<char16_t>(u'A' + judge))) : QString::number(judge + 1);
}

QString answer_name(const codebooks::Codebook& book, const std::string& answer) {
    for (const auto& each : book.answers)
        if (each.id == answer)
            return to_qt(each.name);
    return to_qt(answer);
}

QString decision_of(const Item& item, const std::string& coder, const CodeIndex& codes) {
    if (const auto answer = item.answers.find(coder); answer != item.answers.end())
        return answer_name(codes.codebook(), answer->second);
    const auto own = item.codings.find(coder);
    if (own == item.codings.end())
        return QStringLiteral("nothing");
    QStringList names;
    for (const auto& coding : own->second)
        if (const QString name = codes.name_of(coding.code); !names.contains(name))
            names << name;
    return names.join(QStringLiteral(", "));
}

QString shortened(const std::string& quote) {
    const QString words = one_line(quote);
    if (words.size() <= quote_head + quote_tail + 3)
        return words;
    return QStringLiteral("%1 … %2").arg(words.left(quote_head).trimmed(), words.right(quote_tail).trimmed());
}

QString state_of(const Item& item) {
    if (!item.settlement)
        return {};
    const auto& settled = *item.settlement;
    if (settled.outcome == "deferred")
        return QStringLiteral("put off");
    if (item.outdated())
        return QStringLiteral("late decision");
    if (!settled.rule.empty())
        return QStringLiteral("✓ %1").arg(to_qt(settled.rule));
    if (std::find(item.judges.begin(), item.judges.end(), settled.outcome) != item.judges.end())
        return QStringLiteral("✓ %1’s").arg(to_qt(settled.outcome));
    return QStringLiteral("✓ %1").arg(to_qt(settled.outcome));
}

QString settlement_html(const Item& item, const CodeIndex& codes) {
    if (!item.settlement)
        return {};
    const auto& settled = *item.settlement;
    const auto dim = [](const QString& words) {
        return QStringLiteral("<div style='color:%1; margin-top:3px'>%2</div>").arg(theme().dim.name(), words);
    };
    QString html;
    if (settled.outcome == "deferred")
        html = QStringLiteral("<b>Put off</b>");
    else if (!settled.answer.empty())
        html = QStringLiteral("<b>%1</b>").arg(answer_name(codes.codebook(), settled.answer).toHtmlEscaped());
    else if (settled.codings.empty())
        html = QStringLiteral("<b>Nothing here</b>");
    for (const auto& code : settled.codings) {
        html += QStringLiteral("<div><span style='color:%1'>■</span> <b>%2</b></div>")
                    .arg(codes.colour_of(code.code).name(), codes.name_of(code.code).toHtmlEscaped());
        if (!code.quote.empty())
            html += dim(QStringLiteral("“%1”").arg(shortened(code.quote).toHtmlEscaped()));
    }
    if (!settled.reason.empty())
        html += QStringLiteral("<div style='margin-top:4px'>%1</div>")
                    .arg(one_line(settled.reason).toHtmlEscaped());
    if (!settled.note.empty())
        html +=
            QStringLiteral("<div style='margin-top:4px'>%1</div>")
                .arg(to_qt(settled.note).toHtmlEscaped().replace(QLatin1Char('\n'), QStringLiteral("<br/>")));
    const QString how =
        settled.rule.empty() ? QString() : QStringLiteral(", by the rule “%1”").arg(to_qt(settled.rule));
    html +=
        dim(QStringLiteral("%1%2, %3").arg(to_qt(settled.coder).toHtmlEscaped(), how, long_date(settled.at)));
    if (item.outdated())
        html += QStringLiteral("<div style='color:%1; margin-top:4px'>Decisions came in after that: it is open "
                               "again.</div>")
                    .arg(theme().warning.name());
    return html;
}

QString why_not(const Item& item, How how) {
    const bool question = item.what == "vote";
    if (how == How::join || how == How::cut || how == How::all || how == How::code || how == How::nothing)
        if (question)
            return QStringLiteral("a question is settled with an answer");
    switch (how) {
    case How::join:
    case How::cut:
        if (item.what == "post")
            return QStringLiteral("these codes are about the whole post");
        if (!one_code(item))
            return QStringLiteral("several codes are in dispute here: C says which one counts");
        if (extents(item) < 2)
            return QStringLiteral("only one extent was coded");
        if (how == How::cut && !something_in_common(item))
            return QStringLiteral("the extents have nothing in common");
        return {};
    case How::all:
        return item.codings.size() < 2 ? QStringLiteral("only one coder coded something here") : QString();
    default:
        return {};
    }
}

} // namespace axial::coding_ui
