// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "codebooks/adjudication/settling.h"
#include "coding_ui/adjudication/desk_page.h"
#include "coding_ui/adjudication/desk_post.h"
#include "coding_ui/adjudication/desk_queue.h"
#include "coding_ui/main_window.h"
#include "study_fixture.h"

#include <QLabel>
#include <QListView>
#include <QSignalSpy>
#include <QTest>
#include <memory>
#include <string>
#include <vector>

namespace axial::coding_ui::tests {

namespace adjudication = codebooks::adjudication;
using adjudication::Item;
using adjudication::Kind;

/// The Settle page in the real window, on rounds of the fixture.
class DeskTest : public QObject {
protected:
    std::unique_ptr<StudyFixture> study_;
    std::unique_ptr<MainWindow> window_;

    void open(const QString& round, const QString& coder) {
        window_ =
            std::make_unique<MainWindow>(MainWindow::Start{study_->path(), round, coder, {}, Page::settle});
        QSignalSpy settled(window_.get(), &MainWindow::settled);
        window_->resize(1280, 800);
        window_->show();
        QVERIFY(settled.wait(30000));
        QVERIFY(page()->isVisible());
    }
    template <typename Widget>
    Widget* find(const char16_t* name) const {
        return window_->findChild<Widget*>(QString::fromUtf16(name));
    }
    [[nodiscard]] DeskPage* page() const { return find<DeskPage>(u"desk_page"); }
    [[nodiscard]] QListView* list() const { return find<QListView>(u"desk_list"); }
    [[nodiscard]] const DeskRow& row(int at) const { return static_cast<DeskModel*>(list()->model())->at(at); }
    [[nodiscard]] const DeskRow& current() const { return row(list()->currentIndex().row()); }
    [[nodiscard]] int count() const { return list()->model()->rowCount(); }
    [[nodiscard]] QString status() const { return find<QLabel>(u"status")->text(); }
    [[nodiscard]] QString empty(const char16_t* name) const {
        return page()->findChild<QLabel*>(QString::fromUtf16(name))->text();
    }
    void press(int key, Qt::KeyboardModifiers modifiers = {}) {
        QWidget* to = window_->focusWidget();
        QTest::keyClick(to ? to : window_.get(), static_cast<Qt::Key>(key), modifiers);
    }
    /// Goes to the item of that kind.
    void go_to(Kind kind) {
        for (int at = 0; at < count(); ++at)
            if (row(at).item.kind == kind) {
                list()->setCurrentIndex(list()->model()->index(at, 0));
                QTRY_VERIFY(find<DeskPost>(u"desk_post")->text());
                return;
            }
        QFAIL("no such item");
    }

    std::vector<Item> items(const std::string& round = "coding") const {
        auto study = must(corpus::Study::open(study_->path(), corpus::Study::Mode::read));
        return must(adjudication::items_of(study, must(codebooks::Rounds(study).get(round))));
    }
    /// As it is in the study now.
    Item stored(const Item& item, const std::string& round = "coding") const {
        for (auto& each : items(round))
            if (each.post == item.post && each.what == item.what)
                return each;
        qFatal("the item is gone");
    }
    std::vector<std::string> decisions(const std::string& round = "coding") const {
        std::vector<std::string> all;
        for (const auto& item : items(round))
            for (const auto& decision : item.decisions())
                all.push_back(decision);
        return all;
    }
    void code(const std::string& round, const std::string& coder, const std::string& post,
              const std::string& id, std::uint32_t begin, std::uint32_t end) {
        auto study = must(corpus::Study::open(study_->path(), corpus::Study::Mode::write));
        codebooks::Rounds rounds(study);
        const auto book = must(codebooks::Codebooks(study).get("trust"));
        for (const auto& each : book.codes)
            if (each.id == id)
                must(rounds.apply({must(rounds.get(round)).uuid, coder, post, each.uuid, begin, end}));
    }
    /// missing (quoting post), boundary (the emoji's text, "Why" against "Why 😕🏽 does"), code (Chinese
    /// post).
    void disagree() {
        code("coding", "ada", StudyFixture::quoting_post, "docs", 13, 19);
        study_->finish_as("ben", StudyFixture::quoting_post);
        code("coding", "ada", StudyFixture::emoji_post, "docs", 0, 3);
        code("coding", "ben", StudyFixture::emoji_post, "docs", 0, 11);
        code("coding", "ada", StudyFixture::chinese_post, "malicious", 0, 4);
        code("coding", "ben", StudyFixture::chinese_post, "ambiguity", 0, 4);
        for (const auto* coder : {"ada", "ben"})
            for (const auto* post :
                 {StudyFixture::emoji_post, StudyFixture::chinese_post, StudyFixture::code_post})
                study_->finish_as(coder, post);
        study_->finish_as("ada", StudyFixture::quoting_post);
    }
    /// A round of three coders; two code the emoji's text alike, the third more of it.
    void open_three() {
        {
            auto study = must(corpus::Study::open(study_->path(), corpus::Study::Mode::write));
            codebooks::Round round;
            round.name = "three";
            round.codebook = "trust";
            round.set = "all";
            round.coders = {"ada", "ben", "cem"};
            must(codebooks::Rounds(study).open(round, "ada"));
        }
        code("three", "ada", StudyFixture::emoji_post, "docs", 0, 3);
        code("three", "ben", StudyFixture::emoji_post, "docs", 0, 3);
        code("three", "cem", StudyFixture::emoji_post, "docs", 0, 11);
    }
    void open_disagreeing() {
        disagree();
        study_->close_round("coding");
        open(QStringLiteral("coding"), QStringLiteral("ada"));
    }
};

} // namespace axial::coding_ui::tests
