// SPDX-License-Identifier: GPL-3.0-or-later
#include "corpus/index/known_values.h"

#include "corpus/index/characters.h"
#include "corpus/index/manifest.h"
#include "corpus/index/slots.h"
#include "corpus/index/xapian_errors.h"

#include <algorithm>
#include <filesystem>
#include <memory>
#include <optional>

namespace axial::corpus::index {
namespace {

/// A field with more values than this that fit is completed among the first of them.
constexpr std::size_t most_looked_at = 200'000;

std::vector<KnownValue> most_frequent(std::vector<KnownValue> values, std::size_t limit) {
    const auto last = values.begin() + static_cast<std::ptrdiff_t>(std::min(limit, values.size()));
    std::partial_sort(values.begin(), last, values.end(), [](const KnownValue& a, const KnownValue& b) {
        return a.posts != b.posts ? a.posts > b.posts : a.value < b.value;
    });
    values.erase(last, values.end());
    return values;
}

class TermValues {
public:
    explicit TermValues(std::filesystem::path index) : index_(std::move(index)) {}

    Result<std::vector<KnownValue>> values(const Field& field, std::string_view prefix, std::size_t limit) {
        return xapian_guarded(index_.string(), [&]() -> Result<std::vector<KnownValue>> {
            if (!database_)
                AXIAL_TRY(open());
            const std::string start = std::string(field.prefix) + fold_text(prefix);
            std::vector<KnownValue> found;
            for (auto at = database_->allterms_begin(start);
                 at != database_->allterms_end(start) && found.size() < most_looked_at; ++at)
                found.push_back({(*at).substr(field.prefix.size()), at.get_termfreq()});
            return most_frequent(std::move(found), limit);
        });
    }
    void close() { database_.reset(); }

private:
    Status open() {
        AXIAL_ASSIGN(const auto manifest, read_manifest(index_));
        if (!manifest)
            return world_fault("there is no index yet", index_.string(), run_index_hint);
        Xapian::Database all;
        for (const auto& shard : manifest->base)
            all.add_database(Xapian::Database((index_ / shard.name).string(), Xapian::DB_BACKEND_GLASS));
        all.add_database(Xapian::Database((index_ / manifest->live).string(), Xapian::DB_BACKEND_GLASS));
        database_ = all;
        return {};
    }

    std::filesystem::path index_;
    std::optional<Xapian::Database> database_;
};

} // namespace

KnownValues known_values(const Study& study, KnownValues facts) {
    auto terms = std::make_shared<TermValues>(study.index_path());
    return [terms, facts = std::move(facts)](const Field& field, std::string_view prefix, std::size_t limit) {
        if (field.type == FieldType::fact)
            return facts ? facts(field, prefix, limit) : std::vector<KnownValue>();
        if (field.type != FieldType::boolean || field.slot == thread_slot) // keys of threads are kept as hashes
            return std::vector<KnownValue>();
        auto found = terms->values(field, prefix, limit);
        if (!found) { // a writer moved on
            terms->close();
            found = terms->values(field, prefix, limit);
        }
        return found ? *std::move(found) : std::vector<KnownValue>();
    };
}

} // namespace axial::corpus::index
