// SPDX-License-Identifier: GPL-3.0-or-later
#include "corpus/privacy/rewrite.h"

#include "corpus/database.h"
#include "corpus/privacy/erase.h"
#include "corpus/privacy/intake.h"
#include "corpus/store_rows.h"

#include <fmt/format.h>

#include <algorithm>

namespace axial::corpus::privacy {
namespace {

constexpr std::int64_t batch = 200; ///< posts a transaction
constexpr const char* applied_key = "privacy.applied";

/// The settings in one line, to tell whether they are the ones that were applied.
std::string stamp_of(const Settings& settings) {
    return fmt::format("{} {} {} {}", name_of(settings.authors), settings.mask(),
                       name_of(settings.deleted_text),
                       rows::strings_to_row({settings.bots.begin(), settings.bots.end()}));
}

struct StoredPost {
    RowId row = 0;
    std::string key, title, url;
    Place place;
    Author author;
    Visibility visibility = Visibility::visible;
    int revision = 1;
};

struct StoredText {
    int number = 1;
    CanonicalText text;
};

std::optional<std::string> optional_text(const SQLite::Column& column) {
    return column.isNull() ? std::nullopt : std::optional(column.getString());
}

class Rewriter {
public:
    Rewriter(Study& study, const Rules& rules, const RewriteOptions& options, CodedRevisions coded)
        : study_(study),
          database_(study.database()),
          rules_(rules),
          options_(options),
          coded_(std::move(coded)) {}

    Status run() {
        const auto of = database_.execAndGet("SELECT count(*) FROM posts").getInt64();
        AXIAL_TRY(threads());
        for (RowId last = 0; last >= 0;) {
            if (options_.stop.stop_requested())
                return cancelled();
            Transaction transaction(database_);
            change_ = -1;
            const auto posts = posts_after(last);
            last = posts.empty() ? -1 : posts.back().row;
            const auto before = out_.tally;
            for (const auto& post : posts)
                AXIAL_TRY(rewrite(post));
            Tally gained;
            for (const auto& [kind, number] : out_.tally)
                if (const auto found = before.find(kind); found == before.end() || number > found->second)
                    gained[kind] = number - (found == before.end() ? 0 : found->second);
            if (!options_.rehearse && !gained.empty())
                AXIAL_TRY(add_to_masked(study_, gained));
            transaction.commit();
            out_.posts += std::ssize(posts);
            if (options_.progress)
                options_.progress(out_.posts, of);
        }
        return {};
    }

    [[nodiscard]] Rewritten take() { return std::move(out_); }

private:
    Status threads();
    [[nodiscard]] std::vector<StoredPost> posts_after(RowId row) const;
    [[nodiscard]] std::vector<StoredText> texts_of(RowId post) const;
    Status rewrite(const StoredPost& post);
    Result<bool> rewrite_fields(const StoredPost& post);
    Result<bool> rewrite_texts(const StoredPost& post, int& current);
    Result<bool> drop_texts(const StoredPost& post, int current);
    void write_text(const StoredPost& post, int number, const CanonicalText& text);
    void add_text(const StoredPost& post, int number, const CanonicalText& text);
    void touch(const StoredPost& post, int current, bool texts);

