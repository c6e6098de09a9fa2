// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/units/json_source.h"
#include "cli/units/units_checks.h"
#include "cli/units/units_file.h"
#include "corpus/files.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>

namespace axial::cli {
namespace {

using agreement::SetData;
using nlohmann::json;
using units::JsonSource;

constexpr std::uintmax_t max_bytes = 1u << 30; ///< as for a CSV table

/// Reads one file into one UnitsFile; holds what every step needs.
class JsonReader {
public:
    JsonReader(const json& input, std::string name, const UnitsOptions& options)
        : source_{input, std::move(name)},
          options_(options) {}

    Result<UnitsFile> read() {
        if (!source_.object.is_object())
            return bad_input("not an object", source_.file, "fields: kind, units, categories …");
        AXIAL_TRY(read_kind());
        AXIAL_TRY(read_categories());
        switch (file_.kind) {
        case UnitsFile::Kind::ratings:
        case UnitsFile::Kind::sets:
            AXIAL_TRY(read_units());
            break;
        case UnitsFile::Kind::spans:
            AXIAL_TRY(units::read_spans(source_, categories_, file_));
            break;
        case UnitsFile::Kind::masses:
            AXIAL_TRY(units::read_masses(source_, file_));
            break;
        }
        AXIAL_TRY(read_weights());
        units::add_notes(file_);
        return std::move(file_);
    }

private:
    Status read_kind() {
        constexpr std::array levels{"nominal", "ordinal", "interval", "ratio"};
        AXIAL_TRY(source_.check_text("kind"));
        AXIAL_TRY(source_.check_text("subkind"));
        const auto kind = source_.text("kind", "nominal");
        file_.subkind = source_.text("subkind");
        constexpr std::array subkinds{"", "alpha_u_2004", "u_alpha_2016", "gamma", "segmentation", "char"};
        if (std::find(subkinds.begin(), subkinds.end(), file_.subkind) == subkinds.end())
            return source_.wrong(fmt::format("unknown subkind '{}'", file_.subkind), "subkind",
                                 "alpha_u_2004, u_alpha_2016, gamma, segmentation or char");
        if (kind == "unitizing")
            file_.kind = source_.find("masses") != nullptr ? UnitsFile::Kind::masses : UnitsFile::Kind::spans;
        else if (kind == "multilabel")
            file_.kind = UnitsFile::Kind::sets;
        else if (std::find(levels.begin(), levels.end(), kind) != levels.end())
            file_.level = options_.level.empty() ? kind : options_.level;
        else
            return source_.wrong(fmt::format("unknown kind '{}'", kind), "kind",
                                 "nominal, ordinal, interval, ratio, multilabel or unitizing");
        return {};
    }

    Status read_categories() {
        if (!options_.categories.empty())
            categories_ = options_.categories;
        else if (const auto* list = source_.find("categories")) {
            AXIAL_ASSIGN(categories_, source_.labels(*list, "categories"));
        }
        if (!categories_.empty())
            file_.ratings = agreement::ReliabilityData(categories_);
        const auto* scores = source_.find("scores");
        if (scores == nullptr)
            return {};
        if (!scores->is_array() || scores->size() != categories_.size())
            return source_.wrong(fmt::format("{} scores for {} categories", scores->size(), categories_.size()),
                                 "scores", "one number a category, in their order");
        for (const auto& score : *scores) {
            const auto field = fmt::format("scores item {}", file_.scores.size() + 1);
            AXIAL_ASSIGN(const double value, source_.number(score, field));
            file_.scores.push_back(value);
        }
        return {};
    }

