"""sanchan io over uncertain tables, scenarios, regions and years: the same digits on any number of threads, one clear message."""
import csv
import io
import json
import os
import sys
import unittest

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from support.program import InFolder, sanchan

SOURCE = os.environ["SANCHAN_SOURCE"]
SHARED = os.environ.get("SC_SHARED_DIR", "")
CHINA4 = os.path.join(SOURCE, "scenarios/data/io4_2020.csv")
CHINA12 = os.path.join(SOURCE, "scenarios/data/io12_2020.csv")
PRIOR = os.path.join(SOURCE, "scenarios/data/prior_zhangdian_va_shares_12.csv")
NOISE = 'coefficients = ( { supplier = "*"; buyer = "*"; factor = { dist = "lognormal"; median = 1.0; sdlog = 0.07; }; } );\n'


class Uncertain(InFolder):
    def rows(self, *arguments):
        out, err, status = sanchan("io", *arguments, "--format=csv", cwd=self.folder)
        self.assertEqual((status, err), (0, ""))
        return list(csv.DictReader(io.StringIO(out)))

    def test_every_analysis_has_its_distribution(self):
        self.write("u.cfg", NOISE)
        certain = {
            "multipliers": [(r["quantity"], r["activity"], k, r[k]) for r in self.rows("multipliers", CHINA4) 
                            for k in ("direct", "type1", "type2", "type2_full") if r["quantity"] == "output" or k != "type2_full"],
            "extract": [(r["extracted"], k, r[k]) for r in self.rows("extract", CHINA4) for k in ("loss", "loss_pct", "others_pct")],
            "price": [(r["activity"], r["price"]) for r in self.rows("price", CHINA4, "--shock", "import.SEC=0.1")],
        }
        for analysis, want in certain.items():
            more = ["--shock", "import.SEC=0.1"] if analysis == "price" else []
            rows = self.rows(analysis, CHINA4, "-u", "u.cfg", "--draws", "500", *more)
            for row, known in zip(rows, want):
                self.assertEqual(known[-2] if analysis == "price" else row["measure"], row["activity"] if analysis == "price" else known[-2])
                self.assertAlmostEqual(float(row["base"]), float(known[-1]), delta=1e-6 * max(1, abs(float(known[-1]))))
                self.assertLessEqual(float(row["p05"]), float(row["p50"]))
                self.assertLessEqual(float(row["p50"]), float(row["p95"]))
                self.assertEqual(row["draws"], "500")
            self.assertGreater(max(float(row["sd"]) for row in rows), 1e-3)
        linkages = self.rows("linkages", CHINA4, "-u", "u.cfg", "--draws", "500")
        keys = {r["activity"]: float(r["mean"]) for r in linkages if r["measure"] == "key"}
        self.assertEqual(keys["PRI"], 0)
        self.assertTrue(0.5 < keys["SEC"] < 1)

    def test_threads_draws_and_seed(self):
        self.write("u.cfg", NOISE)
        run = lambda *more: sanchan("io", "multipliers", CHINA12, "-u", "u.cfg", "--format=json", *more, cwd=self.folder)[0]
        one = run("--threads", "1", "--draws", "777")
        self.assertEqual(one, run("--threads", "5", "--draws", "777"))
        self.assertEqual(one, run("--threads", "2", "--draws", "777", "--seed", "1"))
        self.assertNotEqual(one, run("--draws", "777", "--seed", "2"))
        for isa in ("base", "avx2"):
            self.assertEqual(one, sanchan("io", "multipliers", CHINA12, "-u", "u.cfg", "--format=json", "--draws", "777", cwd=self.folder,
                                          env={"SANCHAN_ISA": isa})[0])
        self.assertIn("777 draws", json.loads(one)["note"])

    def test_draws_left_out_are_told(self):
        self.write("one.csv", "block,row,A,HH,TOTAL\nDOM,A,40,60,100\nVA,labour,60,,60\n")
        self.write("u.cfg", 'closure = "free"; coefficients = ( { supplier = "A"; buyer = "A"; value = { dist = "uniform"; min = 0.5; max = 1.5; }; } );')
        out, _, status = sanchan("io", "multipliers", "one.csv", "-u", "u.cfg", "--draws", "1000", cwd=self.folder)
        self.assertEqual(status, 0)
        self.assertIn("left out", out)
        self.assertIn("the Hawkins-Simon condition fails", " ".join(out.split()))
        out, _, _ = sanchan("io", "multipliers", "one.csv", "-u", "u.cfg", "--draws", "1000", lang="zh", cwd=self.folder)
        self.assertIn("不满足霍金斯-西蒙条件", "".join(out.split()))
        self.write("all.cfg", 'closure = "free"; coefficients = ( { supplier = "A"; buyer = "A"; value = 1.5; } );')
        self.fails(65, "io", "multipliers", "one.csv", "-u", "all.cfg", says="none of the 10000 draws")

    def test_mistakes(self):
        self.fails(64, "io", "multipliers", CHINA4, "--draws", "10", says="--draws means nothing without --uncertain")
        self.fails(64, "io", "sam", CHINA4, "-u", "u.cfg", says="multipliers")
        self.fails(66, "io", "linkages", CHINA4, "-u", "gone.cfg", says="there is no file gone.cfg")
        self.write("u.cfg", 'coefficients = ( { supplier = "AGR"; buyer = "*"; factor = 1.1; } );')
        self.fails(65, "io", "linkages", CHINA4, "-u", "u.cfg", says=("u.cfg:1", '"AGR" is not one of PRI, SEC, TSV, MSV'))

    def test_regions(self):
        if not os.path.exists(os.path.join(SHARED, "data/io/expected/flq_reference.json")):
            self.skipTest("no reference data")
        with open(os.path.join(SHARED, "data/io/expected/flq_reference.json"), encoding="utf-8") as file:
            known = json.load(file)
        rows = self.rows("flq", CHINA12, PRIOR, "--gdp", "950")
        for row, slq, multiplier in zip(rows, known["SLQ"], known["output_multiplier"]):
            self.assertAlmostEqual(float(row["slq"]), slq, delta=1e-6)
            self.assertAlmostEqual(float(row["output"]), multiplier, delta=1e-6)
        out, _, _ = sanchan("io", "flq", CHINA12, PRIOR, "--gdp", "950")
        self.assertIn("multipliers are small, 1.12 on average", " ".join(out.split()))
        self.write("u.cfg", 'region = { exponent = { dist = "triangular"; min = 0.1; mode = 0.2; max = 0.3; }; };')
        rows = self.rows("flq", CHINA12, PRIOR, "--gdp", "950", "-u", "u.cfg", "--draws", "2000")
        whole = [row for row in rows if row["activity"] == "region" and row["measure"] == "output"][0]
        self.assertTrue(1.08 < float(whole["p05"]) < 1.12 < 1.25 < float(whole["p95"]) < 1.33)
        self.fails(64, "io", "flq", CHINA12, PRIOR, says="--gdp AMOUNT is missing")
        self.fails(64, "io", "flq", CHINA12, PRIOR, "--gdp", "x", says='"x" is not a number')
        self.write("s.csv", "activity,va_share_pct_gdp\nPRI,50\nSEC,20\nTSV,20\n")
        self.fails(65, "io", "flq", CHINA4, "s.csv", "--gdp", "1", says="row MSV is missing")
        self.write("s.csv", "activity,va_share_pct_gdp\nPRI,50\nSEC,20\nTSV,20\nMSV,20\n")
        self.fails(65, "io", "flq", CHINA4, "s.csv", "--gdp", "1", says="add up to 110%")

    def test_scenarios(self):
        self.write("s.cfg", 'periods = ["2021", "2022"]; scenarios = ( { name = "a"; title = { zh = "甲"; en = "First"; };'
                            ' final = ( { product = "SEC"; column = "EXP"; add = -100.0; profile = [1.0, 0.5]; } ); } );')
        rows = self.rows("shock", CHINA4, "s.cfg", "--quantity", "output", "--activity", "SEC")
        self.assertEqual([row["period"] for row in rows], ["2021", "2022"])
        multiplier = {r["activity"]: r for r in self.rows("multipliers", CHINA4, "--quantity", "output")}
        total = [row for row in self.rows("shock", CHINA4, "s.cfg", "--quantity", "output") if row["activity"] == "all"]
        self.assertAlmostEqual(float(total[0]["change"]), -100 * float(multiplier["SEC"]["type1"]), delta=1e-4)
        self.assertAlmostEqual(float(total[1]["change"]), -50 * float(multiplier["SEC"]["type1"]), delta=1e-4)
        out, _, _ = sanchan("io", "shock", CHINA4, "s.cfg", lang="zh", cwd=self.folder)
        self.assertIn("甲", out)
        self.write("u.cfg", NOISE)
        rows = self.rows("shock", CHINA4, "s.cfg", "--quantity", "output", "-u", "u.cfg", "--draws", "300")
        sure = [r for r in rows if r["activity"] == "all" and r["measure"] == "change" and r["period"] == "2021"][0]
        self.assertAlmostEqual(float(sure["base"]), float(total[0]["change"]), delta=1e-6)
        self.assertGreater(float(sure["sd"]), 1)
        self.assertEqual({row["draws"] for row in self.rows("shock", CHINA4, "s.cfg", "--quantity", "prices", "-u", "u.cfg", "--draws", "64")}, {"64"})
        self.fails(64, "io", "shock", CHINA4, "s.cfg", "--draws", "9", says="means nothing without")

    def test_years(self):
        if not os.path.exists(os.path.join(SHARED, "data/io/expected/growth_reference.json")):
            self.skipTest("no reference data")
        with open(os.path.join(SHARED, "data/io/expected/growth_reference.json"), encoding="utf-8") as file:
            known = json.load(file)["dynamic_leontief"]
        names = known["sectors"]
        ratios = " ".join("%s = %r;" % pair for pair in zip(names, known["kappa_test_values"]))
        base = " ".join("%s = %r;" % pair for pair in zip(names, known["f0"]))
        self.write("d.cfg", 'coefficients = "total"; capital_output = { %s }; final = { years = 6; growth = 0.05; base = { %s }; };' % (ratios, base))
        rows = self.rows("dynamic", CHINA4, "d.cfg")
        want = [x for year in known["backward_solution_t0_to_t5"] for x in year]
        for row, output in zip(rows, want, strict=True):
            self.assertAlmostEqual(float(row["output"]) / output, 1, delta=1e-6)
        out, _, _ = sanchan("io", "dynamic", CHINA4, "d.cfg", cwd=self.folder)
        self.assertIn("ceiling of balanced growth is %.2f%%" % (100 * known["max_balanced_growth"]), " ".join(out.split()))
        self.write("e.cfg", 'capital_output = { PRI = 1; }; final = { years = 1; growth = 0.4; };')
        self.fails(65, "io", "dynamic", CHINA4, "e.cfg", says=("capital_output.SEC", "final.years"))
        self.write("e.cfg", 'capital_output = 3.0; final = { years = 5; growth = 0.4; };')
        self.fails(65, "io", "dynamic", CHINA4, "e.cfg", says=("e.cfg:1: ", "is not below the ceiling"))
        weights = known["w_invest"]
        b = [[w * kappa for kappa in known["kappa_test_values"]] for w in weights]          # the rank-one form written out
        self.write("b.csv", "capital,%s\n" % ",".join(names) + "".join("%s,%s\n" % (name, ",".join(map(repr, row))) for name, row in zip(names, b)))
        for capital in ('"b.csv"', "( %s )" % ", ".join("[%s]" % ", ".join(map(repr, row)) for row in b)):
            self.write("d.cfg", 'coefficients = "total"; capital = %s; final = { years = 6; growth = 0.05; base = { %s }; };' % (capital, base))
            for row, output in zip(self.rows("dynamic", CHINA4, "d.cfg"), want, strict=True):
                self.assertAlmostEqual(float(row["output"]) / output, 1, delta=1e-6)

    def test_a_matrix_of_capital(self):
        """Two activities, each needing capital of both: roots and paths of 2x2 matrices by hand."""
        self.write("t.csv", "block,row,A,B,HH,GFCF,TOTAL\nDOM,A,10,20,60,10,100\nDOM,B,30,40,20,10,100\nVA,labour,60,40,,,100\n")
        a, b = ((0.1, 0.2), (0.3, 0.4)), ((0.05, 0.001), (0.001, 0.05))
        plan = 'final = { years = 3; growth = %s; base = { A = 100.0; B = 100.0; }; }; growth_after = %s;'

        def solve(m, y):
            det = m[0][0] * m[1][1] - m[0][1] * m[1][0]
            return (m[1][1] * y[0] - m[0][1] * y[1]) / det, (m[0][0] * y[1] - m[1][0] * y[0]) / det

        def mixed(weight):
            return [[(i == j) - a[i][j] + weight * b[i][j] for j in range(2)] for i in range(2)]

        want = [solve(mixed(-0.02), [100 * 1.02 ** 2] * 2)]
        for year in (1, 0):
            want.insert(0, solve(mixed(1), [sum(b[i][j] * want[0][j] for j in range(2)) + 100 * 1.02 ** year for i in range(2)]))
        self.write("b.csv", "good,B,A\nB,0.05,0.001\nA,0.001,0.05\n")
        for capital in ("( [0.05, 0.001], [0.001, 0.05] )", '"b.csv"'):
            self.write("d.cfg", "capital = %s; %s" % (capital, plan % ("0.02", "0.02")))
            rows = self.rows("dynamic", "t.csv", "d.cfg")
            for row, output in zip(rows, [x for year in want for x in year], strict=True):
                self.assertAlmostEqual(float(row["output"]), output, delta=1e-9)
            inverse = [solve(mixed(0), unit) for unit in ((1, 0), (0, 1))]                  # its columns
            m = [[sum(b[i][k] * inverse[j][k] for k in range(2)) for j in range(2)] for i in range(2)]
            half, det = (m[0][0] + m[1][1]) / 2, m[0][0] * m[1][1] - m[0][1] * m[1][0]
            out, _, _ = sanchan("io", "dynamic", "t.csv", "d.cfg", cwd=self.folder)
            self.assertIn("ceiling of balanced growth is %.2f%%" % (100 / (half + (half * half - det) ** 0.5)), " ".join(out.split()))
        self.write("one.csv", "good,A,B\nA,0.5,0.2\n")                                     # only A makes capital goods: B is singular
        self.write("d.cfg", 'capital = "one.csv"; ' + plan % ("0.02", "0.02"))
        rows = self.rows("dynamic", "t.csv", "d.cfg")
        x = [float(row["output"]) for row in rows]
        self.assertAlmostEqual(x[0] - 0.1 * x[0] - 0.2 * x[1] - 0.5 * (x[2] - x[0]) - 0.2 * (x[3] - x[1]), 100, delta=1e-9)
        self.assertAlmostEqual(x[1] - 0.3 * x[0] - 0.4 * x[1], 100, delta=1e-9)

    def test_a_wrong_matrix_of_capital(self):
        self.write("t.csv", "block,row,A,B,HH,GFCF,TOTAL\nDOM,A,10,20,60,10,100\nDOM,B,30,40,20,10,100\nVA,labour,60,40,,,100\n")
        final = "\nfinal = { years = 3; growth = 0.02; };\n"
        cases = (("capital = ( [0.1, 0.2] );", ("d.cfg:1: capital: 1 here", "for each activity, 2")),
                 ("capital = ( [0.1, 0.2], [0.1] );", ("capital[1]: 1 here",)),
                 ("capital = ( [0.1, 0.2], [0.1, -0.2] );", ("capital[1]", "-0.2")),
                 ("capital = 3;", ("d.cfg:1", "capital")),
                 ('capital = "none.csv";', ("none.csv",)),
                 ('capital = "b.csv";', ('b.csv:2:3: A: -1 is negative', 'b.csv:3:1: there is no activity "C"', 'b.csv:4:1: "A" appears twice',
                                         "b.csv:5:1: this row has 2 fields")),
                 ('capital = "c.csv";', ('c.csv:1:1: column "B" is missing', 'c.csv:1:8: there is no activity "X"')),
                 ("capital = ( [0.1, 0.2], [0.1, 0.2] );\ncapital_output = 1.0;", ("d.cfg:2", "capital_output", "cannot stand beside capital")))
        self.write("b.csv", "good,A,B\nA,-1,0\nC,1,1\nA,1,1\nB,1\n")
        self.write("c.csv", "good,A,X\nA,1,0\n")
        for text, says in cases:
            self.write("d.cfg", text + final)
            out, err, status = sanchan("io", "dynamic", "t.csv", "d.cfg", cwd=self.folder)
            self.assertEqual((status, out), (66 if "none" in text else 65, ""), err)
            for words in says:
                self.assertIn(words, err)


if __name__ == "__main__":
    unittest.main()
