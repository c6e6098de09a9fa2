// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "coding_ui/key_table.h"
#include "coding_ui/search/search_values.h"

#include <QWidget>
#include <filesystem>

class QLabel;
class QListView;
class QProgressBar;
class QPushButton;
class QStackedWidget;
class QVBoxLayout;

namespace axial::coding_ui {

class CompletionPopup;
class EmptyState;
class FacetPanel;
class HitDelegate;
class HitModel;
class MonthStrip;
class QueryField;
class SearchClient;
class SetMaker;
class StudyClient;

/// Where the corpus is searched: the query with its mistakes, the hits as one types, what they spread over and
/// how they are narrowed down, and sets made of them.
class SearchPage final : public QWidget {
    Q_OBJECT
public:
    SearchPage(StudyClient* client, const std::filesystem::path& study, QWidget* parent = nullptr);

    void show_study(const StudyInfo& info); ///< also when posts have come
    void show_session(const Session& session);
    void begin(); ///< the page has come on screen
    bool carry_out(Command command);
    void set_query(const QString& query); ///< before it is shown
    void focus_query();
    void focus_back(); ///< to where the keyboard was: the chosen hit, else the query
    void restyle();
    [[nodiscard]] bool is_settled() const { return settled_; }
    [[nodiscard]] bool has_hits() const;
    [[nodiscard]] QString query() const;

Q_SIGNALS:
    void note(const QString& words);
    void failure(const QString& line);
    void settled(); ///< what was asked for last is on screen
    void open_wanted(qlonglong thread, qlonglong post, const QString& query);
    void collect_wanted();
    void can_act_changed(); ///< has_hits()

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void build();
    QWidget* build_centre();
    QWidget* build_head();
    void build_hits(QVBoxLayout* column);
    void connect_parts();
    void connect_client();
    void search();
    void show_page(const HitPage& page);
    void show_sums(const SearchSums& sums);
    void show_no_hits(const HitPage& page);
    void show_no_index(const IndexStanding& index);
    void show_message(const QString& words, bool wrong);
    void show_count();
    void build_index();
    void index_built(const QString& error);
    void open_hit();
    void step(int by);
    void find_like(int row);
    void open_set_maker();
    void make_set(const QString& name, const QString& note);
    [[nodiscard]] const FoundPost* current_hit() const;

    StudyClient* study_;
    SearchClient* search_;
    StudyInfo info_;
    Session session_; ///< its round and coder alone
    SearchWish wish_; ///< shown or on its way
    HitPage first_;   ///< without its hits
    SearchSums sums_;
    bool begun_ = false, settled_ = false, stale_ = true, summed_up_ = false, indexing_ = false;
    qint64 indexed_once_at_ = -1; ///< posts at which catching up was last asked for

    FacetPanel* facets_;
    QueryField* query_;
    QLabel *message_, *count_, *like_words_;
    QPushButton *suggestion_, *newest_, *best_, *grouped_, *make_set_, *not_like_;
    MonthStrip* months_;
    QStackedWidget* stack_;
    QListView* hits_;
    HitModel* model_;
    HitDelegate* delegate_;
    EmptyState* empty_;
    QProgressBar* progress_;
    SetMaker* set_maker_;
    CompletionPopup* completion_;
};

} // namespace axial::coding_ui
