// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "corpus/kept_statements.h"
#include "corpus/privacy/intake.h"
#include "corpus/store.h"
#include "corpus/store_rows.h"
#include "corpus/text_ahead.h"

#include <SQLiteCpp/SQLiteCpp.h>

#include <string>

namespace axial::corpus {

/// Prepared once: a bulk import runs each of them hundreds of thousands of times.
struct Store::Statements {
    explicit Statements(Study& study) : Statements(study, study.database()) {}
    Statements(Study& study, SQLite::Database& database)
        : intake(study),
          find_thread(database, std::string(rows::thread_select) + "WHERE key = ?"),
          thread_place(database, "SELECT source, container, site FROM threads WHERE id = ?"),
          insert_thread(
              database,
              "INSERT INTO threads (title, url, state, tags, created_at, updated_at, key, source, site, "
              "container, kind, native_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"),
          update_thread(database, "UPDATE threads SET title = ?, url = ?, state = ?, tags = ?, created_at = ?, "
                                  "updated_at = ? WHERE key = ?"),
          touch_posts(database, "UPDATE posts SET change = ? + id WHERE thread_id = ?"),
          find_post(database,
                    "SELECT p.id, p.revision, r.body_sha256, r.text, r.spans, p.author_id, p.author_name, "
                    "p.author_kind, p.author_role, p.created_at, p.updated_at, p.title, p.url, p.state, "
                    "p.tags, p.licence, p.score, p.visibility, p.parent_key, p.thread_id, r.text_version "
                    "FROM posts p JOIN revisions r ON r.post_id = p.id AND r.number = p.revision "
                    "WHERE p.key = ?"),
          insert_post(
              database,
              "INSERT INTO posts (thread_id, parent_key, author_id, author_name, author_kind, author_role, "
              "created_at, updated_at, fetched_at, title, url, state, tags, licence, score, visibility, "
              "revision, raw, change, key, language, source, site, container, kind, native_id) "
              "SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, "
              "?20, coalesce(?21, ''), source, site, container, ?22, ?23 FROM threads WHERE id = ?1"),
          update_post(database,
                      "UPDATE posts SET thread_id = ?1, parent_key = ?2, author_id = ?3, author_name = ?4, "
                      "author_kind = ?5, author_role = ?6, created_at = ?7, updated_at = ?8, fetched_at = ?9, "
                      "title = ?10, url = ?11, state = ?12, tags = ?13, licence = ?14, score = ?15, "
                      "visibility = ?16, revision = ?17, raw = ?18, change = ?19, gone_at = 0, "
                      "language = coalesce(?21, language) WHERE key = ?20"),
          insert_revision(database,
                          "INSERT INTO revisions (post_id, number, text, spans, text_version, body_sha256, "
                          "recorded_at) VALUES (?, ?, ?, ?, ?, ?, ?)"),
          note_body(database, "UPDATE revisions SET body_sha256 = ?, text_version = " +
                                  std::to_string(CanonicalText::version) + " WHERE post_id = ? AND number = ?"),
          kept(database) {}

    privacy::Intake intake;
    SQLite::Statement find_thread, thread_place, insert_thread, update_thread, touch_posts;
    SQLite::Statement find_post, insert_post, update_post, insert_revision, note_body;
    KeptStatements kept; ///< what is asked of every post of an import
    TextAhead ahead;
    std::int64_t change = -1; ///< last one given out; -1: not read yet
};

} // namespace axial::corpus
