// SPDX-License-Identifier: GPL-3.0-or-later
#include "coding_ui/theme.h"

#include <QApplication>
#include <QFontDatabase>
#include <QStyleFactory>
#include <QToolTip>

namespace axial::coding_ui {
namespace {

Theme make_theme(Scheme scheme) {
    const auto colour = [scheme](QRgb light, QRgb dark) {
        return QColor::fromRgb(scheme == Scheme::light ? light : dark);
    };
    Theme made;
    made.scheme = scheme;
    made.window = colour(0xf6f7f9, 0x15181d);
    made.panel = colour(0xffffff, 0x1c2027);
    made.line = colour(0xe3e6ea, 0x2c323b);
    made.text = colour(0x1d2430, 0xe6e9ee);
    made.dim = colour(0x667085, 0x98a2b3);
    made.accent = colour(0x2f5fd0, 0x7aa2ff);
    made.selected = colour(0xe8effc, 0x24324f);
    made.code_ground = colour(0xf1f3f6, 0x14171c);
    made.field = colour(0xf6f7f9, 0x14171c);
    made.warning = colour(0xb3261e, 0xffb4a9);
    made.search_hit = colour(0xfff0b3, 0x5a4a12);
    return made;
}

Theme& current() {
    static Theme instance = make_theme(Scheme::light);
    return instance;
}

QPalette palette_of(const Theme& look) {
    QPalette palette;
    palette.setColor(QPalette::Window, look.window);
    palette.setColor(QPalette::WindowText, look.text);
    palette.setColor(QPalette::Base, look.panel);
    palette.setColor(QPalette::AlternateBase, look.window);
    palette.setColor(QPalette::Text, look.text);
    palette.setColor(QPalette::Button, look.panel);
    palette.setColor(QPalette::ButtonText, look.text);
    palette.setColor(QPalette::PlaceholderText, look.dim);
    palette.setColor(QPalette::Highlight, look.selected);
    palette.setColor(QPalette::HighlightedText, look.text);
    palette.setColor(QPalette::Link, look.accent);
    palette.setColor(QPalette::ToolTipBase, look.panel);
    palette.setColor(QPalette::ToolTipText, look.text);
    palette.setColor(QPalette::Mid, look.line);
    for (const auto role : {QPalette::Text, QPalette::WindowText, QPalette::ButtonText})
        palette.setColor(QPalette::Disabled, role, look.dim);
    return palette;
}

constexpr auto style_template = R"(
QWidget#header, QWidget#foot, QWidget#rail, QWidget#left_pane, QWidget#right_pane { background: @panel; }
QWidget#centre, QWidget#screening_page, QWidget#thread_canvas { background: @window; }
QToolTip { background: @panel; color: @text; border: 1px solid @line; padding: 4px 6px; }
QLineEdit { background: @field; color: @text; border: 1px solid @line; border-radius: 8px; padding: 0 10px;
            min-height: 32px; selection-background-color: @accent; selection-color: @panel; }
QLineEdit:focus, QPlainTextEdit:focus { border-color: @accent; }
QPlainTextEdit { background: @panel; color: @text; border: 1px solid @line; border-radius: 8px; padding: 4px 6px;
                 selection-background-color: @accent; selection-color: @panel; }
QPlainTextEdit:disabled { background: @window; }
QPushButton { background: @panel; color: @text; border: 1px solid @line; border-radius: 8px; padding: 6px 14px; }
QPushButton:hover { border-color: @dim; }
QPushButton:focus { border-color: @accent; }
QPushButton:pressed { background: @selected; }
QPushButton:disabled { color: @dim; background: @window; }
QPushButton[primary="true"] { background: @accent; color: @panel; border-color: @accent; font-weight: 600; }
QPushButton[primary="true"]:hover, QPushButton[primary="true"]:focus { border-color: @text; }
QPushButton[primary="true"]:disabled { background: @window; color: @dim; border-color: @line; }
QPushButton[chip="true"] { border-radius: 11px; padding: 0 8px; min-height: 20px; max-height: 20px; color: @dim; }
QPushButton[chip="true"]:checked { color: @accent; border-color: @accent; background: transparent; }
QPushButton[quiet="true"] { border: none; background: transparent; color: @dim; padding: 4px 6px; text-align: left; }
QPushButton[quiet="true"]:hover, QPushButton[quiet="true"]:focus { color: @accent; }
QToolButton#rail_button { border: none; border-radius: 8px; color: @dim; background: transparent; }
QToolButton#rail_button:hover { color: @text; }
QToolButton#rail_button:checked { color: @accent; background: @selected; font-weight: 600; }
QToolButton#rail_button:focus { border: 1px solid @accent; }
QLabel[dim="true"] { color: @dim; }
QLabel[warning="true"] { color: @warning; }
QLineEdit[wrong="true"], QPlainTextEdit[wrong="true"] { border-color: @warning; }
QComboBox { background: @field; color: @text; border: 1px solid @line; border-radius: 8px; padding: 0 10px;
            min-height: 32px; }
QComboBox:focus { border-color: @accent; }
QComboBox::drop-down { border: none; width: 24px; }
QComboBox QAbstractItemView { background: @panel; color: @text; border: 1px solid @line; }
QCheckBox { color: @text; spacing: 8px; }
QCheckBox:focus { color: @accent; }
QHeaderView, QHeaderView::section { background: @panel; color: @dim; border: none; }
QHeaderView::section { padding: 5px 8px 7px 3px; }
QTreeWidget#run_history { background: @panel; }
QTreeWidget#run_history::item { padding: 4px 8px 4px 0; border: none; }
QTreeWidget#run_history::item:selected { background: @selected; color: @text; }
QWidget#desk_page, QWidget#search_page, QWidget#search_body, QWidget#collect_page, QWidget#collect_body, QWidget#agreement_page, QWidget#agreement_body { background: @window; }
QFrame#section_card { background: @panel; border: 1px solid @line; border-radius: 10px; }
QLabel#definition { background: @field; border-radius: 8px; padding: 12px; color: @text; }
QMenu { background: @panel; color: @text; border: 1px solid @line; padding: 4px; }
QMenu::item { padding: 6px 24px 6px 22px; border-radius: 4px; }
QMenu::item:selected { background: @selected; }
QMenu::item:disabled { color: @dim; }
QMenu::separator { height: 1px; background: @line; margin: 4px 8px; }
QSplitter::handle { background: @line; }
QListView, QTreeView { background: @panel; border: none; outline: none; activate-on-singleclick: 0; }
QListView#completions::item { padding: 2px 8px; border-radius: 6px; color: @text; }
QListView#completions::item:selected { background: @selected; color: @text; }
QFrame#picker, QFrame#set_maker, QFrame#completion { background: @panel; border: 1px solid @line; border-radius: 10px; }
QScrollBar:vertical { background: transparent; width: 10px; margin: 0; }
QScrollBar::handle:vertical { background: @line; border-radius: 3px; min-height: 32px; margin: 2px; }
QScrollBar::handle:vertical:hover { background: @dim; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QScrollBar:horizontal { background: transparent; height: 10px; margin: 0; }
QScrollBar::handle:horizontal { background: @line; border-radius: 3px; min-width: 32px; margin: 2px; }
QProgressBar { background: @line; border: none; border-radius: 2px; max-height: 4px; min-height: 4px; }
QProgressBar::chunk { background: @accent; border-radius: 2px; }
)";

QString style_sheet_of(const Theme& look) {
    QString sheet = QString::fromUtf8(style_template);
    const std::pair<const char16_t*, QColor> tokens[] = {
        {u"@window", look.window}, {u"@panel", look.panel},       {u"@line", look.line},
        {u"@text", look.text},     {u"@dim", look.dim},           {u"@accent", look.accent},
        {u"@field", look.field},   {u"@selected", look.selected}, {u"@warning", look.warning}};
    for (const auto& [name, colour] : tokens)
        sheet.replace(QString::fromUtf16(name), colour.name());
    return sheet;
}

QString first_installed(std::initializer_list<const char16_t*> families, QFontDatabase::SystemFont otherwise) {
    for (const auto* family : families)
        if (const auto name = QString::fromUtf16(family); QFontDatabase::hasFamily(name))
            return name;
    return QFontDatabase::systemFont(otherwise).family();
}

} // namespace

const Theme& theme() {
    return current();
}

Scheme scheme_of(const QPalette& palette) {
    return palette.color(QPalette::Window).lightness() < 128 ? Scheme::dark : Scheme::light;
}

void apply_theme(QApplication& application, Scheme scheme) {
    current() = make_theme(scheme);
    application.setStyle(QStyleFactory::create(QStringLiteral("Fusion")));
    application.setFont(interface_font());
    application.setPalette(palette_of(current()));
    QToolTip::setPalette(application.palette());
    QToolTip::setFont(interface_font(12));
    application.setStyleSheet(style_sheet_of(current()));
}

QFont interface_font(int pixels, QFont::Weight weight) {
    static const QString family = first_installed({u"Inter"}, QFontDatabase::GeneralFont);
    QFont font;
    // Emoji in colour where there is such a font, and not as whatever the fallback order finds first.
    font.setFamilies({family, QStringLiteral("Noto Sans CJK SC"), QStringLiteral("Noto Color Emoji")});
    font.setPixelSize(pixels);
    font.setWeight(weight);
    return font;
}

QFont code_font(int pixels) {
    static const QString family =
        first_installed({u"JetBrains Mono", u"Fira Mono", u"DejaVu Sans Mono"}, QFontDatabase::FixedFont);
    QFont font(family);
    font.setPixelSize(pixels);
    font.setStyleHint(QFont::Monospace);
    return font;
}

QColor tint(const QColor& code_colour) {
    QColor faint = code_colour;
    faint.setAlphaF(theme().scheme == Scheme::light ? 0.11F : 0.22F);
    return faint;
}

} // namespace axial::coding_ui
