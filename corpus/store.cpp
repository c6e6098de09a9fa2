// SPDX-License-Identifier: GPL-3.0-or-later
#include "corpus/store.h"

#include "corpus/database.h"
#include "corpus/store_rows.h"
#include "corpus/store_statements.h"
#include "corpus/text/language.h"
#include "corpus/uuid.h"

namespace axial::corpus {
using rows::bind_optional;
using rows::strings_to_row;
using rows::to_row;

namespace {

/// Runs a statement that was bound and makes it ready for the next use, also when it throws.
struct Reset {
    SQLite::Statement& statement;
    explicit Reset(SQLite::Statement& used) : statement(used) {}
    ~Reset() { statement.tryReset(); }
};

/// What identifies a body before it is parsed: the same markup need not be parsed again.
std::string body_hash(const IncomingPost& post) {
    const char form[] = {static_cast<char>('0' + static_cast<int>(post.markup)),
                         static_cast<char>('0' + static_cast<int>(post.dialect)), '\n', '\0'};
    return sha256(form + post.body);
}

bool same(const SQLite::Column& column, const std::optional<std::string>& value) {
    return column.isNull() ? !value : value && column.getString() == *value;
}

std::optional<std::string> cleaned(const std::optional<std::string>& text) {
    return text ? std::optional(clean_utf8(*text)) : std::nullopt;
}

std::vector<std::string> cleaned(const std::vector<std::string>& texts) {
    std::vector<std::string> clean;
    for (const auto& text : texts)
        clean.push_back(clean_utf8(text));
    return clean;
}

/// The post as it goes into the row: every text is valid UTF-8.
IncomingPost cleaned(const IncomingPost& post) {
    IncomingPost clean = post;
    clean.author.id = cleaned(post.author.id);
    clean.author.name = cleaned(post.author.name);
    clean.author.role = clean_utf8(post.author.role);
    clean.title = clean_utf8(post.title);
    clean.url = clean_utf8(post.url);
    clean.state = clean_utf8(post.state);
    clean.tags = cleaned(post.tags);
    clean.licence = clean_utf8(post.licence);
    return clean;
}

/// Whether the row that find_post stands on already says all that `post` says beside its body.
bool same_fields(SQLite::Statement& row, RowId thread, const IncomingPost& post) {
    const auto score = row.getColumn(16);
    const bool same_score = score.isNull() ? !post.score : post.score && score.getInt64() == *post.score;
    return same(row.getColumn(5), post.author.id) && same(row.getColumn(6), post.author.name) &&
           row.getColumn(7).getString() == post.author.kind &&
           row.getColumn(8).getString() == post.author.role &&
           row.getColumn(9).getInt64() == to_row(post.created_at) &&
           row.getColumn(10).getInt64() == to_row(post.updated_at) &&
           row.getColumn(11).getString() == post.title && row.getColumn(12).getString() == post.url &&
           row.getColumn(13).getString() == post.state &&
           row.getColumn(14).getString() == strings_to_row(post.tags) &&
           row.getColumn(15).getString() == post.licence && same_score &&
           row.getColumn(17).getString() == name_of(post.visibility) &&
           row.getColumn(18).getString() == post.parent_key && row.getColumn(19).getInt64() == thread;
}

/// Where a post of the thread in this row belongs; the key is empty where there is no such thread.
struct Home {
    std::string key;
    privacy::Place place;
};

Home home_of(SQLite::Statement& thread_place, RowId thread, const IncomingPost& post) {
    const Reset reset(thread_place);
    thread_place.bind(1, thread);
    if (!thread_place.executeStep())
        return {};
    Home home{{}, {thread_place.getColumn(0).getString(), thread_place.getColumn(2).getString()}};
    home.key = make_key(home.place.source, thread_place.getColumn(1).getString(), post.kind, post.native_id);
    return home;
}

/// What the store has of a post that comes in, and how the two differ.
struct Known {
    RowId row = 0; ///< 0: it is new
    int revision = 1;
    bool fields_same = false;            ///< all that is not its body
    bool body_same = false;              ///< the same markup, parsed by the same version
    bool text_same = false;              ///< other markup, but the same text and spans
    CanonicalText text;                  ///< of the body that came in; only filled where it had to be parsed
    std::optional<std::string> language; ///< only filled where text or title are new
    /// Of the body that came in. Empty where the rules of privacy changed its text: the hash would tell whoever
    /// guesses what was taken out. Such a body is parsed each time.
    std::string hash;
};

/// A post that comes in, with its body in either form.
struct Incoming {
    const IncomingPost& post;
    const CanonicalBody* parsed; ///< null: the body is markup
};

/// Also finds the language where it was made ahead for just this title and text.
void parse(Known& known, const Incoming& incoming, const Home& home, Store::Statements& s,
           privacy::Tally& tally) {
    const auto& [post, parsed] = incoming;
    if (parsed)
        known.text = parsed->text;
    else if (auto made = s.ahead.take(known.hash)) {
        known.text = std::move(made->text);
        if (made->title == post.title)
            known.language = std::move(made->language);
    } else
        known.text = canonical_text(post.body, post.markup, post.dialect);
    if (s.intake.rules().apply(home.place, known.text, tally)) {
        known.hash.clear();
        known.language.reset();
    }
}

Known compare(Store::Statements& s, RowId thread, const Incoming& incoming, const Home& home,
              privacy::Tally& tally) {
    const IncomingPost& post = incoming.post;
    auto& find_post = s.find_post;
    Known known;
    known.hash = incoming.parsed ? incoming.parsed->hash : body_hash(post);
    const Reset reset(find_post);
    find_post.bind(1, home.key);
    if (!find_post.executeStep()) {
        parse(known, incoming, home, s, tally);
        if (!known.language)
            known.language = language_of(post.title, known.text);
        return known;
    }
    known.row = find_post.getColumn(0).getInt64();
    known.revision = find_post.getColumn(1).getInt();
    known.fields_same = same_fields(find_post, thread, post);
    const bool same_version = find_post.getColumn(20).getInt() == CanonicalText::version;
    const std::string stored_hash = find_post.getColumn(2).getString();
    known.body_same = !known.hash.empty() && stored_hash == known.hash && same_version;
    if (known.body_same)
        s.ahead.drop(known.hash);
    else {
        parse(known, incoming, home, s, tally);
        known.text_same = find_post.getColumn(3).getString() == known.text.text &&
                          find_post.getColumn(4).getString() == rows::spans_to_row(known.text.spans);
        known.body_same = known.text_same && stored_hash == known.hash && same_version;
    }
    const bool new_text = !known.body_same && !known.text_same;
    const bool new_title = find_post.getColumn(11).getString() != post.title;
    if (!new_text && new_title)
        known.language = language_of(post.title, {find_post.getColumn(3).getString(),
                                                  rows::spans_from(find_post.getColumn(4).getString())});
    else if (!new_text)
        known.language.reset();
    else if (!known.language)
        known.language = language_of(post.title, known.text);
    return known;
}

void add_revision(SQLite::Statement& insert, const Known& post) {
    const Reset reset(insert);
    insert.bind(1, post.row);
    insert.bind(2, post.revision);
    insert.bind(3, post.text.text);
    insert.bind(4, rows::spans_to_row(post.text.spans));
    insert.bind(5, CanonicalText::version);
    insert.bind(6, post.hash);
    insert.bind(7, to_row(now()));
    insert.exec();
}

/// Other markup, same text: remembered, so that it is not parsed again next time.
void note_body(SQLite::Statement& update, const Known& post) {
    const Reset reset(update);
    update.bind(1, post.hash);
    update.bind(2, post.row);
    update.bind(3, post.revision);
    update.exec();
}

void bind_post(SQLite::Statement& statement, RowId thread, const IncomingPost& post, const Known& known,
               std::int64_t change, const std::string& key) {
    statement.bind(1, thread);
    statement.bind(2, post.parent_key);
    bind_optional(statement, 3, post.author.id);
    bind_optional(statement, 4, post.author.name);
    statement.bind(5, post.author.kind);
    statement.bind(6, post.author.role);
    statement.bind(7, to_row(post.created_at));
    statement.bind(8, to_row(post.updated_at));
    statement.bind(9, to_row(post.fetched_at));
    statement.bind(10, post.title);
    statement.bind(11, post.url);
    statement.bind(12, post.state);
    statement.bind(13, strings_to_row(post.tags));
    statement.bind(14, post.licence);
    if (post.score)
        statement.bind(15, *post.score);
    else
        statement.bind(15);
    statement.bind(16, std::string(name_of(post.visibility)));
    statement.bind(17, known.revision);
    statement.bind(18, post.raw);
    statement.bind(19, change);
    statement.bind(20, key);
    bind_optional(statement, 21, known.language);
}

} // namespace

Store::Store(Study& study) : database_(&study.database()), statements_(std::make_unique<Statements>(study)) {
}
Store::Store(Store&&) noexcept = default;
Store::~Store() = default;

Status Store::transaction(const std::function<Status()>& work) {
    return guarded([&]() -> Status {
        Transaction transaction(*database_);
        if (transaction.is_outermost())
            statements_->change = -1; // another process may have written since
        const auto change_before = statements_->change;
        auto status = work();
        if (!status) {
            statements_->change = change_before;
            statements_->ahead.clear();
            return status;
        }
        transaction.commit();
        return {};
    });
}

Result<std::pair<RowId, Outcome>> Store::put(const IncomingThread& thread) {
    return guarded([&]() -> Result<std::pair<RowId, Outcome>> {
        auto& s = *statements_;
        const auto key = make_key(thread.source, thread.container, thread.kind, thread.native_id);
        AXIAL_TRY(s.intake.ready());
        privacy::Tally ignored; // the first post has the same title, and it counts there
        const auto title =
            s.intake.rules().line({thread.source, thread.site}, clean_utf8(thread.title), ignored);
        const auto url = s.intake.rules().url(clean_utf8(thread.url));
        const auto state = clean_utf8(thread.state);
        const auto tags = cleaned(thread.tags);
        std::optional<Thread> there;
        {
            const Reset reset(s.find_thread);
            s.find_thread.bind(1, key);
            if (s.find_thread.executeStep())
                there = rows::read_thread(s.find_thread);
        }
        if (there && there->title == title && there->url == url && there->state == state &&
            there->tags == tags && there->created_at == thread.created_at &&
            there->updated_at == thread.updated_at)
            return std::pair{there->row, Outcome::unchanged};

        Transaction transaction(*database_);
        auto& write = there ? s.update_thread : s.insert_thread;
        const Reset reset(write);
        int i = 0;
        for (const auto& text : {title, url, state, strings_to_row(tags)})
            write.bind(++i, text);
        write.bind(++i, to_row(thread.created_at));
        write.bind(++i, to_row(thread.updated_at));
        write.bind(++i, key);
        if (!there)
            for (const auto* text :
                 {&thread.source, &thread.site, &thread.container, &thread.kind, &thread.native_id})
                write.bind(++i, clean_utf8(*text));
        write.exec();
        const RowId row = there ? there->row : database_->getLastInsertRowid();
        const bool index_differs =
            there && (there->title != title || there->state != state || there->tags != tags);
        if (index_differs) { // title, state and tags are indexed with each post of the thread
            AXIAL_ASSIGN(const auto last, last_change());
            const Reset reset_touch(s.touch_posts);
            s.touch_posts.bind(1, last);
            s.touch_posts.bind(2, row);
            s.touch_posts.exec();
            s.change = -1;
        }
        transaction.commit();
        return std::pair{row, there ? Outcome::changed : Outcome::added};
    });
}

void Store::expect(const IncomingPost& post) {
    statements_->ahead.expect(body_hash(post), post);
}

Result<Outcome> Store::put(RowId thread, const IncomingPost& post) {
    return put(thread, post, nullptr);
}

Result<Outcome> Store::put(RowId thread, const IncomingPost& post, const CanonicalBody& body) {
    return put(thread, post, &body);
}

Result<Outcome> Store::put(RowId thread, const IncomingPost& incoming, const CanonicalBody* parsed) {
    return guarded([&]() -> Result<Outcome> {
        auto& s = *statements_;
        AXIAL_TRY(s.intake.ready());
        auto post = cleaned(incoming);
        const auto home = home_of(s.thread_place, thread, post);
        if (home.key.empty())
            return bad_input("the thread of this post is not stored", post.native_id);
        privacy::Tally tally;
        s.intake.apply(home.place, post, tally);
        auto known = compare(s, thread, {post, parsed}, home, tally);
        if (known.row != 0 && known.fields_same && known.body_same) {
            AXIAL_TRY(s.intake.count(tally, false));
            return Outcome::unchanged;
        }

        Transaction transaction(*database_);
        if (transaction.is_outermost())
            s.change = -1;
        const bool is_new = known.row == 0;
        const bool new_text = is_new || (!known.body_same && !known.text_same);
        const bool changed = new_text || !known.fields_same;
        if (!is_new && new_text)
            ++known.revision;
        if (changed) {
            if (s.change < 0) {
                AXIAL_ASSIGN(s.change, last_change());
            }
            auto& write = is_new ? s.insert_post : s.update_post;
            const Reset reset(write);
            bind_post(write, thread, post, known, ++s.change, home.key);
            if (is_new) {
                write.bind(22, post.kind);
                write.bind(23, post.native_id);
            }
            write.exec();
            if (is_new)
                known.row = database_->getLastInsertRowid();
        }
        if (new_text)
            add_revision(s.insert_revision, known);
        else if (!known.body_same)
            note_body(s.note_body, known);
        AXIAL_TRY(s.intake.count(tally, new_text));
        if (!is_new && post.visibility != Visibility::visible)
            AXIAL_TRY(s.intake.forget(known.row, home.key, known.revision, false));
        transaction.commit();
        return is_new ? Outcome::added : changed ? Outcome::changed : Outcome::unchanged;
    });
}

Result<bool> Store::mark_gone(std::string_view post_key, Time at) {
    return guarded([&]() -> Result<bool> {
        auto& s = *statements_;
        AXIAL_TRY(s.intake.ready());
        Transaction transaction(*database_);
        SQLite::Statement find(*database_, "SELECT id FROM posts WHERE key = ? AND visibility <> 'gone'");
        find.bind(1, std::string(post_key));
        if (!find.executeStep())
            return false;
        const RowId row = find.getColumn(0).getInt64();
        AXIAL_ASSIGN(const auto last, last_change());
        SQLite::Statement write(*database_,
                                "UPDATE posts SET visibility = 'gone', gone_at = ?, change = ? WHERE id = ?");
        write.bind(1, to_row(at));
        write.bind(2, last + 1);
        write.bind(3, row);
        write.exec();
        AXIAL_TRY(s.intake.forget(row, std::string(post_key), 0, true));
        s.change = -1;
        transaction.commit();
        return true;
    });
}

std::map<std::string, std::int64_t> Store::masked() const {
    return statements_->intake.tally();
}

} // namespace axial::corpus
