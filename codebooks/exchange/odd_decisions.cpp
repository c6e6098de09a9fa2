// SPDX-License-Identifier: GPL-3.0-or-later
#include "codebooks/exchange/both_sides.h"
#include "corpus/database.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <iterator>

namespace axial::codebooks::exchange {
namespace {

/// Whether this study has the text that a coding is about.
class Texts {
public:
    explicit Texts(corpus::Study& study)
        : query_(study.database(),
                 "SELECT 1 FROM posts p JOIN revisions r ON r.post_id = p.id WHERE p.key = ?1 AND "
                 "(r.body_sha256 = ?2 OR (?2 = '' AND r.number = ?3))") {}
    bool has(const Event& coding) {
        query_.reset();
        query_.bind(1, text_of(coding, "post"));
        query_.bind(2, text_of(coding, "body"));
        query_.bind(3, coding.payload.value("revision", 0));
        return query_.executeStep();
    }

private:
    SQLite::Statement query_;
};

/// Counts, by round and coder, of new decisions that something is odd about.
struct Odd {
    std::map<std::string, std::int64_t> no_round, late, stranger, no_code, no_text;
};

Odd look_at(corpus::Study& study, const Union& both, const std::vector<Event>& fresh) {
    Odd odd;
    Texts texts(study);
    for (const auto& event : fresh) {
        const auto uuid = text_of(event, "round");
        if (const auto round = both.rounds.find(uuid); !uuid.empty() && round == both.rounds.end()) {
            ++odd.no_round[event.coder];
        } else if (!uuid.empty()) {
            const auto& coders = round->second.payload["coders"];
            const bool member = std::find(coders.begin(), coders.end(), event.coder) != coders.end();
            odd.stranger[event.coder + " in " + text_of(round->second, "name")] += member ? 0 : 1;
            odd.late[event.coder + " in " + text_of(round->second, "name")] +=
                both.closed_here.contains(uuid) ? 1 : 0;
        }
        if (event.kind == EventKind::coding_applied) {
            odd.no_code[event.coder] += both.last_code.contains("code:" + text_of(event, "code")) ? 0 : 1;
            odd.no_text[event.coder] += texts.has(event) ? 0 : 1;
        }
    }
    return odd;
}

std::vector<Clash> strange(corpus::Study& study, const Union& both, const std::vector<Event>& fresh) {
    const auto odd = look_at(study, both, fresh);
    std::vector<Clash> clashes;
    const auto tell = [&](const std::map<std::string, std::int64_t>& counts, const char* what,
                          const char* then) {
        for (const auto& [who, n] : counts)
            if (n > 0)
                clashes.push_back({fmt::format("{} by {} {}", decisions(n), who, what), then});
    };
    tell(odd.no_round, "in a round that is not here",
         "kept, and counted once the study that opened it is merged");
    tell(odd.late, "came after the round was closed",
         "taken in: its agreement changes; open a new round to keep them apart");
    tell(odd.stranger, "who is not among its coders", "kept, and not compared with anybody's");
    tell(odd.no_code, "with a code that is not here",
         "kept, and shown once the study that defined it is merged");
    tell(odd.no_text, "about a text that this study lacks",
         "kept, and marked by \"axial verify\" until that revision of the post is collected");
    return clashes;
}

/// Clocks that were wrong by more than a day.
std::vector<Clash> clocks(const Union& both, const std::vector<Event>& fresh) {
    constexpr auto day = std::chrono::hours(24);
    std::map<std::string, std::pair<std::int64_t, Time>> ahead, behind;
    for (const auto& event : fresh) {
        const auto note = [&](auto& list) {
            auto& [n, at] = list[event.coder];
            ++n;
            at = event.at;
        };
        if (event.at > now() + day)
            note(ahead);
        const auto round = both.rounds.find(text_of(event, "round"));
        if (event.kind != EventKind::vote_cast && round != both.rounds.end() &&
            event.at + day < round->second.at)
            note(behind);
    }
    std::vector<Clash> clashes;
    for (const auto& [coder, found] : ahead)
        clashes.push_back({fmt::format("{} by {} are dated up to {}, which is to come", decisions(found.first),
                                       coder, format_time(found.second)),
                           "kept as dated; whatever is decided here from now on counts as later"});
    for (const auto& [coder, found] : behind)
        clashes.push_back({fmt::format("{} by {} are dated before their round was opened, the last {}",
                                       decisions(found.first), coder, format_time(found.second)),
                           "kept as dated; that coder's own order is not touched"});
    return clashes;
}

/// Sets whose posts are not all here.
std::vector<Clash> sets(corpus::Study& study, const std::vector<SharedSet>& fresh) {
    SQLite::Statement query(study.database(), "SELECT 1 FROM posts WHERE key = ?");
    std::vector<Clash> clashes;
    for (const auto& shared : fresh) {
        std::size_t missing = 0;
        for (const auto& post : shared.posts) {
            query.reset();
            query.bind(1, post);
            missing += query.executeStep() ? 0 : 1;
        }
        if (missing > 0)
            clashes.push_back({fmt::format("set \"{}\": {} of its {} posts are not in this study",
                                           shared.set.name, missing, shared.posts.size()),
                               "not taken in; collect those posts and merge again"});
    }
    return clashes;
}

} // namespace

std::vector<Clash> odd_decisions(corpus::Study& study, const Union& both, const MergePlan& plan) {
    auto clashes = strange(study, both, plan.fresh);
    for (auto& more : {clocks(both, plan.fresh), sets(study, plan.sets)})
        clashes.insert(clashes.end(), more.begin(), more.end());
    return clashes;
}

} // namespace axial::codebooks::exchange
