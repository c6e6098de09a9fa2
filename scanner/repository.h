// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "corpus/models.h"
#include "corpus/result.h"
#include "scanner/file_tree.h"

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace axial::scanner {

/// Which of the two definitions of "needs custom code" a clause belongs to. They are kept apart because neither
/// holds the other: `auto_map` may name any file, and a file named configuration_x.py may lie unused.
enum class ClauseRule { config, paper };

/// One reason why a repository counts as needing custom code.
struct Clause {
    ClauseRule rule = ClauseRule::config;
    std::string
        kind; ///< auto_map, hubconf, custom_generate, pipeline, module, kernel, modelscope, tag, file name …
    std::string file;  ///< where it stands
    std::string value; ///< "AutoModel: modeling_x.Model"
};

/// A file that runs when the model is loaded, with the edge that leads to it. Following `from` from file to
/// file gives the path to an entry, where `from` is the file of a clause.
struct LoadFile {
    std::string file;
    std::string from;
    int line = 0;    ///< of the import in `from`; 0 where a clause names the file
    std::string how; ///< "from .helpers import", "auto_map AutoModel" …
    bool entry = false;
    bool deferred = false; ///< only reached by imports inside functions: runs when those are called
};

/// Something that the load needs or does and that this scan could not follow.
struct LoadGap {
    std::string what; ///< the file or module that is missing; for an unresolved one the call
    std::string from;
    int line = 0;
};

/// Code of another repository that is run at load.
struct OtherCode {
    std::string model;  ///< "hf:owner/name"
    std::string module; ///< "modeling_x.Model"; empty for a kernel repository
    std::string file;
};

/// A result file of an analyser that lies in or beside the repository.
struct Report {
    std::string file;
    std::int64_t findings = 0;
    std::vector<std::string> problems; ///< why it, or a part of it, could not be used
    bool readable = false;             ///< it is a result file at all
};

/// What a scan found out. Nothing of the repository was executed, imported or unpickled.
struct Repository {
    std::string key, path, revision;
    std::vector<Clause> clauses;
    std::vector<LoadFile> load_files; ///< entries first, then in order of discovery (breadth first)
    std::vector<LoadGap> missing, unresolved;
    std::vector<OtherCode> other_code;
    std::vector<Report> reports;
    std::vector<corpus::Finding> findings;
    Coverage coverage;

    [[nodiscard]] bool has(ClauseRule rule) const;
};

struct ScanRequest {
    std::filesystem::path path;
    std::string key; ///< "hf:owner/name"; empty: taken from the Hub's cache layout, else "local:FOLDER"
    std::vector<std::filesystem::path> reports; ///< SARIF files elsewhere
    ScanLimits limits;
};

/// Scans one repository. Fails only if the folder or the key is no good; everything inside that cannot be used
/// is listed in the result.
[[nodiscard]] Result<Repository> scan_repository(const ScanRequest& request);

/// The stored form. `load_files` is an object: {"files":[{file,from,line,how,entry,deferred}], "missing":[…],
/// "unresolved":[…], "other_code":[{model,module,file}]}; `coverage` is {"files","examined","skipped":{reason:
/// {count,files}},"reports":[{file,findings,problems}]}.
[[nodiscard]] corpus::Model to_model(const Repository& repository);

} // namespace axial::scanner
