// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace axial::coding_ui {

/// What each coder decided in this session (by a key that the caller chooses), in order, so that it can be
/// taken back and made again. Holds no decision itself, only the events of the journal that made it.
class UndoStack {
public:
    struct Step {
        std::vector<std::string> events; ///< in the order they were made
        std::string post;
        QString words;
        bool taken_back = false; ///< it took the events back: undoing it makes them again
    };

    void push(const std::string& key, Step step); ///< forgets what could be made again
    [[nodiscard]] std::optional<Step> next_undo(const std::string& key) const;
    [[nodiscard]] std::optional<Step> next_redo(const std::string& key) const;
    void undone(const std::string& key); ///< moves the step of next_undo to the other side
    void redone(const std::string& key);

private:
    struct Sides {
        std::vector<Step> done, undone;
    };
    std::map<std::string, Sides> by_key_;
};

} // namespace axial::coding_ui
