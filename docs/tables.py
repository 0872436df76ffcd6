"""The rows of the tables in zhangdian.md and cge-district.md, from result files: python3 docs/tables.py RESULT [LESS]

RESULT alone: each model and scenario; GDP growth 2021-25 in % a year, services share in 2025 in %, employment growth of the period.
With LESS, a run without a lever on the same draws: the differences draw by draw, the share's in points a year.
"""
import sys

import h5py
import numpy as np


def of(file, name, scenario, model):
    return file["indicators"][name][scenario, model, :, 0].astype(float)


def growth(file, scenario, model):
    return 100 * ((of(file, "gdp_index", scenario, model) / 100) ** 0.2 - 1)


def interval(x):
    low, high = np.nanquantile(x, (0.05, 0.95))
    return "[%.2f, %.2f]" % (low, high)


def names(file, what):
    return [x.decode() for x in file["indicators"][what][()]]


result = h5py.File(sys.argv[1])
less = h5py.File(sys.argv[2]) if len(sys.argv) > 2 else None
for m, model in enumerate(names(result, "model")):
    for s, scenario in enumerate(names(result, "scenario")):
        rate, share = growth(result, s, m), of(result, "services_share", s, m)
        if less:
            rate, share = rate - growth(less, s, m), (share - of(less, "services_share", s, m)) / 5
            print("%-9s %-12s growth %+.3f %s  services %+.3f" % (model, scenario, np.nanmean(rate), interval(rate), np.nanmean(share)))
            continue
        there = np.isfinite(rate)
        rate, share = rate[there], share[there]
        print("%-9s %-12s growth %.2f (%.2f), median %.2f %s, P(>=7) %4.1f%%  services %.1f %s, P(>=78) %4.1f%%, P(>=80) %4.1f%%"
              "  employment %+.2f  given up %d"
              % (model, scenario, rate.mean(), rate.std(), np.median(rate), interval(rate), 100 * (rate >= 7).mean(), np.median(share),
                 interval(share), 100 * (share >= 78).mean(), 100 * (share >= 80).mean(),
                 result["summary"]["employment_growth"][s, m, :5, 0].mean(), (~there).sum()))
