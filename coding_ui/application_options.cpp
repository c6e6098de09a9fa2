// SPDX-License-Identifier: GPL-3.0-or-later
#include "coding_ui/application_options.h"

#include <QCommandLineParser>

namespace axial::coding_ui {
namespace {

tl::unexpected<Error> wrong_usage(const QString& what) {
    return fail({Fault::usage, what.toStdString(), {}, "axial-ui --help lists the options"});
}

void add_options(QCommandLineParser& parser) {
    const auto text = [](const char16_t* words) { return QString::fromUtf16(words); };
    parser.addOptions({
        {text(u"round"), text(u"Enter this round."), text(u"NAME")},
        {text(u"coder"), text(u"Code as this coder."), text(u"NAME")},
        {text(u"thread"), text(u"Open the thread with this key."), text(u"KEY")},
        {text(u"page"), text(u"Begin on this page: screen, code, agreement, settle, collect or search."),
         text(u"PAGE")},
        {text(u"query"), text(u"Search for this on the Search page."), text(u"QUERY")},
        {text(u"theme"), text(u"light or dark; the system's where it is not given."), text(u"THEME")},
        {text(u"screenshot"), text(u"Draw the window into a picture and exit."), text(u"FILE.png")},
        {text(u"size"), text(u"Size of the picture; 1440x900 where it is not given."), text(u"WxH")},
        {text(u"check"), text(u"Only say whether the study can be opened.")},
        {{text(u"h"), text(u"help")}, text(u"Show this help.")},
        {text(u"version"), text(u"Show the version.")},
    });
    parser.addPositionalArgument(text(u"STUDY"), text(u"Folder of the study."));
}

std::optional<Page> parse_page(const QString& words) {
    if (words == QLatin1StringView("code"))
        return Page::code;
    if (words == QLatin1StringView("screen"))
        return Page::screening;
    if (words == QLatin1StringView("agreement"))
        return Page::agreement;
    if (words == QLatin1StringView("collect"))
        return Page::collect;
    if (words == QLatin1StringView("search"))
        return Page::search;
    if (words == QLatin1StringView("settle"))
        return Page::settle;
    return std::nullopt;
}

std::optional<QSize> parse_size(const QString& words) {
    const QStringList parts = words.split(QLatin1Char('x'));
    if (parts.size() != 2)
        return std::nullopt;
    bool width_ok = false, height_ok = false;
    const QSize size(parts[0].toInt(&width_ok), parts[1].toInt(&height_ok));
    const bool sane =
        size.width() >= 640 && size.width() <= 8000 && size.height() >= 400 && size.height() <= 8000;
    return width_ok && height_ok && sane ? std::optional(size) : std::nullopt;
}

} // namespace

Result<ApplicationOptions> parse_options(const QStringList& words) {
    QCommandLineParser parser;
    add_options(parser);
    if (!parser.parse(QStringList{QStringLiteral("axial-ui")} + words))
        return wrong_usage(parser.errorText());
    ApplicationOptions options;
    options.help = parser.isSet(QStringLiteral("help"));
    options.version = parser.isSet(QStringLiteral("version"));
    if (options.help || options.version)
        return options;
    if (parser.positionalArguments().size() != 1)
        return wrong_usage(QStringLiteral("name one study"));
    options.study = parser.positionalArguments().front().toStdString();
    options.round = parser.value(QStringLiteral("round"));
    options.coder = parser.value(QStringLiteral("coder"));
    options.thread = parser.value(QStringLiteral("thread"));
    options.query = parser.value(QStringLiteral("query"));
    options.screenshot = parser.value(QStringLiteral("screenshot"));
    if (const QString page = parser.value(QStringLiteral("page")); !page.isEmpty()) {
        options.page = parse_page(page);
        if (!options.page)
            return wrong_usage(
                QStringLiteral("--page %1: screen, code, agreement, settle, collect or search").arg(page));
    }
    if (!options.query.isEmpty() && !options.page)
        options.page = Page::search;
    options.check = parser.isSet(QStringLiteral("check"));
    if (const QString scheme = parser.value(QStringLiteral("theme")); scheme == QLatin1StringView("dark"))
        options.scheme = Scheme::dark;
    else if (scheme == QLatin1StringView("light"))
        options.scheme = Scheme::light;
    else if (!scheme.isEmpty())
        return wrong_usage(QStringLiteral("--theme %1: light or dark").arg(scheme));
    if (parser.isSet(QStringLiteral("size"))) {
        const auto size = parse_size(parser.value(QStringLiteral("size")));
        if (!size)
            return wrong_usage(QStringLiteral("--size %1: give it as WIDTHxHEIGHT, from 640x400 to 8000x8000")
                                   .arg(parser.value(QStringLiteral("size"))));
        options.size = *size;
    }
    return options;
}

QString help_text() {
    QCommandLineParser parser;
    parser.setApplicationDescription(QStringLiteral("The window in which posts are read, screened and coded."));
    add_options(parser);
    return parser.helpText();
}

QString version_text() {
    return QStringLiteral("axial-ui " AXIAL_VERSION);
}

} // namespace axial::coding_ui
