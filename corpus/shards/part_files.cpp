// SPDX-License-Identifier: GPL-3.0-or-later
#include "corpus/shards/part_files.h"

#include "corpus/index/documents.h"
#include "corpus/shards/shard_errors.h"
#include "corpus/shards/shard_info.h"

namespace axial::corpus::shards {
namespace fs = std::filesystem;

Result<std::vector<PartFolder>> parts_in(const fs::path& folder) {
    return shard_guarded(folder.string(),
                         [&]() -> Result<std::vector<PartFolder>> { return index::parts_in(folder); });
}

Result<std::int64_t> write_part(Study& study, const PartPlan& part, const fs::path& path, const Known& known,
                                const std::stop_token& stop) {
    return shard_guarded(path.string(), [&]() -> Result<std::int64_t> {
        index::PartWriter writer(path, index::TermLists::kept);
        index::DocumentMaker maker;
        std::int64_t read = 0;
        AXIAL_TRY(for_each_record(study, part.after, part.posts, [&](const ShardRecord& record) -> Status {
            return shard_guarded(path.string(), [&]() -> Status { // nothing is thrown through SQLite
                if (stop.stop_requested())
                    return cancelled();
                ++read;
                const auto key = key_value(record.key());
                if (known) {
                    AXIAL_ASSIGN(const bool there, known(key));
                    if (there)
                        return {};
                }
                Xapian::Document document = maker.document(post_of(record));
                document.add_value(key_slot, key);
                document.add_boolean_term(key_term(key));
                document.set_data(encode(record));
                writer.add(document, record.body.text.size());
                return {};
            });
        }));
        if (read != part.posts)
            return world_fault("the study changed meanwhile", study.path().string(), "run it again");
        AXIAL_TRY(writer.finish());
        return writer.documents();
    });
}

Status merge(const std::vector<fs::path>& parts, const fs::path& path, const std::stop_token& stop) {
    return shard_guarded(path.string(), [&] { return index::merge(parts, path, stop); });
}

} // namespace axial::corpus::shards
