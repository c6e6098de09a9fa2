// SPDX-License-Identifier: GPL-3.0-or-later
#include "corpus/uuid.h"
#include "tests/codebooks/merge_fixture.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <random>

namespace axial::codebooks::exchange {
namespace {

constexpr int histories = 2000;

/// A history: what three copies of a study decided, sharing a beginning, with now and then a merge between
/// them.
class RandomHistory {
public:
    explicit RandomHistory(unsigned seed) : random_(seed), prefix_(std::to_string(seed)) {}

    std::array<std::vector<Event>, 3> copies() {
        std::vector<Event> begun;
        for (int i = below(4); i > 0; --i)
            decide(begun);
        std::array<std::vector<Event>, 3> sides{begun, begun, begun};
        for (int i = 3 + below(12); i > 0; --i) {
            auto& side = sides[static_cast<std::size_t>(below(3))];
            if (below(6) == 0)
                take_over(side, sides[static_cast<std::size_t>(below(3))]);
            else
                decide(side);
        }
        return sides;
    }

private:
    int below(int n) { return static_cast<int>(random_() % static_cast<unsigned>(n)); }

    static void take_over(std::vector<Event>& into, const std::vector<Event>& from) {
        for (const auto& event : from)
            if (std::none_of(into.begin(), into.end(),
                             [&](const Event& known) { return known.uuid == event.uuid; }))
                into.push_back(event);
    }

    /// A new target, another word about a known one, or the taking back (or making again) of a decision.
    void decide(std::vector<Event>& side) {
        Event event;
        event.coder = "c" + std::to_string(below(3));
        const auto name = prefix_ + "-" + std::to_string(below(3));
        switch (below(10)) {
        case 0:
            event.kind = EventKind::code_defined;
            event.target = "code:" + name;
            event.payload = {
                {"codebook", "b" + prefix_},          {"id", name},
                {"name", std::to_string(below(100))}, {"parent", prefix_ + "-" + std::to_string(below(3))},
                {"include", nlohmann::json::array()}, {"exclude", nlohmann::json::array()}};
            break;
        case 1:
            event.kind = EventKind::vote_cast;
            event.target = "vote:r" + prefix_ + ":" + event.coder + ":" + name;
            event.payload = {{"round", "r" + prefix_}, {"post", name}, {"answer", below(2) ? "yes" : "no"}};
            break;
        case 2:
            event.kind = EventKind::memo_written;
            event.target = "memo:" + event.coder + ":" + name;
            event.payload = {{"about", name}, {"text", below(4) ? std::to_string(below(100)) : ""}};
            break;
        case 3:
            event.kind = EventKind::coding_applied;
            event.target = "coding:" + uuid7(now());
            event.payload = {{"round", ""},          {"post", name},  {"code", "k"}, {"quote", ""},
                             {"sha256", sha256("")}, {"revision", 1}, {"begin", 0},  {"end", 0}};
            break;
        case 4:
        case 5:
            change_code(event, "code:" + name);
            break;
        case 6:
            event.kind = EventKind::disagreement_settled;
            event.target = "settled:r" + prefix_ + ":" + name + ":vote";
            event.payload = {{"round", "r" + prefix_},
                             {"post", name},
                             {"what", "vote"},
                             {"outcome", below(2) ? "answer" : "deferred"},
                             {"codings", nlohmann::json::array()}};
            break;
        default:
            if (!about_earlier(side, event))
                return;
        }
        stamp(side, event);
    }

    /// Partial changes; now and then codes are moved below, or merged into, each other.
    void change_code(Event& event, const std::string& target) {
        const auto other = prefix_ + "-" + std::to_string(below(3));
        event.target = target;
        switch (below(6)) {
        case 0:
            event.kind = EventKind::code_renamed;
            event.payload = {{"name", std::to_string(below(100))}};
            break;
        case 1:
            event.kind = EventKind::code_moved;
            event.payload = {{"parent_uuid", other}, {"position", below(9)}};
            break;
        case 2:
            event.kind = EventKind::code_redefined;
            event.payload = {{"definition", std::to_string(below(100))}};
            break;
        case 3:
            event.kind = EventKind::code_merged;
            event.payload = {{"into", other}};
            break;
        case 4:
            event.kind = EventKind::code_split;
            event.payload = {{"into", {other}}};
            break;
        default:
            event.kind = EventKind::code_retired;
            event.payload = {{"reason", ""}};
        }
    }

    bool about_earlier(const std::vector<Event>& side, Event& event) {
        std::vector<const Event*> made;
        for (const auto& earlier : side)
            if (earlier.kind != EventKind::undone && earlier.kind != EventKind::redone)
                made.push_back(&earlier);
        if (made.empty())
            return false;
        const auto& earlier = *made[static_cast<std::size_t>(below(static_cast<int>(made.size())))];
        event.coder = earlier.coder;
        event.target = earlier.target;
        if (earlier.kind == EventKind::coding_applied && below(2)) {
            event.kind = below(2) ? EventKind::coding_removed : EventKind::coding_amended;
            event.payload = {{"weight", below(100)}};
        } else {
            event.kind = below(2) ? EventKind::undone : EventKind::redone;
            event.payload = {{"event", earlier.uuid}};
        }
        return true;
    }

