// SPDX-License-Identifier: GPL-3.0-or-later
#include "corpus/duplicates/near_duplicates.h"

#include "corpus/database.h"
#include "corpus/duplicates/boilerplate.h"
#include "corpus/duplicates/similar_groups.h"
#include "corpus/sets.h"
#include "corpus/store_rows.h"

#include <algorithm>
#include <map>
#include <unordered_map>

namespace axial::corpus {
namespace {

using namespace duplicates;

/// A post that is compared.
struct Text {
    RowId post, thread;
    Time created;
    std::uint64_t place; ///< in a draw that depends on its key alone
    std::uint32_t container;
    bool root; ///< its thread goes by its name
};

/// What is compared, the oldest first.
std::vector<Text> texts_of(SQLite::Database& database, const std::optional<std::vector<RowId>>& among,
                           AlikeBy by) {
    std::vector<RowId> inside = among.value_or(std::vector<RowId>());
    std::sort(inside.begin(), inside.end());
    SQLite::Statement query(database,
                            "SELECT p.id, p.thread_id, p.created_at, p.key, p.source || '/' || p.container, "
                            "p.key = t.key FROM posts p JOIN threads t ON t.id = p.thread_id "
                            "ORDER BY p.created_at, p.key");
    std::unordered_map<std::string, std::uint32_t> containers;
    std::unordered_map<RowId, std::size_t> first_of; // thread: its place in the list
    std::unordered_map<RowId, bool> asked;           // threads with a post among those asked for
    std::vector<Text> texts;
    while (query.executeStep()) {
        const RowId post = query.getColumn(0).getInt64(), thread = query.getColumn(1).getInt64();
        const bool wanted = !among || std::binary_search(inside.begin(), inside.end(), post);
        if (by == AlikeBy::post && !wanted)
            continue;
        const auto container =
            containers.emplace(query.getColumn(4).getString(), containers.size()).first->second;
        const Text text{post,
                        thread,
                        rows::time_from(query.getColumn(2)),
                        draw_place(query.getColumn(3).getString(), 0),
                        container,
                        query.getColumn(5).getInt() != 0};
        if (by == AlikeBy::thread) {
            if (wanted)
                asked[thread] = true;
            const auto [first, is_new] = first_of.emplace(thread, texts.size());
            if (!is_new) {
                auto& before = texts[first->second];
                if (text.root && !before.root) // clocks of services differ: a comment may seem to come first
                    before = text;
                continue;
            }
        }
        texts.push_back(text);
    }
    if (by == AlikeBy::thread) {
        std::erase_if(texts, [&](const Text& text) { return !asked.contains(text.thread); });
        std::stable_sort(texts.begin(), texts.end(),
                         [](const Text& a, const Text& b) { return a.created < b.created; });
    }
    return texts;
}

class Reader {
public:
    Reader(SQLite::Database& database, AlikeBy by)
        : by_(by),
          query_(database, "SELECT p.title, t.title, r.text, r.spans FROM posts p JOIN threads t ON "
                           "t.id = p.thread_id JOIN revisions r ON r.post_id = p.id AND r.number = p.revision "
                           "WHERE p.id = ?") {}

    std::vector<Line> lines(const Text& text) {
        query_.reset();
        query_.bind(1, text.post);
        if (!query_.executeStep())
            return {};
        auto title = query_.getColumn(0).getString();
        if (title.empty() && by_ == AlikeBy::thread)
            title = query_.getColumn(1).getString();
        const CanonicalText body{query_.getColumn(2).getString(),
                                 rows::spans_from(query_.getColumn(3).getString())};
        auto lines = lines_of(title, body);
        query_.reset(); // no read transaction stays open meanwhile
        return lines;
    }

private:
    AlikeBy by_;
    SQLite::Statement query_;
};

/// Counts towards the total of one progress bar, and learns of the wish to stop.
struct Pace {
    const NearProgress& progress;
    std::stop_token stop;
    std::int64_t of, done = 0;

