// SPDX-License-Identifier: GPL-3.0-or-later
#include "coding_ui/search/search_client.h"

#include "coding_ui/search/search_worker.h"

namespace axial::coding_ui {

SearchClient::SearchClient(std::filesystem::path path, QObject* parent)
    : QObject(parent),
      worker_(new SearchWorker(std::move(path))) {
    worker_->moveToThread(&thread_);
    connect(&thread_, &QThread::finished, worker_, &QObject::deleteLater);
    connect(worker_, &SearchWorker::found, this, [this](quint64 generation, const HitPage& page) {
        if (generation != *searches_)
            return;
        if (page.offset == 0 && page.error.isEmpty())
            request([worker = worker_, wish = wish_](quint64 mine, const std::stop_token& stop) {
                worker->sum_up(mine, wish, stop);
            });
        Q_EMIT found(page);
    });
    connect(worker_, &SearchWorker::summed_up, this, [this](quint64 generation, const SearchSums& sums) {
        if (generation == *searches_)
            Q_EMIT summed_up(sums);
    });
    connect(worker_, &SearchWorker::completed, this, &SearchClient::completed);
    thread_.setObjectName(QStringLiteral("search"));
    thread_.start();
}

SearchClient::~SearchClient() {
    ++*searches_;
    stop_.request_stop();
    thread_.quit();
    thread_.wait();
}

template <typename Work>
void SearchClient::request(Work work) {
    QMetaObject::invokeMethod(worker_, [searches = searches_, generation = searches_->load(),
                                        stop = stop_.get_token(), work = std::move(work)] {
        if (generation == *searches)
            work(generation, stop);
    });
}

void SearchClient::set_viewer(const QString& coder) {
    QMetaObject::invokeMethod(worker_, [worker = worker_, coder] { worker->set_viewer(coder); });
}

void SearchClient::search(const SearchWish& wish) {
    ++*searches_;
    stop_.request_stop();
    stop_ = std::stop_source();
    wish_ = wish;
    load(0);
}

void SearchClient::load(qint64 offset) {
    request([worker = worker_, wish = wish_, offset](quint64 mine, const std::stop_token& stop) {
        worker->find(mine, wish, offset, stop);
    });
}

void SearchClient::complete(const QString& text, int cursor) {
    QMetaObject::invokeMethod(worker_, [worker = worker_, text, cursor] { worker->complete(text, cursor); });
}

} // namespace axial::coding_ui
