// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <initializer_list>
#include <string_view>

namespace axial::coding_ui {

/// What a key can ask for.
enum class Command {
    pick_code,
    apply_key,
    repeat_code,
    finish_post,
    remove_coding,
    vote,
    undo,
    redo,
    next_post,
    previous_post,
    next_thread,
    previous_thread,
    search,
    codebook,
    memo,
    text,
    code_page,
    screening_page,
    toggle_theme,
    keys,
};

/// Where a key means something.
enum class Page { code, screening, both };

struct KeyRow {
    Command command;
    std::u16string_view keys; ///< separated by blanks; one character: a plain key, else a QKeySequence
    std::u16string_view shown, words;
    Page page = Page::both;
    bool in_foot = false;
};

/// The one table of keys: the dispatcher, the foot line and the overlay come out of it. Plain keys work
/// wherever no text is being written.
inline constexpr std::array key_table{
    KeyRow{Command::pick_code, u"C Return Enter", u"C", u"code the selection, or the post", Page::code, true},
    KeyRow{Command::apply_key, u"", u"1–9", u"apply the code with that key", Page::code, true},
    KeyRow{Command::repeat_code, u"Q", u"Q", u"repeat the last code", Page::code, true},
    KeyRow{Command::finish_post, u"0", u"0", u"nothing here, or nothing more: finished", Page::code, true},
    KeyRow{Command::remove_coding, u"U", u"U", u"remove the coding at the cursor", Page::code, true},
    KeyRow{Command::vote, u"", u"I E …", u"answer; a digit answers with its reason", Page::screening},
    KeyRow{Command::undo, u"Ctrl+Z", u"Ctrl Z", u"undo", Page::both, true},
    KeyRow{Command::redo, u"Ctrl+Shift+Z", u"Ctrl Shift Z", u"redo"},
    KeyRow{Command::next_post, u"J N", u"J", u"next post", Page::both, true},
    KeyRow{Command::previous_post, u"K P", u"K", u"previous post"},
    KeyRow{Command::next_thread, u"Ctrl+Down", u"Ctrl ↓", u"next thread", Page::code},
    KeyRow{Command::previous_thread, u"Ctrl+Up", u"Ctrl ↑", u"previous thread", Page::code},
    KeyRow{Command::search, u"/ Ctrl+K", u"Ctrl K", u"search"},
    KeyRow{Command::codebook, u"F2", u"F2", u"go to the codebook", Page::code},
    KeyRow{Command::memo, u"M", u"M", u"write a memo on the coding or post"},
    KeyRow{Command::text, u"Escape", u"Esc", u"back to the text"},
    KeyRow{Command::code_page, u"Ctrl+1", u"Ctrl 1", u"the Code page"},
    KeyRow{Command::screening_page, u"Ctrl+2", u"Ctrl 2", u"the Screen page"},
    KeyRow{Command::toggle_theme, u"Ctrl+Shift+D", u"Ctrl Shift D", u"light or dark"},
    KeyRow{Command::keys, u"?", u"?", u"all keys", Page::both, true},
};

namespace detail {
constexpr bool no_plain_key_twice() {
    for (std::size_t i = 0; i < key_table.size(); ++i)
        for (std::size_t j = 0; j < i; ++j)
            if (!key_table[i].keys.empty() && key_table[i].keys == key_table[j].keys)
                return false;
    return true;
}
} // namespace detail
static_assert(detail::no_plain_key_twice());

[[nodiscard]] constexpr bool applies_to(const KeyRow& row, Page page) {
    return row.page == Page::both || row.page == page;
}

} // namespace axial::coding_ui
