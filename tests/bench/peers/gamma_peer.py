#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Times pygamma-agreement on the data of gamma_bench.cpp: 30 random continua, shuffle sampler, best of three."""
import sys
import time


def spans(raters, per_rater):
    state = 12345

    def below(count):
        nonlocal state
        state = (state * 1664525 + 1013904223) % 2**32
        return (state >> 16) % count

    for rater in range(raters):
        at = 0
        for _ in range(per_rater):
            at += below(8)
            length = 4 + below(12)
            yield rater, at, at + length, "abcde"[below(5)]
            at += length


def main():
    try:
        import pygamma_agreement as peer
        from pyannote.core import Segment
    except ImportError:
        print("pygamma-agreement is not installed: nothing measured", file=sys.stderr)
        return 1
    sizes = [(2, 100), (3, 67)] + ([(2, 1000), (3, 667)] if "--large" in sys.argv else [])
    for raters, per_rater in sizes:
        continuum = peer.Continuum()
        for rater, begin, end, category in spans(raters, per_rater):
            continuum.add(f"rater {rater}", Segment(begin, end), category)
        best = float("inf")
        for _ in range(3):
            start = time.perf_counter()
            result = continuum.compute_gamma(
                peer.CombinedCategoricalDissimilarity(alpha=1, beta=1, delta_empty=1),
                n_samples=30, sampler=peer.ShuffleContinuumSampler())
            best = min(best, time.perf_counter() - start)
        print(f"{raters} x {per_rater}: {best:.4f} s, observed disorder {result.observed_disorder:.6f}, "
              f"gamma {result.gamma:.4f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
