#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Times fast-krippendorff in a bootstrap loop on data like that of agreement_bench.cpp.

100,000 units by 4 coders, 5 categories, nominal. Prints the time of one alpha and of 1,000 replicates, the latter from the
first ten.
"""
import random
import sys
import time

UNITS, CODERS, CATEGORIES, REPLICATES, TIMED = 100_000, 4, 5, 1_000, 10


def main():
    try:
        import krippendorff
        import numpy
    except ImportError:
        print("krippendorff (fast-krippendorff) is not installed: nothing measured", file=sys.stderr)
        return 1
    draw = random.Random(3)
    rows = []
    for _ in range(UNITS):
        truth = draw.randrange(CATEGORIES)
        rows.append([float("nan") if draw.randrange(20) == 0
                     else draw.randrange(CATEGORIES) if draw.randrange(3) == 0 else truth
                     for _ in range(CODERS)])
    data = numpy.array(rows).T
    begin = time.perf_counter()
    krippendorff.alpha(reliability_data=data, level_of_measurement="nominal")
    one = time.perf_counter() - begin
    chosen = numpy.random.default_rng(1)
    begin = time.perf_counter()
    for _ in range(TIMED):
        krippendorff.alpha(reliability_data=data[:, chosen.integers(0, UNITS, UNITS)],
                           level_of_measurement="nominal")
    replicates = (time.perf_counter() - begin) * REPLICATES / TIMED
    print(f"krippendorff: alpha {1000 * one:.1f} ms, {REPLICATES} replicates {replicates:.1f} s (from {TIMED})")
    return 0


if __name__ == "__main__":
    sys.exit(main())
