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
    next_disagreement,
    previous_disagreement,
    open_disagreement,
    next_kind,
    all_disagreements,
    choose_round,
    copy_sentence,
    plan_collecting,
    start_collecting,
    pause_collecting,
    run_again,
    collect_sources,
    press,
    write_query,
    open_hit,
    next_hit,
    previous_hit,
    like_hit,
    sort_hits,
    group_hits,
    narrow_hits,
    make_set,
    leave_hits,
    take_first,
    take_second,
    take_coder,
    join_extents,
    cut_extents,
    keep_all,
    another_code,
    nothing_counts,
    put_off,
    write_reason,
    write_note,
    take_back,
    next_item,
    next_pair,
    open_item,
    narrow_items,
    sort_items,
    open_or_settled,
    settle_by_rule,
    desk_round,
    desk_queue,
    code_page,
    screening_page,
    agreement_page,
    collect_page,
    search_page,
    settle_page,
    go_back,
    toggle_theme,
    keys,
};

/// Where a key means something: on one page, on those with posts to read, on those where something
/// is decided, or on every one.
enum class Page { code, screening, agreement, collect, search, settle, reading, deciding, every };

struct KeyRow {
    Command command;
    std::u16string_view keys; ///< separated by blanks; one character: a plain key, else a QKeySequence
    std::u16string_view shown, words;
    Page page = Page::every;
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
    KeyRow{Command::undo, u"Ctrl+Z", u"Ctrl Z", u"undo", Page::deciding, true},
    KeyRow{Command::redo, u"Ctrl+Shift+Z", u"Ctrl Shift Z", u"redo", Page::deciding},
    KeyRow{Command::next_post, u"J N", u"J", u"next post", Page::reading, true},
    KeyRow{Command::previous_post, u"K P", u"K", u"previous post", Page::reading},
    KeyRow{Command::next_thread, u"Ctrl+Down", u"Ctrl ↓", u"next thread", Page::code},
    KeyRow{Command::previous_thread, u"Ctrl+Up", u"Ctrl ↑", u"previous thread", Page::code},
    KeyRow{Command::search, u"/ Ctrl+K", u"Ctrl K", u"search", Page::reading},
    KeyRow{Command::codebook, u"F2", u"F2", u"go to the codebook", Page::code},
    KeyRow{Command::memo, u"M", u"M", u"write a memo on the coding or post", Page::reading},
    KeyRow{Command::text, u"Escape", u"Esc", u"back to the text", Page::reading},
    KeyRow{Command::next_disagreement, u"J N", u"J", u"next disagreement", Page::agreement, true},
    KeyRow{Command::previous_disagreement, u"K P", u"K", u"previous disagreement", Page::agreement},
    KeyRow{Command::open_disagreement, u"Return Enter", u"↵", u"open the post; in the heat map, list the pair",
           Page::agreement, true},
    KeyRow{Command::next_kind, u"F", u"F", u"next kind of disagreement", Page::agreement, true},
    KeyRow{Command::all_disagreements, u"Escape", u"Esc", u"all disagreements again", Page::agreement, true},
    KeyRow{Command::choose_round, u"R", u"R", u"choose the round", Page::agreement, true},
    KeyRow{Command::copy_sentence, u"C", u"C", u"copy the sentence", Page::agreement, true},
    KeyRow{Command::start_collecting, u"Ctrl+Return Ctrl+Enter", u"Ctrl ↵", u"start collecting", Page::collect,
           true},
    KeyRow{Command::plan_collecting, u"Ctrl+P", u"Ctrl P", u"plan: how much would be asked for", Page::collect,
           true},
    KeyRow{Command::pause_collecting, u"Ctrl+.", u"Ctrl .", u"pause or resume", Page::collect, true},
    KeyRow{Command::run_again, u"A", u"A", u"fill the form in from the chosen run", Page::collect, true},
    KeyRow{Command::press, u"Return Enter", u"↵", u"press the button; open or close a run", Page::collect},
    KeyRow{Command::collect_sources, u"Escape", u"Esc", u"to the list of sources", Page::collect},
    KeyRow{Command::write_query, u"/ Ctrl+F", u"Ctrl F", u"write the query", Page::search, true},
    KeyRow{Command::open_hit, u"Return Enter", u"↵", u"open the post in its thread", Page::search, true},
    KeyRow{Command::next_hit, u"J N", u"J", u"next hit", Page::search, true},
    KeyRow{Command::previous_hit, u"K P", u"K", u"previous hit", Page::search},
    KeyRow{Command::narrow_hits, u"F", u"F", u"narrow down by source, author, tag …", Page::search, true},
    KeyRow{Command::like_hit, u"L", u"L", u"more like this hit", Page::search, true},
    KeyRow{Command::sort_hits, u"S", u"S", u"best or newest first", Page::search, true},
    KeyRow{Command::group_hits, u"G", u"G", u"one hit for each thread", Page::search},
    KeyRow{Command::make_set, u"Ctrl+S", u"Ctrl S", u"make a set of these posts", Page::search, true},
    KeyRow{Command::leave_hits, u"Escape", u"Esc", u"back to the query", Page::search},
    KeyRow{Command::take_first, u"A", u"A", u"what A decided counts", Page::settle, true},
    KeyRow{Command::take_second, u"B", u"B", u"what B decided counts", Page::settle, true},
    KeyRow{Command::take_coder, u"", u"1–9", u"take any coder’s; of a question, the answer", Page::settle},
    KeyRow{Command::join_extents, u"J", u"J", u"join: all that was coded", Page::settle, true},
    KeyRow{Command::cut_extents, u"X", u"X", u"cut: what all have in common", Page::settle, true},
    KeyRow{Command::keep_all, u"K", u"K", u"keep all that anybody coded", Page::settle, true},
    KeyRow{Command::another_code, u"C", u"C", u"another code counts", Page::settle, true},
    KeyRow{Command::nothing_counts, u"N 0", u"N", u"nothing here", Page::settle, true},
    KeyRow{Command::put_off, u"D", u"D", u"put it off", Page::settle, true},
    KeyRow{Command::write_reason, u"W", u"W", u"write why", Page::settle, true},
    KeyRow{Command::write_note, u"M", u"M", u"write a note", Page::settle},
    KeyRow{Command::take_back, u"U", u"U", u"take back what it was settled to", Page::settle},
    KeyRow{Command::next_item, u"", u"↑ ↓", u"previous or next in the queue", Page::settle},
    KeyRow{Command::next_pair, u"P", u"P", u"the next two coders who differ", Page::settle},
    KeyRow{Command::open_item, u"Return Enter", u"↵", u"open the post in its thread", Page::settle},
    KeyRow{Command::narrow_items, u"F", u"F", u"next kind of disagreement", Page::settle},
    KeyRow{Command::sort_items, u"S", u"S", u"by disagreement, pair of codes, post", Page::settle},
    KeyRow{Command::open_or_settled, u"V", u"V", u"what is open, or what was settled", Page::settle, true},
    KeyRow{Command::settle_by_rule, u"G", u"G", u"settle what is open by a rule", Page::settle},
    KeyRow{Command::desk_round, u"R", u"R", u"choose the round", Page::settle},
    KeyRow{Command::desk_queue, u"Escape", u"Esc", u"back to the queue", Page::settle},
    KeyRow{Command::code_page, u"Ctrl+1", u"Ctrl 1", u"the Code page"},
    KeyRow{Command::screening_page, u"Ctrl+2", u"Ctrl 2", u"the Screen page"},
    KeyRow{Command::agreement_page, u"Ctrl+3", u"Ctrl 3", u"the Agreement page"},
    KeyRow{Command::collect_page, u"Ctrl+4", u"Ctrl 4", u"the Collect page"},
    KeyRow{Command::search_page, u"Ctrl+5", u"Ctrl 5", u"the Search page"},
    KeyRow{Command::settle_page, u"Ctrl+6", u"Ctrl 6", u"the Settle page"},
    KeyRow{Command::go_back, u"Alt+Left", u"Alt ←", u"back to the hits or disagreements", Page::reading},
    KeyRow{Command::toggle_theme, u"Ctrl+Shift+D", u"Ctrl Shift D", u"light or dark"},
    KeyRow{Command::keys, u"?", u"?", u"all keys", Page::every, true},
};

[[nodiscard]] constexpr bool applies_to(const KeyRow& row, Page page) {
    return row.page == Page::every || row.page == page ||
           (row.page == Page::reading && (page == Page::code || page == Page::screening)) ||
           (row.page == Page::deciding &&
            (page == Page::code || page == Page::screening || page == Page::settle));
}

namespace detail {
constexpr bool no_plain_key_twice() {
    for (const Page page :
         {Page::code, Page::screening, Page::agreement, Page::collect, Page::search, Page::settle})
        for (std::size_t i = 0; i < key_table.size(); ++i)
            for (std::size_t j = 0; j < i; ++j)
                if (applies_to(key_table[i], page) && applies_to(key_table[j], page) &&
                    !key_table[i].keys.empty() && key_table[i].keys == key_table[j].keys)
                    return false;
    return true;
}
} // namespace detail
static_assert(detail::no_plain_key_twice());

} // namespace axial::coding_ui
