// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "coding_ui/search/search_values.h"
#include "corpus/result.h"
#include "corpus/study.h"

#include <QObject>
#include <filesystem>
#include <memory>
#include <stop_token>

namespace axial::corpus {
class Store;
} // namespace axial::corpus

namespace axial::coding_ui {

/// Searches in a thread of its own, through a connection of its own that only reads: neither coding nor a long
/// query waits for the other. Answers carry the generation of what they answer; see SearchClient.
class SearchWorker final : public QObject {
    Q_OBJECT
public:
    static constexpr qint64 page_size = 50; ///< hits

    explicit SearchWorker(std::filesystem::path path);
    ~SearchWorker() override;

    /// What a blind round hides from this coder is not found either; empty: who only reads.
    void set_viewer(const QString& coder);
    void find(quint64 generation, const SearchWish& wish, qint64 offset, std::stop_token stop);
    void complete(const QString& text, int cursor);
    void sum_up(quint64 generation, const SearchWish& wish, std::stop_token stop);

Q_SIGNALS:
    void found(quint64 generation, const axial::coding_ui::HitPage& page);
    void completed(const axial::coding_ui::QueryCompletion& completion);
    void summed_up(quint64 generation, const axial::coding_ui::SearchSums& sums);

private:
    struct Opened;
    [[nodiscard]] Result<Opened*> open();
    [[nodiscard]] Result<HitPage> hits(Opened& study, const SearchWish& wish, qint64 offset,
                                       const std::stop_token& stop) const;
    [[nodiscard]] Result<SearchSums> sums(Opened& study, const SearchWish& wish,
                                          const std::stop_token& stop) const;

    std::filesystem::path path_;
    std::string coder_;
    std::unique_ptr<Opened> opened_;
};

} // namespace axial::coding_ui
