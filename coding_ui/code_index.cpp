// SPDX-License-Identifier: GPL-3.0-or-later
#include "coding_ui/code_index.h"

#include "coding_ui/theme.h"

#include <algorithm>

namespace axial::coding_ui {
namespace {

bool holds_in_order(const QString& name, const QString& letters) {
    qsizetype at = 0;
    for (const QChar letter : letters) {
        at = name.indexOf(letter, at, Qt::CaseInsensitive);
        if (at < 0)
            return false;
        ++at;
    }
    return true;
}

/// Smaller is better; -1: does not fit.
int rank_of(const QString& name, const QString& typed) {
    if (name.startsWith(typed, Qt::CaseInsensitive))
        return 0;
    for (const QChar before : {QLatin1Char(' '), QLatin1Char('-'), QLatin1Char('(')})
        if (name.contains(before + typed, Qt::CaseInsensitive))
            return 1;
    if (name.contains(typed, Qt::CaseInsensitive))
        return 2;
    return holds_in_order(name, typed) ? 3 : -1;
}

} // namespace

CodeIndex::CodeIndex(codebooks::Codebook codebook) : codebook_(std::move(codebook)) {
    std::vector<QString> digits;
    for (char16_t digit = u'1'; digit <= u'9'; ++digit)
        digits.emplace_back(QChar(digit));
    for (std::size_t i = 0; i < codebook_.codes.size(); ++i) {
        const auto& code = codebook_.codes[i];
        rows_[code.uuid] = i;
        if (code.key.empty() || code.retired)
            continue;
        keys_[code.uuid] = QString::fromStdString(code.key);
        std::erase(digits, keys_[code.uuid]);
    }
    auto free = digits.begin();
    for (const auto& code : codebook_.codes)
        if (code.usable() && code.key.empty() && free != digits.end())
            keys_[code.uuid] = *free++;
}

const codebooks::Code* CodeIndex::find(const std::string& uuid) const {
    const auto row = rows_.find(uuid);
    return row == rows_.end() ? nullptr : &codebook_.codes[row->second];
}

QString CodeIndex::key_of(const std::string& uuid) const {
    const auto key = keys_.find(uuid);
    return key == keys_.end() ? QString() : key->second;
}

const codebooks::Code* CodeIndex::by_key(const QString& key) const {
    for (const auto& [uuid, own] : keys_)
        if (own.compare(key, Qt::CaseInsensitive) == 0)
            if (const auto* code = find(uuid); code && code->usable())
                return code;
    return nullptr;
}

QString CodeIndex::name_of(const std::string& uuid) const {
    const auto* code = find(uuid);
    return code ? QString::fromStdString(code->name) : QStringLiteral("a code of another codebook");
}

QColor CodeIndex::colour_of(const std::string& uuid) const {
    const auto* code = find(uuid);
    const QColor colour = code ? QColor(QString::fromStdString(code->colour)) : QColor();
    return colour.isValid() ? colour : theme().dim;
}

std::vector<const codebooks::Code*> CodeIndex::completions(const QString& typed) const {
    std::vector<std::pair<int, const codebooks::Code*>> ranked;
    const QString wanted = typed.simplified();
    for (const auto& code : codebook_.codes)
        if (const int rank = rank_of(QString::fromStdString(code.name), wanted); code.usable() && rank >= 0)
            ranked.emplace_back(rank, &code);
    std::stable_sort(ranked.begin(), ranked.end(),
                     [](const auto& a, const auto& b) { return a.first < b.first; });
    std::vector<const codebooks::Code*> codes;
    for (const auto& [rank, code] : ranked)
        codes.push_back(code);
    return codes;
}

} // namespace axial::coding_ui
