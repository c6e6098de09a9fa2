// SPDX-License-Identifier: GPL-3.0-or-later
#include "corpus/schema.h"

#include "corpus/database.h"

#include <array>

namespace axial::corpus {
namespace {

/// Step n brings version n to n + 1. A step that has shipped is never changed again: a new one is added.
constexpr std::array migrations{
    R"sql(
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

-- The corpus. Times are milliseconds since 1970 UTC; tags, spans and the like are JSON.
CREATE TABLE threads (
  id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE,
  source TEXT NOT NULL, site TEXT NOT NULL, container TEXT NOT NULL, kind TEXT NOT NULL, native_id TEXT NOT NULL,
  title TEXT NOT NULL, url TEXT NOT NULL, state TEXT NOT NULL, tags TEXT NOT NULL,
  created_at INTEGER NOT NULL, updated_at INTEGER NOT NULL);

CREATE TABLE posts (
  id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE,
  thread_id INTEGER NOT NULL REFERENCES threads(id),
  parent_key TEXT NOT NULL,
  source TEXT NOT NULL, site TEXT NOT NULL, container TEXT NOT NULL, kind TEXT NOT NULL, native_id TEXT NOT NULL,
  author_id TEXT, author_name TEXT, author_kind TEXT NOT NULL, author_role TEXT NOT NULL,
  created_at INTEGER NOT NULL, updated_at INTEGER NOT NULL, fetched_at INTEGER NOT NULL,
  title TEXT NOT NULL, url TEXT NOT NULL, state TEXT NOT NULL, tags TEXT NOT NULL, licence TEXT NOT NULL,
  score INTEGER, visibility TEXT NOT NULL, revision INTEGER NOT NULL, raw INTEGER NOT NULL,
  change INTEGER NOT NULL);
CREATE INDEX posts_by_thread ON posts (thread_id, created_at);
CREATE INDEX posts_by_time ON posts (created_at, key);
CREATE INDEX posts_by_change ON posts (change);

CREATE TABLE revisions (
  id INTEGER PRIMARY KEY, post_id INTEGER NOT NULL REFERENCES posts(id), number INTEGER NOT NULL,
  text TEXT NOT NULL, spans TEXT NOT NULL, text_version INTEGER NOT NULL,
  body_sha256 TEXT NOT NULL, recorded_at INTEGER NOT NULL,
  UNIQUE (post_id, number));

-- How it was collected.
CREATE TABLE streams (
  source TEXT NOT NULL, container TEXT NOT NULL, stream TEXT NOT NULL,
  watermark TEXT NOT NULL, cursor TEXT NOT NULL, finished_at INTEGER NOT NULL,
  PRIMARY KEY (source, container, stream)) WITHOUT ROWID;
CREATE TABLE runs (
  id INTEGER PRIMARY KEY, command TEXT NOT NULL, source TEXT NOT NULL, container TEXT NOT NULL,
  query TEXT NOT NULL, endpoint TEXT NOT NULL, status TEXT NOT NULL,
  started_at INTEGER NOT NULL, finished_at INTEGER NOT NULL, counts TEXT NOT NULL);
CREATE TABLE skipped (
  id INTEGER PRIMARY KEY, run_id INTEGER NOT NULL REFERENCES runs(id), what TEXT NOT NULL, reason TEXT NOT NULL);

-- The funnel.
CREATE TABLE sets (
  id INTEGER PRIMARY KEY, uuid TEXT NOT NULL UNIQUE, name TEXT NOT NULL UNIQUE,
  step TEXT NOT NULL, detail TEXT NOT NULL, parent TEXT NOT NULL, provenance TEXT NOT NULL,
  size INTEGER NOT NULL, created_at INTEGER NOT NULL);
CREATE TABLE set_posts (
  set_id INTEGER NOT NULL REFERENCES sets(id), post_id INTEGER NOT NULL REFERENCES posts(id),
  PRIMARY KEY (set_id, post_id)) WITHOUT ROWID;

-- Human decisions. Append-only: what was decided is never overwritten.
CREATE TABLE events (
  seq INTEGER PRIMARY KEY, uuid TEXT NOT NULL UNIQUE, at INTEGER NOT NULL, coder TEXT NOT NULL,
  kind TEXT NOT NULL, target TEXT NOT NULL, payload TEXT NOT NULL);
CREATE INDEX events_by_target ON events (target, uuid);
CREATE TRIGGER events_stay BEFORE UPDATE ON events BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
CREATE TRIGGER events_remain BEFORE DELETE ON events BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;

-- Projections: the state of each target, recomputed from its events. Never written by anything else.
CREATE TABLE coders (target TEXT PRIMARY KEY, event TEXT NOT NULL, name TEXT NOT NULL, at INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE codebooks (
  target TEXT PRIMARY KEY, event TEXT NOT NULL, uuid TEXT NOT NULL, id TEXT NOT NULL, title TEXT NOT NULL,
  kind TEXT NOT NULL, question TEXT NOT NULL, answers TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE codes (
  target TEXT PRIMARY KEY, event TEXT NOT NULL, uuid TEXT NOT NULL, codebook TEXT NOT NULL, id TEXT NOT NULL,
  parent TEXT NOT NULL, name TEXT NOT NULL, colour TEXT NOT NULL, shortcut TEXT NOT NULL,
  definition TEXT NOT NULL, include TEXT NOT NULL, exclude TEXT NOT NULL,
  position INTEGER NOT NULL, codable INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE rounds (
  target TEXT PRIMARY KEY, event TEXT NOT NULL, uuid TEXT NOT NULL, name TEXT NOT NULL, codebook TEXT NOT NULL,
  set_name TEXT NOT NULL, coders TEXT NOT NULL, blind INTEGER NOT NULL, closed INTEGER NOT NULL,
  seed INTEGER NOT NULL, opened_at INTEGER NOT NULL, closed_at INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE votes (
  target TEXT PRIMARY KEY, event TEXT NOT NULL, round TEXT NOT NULL, coder TEXT NOT NULL, post TEXT NOT NULL,
  answer TEXT NOT NULL, reason TEXT NOT NULL, note TEXT NOT NULL, at INTEGER NOT NULL) WITHOUT ROWID;
CREATE INDEX votes_by_round ON votes (round, coder, post);
CREATE TABLE codings (
  target TEXT PRIMARY KEY, event TEXT NOT NULL, uuid TEXT NOT NULL, round TEXT NOT NULL, coder TEXT NOT NULL,
  post TEXT NOT NULL, code TEXT NOT NULL, revision INTEGER NOT NULL,
  begin_at INTEGER NOT NULL, end_at INTEGER NOT NULL, quote TEXT NOT NULL, sha256 TEXT NOT NULL,
  at INTEGER NOT NULL) WITHOUT ROWID;
CREATE INDEX codings_by_post ON codings (post, begin_at);
CREATE INDEX codings_by_round ON codings (round, coder, post);
CREATE INDEX codings_by_code ON codings (code, coder, round);
CREATE TABLE finished (
  target TEXT PRIMARY KEY, event TEXT NOT NULL, round TEXT NOT NULL, coder TEXT NOT NULL, post TEXT NOT NULL,
  at INTEGER NOT NULL) WITHOUT ROWID;
CREATE INDEX finished_by_round ON finished (round, coder, post);
CREATE TABLE memos (
  target TEXT PRIMARY KEY, event TEXT NOT NULL, coder TEXT NOT NULL, about TEXT NOT NULL, text TEXT NOT NULL,
  at INTEGER NOT NULL) WITHOUT ROWID;
CREATE INDEX memos_by_about ON memos (about, coder);
CREATE TABLE link_decisions (
  target TEXT PRIMARY KEY, event TEXT NOT NULL, coder TEXT NOT NULL, post TEXT NOT NULL, model TEXT NOT NULL,
  accepted INTEGER NOT NULL, at INTEGER NOT NULL) WITHOUT ROWID;

-- Model repositories, what was found in them, and where posts speak of them.
CREATE TABLE models (
  id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, platform TEXT NOT NULL, path TEXT NOT NULL,
  revision TEXT NOT NULL, scanned_at INTEGER NOT NULL, config_rule INTEGER NOT NULL, paper_rule INTEGER NOT NULL,
  clauses TEXT NOT NULL, load_files TEXT NOT NULL, coverage TEXT NOT NULL);
CREATE TABLE findings (
  id INTEGER PRIMARY KEY, model_id INTEGER NOT NULL REFERENCES models(id) ON DELETE CASCADE,
  tool TEXT NOT NULL, tool_version TEXT NOT NULL, rule TEXT NOT NULL, cwes TEXT NOT NULL, level TEXT NOT NULL,
  file TEXT NOT NULL, line INTEGER NOT NULL, end_line INTEGER NOT NULL, message TEXT NOT NULL,
  reach TEXT NOT NULL, suppressed INTEGER NOT NULL, fingerprint TEXT NOT NULL);
CREATE INDEX findings_by_model ON findings (model_id);
CREATE TABLE mentions (
  id INTEGER PRIMARY KEY, post_id INTEGER NOT NULL REFERENCES posts(id) ON DELETE CASCADE,
  revision INTEGER NOT NULL, begin_at INTEGER NOT NULL, end_at INTEGER NOT NULL,
  model TEXT NOT NULL, kind TEXT NOT NULL, confidence REAL NOT NULL, evidence TEXT NOT NULL);
CREATE INDEX mentions_by_post ON mentions (post_id);
CREATE INDEX mentions_by_model ON mentions (model);
)sql",
    R"sql(
-- When a post was first missing at its source (0: it is served), and the language of its prose (empty: not known).
ALTER TABLE posts ADD COLUMN gone_at INTEGER NOT NULL DEFAULT 0;
ALTER TABLE posts ADD COLUMN language TEXT NOT NULL DEFAULT '';
CREATE INDEX threads_by_container ON threads (source, container);
-- What a run asked of a service, window by window. hits -1: the service did not say; from_at and to_at 0: open.
CREATE TABLE queries (
  id INTEGER PRIMARY KEY, run_id INTEGER NOT NULL REFERENCES runs(id), term TEXT NOT NULL, field TEXT NOT NULL,
  endpoint TEXT NOT NULL, from_at INTEGER NOT NULL, to_at INTEGER NOT NULL, asked_at INTEGER NOT NULL,
  hits INTEGER NOT NULL, fetched INTEGER NOT NULL, capped INTEGER NOT NULL, incomplete INTEGER NOT NULL);
CREATE INDEX queries_by_run ON queries (run_id);
)sql",
    R"sql(
-- What stays the same in every coder's copy of a study, where names and numbers may not: the set of a round, and
-- the markup (revisions.body_sha256) of the text that a coding is about. Empty in decisions of earlier builds.
ALTER TABLE rounds ADD COLUMN set_uuid TEXT NOT NULL DEFAULT '';
ALTER TABLE codings ADD COLUMN body TEXT NOT NULL DEFAULT '';
)sql",
    R"sql(
-- Coders that are rules or models; codes that are merged, split, retired or of limited use; what a coding is about
-- besides a span; how a round is shared out; and what was settled. Lists are JSON. `meaning` is the UUID of the event
-- that last said what a code means: of the code, and of the code as it was when the coding was made.
ALTER TABLE coders ADD COLUMN kind TEXT NOT NULL DEFAULT 'person';
ALTER TABLE coders ADD COLUMN detail TEXT NOT NULL DEFAULT '';
ALTER TABLE codes ADD COLUMN parent_uuid TEXT NOT NULL DEFAULT '';
ALTER TABLE codes ADD COLUMN short TEXT NOT NULL DEFAULT '';
ALTER TABLE codes ADD COLUMN memo TEXT NOT NULL DEFAULT '';
ALTER TABLE codes ADD COLUMN exclusive INTEGER NOT NULL DEFAULT 0;
ALTER TABLE codes ADD COLUMN applies TEXT NOT NULL DEFAULT '[]';
ALTER TABLE codes ADD COLUMN examples TEXT NOT NULL DEFAULT '[]';
ALTER TABLE codes ADD COLUMN merged_into TEXT NOT NULL DEFAULT '';
ALTER TABLE codes ADD COLUMN merged_at TEXT NOT NULL DEFAULT '';
ALTER TABLE codes ADD COLUMN moved_at TEXT NOT NULL DEFAULT '';
ALTER TABLE codes ADD COLUMN split_into TEXT NOT NULL DEFAULT '[]';
ALTER TABLE codes ADD COLUMN retired INTEGER NOT NULL DEFAULT 0;
ALTER TABLE codes ADD COLUMN meaning TEXT NOT NULL DEFAULT '';
UPDATE codes SET meaning = event, moved_at = event;
ALTER TABLE codings ADD COLUMN unit TEXT NOT NULL DEFAULT '';
ALTER TABLE codings ADD COLUMN to_post TEXT NOT NULL DEFAULT '';
ALTER TABLE codings ADD COLUMN weight INTEGER NOT NULL DEFAULT -1;
ALTER TABLE codings ADD COLUMN certainty TEXT NOT NULL DEFAULT '';
ALTER TABLE codings ADD COLUMN meaning TEXT NOT NULL DEFAULT '';
UPDATE codings SET unit = CASE end_at WHEN 0 THEN 'post' ELSE 'span' END;
ALTER TABLE rounds ADD COLUMN overlap INTEGER NOT NULL DEFAULT 0;
ALTER TABLE rounds ADD COLUMN calibration INTEGER NOT NULL DEFAULT 0;
ALTER TABLE rounds ADD COLUMN gate_permille INTEGER NOT NULL DEFAULT 0;
ALTER TABLE rounds ADD COLUMN released INTEGER NOT NULL DEFAULT 1;
ALTER TABLE rounds ADD COLUMN paused INTEGER NOT NULL DEFAULT 0;
ALTER TABLE votes ADD COLUMN milliseconds INTEGER NOT NULL DEFAULT 0;
ALTER TABLE finished ADD COLUMN with_nothing INTEGER NOT NULL DEFAULT 0;
ALTER TABLE finished ADD COLUMN milliseconds INTEGER NOT NULL DEFAULT 0;
CREATE TABLE settled (
  target TEXT PRIMARY KEY, event TEXT NOT NULL, round TEXT NOT NULL, coder TEXT NOT NULL, post TEXT NOT NULL,
  what TEXT NOT NULL, rule TEXT NOT NULL, outcome TEXT NOT NULL, answer TEXT NOT NULL, codings TEXT NOT NULL,
  decided_from TEXT NOT NULL, reason TEXT NOT NULL, note TEXT NOT NULL, at INTEGER NOT NULL) WITHOUT ROWID;
CREATE INDEX settled_by_round ON settled (round, post);
-- Where each code has come to stand, once merges and moves are followed through all codes: recomputed from `codes`.
CREATE TABLE code_places (
  code TEXT PRIMARY KEY, stands_for TEXT NOT NULL, parent TEXT NOT NULL) WITHOUT ROWID;
INSERT INTO code_places SELECT k.uuid, k.uuid, coalesce((SELECT min(above.uuid) FROM codes above
  WHERE above.codebook = k.codebook AND above.id = k.parent AND above.uuid <> k.uuid), '') FROM codes k;
)sql",
};

} // namespace

int current_schema() {
    return static_cast<int>(migrations.size());
}

Status migrate(SQLite::Database& database) {
    return guarded([&]() -> Status {
        for (int version = database.execAndGet("PRAGMA user_version").getInt(); version < current_schema();
             ++version) {
            Transaction step(database);
            database.exec(migrations[static_cast<std::size_t>(version)]);
            database.exec("PRAGMA user_version = " + std::to_string(version + 1));
            database.exec("PRAGMA application_id = " + std::to_string(application_id));
            step.commit();
        }
        return {};
    });
}

} // namespace axial::corpus