    Status read_units() {
        const auto* units = source_.find("units");
        if (units == nullptr || !units->is_array() || units->empty())
            return source_.wrong("no units", "units", "a list of rows, one cell a rater, null where missing");
        AXIAL_ASSIGN(const auto declared, source_.raters(file_.raters));
        const auto width = declared.value_or(units->front().is_array() ? units->front().size() : 0);
        if (width == 0)
            return source_.wrong("no raters", "units row 1", "one cell a rater, null where missing");
        units::name_raters(file_, width);
        for (const auto& row : *units) {
            const auto number = file_.units.size() + 1;
            if (!row.is_array() || row.size() != width)
                return source_.wrong(
                    fmt::format("{} cells for {} raters", row.is_array() ? row.size() : 0, width),
                    fmt::format("units row {}", number), "one cell a rater, null where missing");
            file_.units.push_back(fmt::format("{}", number));
            AXIAL_TRY(file_.kind == UnitsFile::Kind::sets ? add_sets(row) : add_labels(row));
        }
        return {};
    }

    [[nodiscard]] std::string where(std::size_t rater) const {
        return fmt::format("{}, units row {}, column {}", source_.file, file_.units.size(), rater + 1);
    }

    Status add_labels(const json& row) {
        std::vector<std::optional<std::string>> cells(row.size());
        for (std::size_t i = 0; i < row.size(); ++i) {
            if (row[i].is_null())
                continue;
            const auto here = [&] { return where(i); };
            AXIAL_ASSIGN(cells[i], units::read_label(row[i], here));
            AXIAL_TRY(units::check_label(*cells[i], categories_, here));
            AXIAL_TRY(units::check_level(*cells[i], file_, !categories_.empty(), here));
        }
        file_.ratings.add_unit(cells);
        return {};
    }

    Status add_sets(const json& row) {
        std::vector<std::optional<SetData::Codes>> cells(row.size());
        for (std::size_t i = 0; i < row.size(); ++i) {
            if (row[i].is_null())
                continue;
            const auto here = [&] { return where(i); };
            if (!row[i].is_array())
                return bad_input("not a list of codes", here(), "[] is \"rated, no code\", null is missing");
            auto& codes = cells[i].emplace();
            for (const auto& code : row[i]) {
                AXIAL_ASSIGN(auto label, units::read_label(code, here));
                AXIAL_TRY(units::check_label(label, categories_, here));
                codes.insert(std::move(label));
            }
        }
        file_.sets.add_unit(cells);
        return {};
    }

    Status read_weights() {
        const auto* weights = source_.find("weights");
        if (weights == nullptr)
            return {};
        if (categories_.empty())
            return source_.wrong("weights without categories", "weights",
                                 "\"categories\" says which row and column is whose");
        if (!weights->is_array())
            return source_.wrong("not a matrix", "weights", "a list of rows");
        for (const auto& row : *weights) {
            auto& line = file_.weights.emplace_back();
            const auto field = fmt::format("weights row {}", file_.weights.size());
            if (!row.is_array())
                return source_.wrong("not a list", field);
            for (const auto& cell : row) {
                AXIAL_ASSIGN(const double value,
                             source_.number(cell, fmt::format("{}, column {}", field, line.size() + 1)));
                line.push_back(value);
            }
        }
        return units::check_weights(file_.weights, categories_, source_.file);
    }

    JsonSource source_;
    const UnitsOptions& options_;
    std::vector<std::string> categories_;
    UnitsFile file_;
};

} // namespace

Result<UnitsFile> read_units_json(const std::filesystem::path& file, const UnitsOptions& options) {
    AXIAL_ASSIGN(const auto text, corpus::read_file(file, max_bytes));
    try {
        const auto input = json::parse(text);
        return JsonReader(input, file.string(), options).read();
    } catch (const json::parse_error& error) {
        return bad_input("not JSON", fmt::format("{}, byte {}", file.string(), error.byte),
                         "NaN and Infinity are not JSON either: null is a missing cell");
    } catch (const json::out_of_range&) {
        return bad_input("a number that is too large", file.string(), "numbers go up to about 1.8e308");
    } catch (const json::exception&) {
        return bad_input("unreadable JSON", file.string(), "is it UTF-8?");
    }
}

Result<UnitsFile> read_units(const std::filesystem::path& file, const UnitsOptions& options) {
    return file.extension() == ".json" ? read_units_json(file, options) : read_units_csv(file, options);
}

} // namespace axial::cli
