// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/command.h"

/// Every command, one file each; cli/commands.cpp puts them in the order of the help.
namespace axial::cli {

extern const Command init_command;
extern const Command status_command;

extern const Command collect_github_command;
extern const Command collect_github_discussions_command;
extern const Command collect_github_search_command;
extern const Command collect_discourse_command;
extern const Command collect_hub_command;
extern const Command collect_stackexchange_command;
extern const Command collect_log_command;
extern const Command import_se_dump_command;
extern const Command import_gh_archive_command;
extern const Command import_jsonl_command;
extern const Command import_csv_command;
extern const Command import_perceval_command;
extern const Command reparse_command;
extern const Command privacy_command;
extern const Command index_command;

extern const Command stats_command;
extern const Command posts_command;
extern const Command search_command;
extern const Command duplicates_command;

extern const Command set_new_command;
extern const Command set_list_command;
extern const Command set_show_command;
extern const Command sample_command;

extern const Command codebook_import_command;
extern const Command codebook_list_command;
extern const Command codebook_show_command;
extern const Command codebook_export_command;
extern const Command codebook_history_command;
extern const Command codebook_diff_command;
extern const Command codebook_at_command;
extern const Command codebook_lint_command;
extern const Command code_rename_command;
extern const Command code_move_command;
extern const Command code_edit_command;
extern const Command code_merge_command;
extern const Command code_split_command;
extern const Command code_retire_command;
extern const Command carry_list_command;
extern const Command carry_accept_command;
extern const Command recode_list_command;
extern const Command recode_done_command;
extern const Command round_new_command;
extern const Command round_status_command;
extern const Command round_release_command;
extern const Command round_pause_command;
extern const Command round_resume_command;
extern const Command round_close_command;
extern const Command settle_list_command;
extern const Command settle_item_command;
extern const Command settle_rule_command;
extern const Command settle_show_command;
extern const Command packet_out_command;
extern const Command packet_open_command;
extern const Command merge_command;
extern const Command completion_command;
extern const Command undo_command;
extern const Command redo_command;
extern const Command blame_command;
extern const Command journal_log_command;
extern const Command journal_export_command;
extern const Command import_votes_command;
extern const Command import_codings_command;
extern const Command agreement_command;
extern const Command plan_command;
extern const Command saturation_command;

extern const Command scan_command;
extern const Command mentions_command;
extern const Command link_command;

extern const Command report_command;
extern const Command export_command;
extern const Command verify_command;
extern const Command shard_build_command;
extern const Command shard_check_command;

} // namespace axial::cli
