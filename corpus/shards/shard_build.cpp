// SPDX-License-Identifier: GPL-3.0-or-later
#include "corpus/shards/shard_build.h"

#include "corpus/files.h"
#include "corpus/index/documents.h"
#include "corpus/index/workers.h"
#include "corpus/settings.h"
#include "corpus/shards/corpus_file.h"
#include "corpus/shards/federation.h"
#include "corpus/shards/part_files.h"
#include "corpus/shards/shard_errors.h"
#include "corpus/store.h"
#include "corpus/text/canonical_text.h"
#include "corpus/uuid.h"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <memory>

namespace axial::corpus::shards {
namespace fs = std::filesystem;
namespace {

constexpr std::size_t merged_at_once = 32; // six open files each; a thousand are allowed
constexpr std::uint64_t longest_plan = 1u << 20;

/// What has to be the same for a build to go on from where another stopped.
Result<std::string> fingerprint(Study& study, const BuildRequest& request) {
    AXIAL_ASSIGN(const auto change, Store(study).last_change());
    std::string except;
    if (request.except) {
        AXIAL_ASSIGN(except, read_file(*request.except, longest_plan));
    }
    return fmt::format("study {} change {} division {} {} name {} versions {} {} {} except {}\n", study.uuid(),
                       change, static_cast<int>(request.division), request.shards, request.name,
                       index::index_version, CanonicalText::version, record_version, sha256(except));
}

/// The folder .build: goes on with the same plan, starts over with another.
Status prepare(const fs::path& work, const std::string& plan, const fs::path& out) {
    return shard_guarded(out.string(), [&]() -> Status {
        const auto file = work / "plan";
        fs::create_directories(work);
        if (const auto known = read_file(file, longest_plan); known && *known == plan)
            return {};
        if (shards_in(out))
            return bad_input("there are shards of other posts in this folder", out.string(),
                             "choose a new folder; shards are not written again");
        fs::remove_all(work / "parts");
        std::ofstream written(file, std::ios::trunc);
        written << plan << std::flush;
        return written ? Status{} : world_fault("it cannot be written", file.string());
    });
}

/// Whether the posts of an earlier corpus hold a post already. Each worker asks over connections of its own.
Result<Known> known_posts(const BuildRequest& request) {
    if (!request.except)
        return Known{};
    AXIAL_ASSIGN(auto file, read_corpus_file(*request.except));
    AXIAL_ASSIGN(auto opened, Federation::open(std::move(file), {}));
    const auto federation = std::make_shared<Federation>(std::move(opened));
    return Known([federation](std::string_view key_value) { return federation->holds(key_value); });
}

class Builder {
public:
    Builder(Study& study, const BuildRequest& request) : study_(study), request_(request) {}

    Result<BuildReport> build() {
        AXIAL_ASSIGN(const auto plan, plan_shards(study_, request_));
        if (plan.empty())
            return bad_input("there are no posts to make shards of", study_.path().string());
        for (const auto& shard : plan)
            total_ += shard.posts;
        AXIAL_ASSIGN(const auto print, fingerprint(study_, request_));
        AXIAL_TRY(prepare(work_, print, request_.out));
        for (const auto& shard : plan) {
            const auto folder = request_.out / shard.name;
            if (std::error_code ignored; fs::exists(folder, ignored)) {
                note_resumed(shard.posts);
            } else {
                AXIAL_TRY(build_shard(shard, folder));
            }
            if (std::error_code ignored; fs::exists(folder, ignored)) {
                AXIAL_ASSIGN(auto info, read_shard_info(folder));
                report_.posts += info.posts;
                report_.built.emplace_back(folder, std::move(info));
            }
        }
        report_.left_out = total_ - report_.posts;
        std::error_code ignored;
        fs::remove_all(work_ / "parts", ignored);
        return std::move(report_);
    }

private:
    Status build_shard(const ShardPlan& shard, const fs::path& folder) {
        const auto parts_folder = work_ / "parts" / shard.name;
        AXIAL_TRY(write_parts(shard, parts_folder));
        AXIAL_ASSIGN(auto parts, parts_in(parts_folder));
        while (parts.size() > merged_at_once) {
            AXIAL_TRY(merge_tier(parts, parts_folder));
            AXIAL_ASSIGN(parts, parts_in(parts_folder));
        }
        AXIAL_ASSIGN(const bool some, describe(shard, parts));
        if (some) {
            std::vector<fs::path> paths;
            for (const auto& part : parts)
                paths.push_back(part.path);
            AXIAL_TRY(merge(paths, folder, request_.stop));
        }
        std::error_code ignored;
        fs::remove_all(parts_folder, ignored);
        return {};
    }

