// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "codebooks/codebook.h"

#include <QColor>
#include <QString>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace axial::coding_ui {

/// A codebook made ready for look-ups: by UUID, by key, by name as it is typed.
class CodeIndex {
public:
    CodeIndex() = default;
    explicit CodeIndex(codebooks::Codebook codebook);

    [[nodiscard]] const codebooks::Codebook& codebook() const { return codebook_; }
    [[nodiscard]] bool empty() const { return codebook_.codes.empty(); }
    [[nodiscard]] const codebooks::Code* find(const std::string& uuid) const;
    /// The key that applies a code: its own, or one of the digits 1 to 9 that no code has, in the order of the
    /// tree.
    [[nodiscard]] QString key_of(const std::string& uuid) const;
    [[nodiscard]] const codebooks::Code* by_key(const QString& key) const;
    [[nodiscard]] QString name_of(const std::string& uuid) const;
    [[nodiscard]] QColor colour_of(const std::string& uuid) const;

    /// Codes that may be applied and fit what was typed, best first: names that start with it, then words that
    /// do, then names that hold it, then names that hold its letters in order.
    [[nodiscard]] std::vector<const codebooks::Code*> completions(const QString& typed) const;

private:
    codebooks::Codebook codebook_;
    std::map<std::string, std::size_t> rows_;
    std::map<std::string, QString> keys_;
};

} // namespace axial::coding_ui
