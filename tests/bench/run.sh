#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Runs the benchmarks and prints each pair as a ratio of medians: tests/bench/run.sh BUILD [--benchmark_filter=…]
# Without a filter also the imports beside the barest reading of their files, and the requests of each source where
# ../shared/fakes is there.
set -euo pipefail
build=$1
shift
"$build/tests/bench/bench_axial" --benchmark_repetitions=5 --benchmark_report_aggregates_only=true \
    --benchmark_enable_random_interleaving=true --benchmark_format=csv "$@" 2>/dev/null |
    awk -F'","|",|,"|^"' '
        /_median"/ {
            name = $0; sub(/^"/, "", name); sub(/_median".*/, "", name)
            rest = $0; sub(/^"[^"]*",/, "", rest); split(rest, field, ",")
            which = name ~ /\/axial$/ ? "axial" : "peer"; sub(/\/(axial|peer)$/, "", name)
            time[name, which] = field[3]
            if (!(name in seen)) { seen[name] = 1; order[++count] = name }
        }
        END {
            printf "%-48s %12s %12s %12s\n", "CPU ms, median of 5", "axial", "peer or floor", "ratio"
            for (i = 1; i <= count; i++) {
                a = time[order[i], "axial"]; p = time[order[i], "peer"]
                printf "%-48s %12.1f %12.1f %12.2f\n", order[i], a, p, a / p
            }
        }'

[ $# -gt 0 ] && exit
here=$(dirname "$0")
python3 "$here/imports.py" "$build/cli/axial"
fakes=$here/../../../shared/fakes
if [ -d "$fakes" ]; then
    python3 "$here/requests.py" "$build/cli/axial" "$fakes"
else
    echo "skipped: the requests of each source, ../shared/fakes is not there"
fi
