// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "collectors/dumps/dump_plan.h"
#include "collectors/dumps/raw_lines.h"
#include "corpus/raw_store.h"
#include "corpus/store.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace axial::collectors::dumps {

/// Collects rows and stores them together: first their attributes in raw.db, then the records in one
/// transaction.
class DumpBatch {
public:
    DumpBatch(corpus::Store& store, corpus::RawStore& raw, const Site& site, corpus::RowId run,
              std::map<std::string, std::int64_t>& counts)
        : store_(store),
          raw_(raw),
          site_(site),
          run_(run),
          counts_(counts) {}

    /// A question, with its thread.
    [[nodiscard]] Status add(const XmlRow& row, corpus::IncomingThread thread, corpus::IncomingPost post,
                             DumpPost& question);
    /// An answer or comment. The question must have been added before it.
    [[nodiscard]] Status add(const XmlRow& row, corpus::IncomingPost post, DumpPost& question);
    /// Lists something that cannot be stored.
    [[nodiscard]] Status skip(std::string what, std::string reason);

    /// Stores what is there. `file` is the name that the rows so far came from.
    [[nodiscard]] Status flush();
    void start_file(std::string file) { file_ = std::move(file); }

private:
    struct Item {
        std::optional<corpus::IncomingThread> thread;
        corpus::IncomingPost post;
        DumpPost* question;
    };
    void keep_raw(const XmlRow& row, const Item& item);
    [[nodiscard]] Status flush_if_full();
    [[nodiscard]] Status store_item(const Item& item, std::int64_t raw, Time fetched);

    corpus::Store& store_;
    corpus::RawStore& raw_;
    const Site& site_;
    corpus::RowId run_;
    std::map<std::string, std::int64_t>& counts_;
    std::string file_;
    std::vector<Item> items_;
    std::vector<std::pair<std::string, std::string>> skipped_;
    RawLines lines_;
    std::int64_t listed_ = 0;
};

} // namespace axial::collectors::dumps
