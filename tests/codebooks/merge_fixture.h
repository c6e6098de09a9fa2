// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "codebooks/exchange/journal_file.h"
#include "codebooks/exchange/merge.h"
#include "codebooks/exchange/packet.h"
#include "corpus/database.h"
#include "tests/codebooks/round_fixture.h"

#include <fstream>
#include <sstream>

namespace axial::codebooks::exchange {

/// A study with a round, and copies of it that others work on.
class MergeFixture : public RoundFixture {
protected:
    /// A copy of the study as it is now, as somebody else has it.
    corpus::Study copy(const std::string& name) {
        const auto path = folder_ / name;
        std::filesystem::create_directories(path);
        SQLite::Statement vacuum(study_->database(), "VACUUM INTO ?");
        vacuum.bind(1, (path / "study.db").string());
        vacuum.exec();
        auto opened = corpus::Study::open(path, corpus::Study::Mode::write);
        EXPECT_TRUE(opened) << opened.error().line();
        return std::move(*opened);
    }
    static void vote(corpus::Study& study, const Round& round, const std::string& coder,
                     const std::string& post, const std::string& answer) {
        Vote cast;
        cast.coder = coder;
        cast.post = post;
        cast.answer = answer;
        const auto done = Rounds(study).vote(round, cast);
        EXPECT_TRUE(done) << done.error().line();
    }
    /// What the post keys_[0] says in this copy from now on.
    static void edit_first_post(corpus::Study& study, const char* body) {
        corpus::Store store(study);
        corpus::IncomingThread thread;
        thread.source = "github";
        thread.site = thread.container = "x";
        thread.kind = "issue";
        thread.native_id = "0";
        corpus::IncomingPost post;
        post.kind = "comment";
        post.native_id = "0";
        post.body = body;
        post.markup = corpus::Markup::markdown;
        ASSERT_TRUE(store.transaction([&]() -> Status {
            AXIAL_ASSIGN(const auto stored, store.put(thread));
            AXIAL_TRY(store.put(stored.first, post));
            return {};
        }));
    }
    static Result<Merged> take_in(corpus::Study& into, corpus::Study& from) {
        AXIAL_ASSIGN(const auto incoming, incoming_from(from));
        AXIAL_ASSIGN(const auto plan, plan_merge(into, {&incoming, 1}));
        return merge(into, plan);
    }
    static Result<MergePlan> plan_of(corpus::Study& into, corpus::Study& from) {
        AXIAL_ASSIGN(const auto incoming, incoming_from(from));
        return plan_merge(into, {&incoming, 1});
    }
    /// Every event and every row of every projection, as text: what must not depend on the order of merging.
    static std::string state(corpus::Study& study) {
        std::ostringstream all;
        for (const char* table : {"events", "coders", "codebooks", "codes", "rounds", "votes", "codings",
                                  "finished", "settled", "memos", "link_decisions", "code_places"}) {
            const bool journal = std::string_view(table) == "events";
            SQLite::Statement query(
                study.database(), journal
                                      ? std::string("SELECT uuid, at, coder, kind, target, payload FROM events "
                                                    "ORDER BY uuid")
                                      : "SELECT * FROM " + std::string(table) + " ORDER BY 1");
            all << table << "\n";
            while (query.executeStep()) {
                for (int i = 0; i < query.getColumnCount(); ++i)
                    all << query.getColumn(i).getString() << "|";
                all << "\n";
            }
        }
        return all.str();
    }
    static std::string said(const MergePlan& plan) {
        std::string all;
        for (const auto& clash : plan.clashes)
            all += clash.what + ": " + clash.resolution + "\n";
        return all;
    }
};

} // namespace axial::codebooks::exchange