    /// Clocks of the copies are years apart; each is only later than what it has seen.
    void stamp(std::vector<Event>& side, Event& event) {
        std::string last;
        for (const auto& known : side)
            last = std::max(last, known.uuid);
        event.at = Time(std::chrono::milliseconds(1'500'000'000'000LL + below(1'000'000'000) * 300LL));
        std::uint64_t milliseconds = static_cast<std::uint64_t>(event.at.time_since_epoch().count());
        if (!last.empty())
            milliseconds = std::max<std::uint64_t>(
                milliseconds, std::stoull(last.substr(0, 8) + last.substr(9, 4), nullptr, 16) + 1);
        event.uuid = fmt::format("{:08x}-{:04x}-7{:03x}-8{:03x}-{:012x}", milliseconds >> 16,
                                 milliseconds & 0xffff, below(0x1000), below(0x1000), random_());
        side.push_back(event);
    }

    std::mt19937 random_;
    std::string prefix_;
};

class MergeProperties : public MergeFixture {
protected:
    /// The state that a study comes to which takes in these journals one after the other.
    std::string state_after(const std::vector<const std::vector<Event>*>& journals) {
        corpus::Transaction rolled_back(study_->database());
        for (const auto* journal : journals) {
            Incoming incoming;
            incoming.study = study_->uuid();
            incoming.events = *journal;
            const auto plan = plan_merge(*study_, {&incoming, 1});
            EXPECT_TRUE(plan) << plan.error().line();
            EXPECT_TRUE(plan && merge(*study_, *plan));
        }
        const auto different = Journal(*study_).differences(3);
        EXPECT_TRUE(different && different->empty()) << different->front();
        return state(*study_);
    }
};

TEST_F(MergeProperties, anyOrderAndAnyRepetitionGiveTheSame) {
    int with_undo = 0;
    for (unsigned seed = 0; seed < histories; ++seed) {
        const auto sides = RandomHistory(seed).copies();
        std::vector<const std::vector<Event>*> order{&sides[0], &sides[1], &sides[2]};
        const auto expected = state_after(order);
        with_undo += expected.find("|undone|") != std::string::npos ? 1 : 0;
        // Another order, one side twice, and events within a journal from the last to the first.
        auto backwards = sides[2];
        std::reverse(backwards.begin(), backwards.end());
        ASSERT_EQ(state_after({&backwards, &sides[0], &sides[2], &sides[1], &sides[0]}), expected)
            << "seed " << seed;
    }
    EXPECT_GT(with_undo, histories / 4); // the histories are not trivial
}

TEST_F(MergeProperties, aJournalFileIsTheJournal) {
    const auto round = open(question_yaml);
    RoundFixture::vote(round, "c1", "yn.");
    RoundFixture::vote(round, "c2", "ynn");
    const auto whole = incoming_from(*study_);
    const auto file = folder_ / "journal.jsonl";
    std::ostringstream text;
    write_journal(text, *whole);
    std::ofstream(file, std::ios::binary) << text.str();
    const auto read = read_journal(file);
    ASSERT_TRUE(read) << read.error().line();
    std::ostringstream again;
    write_journal(again, *read);
    EXPECT_EQ(again.str(), text.str());
    EXPECT_EQ(read->sets.size(), 1u);
    EXPECT_EQ(read->sets.front().posts.size(), 6u);
}

/// Every line lost, every byte changed: never taken for the journal, never a crash.
TEST_F(MergeProperties, aDamagedJournalFileIsRefused) {
    const auto round = open(question_yaml);
    RoundFixture::vote(round, "c1", "yn");
    std::ostringstream text;
    write_journal(text, *incoming_from(*study_));
    const auto whole = text.str();
    const auto file = folder_ / "journal.jsonl";
    const auto read = [&](const std::string& bytes) {
        std::ofstream(file, std::ios::binary | std::ios::trunc) << bytes;
        return read_journal(file);
    };
    ASSERT_TRUE(read(whole));
    for (std::size_t cut = 0; cut + 1 < whole.size(); cut += 7) { // all but the last line break
        const auto refused = read(whole.substr(0, cut));
        ASSERT_FALSE(refused) << cut;
        EXPECT_NE(refused.error().line().find("journal.jsonl"), std::string::npos);
    }
    std::mt19937 random(7);
    for (int i = 0; i < 500; ++i) {
        auto changed = whole;
        auto& byte = changed[random() % changed.size()];
        const char before = byte;
        byte = static_cast<char>(byte ^ static_cast<char>(1U << (random() % 7)));
        const auto refused = read(changed);
        if (refused) { // only white space and letter case of the hash may go unseen, and then the events are
                       // the same
            std::ostringstream same;
            write_journal(same, *refused);
            ASSERT_EQ(same.str(), whole) << "byte " << before;
        }
    }
}

} // namespace
} // namespace axial::codebooks::exchange
