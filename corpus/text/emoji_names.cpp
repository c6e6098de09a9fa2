// SPDX-License-Identifier: GPL-3.0-or-later
#include "corpus/text/emoji_names.h"

#include "corpus/text/utf8.h"

#include <algorithm>
#include <utility>

namespace axial::corpus {
namespace {

using Entry = std::pair<std::string_view, std::string_view>;

/// By name. Discourse renamed many of its emoji after Unicode; old posts keep the old names, so both are here.
/// Signs that are text unless told otherwise carry U+FE0F, as keyboards type them.
constexpr Entry table[] = {
    // clang-format off
    {"+1", "\U0001F44D"}, {"-1", "\U0001F44E"}, {"100", "\U0001F4AF"}, {"alien", "\U0001F47D"},
    {"angry", "\U0001F620"}, {"angry_face", "\U0001F620"}, {"anguished", "\U0001F627"},
    {"arrow_down", "\u2B07\uFE0F"}, {"arrow_forward", "\u25B6\uFE0F"}, {"arrow_left", "\u2B05\uFE0F"},
    {"arrow_right", "\u27A1\uFE0F"}, {"arrow_up", "\u2B06\uFE0F"}, {"arrows_counterclockwise", "\U0001F504"},
    {"astonished", "\U0001F632"}, {"backhand_index_pointing_down", "\U0001F447"},
    {"backhand_index_pointing_left", "\U0001F448"}, {"backhand_index_pointing_right", "\U0001F449"},
    {"backhand_index_pointing_up", "\U0001F446"}, {"ballot_box_with_check", "\u2611\uFE0F"},
    {"bangbang", "\u203C\uFE0F"}, {"bar_chart", "\U0001F4CA"}, {"battery", "\U0001F50B"},
    {"beaming_face_with_smiling_eyes", "\U0001F601"}, {"beer", "\U0001F37A"}, {"beers", "\U0001F37B"},
    {"bell", "\U0001F514"}, {"black_circle", "\u26AB"}, {"black_heart", "\U0001F5A4"},
    {"black_large_square", "\u2B1B"}, {"blue_heart", "\U0001F499"}, {"blue_square", "\U0001F7E6"},
    {"blush", "\U0001F60A"}, {"bomb", "\U0001F4A3"}, {"book", "\U0001F4D6"}, {"bookmark", "\U0001F516"},
    {"books", "\U0001F4DA"}, {"boom", "\U0001F4A5"}, {"bow", "\U0001F647"}, {"brain", "\U0001F9E0"},
    {"broken_heart", "\U0001F494"}, {"bug", "\U0001F41B"}, {"bulb", "\U0001F4A1"}, {"cake", "\U0001F370"},
    {"calendar", "\U0001F4C6"}, {"call_me_hand", "\U0001F919"}, {"cat", "\U0001F431"},
    {"chains", "\u26D3\uFE0F"}, {"chart_with_downwards_trend", "\U0001F4C9"},
    {"chart_with_upwards_trend", "\U0001F4C8"}, {"checkered_flag", "\U0001F3C1"},
    {"chequered_flag", "\U0001F3C1"}, {"clap", "\U0001F44F"}, {"clapping_hands", "\U0001F44F"},
    {"clipboard", "\U0001F4CB"}, {"cloud", "\u2601\uFE0F"}, {"clown_face", "\U0001F921"}, {"coffee", "\u2615"},
    {"cold_face", "\U0001F976"}, {"cold_sweat", "\U0001F630"}, {"collision", "\U0001F4A5"},
    {"computer", "\U0001F4BB"}, {"confounded", "\U0001F616"}, {"confused", "\U0001F615"},
    {"confused_face", "\U0001F615"}, {"construction", "\U0001F6A7"}, {"cookie", "\U0001F36A"},
    {"copyright", "\u00A9"}, {"cowboy_hat_face", "\U0001F920"}, {"crab", "\U0001F980"},
    {"crossed_fingers", "\U0001F91E"}, {"cry", "\U0001F622"}, {"crying_face", "\U0001F622"},
    {"dart", "\U0001F3AF"}, {"desktop_computer", "\U0001F5A5\uFE0F"}, {"disappointed", "\U0001F61E"},
    {"disappointed_face", "\U0001F61E"}, {"disappointed_relieved", "\U0001F625"}, {"dizzy", "\U0001F4AB"},
    {"dizzy_face", "\U0001F635"}, {"dog", "\U0001F436"}, {"duck", "\U0001F986"}, {"email", "\u2709\uFE0F"},
    {"enraged_face", "\U0001F621"}, {"exclamation", "\u2757"}, {"exploding_head", "\U0001F92F"},
    {"expressionless", "\U0001F611"}, {"expressionless_face", "\U0001F611"}, {"eyes", "\U0001F440"},
    {"face_blowing_a_kiss", "\U0001F618"}, {"face_holding_back_tears", "\U0001F979"},
    {"face_savoring_food", "\U0001F60B"}, {"face_screaming_in_fear", "\U0001F631"},
    {"face_with_hand_over_mouth", "\U0001F92D"}, {"face_with_head_bandage", "\U0001F915"},
    {"face_with_monocle", "\U0001F9D0"}, {"face_with_open_mouth", "\U0001F62E"},
    {"face_with_raised_eyebrow", "\U0001F928"}, {"face_with_rolling_eyes", "\U0001F644"},
    {"face_with_tears_of_joy", "\U0001F602"}, {"face_with_tongue", "\U0001F61B"}, {"facepalm", "\U0001F926"},
    {"facepunch", "\U0001F44A"}, {"fearful", "\U0001F628"}, {"fire", "\U0001F525"}, {"fist", "\u270A"},
    {"flexed_biceps", "\U0001F4AA"}, {"floppy_disk", "\U0001F4BE"}, {"flushed", "\U0001F633"},
    {"flushed_face", "\U0001F633"}, {"folded_hands", "\U0001F64F"}, {"four_leaf_clover", "\U0001F340"},
    {"frowning", "\u2639\uFE0F"}, {"frowning_face_with_open_mouth", "\U0001F626"}, {"gear", "\u2699\uFE0F"},
    {"ghost", "\U0001F47B"}, {"gift", "\U0001F381"}, {"globe_with_meridians", "\U0001F310"},
    {"goose", "\U0001FABF"}, {"green_circle", "\U0001F7E2"}, {"green_heart", "\U0001F49A"},
    {"green_square", "\U0001F7E9"}, {"grimacing", "\U0001F62C"}, {"grimacing_face", "\U0001F62C"},
    {"grin", "\U0001F601"}, {"grinning", "\U0001F600"}, {"grinning_face", "\U0001F600"},
    {"grinning_face_with_big_eyes", "\U0001F603"}, {"grinning_face_with_smiling_eyes", "\U0001F604"},
    {"grinning_face_with_sweat", "\U0001F605"}, {"grinning_squinting_face", "\U0001F606"},
    {"hammer", "\U0001F528"}, {"hammer_and_wrench", "\U0001F6E0\uFE0F"}, {"handshake", "\U0001F91D"},
    {"hear_no_evil", "\U0001F649"}, {"heart", "\u2764\uFE0F"}, {"heart_eyes", "\U0001F60D"},
    {"heartbeat", "\U0001F493"}, {"heavy_check_mark", "\u2714\uFE0F"}, {"heavy_minus_sign", "\u2796"},
    {"heavy_plus_sign", "\u2795"}, {"hot_face", "\U0001F975"}, {"hourglass", "\u231B"}, {"hugs", "\U0001F917"},
    {"hundred_points", "\U0001F4AF"}, {"hushed", "\U0001F62F"}, {"imp", "\U0001F47F"},
    {"inbox_tray", "\U0001F4E5"}, {"index_pointing_up", "\u261D\uFE0F"}, {"information_source", "\u2139\uFE0F"},
    {"innocent", "\U0001F607"}, {"joy", "\U0001F602"}, {"key", "\U0001F511"}, {"kissing", "\U0001F617"},
    {"kissing_heart", "\U0001F618"}, {"label", "\U0001F3F7\uFE0F"}, {"large_blue_circle", "\U0001F535"},
    {"laughing", "\U0001F606"}, {"left_right_arrow", "\u2194"}, {"link", "\U0001F517"}, {"lock", "\U0001F512"},
    {"loudly_crying_face", "\U0001F62D"}, {"lying_face", "\U0001F925"}, {"mag", "\U0001F50D"},
    {"magnet", "\U0001F9F2"}, {"man_facepalming", "\U0001F926\u200D\u2642\uFE0F"},
    {"man_shrugging", "\U0001F937\u200D\u2642\uFE0F"}, {"maple_leaf", "\U0001F341"}, {"mask", "\U0001F637"},
    {"melting_face", "\U0001FAE0"}, {"memo", "\U0001F4DD"}, {"metal", "\U0001F918"},
    {"microscope", "\U0001F52C"}, {"money_mouth_face", "\U0001F911"}, {"moneybag", "\U0001F4B0"},
    {"muscle", "\U0001F4AA"}, {"nauseated_face", "\U0001F922"}, {"negative_squared_cross_mark", "\u274E"},
    {"nerd_face", "\U0001F913"}, {"neutral_face", "\U0001F610"}, {"no_entry", "\u26D4"},
    {"no_entry_sign", "\U0001F6AB"}, {"no_mouth", "\U0001F636"}, {"ocean", "\U0001F30A"},
    {"ok_hand", "\U0001F44C"}, {"oncoming_fist", "\U0001F44A"}, {"open_hands", "\U0001F450"},
    {"open_mouth", "\U0001F62E"}, {"orange_circle", "\U0001F7E0"}, {"orange_heart", "\U0001F9E1"},
    {"orange_square", "\U0001F7E7"}, {"outbox_tray", "\U0001F4E4"}, {"package", "\U0001F4E6"},
    {"page_facing_up", "\U0001F4C4"}, {"paperclip", "\U0001F4CE"}, {"partying_face", "\U0001F973"},
    {"pencil", "\U0001F4DD"}, {"pencil2", "\u270F\uFE0F"}, {"penguin", "\U0001F427"}, {"pensive", "\U0001F614"},
    {"pensive_face", "\U0001F614"}, {"persevere", "\U0001F623"}, {"pleading_face", "\U0001F97A"},
    {"point_down", "\U0001F447"}, {"point_left", "\U0001F448"}, {"point_right", "\U0001F449"},
    {"point_up", "\u261D\uFE0F"}, {"point_up_2", "\U0001F446"}, {"poop", "\U0001F4A9"}, {"pray", "\U0001F64F"},
    {"purple_heart", "\U0001F49C"}, {"purple_square", "\U0001F7EA"}, {"pushpin", "\U0001F4CC"},
    {"question", "\u2753"}, {"rage", "\U0001F621"}, {"rainbow", "\U0001F308"}, {"raised_fist", "\u270A"},
    {"raised_hand", "\u270B"}, {"raised_hands", "\U0001F64C"}, {"raising_hand", "\U0001F64B"},
    {"raising_hands", "\U0001F64C"}, {"recycle", "\u267B\uFE0F"}, {"red_circle", "\U0001F534"},
    {"red_heart", "\u2764\uFE0F"}, {"red_square", "\U0001F7E5"}, {"registered", "\u00AE"},
    {"relaxed", "\u263A\uFE0F"}, {"relieved", "\U0001F60C"}, {"relieved_face", "\U0001F60C"},
    {"robot", "\U0001F916"}, {"rocket", "\U0001F680"}, {"rofl", "\U0001F923"}, {"roll_eyes", "\U0001F644"},
    {"rolling_on_the_floor_laughing", "\U0001F923"}, {"rotating_light", "\U0001F6A8"},
    {"saluting_face", "\U0001FAE1"}, {"satellite", "\U0001F4E1"}, {"scissors", "\u2702\uFE0F"},
    {"scream", "\U0001F631"}, {"scroll", "\U0001F4DC"}, {"see_no_evil", "\U0001F648"},
    {"see_no_evil_monkey", "\U0001F648"}, {"shield", "\U0001F6E1\uFE0F"}, {"shrug", "\U0001F937"},
    {"shushing_face", "\U0001F92B"}, {"sign_of_the_horns", "\U0001F918"}, {"skull", "\U0001F480"},
    {"sleeping", "\U0001F634"}, {"sleepy", "\U0001F62A"}, {"slight_smile", "\U0001F642"},
    {"slightly_frowning_face", "\U0001F641"}, {"slightly_smiling_face", "\U0001F642"}, {"smile", "\U0001F604"},
    {"smiley", "\U0001F603"}, {"smiling_face_with_halo", "\U0001F607"},
    {"smiling_face_with_heart_eyes", "\U0001F60D"}, {"smiling_face_with_hearts", "\U0001F970"},
    {"smiling_face_with_open_hands", "\U0001F917"}, {"smiling_face_with_smiling_eyes", "\U0001F60A"},
    {"smiling_face_with_sunglasses", "\U0001F60E"}, {"smiling_face_with_tear", "\U0001F972"},
    {"smiling_face_with_three_hearts", "\U0001F970"}, {"smiling_imp", "\U0001F608"}, {"smirk", "\U0001F60F"},
    {"smirking_face", "\U0001F60F"}, {"snake", "\U0001F40D"}, {"snowflake", "\u2744\uFE0F"},
    {"sob", "\U0001F62D"}, {"sparkles", "\u2728"}, {"sparkling_heart", "\U0001F496"},
    {"speak_no_evil", "\U0001F64A"}, {"speech_balloon", "\U0001F4AC"}, {"star", "\u2B50"},
    {"star2", "\U0001F31F"}, {"star_struck", "\U0001F929"}, {"stop_sign", "\U0001F6D1"},
    {"stopwatch", "\u23F1\uFE0F"}, {"stuck_out_tongue", "\U0001F61B"},
    {"stuck_out_tongue_closed_eyes", "\U0001F61D"}, {"stuck_out_tongue_winking_eye", "\U0001F61C"},
    {"sunglasses", "\U0001F60E"}, {"sunny", "\u2600\uFE0F"}, {"sweat", "\U0001F613"},
    {"sweat_smile", "\U0001F605"}, {"tada", "\U0001F389"}, {"thinking", "\U0001F914"},
    {"thinking_face", "\U0001F914"}, {"thought_balloon", "\U0001F4AD"}, {"thumbs_down", "\U0001F44E"},
    {"thumbs_up", "\U0001F44D"}, {"thumbsdown", "\U0001F44E"}, {"thumbsup", "\U0001F44D"},
    {"tired_face", "\U0001F62B"}, {"tm", "\u2122"}, {"triumph", "\U0001F624"}, {"trophy", "\U0001F3C6"},
    {"turtle", "\U0001F422"}, {"twisted_rightwards_arrows", "\U0001F500"}, {"two_hearts", "\U0001F495"},
    {"unamused", "\U0001F612"}, {"unamused_face", "\U0001F612"}, {"unicorn", "\U0001F984"},
    {"unlock", "\U0001F513"}, {"upside_down_face", "\U0001F643"}, {"v", "\u270C\uFE0F"},
    {"victory_hand", "\u270C\uFE0F"}, {"vomiting_face", "\U0001F92E"}, {"warning", "\u26A0\uFE0F"},
    {"wave", "\U0001F44B"}, {"waving_hand", "\U0001F44B"}, {"weary", "\U0001F629"},
    {"weary_face", "\U0001F629"}, {"white_check_mark", "\u2705"}, {"white_circle", "\u26AA"},
    {"white_large_square", "\u2B1C"}, {"wink", "\U0001F609"}, {"winking_face", "\U0001F609"},
    {"winking_face_with_tongue", "\U0001F61C"}, {"woman_facepalming", "\U0001F926\u200D\u2640\uFE0F"},
    {"woman_shrugging", "\U0001F937\u200D\u2640\uFE0F"}, {"woozy_face", "\U0001F974"},
    {"worried", "\U0001F61F"}, {"worried_face", "\U0001F61F"}, {"wrench", "\U0001F527"},
    {"writing_hand", "\u270D\uFE0F"}, {"x", "\u274C"}, {"yawning_face", "\U0001F971"},
    {"yellow_circle", "\U0001F7E1"}, {"yellow_heart", "\U0001F49B"}, {"yellow_square", "\U0001F7E8"},
    {"yum", "\U0001F60B"}, {"zany_face", "\U0001F92A"}, {"zap", "\u26A1"}, {"zzz", "\U0001F4A4"},
    // clang-format on
};
static_assert(std::is_sorted(std::begin(table), std::end(table),
                             [](const Entry& a, const Entry& b) { return a.first < b.first; }));

/// "t2" to "t6" as the modifiers of Unicode, U+1F3FB to U+1F3FF; empty for anything else.
std::string_view skin_tone(std::string_view name) {
    constexpr std::string_view tones[] = {"\U0001F3FB", "\U0001F3FC", "\U0001F3FD", "\U0001F3FE", "\U0001F3FF"};
    const bool tone = name.size() == 2 && name[0] == 't' && name[1] >= '2' && name[1] <= '6';
    return tone ? tones[name[1] - '2'] : std::string_view();
}

} // namespace

std::string emoji_named(std::string_view name) {
    const std::size_t colon = std::min(name.find(':'), name.size());
    const std::string base = utf8::lower(name.substr(0, colon));
    const auto entry = std::lower_bound(std::begin(table), std::end(table), base,
                                        [](const Entry& a, const std::string& b) { return a.first < b; });
    if (entry == std::end(table) || entry->first != base)
        return {};
    if (colon == name.size())
        return std::string(entry->second);
    const std::string_view tone = skin_tone(name.substr(colon + 1));
    if (tone.empty())
        return {};
    // The tone follows the person or hand itself and stands instead of U+FE0F.
    const std::size_t body = utf8::length_of(entry->second[0]);
    std::string_view rest = entry->second.substr(body);
    if (rest.starts_with("\uFE0F"))
        rest.remove_prefix(3);
    return std::string(entry->second.substr(0, body)).append(tone).append(rest);
}

} // namespace axial::corpus
