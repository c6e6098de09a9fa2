// SPDX-License-Identifier: GPL-3.0-or-later
#include "corpus/settings.h"

#include "corpus/database.h"
#include "corpus/store_rows.h"

#include <array>

namespace axial::corpus {
namespace {

constexpr std::array<std::string_view, 3> authors_names{"keep", "pseudonyms", "drop"};
constexpr std::array<std::string_view, 2> deleted_names{"keep", "drop"};

/// An absent value is the first of the names; one that a newer Axial wrote must not be taken for that.
template <typename Choice, std::size_t n>
Result<Choice> choice_from(const std::string& value, const std::array<std::string_view, n>& names,
                           const char* what) {
    if (value.empty())
        return Choice{};
    for (std::size_t i = 0; i < n; ++i)
        if (names[i] == value)
            return static_cast<Choice>(i);
    return bad_input(std::string("the study's setting for ") + what + " is not known here", value,
                     "open it with a newer Axial");
}

} // namespace

std::string_view name_of(Authors authors) {
    return authors_names[static_cast<std::size_t>(authors)];
}

std::string_view name_of(DeletedText deleted_text) {
    return deleted_names[static_cast<std::size_t>(deleted_text)];
}

std::string Settings::mask() const {
    return std::string(mask_emails ? "emails" : "") + (mask_emails && mask_secrets ? "," : "") +
           (mask_secrets ? "secrets" : "");
}

Result<std::string> read_meta(const Study& study, std::string_view key) {
    return guarded([&]() -> Result<std::string> {
        SQLite::Statement query(study.database(), "SELECT value FROM meta WHERE key = ?");
        query.bind(1, std::string(key));
        return query.executeStep() ? query.getColumn(0).getString() : std::string();
    });
}

Status write_meta(Study& study, std::string_view key, std::string_view value) {
    return guarded([&]() -> Status {
        SQLite::Statement insert(study.database(), "INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)");
        insert.bind(1, std::string(key));
        insert.bind(2, std::string(value));
        insert.exec();
        return {};
    });
}

Result<Settings> read_settings(const Study& study) {
    Settings settings;
    AXIAL_ASSIGN(const auto authors, read_meta(study, "privacy.authors"));
    AXIAL_ASSIGN(const auto mask, read_meta(study, "privacy.mask"));
    AXIAL_ASSIGN(const auto deleted, read_meta(study, "privacy.deleted_text"));
    AXIAL_ASSIGN(const auto bots, read_meta(study, "privacy.bots"));
    AXIAL_ASSIGN(settings.authors, choice_from<Authors>(authors, authors_names, "authors"));
    AXIAL_ASSIGN(settings.deleted_text, choice_from<DeletedText>(deleted, deleted_names, "deleted texts"));
    settings.mask_emails = mask.find("emails") != std::string::npos;
    settings.mask_secrets = mask.find("secrets") != std::string::npos;
    if (bots.empty())
        return settings;
    return guarded([&]() -> Result<Settings> {
        for (auto& name : rows::strings_from(bots))
            settings.bots.insert(std::move(name));
        return settings;
    });
}

Status write_settings(Study& study, const Settings& settings) {
    return guarded([&]() -> Status {
        Transaction transaction(study.database());
        AXIAL_TRY(write_meta(study, "privacy.authors", name_of(settings.authors)));
        AXIAL_TRY(write_meta(study, "privacy.mask", settings.mask()));
        AXIAL_TRY(write_meta(study, "privacy.deleted_text", name_of(settings.deleted_text)));
        AXIAL_TRY(write_meta(study, "privacy.bots",
                             rows::strings_to_row({settings.bots.begin(), settings.bots.end()})));
        transaction.commit();
        return {};
    });
}

} // namespace axial::corpus
