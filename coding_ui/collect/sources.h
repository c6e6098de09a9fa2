// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "corpus/store.h"

#include <QMap>
#include <QString>
#include <QStringList>
#include <vector>

/// What can be collected from where: the one table that the forms, their checks, the command lines and "run
/// again" come out of.
namespace axial::coding_ui {

/// One option of a collect command, as a field of a form.
struct SourceField {
    enum class Kind {
        text,
        lines,  ///< several values, one a line
        date,   ///< YYYY-MM-DD
        number, ///< whole, from 0 to `most`
        choice, ///< one of `choices`
        marks,  ///< any of `choices`, joined by commas
        file,
        on_off,
    };
    Kind kind = Kind::text;
    QString option; ///< "repo" for --repo
    QString label, hint;
    QString example;          ///< shown in the empty field
    QStringList choices = {}; ///< values; the first is the usual one and is not passed on
    QString pattern = {};     ///< regular expression that a whole value must match; empty: any
    QString wanted = {};      ///< what a value must be, said where it is not
    bool required = false;
    int most = 0;
};

struct Source {
    QString command; ///< "collect github"
    QString name, about;
    std::vector<SourceField> fields;
    QStringList one_of;            ///< options of which at least one is needed
    QStringList at_most_one;       ///< options that exclude each other
    QStringList variables;         ///< of the environment, that hold what it signs in with
    QString signed_in, signed_out; ///< what that is good for; what its lack means
    QString endpoint;              ///< the usual one; empty: each site has its own
};

/// Values by option; a field that is not filled in has none. A switch has "1", lines and marks are apart by
/// line breaks.
using SourceValues = QMap<QString, QString>;

[[nodiscard]] const std::vector<Source>& sources();
/// Under "More" for every source.
[[nodiscard]] const std::vector<SourceField>& common_fields();
[[nodiscard]] const Source* source_of(const QString& command); ///< null: none

/// What is wrong, by option, in words; empty: nothing.
[[nodiscard]] QMap<QString, QString> problems(const Source& source, const SourceValues& values);
/// The words after "axial": command and options, without those of the window.
[[nodiscard]] QStringList arguments_of(const Source& source, const SourceValues& values);
/// A command line as a person would type it.
[[nodiscard]] QString shell_line(const QStringList& words);

/// What a form would have to hold for a run to be asked for again, as far as its row in the log tells.
[[nodiscard]] SourceValues values_of(const Source& source, const corpus::Run& run);

} // namespace axial::coding_ui
