// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "coding_ui/search/search_values.h"

#include <QObject>
#include <QThread>
#include <atomic>
#include <filesystem>
#include <memory>
#include <stop_token>

namespace axial::coding_ui {

class SearchWorker;

/// The window's side of searching. Every call returns at once. A new search stops the one before it, and
/// answers to an older one are dropped.
class SearchClient final : public QObject {
    Q_OBJECT
public:
    explicit SearchClient(std::filesystem::path path, QObject* parent = nullptr);
    ~SearchClient() override;

    void set_viewer(const QString& coder);
    /// The first hits come as `found`, then the sums as `summed_up`.
    void search(const SearchWish& wish);
    /// More of the hits of the last search.
    void load(qint64 offset);
    /// What could stand at the cursor comes as `completed`.
    void complete(const QString& text, int cursor);

Q_SIGNALS:
    void found(const axial::coding_ui::HitPage& page);
    void completed(const axial::coding_ui::QueryCompletion& completion);
    void summed_up(const axial::coding_ui::SearchSums& sums);

private:
    /// Runs `work(generation, stop)` on the worker's thread unless another search has begun by then.
    template <typename Work>
    void request(Work work);

    QThread thread_;
    SearchWorker* worker_;
    std::shared_ptr<std::atomic<quint64>> searches_ = std::make_shared<std::atomic<quint64>>();
    std::stop_source stop_;
    SearchWish wish_;
};

} // namespace axial::coding_ui