    /// Every thirty-two parts become one.
    Status merge_tier(const std::vector<PartFolder>& parts, const fs::path& folder) {
        for (std::size_t begin = 0; begin < parts.size(); begin += merged_at_once) {
            const std::size_t end = std::min(begin + merged_at_once, parts.size());
            if (end - begin == 1)
                continue;
            std::vector<fs::path> paths;
            std::size_t count = 0;
            for (std::size_t i = begin; i < end; ++i) {
                paths.push_back(parts[i].path);
                count += parts[i].count;
            }
            AXIAL_TRY(merge(paths, part_path(folder, parts[begin].first, count), request_.stop));
            for (const auto& path : paths)
                AXIAL_TRY(removed(path));
        }
        return {};
    }

    static Status removed(const fs::path& path) {
        return shard_guarded(path.string(), [&]() -> Status {
            fs::remove_all(path);
            return {};
        });
    }

    Status write_parts(const ShardPlan& shard, const fs::path& folder) {
        AXIAL_ASSIGN(const auto there, parts_in(folder));
        std::vector<bool> done(shard.parts.size());
        for (const auto& part : there)
            for (std::size_t i = part.first; i < part.first + part.count && i < done.size(); ++i) {
                done[i] = true;
                note_resumed(shard.parts[i].posts);
            }
        std::vector<std::size_t> missing;
        for (std::size_t i = 0; i < done.size(); ++i)
            if (!done[i])
                missing.push_back(i);
        const index::Progress progress = [this, before = done_](std::int64_t written, std::int64_t) {
            done_ = before + written;
            if (request_.progress)
                request_.progress(done_, total_);
        };
        index::Tally tally(progress, total_);
        const index::MakeWorker make = [&] { return worker(shard, folder, missing, tally); };
        return index::in_parallel(missing.size(), request_.workers, make, tally, request_.stop);
    }

    Result<index::Task> worker(const ShardPlan& shard, const fs::path& folder,
                               const std::vector<std::size_t>& missing, index::Tally& tally) const {
        AXIAL_ASSIGN(auto opened, Study::open(study_.path(), Study::Mode::read));
        AXIAL_ASSIGN(const auto known, known_posts(request_));
        auto study = std::make_shared<Study>(std::move(opened));
        return index::Task([=, &shard, &missing, &tally](std::size_t i, const std::stop_token& stop) -> Status {
            const PartPlan& part = shard.parts[missing[i]];
            AXIAL_TRY(write_part(*study, part, part_path(folder, missing[i], 1), known, stop));
            tally.add(part.posts);
            return {};
        });
    }

    /// Writes into the first part what the shard says of itself; false where no post is left in it.
    Result<bool> describe(const ShardPlan& shard, const std::vector<PartFolder>& parts) {
        ShardInfo info;
        info.uuid = uuid7(now());
        info.name = shard.name;
        info.from = request_.from;
        info.first = shard.first;
        info.last = shard.last;
        info.built_at = now();
        info.index_version = index::index_version;
        info.text_version = CanonicalText::version;
        info.record_version = record_version;
        AXIAL_ASSIGN(const auto settings, read_settings(study_));
        info.pseudonyms = settings.authors == Authors::pseudonyms;
        info.no_authors = settings.authors == Authors::drop;
        info.masked = settings.mask_emails || settings.mask_secrets;
        AXIAL_ASSIGN(info.threads, threads_among(study_, shard.parts.front().after, shard.posts));
        return shard_guarded(shard.name, [&]() -> Result<bool> {
            for (const auto& part : parts)
                info.posts += Xapian::Database(part.path.string()).get_doccount();
            Xapian::WritableDatabase first(parts.front().path.string(), Xapian::DB_OPEN);
            first.set_metadata(shard_key, to_text(info));
            first.commit();
            return info.posts > 0;
        });
    }

    void note_resumed(std::int64_t posts) {
        done_ += posts;
        report_.resumed += posts;
        if (request_.progress)
            request_.progress(done_, total_);
    }

    Study& study_;
    const BuildRequest& request_;
    const fs::path work_ = request_.out / ".build";
    std::int64_t total_ = 0, done_ = 0;
    BuildReport report_;
};

} // namespace

Result<BuildReport> build_shards(Study& study, const BuildRequest& request) {
    return Builder(study, request).build();
}

} // namespace axial::corpus::shards
