// SPDX-License-Identifier: GPL-3.0-or-later
#include "coding_ui/undo_stack.h"

namespace axial::coding_ui {

void UndoStack::push(const std::string& key, Step step) {
    auto& sides = by_key_[key];
    sides.done.push_back(std::move(step));
    sides.undone.clear();
}

std::optional<UndoStack::Step> UndoStack::next_undo(const std::string& key) const {
    const auto sides = by_key_.find(key);
    if (sides == by_key_.end() || sides->second.done.empty())
        return std::nullopt;
    return sides->second.done.back();
}

std::optional<UndoStack::Step> UndoStack::next_redo(const std::string& key) const {
    const auto sides = by_key_.find(key);
    if (sides == by_key_.end() || sides->second.undone.empty())
        return std::nullopt;
    return sides->second.undone.back();
}

void UndoStack::undone(const std::string& key) {
    auto& sides = by_key_.at(key);
    sides.undone.push_back(std::move(sides.done.back()));
    sides.done.pop_back();
}

void UndoStack::redone(const std::string& key) {
    auto& sides = by_key_.at(key);
    sides.done.push_back(std::move(sides.undone.back()));
    sides.undone.pop_back();
}

} // namespace axial::coding_ui
