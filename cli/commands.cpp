// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands/commands.h"

#include <array>

namespace axial::cli {

std::span<const Command> commands() {
    // Copied once at the first call: the commands live in files of their own, whose order of start-up is not
    // ours.
    static const std::array table{
        init_command,
        status_command,
        collect_github_command,
        collect_github_discussions_command,
        collect_github_search_command,
        collect_discourse_command,
        collect_hub_command,
        collect_stackexchange_command,
        collect_log_command,
        import_se_dump_command,
        import_gh_archive_command,
        import_jsonl_command,
        import_csv_command,
        import_perceval_command,
        reparse_command,
        privacy_command,
        index_command,
        stats_command,
        posts_command,
        search_command,
        duplicates_command,
        set_new_command,
        set_list_command,
        set_show_command,
        sample_command,
        codebook_import_command,
        codebook_list_command,
        codebook_show_command,
        codebook_export_command,
        codebook_history_command,
        codebook_diff_command,
        codebook_at_command,
        codebook_lint_command,
        code_rename_command,
        code_move_command,
        code_edit_command,
        code_merge_command,
        code_split_command,
        code_retire_command,
        recode_list_command,
        recode_done_command,
        round_new_command,
        round_status_command,
        round_release_command,
        round_pause_command,
        round_resume_command,
        round_close_command,
        import_votes_command,
        import_codings_command,
        packet_out_command,
        packet_open_command,
        merge_command,
        undo_command,
        redo_command,
        blame_command,
        journal_log_command,
        journal_export_command,
        agreement_command,
        plan_command,
        scan_command,
        mentions_command,
        link_command,
        report_command,
        export_command,
        verify_command,
        shard_build_command,
        shard_check_command,
        completion_command,
    };
    return table;
}

} // namespace axial::cli