    Study& study_;
    SQLite::Database& database_;
    const Rules& rules_;
    const RewriteOptions& options_;
    CodedRevisions coded_;
    std::int64_t change_ = -1;
    Rewritten out_;
};

Status Rewriter::threads() {
    struct Line {
        RowId row;
        std::string title, url;
    };
    std::vector<Line> changed;
    SQLite::Statement query(database_, "SELECT id, source, site, title, url FROM threads");
    while (query.executeStep()) {
        if (options_.stop.stop_requested())
            return cancelled();
        const Place place{query.getColumn(1).getString(), query.getColumn(2).getString()};
        const auto title = query.getColumn(3).getString(), url = query.getColumn(4).getString();
        Tally ignored; // the first post has the same title, and it counts there
        Line line{query.getColumn(0).getInt64(), rules_.line(place, title, ignored), rules_.url(url)};
        if (line.title != title || line.url != url)
            changed.push_back(std::move(line));
    }
    out_.lines += std::ssize(changed);
    if (options_.rehearse)
        return {};
    Transaction transaction(database_);
    SQLite::Statement write(database_, "UPDATE threads SET title = ?, url = ? WHERE id = ?");
    for (const auto& line : changed) {
        write.reset();
        write.bind(1, line.title);
        write.bind(2, line.url);
        write.bind(3, line.row);
        write.exec();
    }
    transaction.commit();
    return {};
}

std::vector<StoredPost> Rewriter::posts_after(RowId row) const {
    SQLite::Statement query(database_, "SELECT id, key, title, url, source, site, author_id, author_name, "
                                       "author_kind, visibility, revision FROM posts WHERE id > ? ORDER BY id "
                                       "LIMIT ?");
    query.bind(1, row);
    query.bind(2, batch);
    std::vector<StoredPost> posts;
    while (query.executeStep()) {
        const auto text = [&](int i) { return query.getColumn(i).getString(); };
        StoredPost post{
            query.getColumn(0).getInt64(), text(1), text(2), text(3), {text(4), text(5)}, {}, {}, 1};
        post.author.id = optional_text(query.getColumn(6));
        post.author.name = optional_text(query.getColumn(7));
        post.author.kind = text(8);
        post.visibility = visibility_from(text(9)).value_or(Visibility::visible);
        post.revision = query.getColumn(10).getInt();
        posts.push_back(std::move(post));
    }
    return posts;
}

std::vector<StoredText> Rewriter::texts_of(RowId post) const {
    SQLite::Statement query(database_,
                            "SELECT number, text, spans FROM revisions WHERE post_id = ? AND text <> ''");
    query.bind(1, post);
    std::vector<StoredText> texts;
    while (query.executeStep())
        texts.push_back({query.getColumn(0).getInt(),
                         {query.getColumn(1).getString(), rows::spans_from(query.getColumn(2).getString())}});
    return texts;
}

Result<bool> Rewriter::rewrite_fields(const StoredPost& post) {
    auto author = post.author;
    rules_.apply(post.place, author, out_.tally);
    const auto title = rules_.line(post.place, post.title, out_.tally);
    const auto url = rules_.url(post.url);
    const bool renamed = author.id != post.author.id || author.name != post.author.name;
    const bool other_kind = author.kind != post.author.kind;
    out_.authors += renamed;
    out_.bots += other_kind;
    out_.lines += (title != post.title) + (url != post.url);
    if (!renamed && !other_kind && title == post.title && url == post.url)
        return false;
    if (!options_.rehearse) {
        SQLite::Statement write(database_, "UPDATE posts SET author_id = ?, author_name = ?, author_kind = ?, "
                                           "title = ?, url = ? WHERE id = ?");
        rows::bind_optional(write, 1, author.id);
        rows::bind_optional(write, 2, author.name);
        write.bind(3, author.kind);
        write.bind(4, title);
        write.bind(5, url);
        write.bind(6, post.row);
        write.exec();
    }
    return true;
}

void Rewriter::write_text(const StoredPost& post, int number, const CanonicalText& text) {
    SQLite::Statement write(database_, "UPDATE revisions SET text = ?, spans = ?, body_sha256 = '' WHERE "
                                       "post_id = ? AND number = ?");
    write.bind(1, text.text);
    write.bind(2, rows::spans_to_row(text.spans));
    write.bind(3, post.row);
    write.bind(4, number);
    write.exec();
}

void Rewriter::add_text(const StoredPost& post, int number, const CanonicalText& text) {
    SQLite::Statement write(database_,
                            "INSERT INTO revisions (post_id, number, text, spans, text_version, body_sha256, "
                            "recorded_at) VALUES (?, ?, ?, ?, ?, '', ?)");
    write.bind(1, post.row);
    write.bind(2, number);
    write.bind(3, text.text);
    write.bind(4, rows::spans_to_row(text.spans));
    write.bind(5, CanonicalText::version);
    write.bind(6, rows::to_row(now()));
    write.exec();
}

Result<bool> Rewriter::rewrite_texts(const StoredPost& post, int& current) {
    bool changed = false;
    for (auto& [number, text] : texts_of(post.row)) {
        Tally tally;
        if (!rules_.apply(post.place, text, tally))
            continue;
        AXIAL_ASSIGN(const bool is_coded, coded_.holds(post.key, number));
        if (is_coded)
            out_.kept.push_back({post.key, number});
        if (is_coded && number != post.revision)
            continue; // what follows it is masked already
        changed = true;
        for (const auto& [kind, times] : tally)
            out_.tally[kind] += times;
        ++(is_coded ? out_.added : out_.revisions);
        if (is_coded)
            ++current;
        if (options_.rehearse)
            continue;
        if (is_coded)
            add_text(post, current, text);
        else
            write_text(post, number, text);
    }
    return changed;
}

Result<bool> Rewriter::drop_texts(const StoredPost& post, int current) {
    if (rules_.settings().deleted_text == DeletedText::keep || post.visibility == Visibility::visible)
        return false;
    const int except = post.visibility == Visibility::gone ? 0 : current;
    if (options_.rehearse) {
        for (const auto& text : texts_of(post.row)) {
            AXIAL_ASSIGN(const bool is_coded, coded_.holds(post.key, text.number));
            if (text.number != except)
                is_coded ? out_.kept.push_back({post.key, text.number}) : void(++out_.dropped);
        }
        return false;
    }
    AXIAL_ASSIGN(const auto erased, erase_texts(study_, post.row, post.key, except, coded_));
    if (except == 0)
        AXIAL_TRY(erase_titles(study_, post.row));
    out_.dropped += erased.texts;
    if (erased.texts > 0)
        out_.tally["dropped_texts"] += erased.texts;
    for (const int number : erased.coded)
        if (const KeptRevision kept{post.key, number};
            std::find(out_.kept.begin(), out_.kept.end(), kept) == out_.kept.end())
            out_.kept.push_back(kept);
    return erased.texts > 0;
}

/// The index follows `change`; places in a text that is another now mean nothing.
void Rewriter::touch(const StoredPost& post, int current, bool texts) {
    if (change_ < 0)
        change_ = database_.execAndGet("SELECT coalesce(max(change), 0) FROM posts").getInt64();
    SQLite::Statement write(database_, "UPDATE posts SET change = ?, revision = ? WHERE id = ?");
    write.bind(1, ++change_);
    write.bind(2, current);
    write.bind(3, post.row);
    write.exec();
    if (!texts)
        return;
    SQLite::Statement forget(database_, "DELETE FROM mentions WHERE post_id = ?");
    forget.bind(1, post.row);
    forget.exec();
}

Status Rewriter::rewrite(const StoredPost& post) {
    int current = post.revision;
    AXIAL_ASSIGN(const bool fields, rewrite_fields(post));
    AXIAL_ASSIGN(const bool texts, rewrite_texts(post, current));
    AXIAL_ASSIGN(const bool dropped, drop_texts(post, current));
    if (!options_.rehearse && (fields || texts || dropped))
        touch(post, current, texts || dropped);
    return {};
}

} // namespace

Result<Rewritten> apply_to_stored(Study& study, const Rules& rules, const RewriteOptions& options) {
    return guarded([&]() -> Result<Rewritten> {
        AXIAL_ASSIGN(auto coded, CodedRevisions::of(study));
        if (!options.rehearse)
            AXIAL_TRY(overwrite_deleted(study));
        Rewriter rewriter(study, rules, options, std::move(coded));
        AXIAL_TRY(rewriter.run());
        if (!options.rehearse)
            AXIAL_TRY(write_meta(study, applied_key, stamp_of(rules.settings())));
        return rewriter.take();
    });
}

Result<bool> is_applied(const Study& study) {
    AXIAL_ASSIGN(const auto settings, read_settings(study));
    AXIAL_ASSIGN(const auto applied, read_meta(study, applied_key));
    return applied.empty() ? settings == Settings{} : applied == stamp_of(settings);
}

} // namespace axial::corpus::privacy