    [[nodiscard]] Status step(std::int64_t by = 1) {
        if (stop.stop_requested())
            return cancelled();
        done += by;
        if (progress && done % 64 == 0)
            progress(std::min(done, of), of);
        return {};
    }
};

/// From the texts of each place that comes first in the draw.
Result<Boilerplate> boilerplate_of(const std::vector<Text>& texts, Reader& reader, Pace& pace) {
    std::map<std::uint32_t, std::vector<const Text*>> places;
    for (const auto& text : texts)
        places[text.container].push_back(&text);
    Boilerplate boilerplate;
    for (auto& [container, drawn] : places) {
        if (drawn.size() >= Boilerplate::fewest) {
            const auto enough = std::min(drawn.size(), Boilerplate::enough);
            std::partial_sort(drawn.begin(), drawn.begin() + static_cast<std::ptrdiff_t>(enough), drawn.end(),
                              [](const Text* a, const Text* b) {
                                  return std::pair(a->place, a->post) < std::pair(b->place, b->post);
                              });
            Boilerplate::Counter counter;
            for (std::size_t i = 0; i < enough; ++i) {
                counter.add(reader.lines(*drawn[i]));
                AXIAL_TRY(pace.step());
            }
            boilerplate.take(counter);
        }
    }
    return boilerplate;
}

} // namespace

Result<NearDuplicates> near_duplicates(Study& study, const std::optional<std::vector<RowId>>& among,
                                       const NearDuplicateOptions& options, const NearProgress& progress,
                                       std::stop_token stop) {
    return guarded([&]() -> Result<NearDuplicates> {
        const auto texts = texts_of(study.database(), among, options.by);
        Reader reader(study.database(), options.by);
        Pace pace{progress, stop, static_cast<std::int64_t>(2 * texts.size())};
        AXIAL_ASSIGN(const auto boilerplate, boilerplate_of(texts, reader, pace));
        pace.done = static_cast<std::int64_t>(texts.size()); // few texts may have had to be looked at
        SimilarGroups similar(options.similarity);
        const auto shingles = [&](const Text& text) {
            return shingles_of(boilerplate.without(reader.lines(text)));
        };
        for (const auto& text : texts) {
            similar.add(shingles(text));
            AXIAL_TRY(pace.step());
        }
        AXIAL_ASSIGN(
            const auto groups,
            similar.groups([&](std::uint32_t i) -> Result<Shingles> { return shingles(texts[i]); }, {}, stop));
        NearDuplicates found;
        found.compared = static_cast<std::int64_t>(texts.size());
        found.boilerplate = static_cast<std::int64_t>(boilerplate.size());
        for (const auto& group : groups) {
            auto& list = found.groups.emplace_back();
            for (const auto& member : group)
                list.push_back({texts[member.text].post, texts[member.text].thread, member.similarity});
        }
        return found;
    });
}

Result<NearUnique> near_unique_posts(Study& study, const std::vector<RowId>& posts,
                                     const NearDuplicateOptions& options, const NearProgress& progress,
                                     std::stop_token stop) {
    AXIAL_ASSIGN(const auto found, near_duplicates(study, posts, options, progress, stop));
    std::unordered_map<RowId, NearUnique::Dropped> repeats; // by post or thread
    for (const auto& group : found.groups)
        for (std::size_t i = 1; i < group.size(); ++i)
            repeats[options.by == AlikeBy::post ? group[i].post : group[i].thread] = {
                group[i].post, group.front().post, group[i].similarity};
    return guarded([&]() -> Result<NearUnique> {
        NearUnique unique;
        unique.repeated = static_cast<std::int64_t>(repeats.size());
        SQLite::Statement thread_of(study.database(), "SELECT thread_id FROM posts WHERE id = ?");
        for (const auto post : posts) {
            RowId unit = post;
            if (options.by == AlikeBy::thread) {
                thread_of.reset();
                thread_of.bind(1, post);
                if (!thread_of.executeStep())
                    return bad_input("no such post", std::to_string(post));
                unit = thread_of.getColumn(0).getInt64();
            }
            if (const auto repeat = repeats.find(unit); repeat != repeats.end())
                unique.dropped.push_back({post, repeat->second.kept, repeat->second.similarity});
            else
                unique.kept.push_back(post);
        }
        return unique;
    });
}

} // namespace axial::corpus
