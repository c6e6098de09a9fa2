#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# The whole way once, on the made-up data beside this file: demo/run.sh BUILD [STUDY]
# Every step is a command that a user would type; the recordings stand in for the network.
set -euo pipefail
here=$(dirname "${BASH_SOURCE[0]}")
build=$1
study=${2:-demo-study}
axial() { "$build/cli/axial" --study "$study" "$@"; }
step() { # step "what it does" 'line of its output to show' command…; all of the output where it fails
    local what=$1 line=$2 output
    shift 2
    if ! output=$("$@" 2>&1); then
        printf '%s\n' "$output" >&2
        echo "demo: stopped while: $what" >&2
        exit 1
    fi
    printf '  %-40s %s\n' "$what" "$(grep -m 1 -E "$line" <<<"$output" | tr -s ' ' | sed 's/^ //' | cut -c 1-78)"
}

if [ -e "$study/study.db" ]; then
    echo "demo: starting again in $study"
    rm -rf "$study"
fi
echo "Axial on made-up data: sixty threads about trust_remote_code (demo/README.md)"
step "make a study" . "$build/cli/axial" init "$study" --name "Remote code demo"
for repository in example-ml/loaders widget-ml/serve-kit; do
    step "collect GitHub $repository" "posts +[0-9]" axial collect github --repo "$repository" --replay "$here/recording/github.jsonl"
done
step "collect the Hugging Face forum" "posts +[0-9]" axial collect discourse --site huggingface --replay "$here/recording/hf-forum.jsonl"
step "collect the PyTorch forum" "posts +[0-9]" axial collect discourse --site pytorch --replay "$here/recording/pytorch-forum.jsonl"
step "import a Stack Overflow dump" stored axial import se-dump "$here/stackoverflow" --site stackoverflow

words='trust_remote_code OR trust_repo'
spoken='prose:trust_remote_code OR prose:trust_repo OR title:trust_remote_code OR title:trust_repo'
step "set: every post with the flag" . axial set new retrieved --query "$words"
step "set: the same text once" . axial set new unique --from retrieved --unique
step "set: in prose, not only in pasted code" . axial set new candidates --from unique --query "$spoken"

step "add the screening question" . axial codebook import trust-flag-screening
step "two coders screen, blind" . axial round new screening --codebook trust-flag-screening --set candidates --coders ada,ben
step "their votes" . axial import votes screening "$here/votes.csv"
step "open the seal" . axial round close screening
step "set: what both included" . axial set new kept --round screening --answer include

step "add the taxonomy" . axial codebook import trust-taxonomy
step "two coders code, blind" . axial round new coding --codebook trust-taxonomy --set kept --coders ada,ben
step "their codings" . axial import codings coding "$here/codings.csv"
step "open the seal" . axial round close coding

for model in hf:example-lab/tiny-chat-7b hf:example-lab/embed-small torchhub:sample-vision/hub-net; do
    step "scan ${model#*:}" "runs at load" axial scan "$here/models/${model#*:}" --id "$model"
done
step "find the models that posts speak of" . axial mentions
step "join posts, models and findings" tiny-chat axial link
step "write the report" . axial report "$study/report.html"
step "check everything against everything" . axial verify

echo
axial status
echo
echo "Look next:"
echo "  the report     $study/report.html"
echo "  the window     $build/coding_ui/axial-ui $study"
echo "  a search       $build/cli/axial --study $study search 'prose:\"trust_remote_code\" kind:issue'"
if [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ] && [ -t 0 ]; then
    read -r -p "Open the window now? [Y/n] " answer
    case "$answer" in n* | N*) ;; *) exec "$build/coding_ui/axial-ui" "$study" ;; esac
fi
