// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "collectors/stackexchange/api.h"
#include "collectors/stackexchange/records.h"

#include <functional>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace axial::collectors::stackexchange {

/// Something that the service gave, with the answer that it came in.
struct Found {
    Json item;
    Time fetched_at{};
    std::int64_t raw = 0;
};

/// Questions with all that belongs to them, ready to be stored.
struct Batch {
    struct Whole {
        std::string id;
        Found question;
        std::vector<Found> answers;
    };
    std::vector<Whole> questions;
    std::map<std::string, std::vector<Found>> comments;  ///< by the id of the post that they are on
    std::map<std::string, std::vector<Found>> revisions; ///< by the id of the post, oldest first
    std::vector<HttpAnswer> answers;                     ///< keeps alive what the items are read from
};

/// Turns pages of questions into threads. The filter asks for answers and comments inside the questions, which
/// is one request for a hundred threads; what the service leaves out of that is asked for by ids, a hundred a
/// request.
class Threads {
public:
    Threads(Collection& collection, Api& api, const StackExchangeRequest& request)
        : collection_(collection),
          api_(api),
          request_(request) {}

    /// Asks for what is missing. `page` holds `questions`.
    [[nodiscard]] Result<Batch> complete(HttpAnswer page, const std::vector<Json>& questions);
    /// Stores the threads and marks stored posts of them that are no longer served. Belongs into a transaction.
    [[nodiscard]] Status store(const Batch& batch);
    /// A question that is no longer served, with everything on it. Belongs into a transaction.
    [[nodiscard]] Status store_gone(const std::string& question, Time at);

private:
    using Take = std::function<void(const Found&, const std::string& parent)>;
    [[nodiscard]] Status ask_by_ids(const std::vector<std::string>& ids, const std::string& method,
                                    const std::string& what, const char* id_field, const char* parent_field,
                                    Batch& batch, const Take& take);
    [[nodiscard]] Status ask_pages(const std::vector<std::string>& ids, const std::string& path,
                                   const char* id_field, const char* parent_field, Batch& batch,
                                   const Take& take);
    [[nodiscard]] Status add_comments(Batch& batch);
    [[nodiscard]] Status add_revisions(Batch& batch);
    [[nodiscard]] Result<bool> wants_revisions(const char* kind, const std::string& id, const Json& item) const;
    [[nodiscard]] Status store_one(const Batch::Whole& whole, const Batch& batch);
    [[nodiscard]] Status put_post(corpus::RowId thread, const corpus::IncomingPost& post, const Batch& batch,
                                  std::set<std::string>& served);
    [[nodiscard]] Status put_comments(corpus::RowId thread, const char* kind, const std::string& on,
                                      const std::string& question, const Batch& batch,
                                      std::set<std::string>& served);
    [[nodiscard]] Origin origin_of(const Found& found) const {
        return {&request_.site, found.fetched_at, found.raw};
    }

    Collection& collection_;
    Api& api_;
    const StackExchangeRequest& request_;
    bool gives_revisions_ = true;
};

} // namespace axial::collectors::stackexchange
