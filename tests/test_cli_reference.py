"""sanchan io against every number of the reference results (numpy, from the same tables) and of Miller and Blair's example.

The references were computed from tables in double precision and are printed to ten decimals; the tables on file have six, so
the last of the ten may differ: LAST is what that rounding can do, as a share of the largest number of its kind. Value-added
ratios are sums of four rounded rows.
"""
import csv
import io
import json
import os
import re
import sys
import unittest

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from support.program import InFolder, sanchan

DATA = os.path.join(os.environ["SC_SHARED_DIR"], "data", "io")
LAST = 1.2e-10
if not os.path.exists(os.path.join(DATA, "expected")):
    print("skipped: no reference results at", DATA)
    sys.exit(77)
with open(os.path.join(DATA, "expected", "io_reference_results.json"), encoding="utf-8") as file:
    REFERENCE = json.load(file)


def flat(numbers):
    return [x for row in numbers for x in flat(row)] if isinstance(numbers, list) else [numbers]


class Reference(InFolder):
    def column(self, key, *arguments):
        out, err, status = sanchan("io", *arguments, "--format=csv", cwd=self.folder)
        self.assertEqual((status, err), (0, ""), arguments)
        return [float(row[key]) for row in csv.DictReader(io.StringIO(out))]

    def same(self, got, want, what, last=LAST):
        want = flat(want)
        self.assertEqual(len(got), len(want), what)
        scale = max(1, max(abs(x) for x in want))
        for k, (a, b) in enumerate(zip(got, want)):
            self.assertLessEqual(abs(a - b), last * scale, "%s[%d]: %.17g, expected %.17g" % (what, k, a, b))

    def check(self, n):
        want, table, before = REFERENCE["n%d" % n], *(os.path.join(DATA, "io%d_%d.csv" % (n, year)) for year in (2020, 2017))
        for which, key in (("coefficients", "A_dom"), ("inverse", "L"), ("ghosh", "ghosh_G")):
            self.same(self.column("value", "matrix", table, "--which", which), want[key], key)
        for quantity, column, key in (
                ("output", "type1", "output_multiplier_type1"), ("value_added", "type1", "va_multiplier_type1"),
                ("income", "type1", "labour_income_multiplier_type1_total"), ("imports", "type1", "import_multiplier"),
                ("output", "type2", "output_multiplier_type2_truncated"), ("income", "type2", "labour_income_type2_total"),
                ("value_added", "type2", "va_multiplier_type2")):
            self.same(self.column(column, "multipliers", table, "--quantity", quantity), want[key], key)
        for column, key in (("forward", "ghosh_rowsum_forward"), ("backward_normalised", "backward_linkage_normalised"),
                            ("forward_normalised", "forward_linkage_ghosh_normalised"), ("backward", "output_multiplier_type1")):
            self.same(self.column(column, "linkages", table), want[key], key)
        self.same(self.column("loss_pct", "extract", table), want["hypothetical_extraction_total_pct_output_loss"], "extraction")
        self.same(self.column("others_pct", "extract", table), want["hypothetical_extraction_other_sectors_pct_loss"], "extraction, others")
        for of, factors in (("output", {"technology": "technology", "final_demand": "final_demand", "change": "total"}),
                            ("value_added", {"value_added_ratio": "va_ratio", "technology": "technology", "final_demand": "final_demand",
                                             "change": "total"})):
            for column, key in factors.items():
                self.same(self.column(column, "decompose", before, table, "--of", of), want["sda_2017_2020_%s_yi" % of][key], of + " " + key, 3 * LAST)
        self.check_balance(n, want["ras_2017_to_2020_domestic"], before, table)

    def check_balance(self, n, want, before, table):
        """Where iterations stop differs: margins to 1e-9 of the largest cell here."""
        out, err, status = sanchan("io", "balance", before, table, "--format=json", cwd=self.folder)
        self.assertEqual((err, status), ("", 0))
        result = json.loads(out)
        names = REFERENCE["n%d" % n]["sectors"]
        cells = {(row["supplier"], row["buyer"]): row["balanced"] for row in result["rows"]}
        self.same([cells[i, j] for i in names for j in names], want["Z_yi"], "RAS", 1e-9)
        error = float(re.search(r"actual cells \(WAPE\): (\d\.\d+)", result["note"]).group(1))
        self.assertAlmostEqual(error, want["wape_vs_true"], delta=0.51e-5)

    def test_3_activities(self):
        self.check(3)

    def test_4_activities(self):
        self.check(4)

    def test_12_activities(self):
        self.check(12)

    def test_jobs_of_2018(self):
        want = REFERENCE["employment_2018"]
        with open(os.path.join(DATA, "employment_12_2018.csv"), encoding="utf-8") as source:
            persons = {row["s12"]: row["employment_10k_persons_2018"] for row in csv.DictReader(source)}
        with open(os.path.join(DATA, "io12_2018.csv"), encoding="utf-8") as source:
            table = source.read()
        n_fields = table.splitlines()[0].count(",") + 1
        row = ["SAT", "jobs", *(persons[name] for name in want["sectors"])]
        self.write("jobs.csv", table + ",".join(row + [""] * (n_fields - len(row))) + "\n")
        for column, key in (("direct", "direct_persons_per_million_yuan"), ("type1", "total_type1")):      # 10,000 persons / 10^8 yuan
            self.same([100 * x for x in self.column(column, "multipliers", "jobs.csv", "--quantity", "jobs")], want[key], key)

    def test_miller_and_blair(self):
        """Tables 2.3 and 2.4 (2009); the labour coefficients and the Ghosh inverse of the same table."""
        self.write("mb.csv", "block,row,A,B,HH,TOTAL\nDOM,A,150,500,350,1000\nDOM,B,200,100,1700,2000\nVA,labour,650,1400,,2050\n"
                             "SAT,jobs,300,500,,\n")
        inverse = self.column("value", "matrix", "mb.csv")
        self.same(self.column("value", "matrix", "mb.csv", "--which=coefficients"), [0.15, 0.25, 0.2, 0.05], "A", 1e-15)
        self.same(inverse, [1.254125412541254, 0.330033003300330, 0.264026402640264, 1.122112211221122], "L", 1e-14)
        self.same(self.column("value", "matrix", "mb.csv", "--which=ghosh"),
                  [1.254125412541254, 0.660066006600660, 0.132013201320132, 1.122112211221122], "G", 1e-14)
        output = [inverse[0] * 600 + inverse[1] * 1500, inverse[2] * 600 + inverse[3] * 1500]
        self.same(output, [1247.524752475248, 1841.584158415842], "x for f = (600, 1500)", 1e-14)
        labour = self.column("direct", "multipliers", "mb.csv", "--quantity=jobs")
        self.same([labour[0] * output[0], labour[1] * output[1]], [374.257425742574, 460.396039603960], "labour", 1e-14)


if __name__ == "__main__":
    unittest.main()
