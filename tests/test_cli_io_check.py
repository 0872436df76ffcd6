"""sanchan io check: what is wrong with a table and what is out of the ordinary; and tables with negative flows in every analysis."""
import csv
import io
import json
import os
import sys
import unittest

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from support.program import SOURCE, InFolder, sanchan

CHINA12 = os.path.join(SOURCE, "scenarios/data/io12_2020.csv")
NEGATIVE = os.path.join(SOURCE, "tests/tables/negative.csv")
WORDS = {"en": ("Not fit for analysis", "Fit for analysis"), "zh": ("不可用于分析", "可用于分析")}

# two rows and two columns off, an activity without output that buys, one empty, negative cells of all kinds
SPOILED = """block,row,A,B,C,D,HH,GOV,INV,TOTAL
DOM,A,10,-5,3,0,82,0,-4,100
DOM,B,60,20,0,0,20,0,0,90
DOM,C,0,0,0,0,0,0,0,0
DOM,D,0,0,0,0,0,0,0,0
IMP,A,0,0,0,0,-2,0,0,-2
IMP,B,0,8,0,0,3,0,0,11
IMP,C,0,0,0,0,0,0,0,0
IMP,D,0,0,0,0,0,0,0,0
VA,labour,30,60,0,0,,,,90
SAT,co2,5,-7,0,0,,,,
"""


class Check(InFolder):
    def check(self, *arguments, status=0, lang="en"):
        out, err, code = sanchan("io", "check", *arguments, lang=lang, cwd=self.folder)
        self.assertEqual((code, err == ""), (status, status == 0), err)
        return out, err

    def rows(self, *arguments, status=0):
        return list(csv.DictReader(io.StringIO(self.check(*arguments, "--format=csv", status=status)[0])))

    def test_a_sound_table(self):
        rows = self.rows(CHINA12)
        self.assertEqual({row["verdict"] for row in rows}, {"fine"})
        count = {kind: sum(row["check"] == kind for row in rows) for kind in ("row", "column", "total", "productive")}
        self.assertEqual(count, {"row": 12 + 12 + 4, "column": 12, "total": 12, "productive": 1})
        first = next(row for row in rows if row["item"] == "IMP.TIN")
        self.assertEqual((first["line"], float(first["must"])), ("15", float(first["is"]) - float(first["gap"])))
        for lang, words in WORDS.items():
            self.assertIn(words[1] + (". " if lang == "en" else "。"), self.check(CHINA12, lang=lang)[0])

    def test_everything_wrong_is_listed_and_everything_odd(self):
        self.write("t.csv", SPOILED)
        rows = self.rows("t.csv", status=65)
        got = [(row["check"], row["item"], row["line"], row["gap"] and round(float(row["gap"]), 6)) for row in rows if row["verdict"] == "wrong"]
        self.assertEqual(got, [("row", "DOM.A", "2", -14), ("row", "DOM.B", "3", 10), ("column", "B", "3", -7), ("column", "C", "4", 3),
                               ("no_output", "C", "4", 3)])
        noted = [(row["check"], row["item"], row["is"]) for row in rows if row["verdict"] == "note"]
        self.assertEqual(noted, [("no_output", "D", "0"), ("empty", "GOV", "0"), ("negative", "DOM.A.B", "-5"), ("negative", "IMP.A.HH", "-2"),
                                 ("negative", "SAT.co2.B", "-7")])
        self.assertEqual([row["verdict"] for row in rows], sorted((row["verdict"] for row in rows), key=("wrong", "note", "fine").index))
        self.assertEqual(rows[:3], self.rows("t.csv", "--top", "3", status=65))
        for lang, words in WORDS.items():
            out, err = self.check("t.csv", status=65, lang=lang)
            self.assertIn(words[0], out)
            self.assertIn("t.csv: ", err)
            self.assertIn("5", err)
        answer = json.loads(self.check("t.csv", "--format=json", status=65)[0])
        self.assertEqual(len(answer["rows"]), len(rows))
        self.fails(65, "io", "linkages", "t.csv", says="no output, yet it has inputs")

    def test_the_spectral_radius_is_that_of_the_matrix(self):
        self.write("t.csv", "block,row,A,B,HH,TOTAL\nDOM,A,20,30,50,100\nDOM,B,40,10,50,100\nVA,labour,40,60,,100\n")
        radius = float(self.rows("t.csv")[-1]["is"])                        # of (0.2 0.3; 0.4 0.1): its roots are 0.5 and -0.2
        self.assertAlmostEqual(radius, 0.5, delta=1e-10)
        self.write("u.csv", "block,row,A,B,HH,TOTAL\nDOM,A,20,130,-50,100\nDOM,B,80,10,10,100\nVA,labour,0,-40,,-40\n")
        rows = self.rows("u.csv", status=65)                                # (0.2 1.3; 0.8 0.1): r^2 - 0.3 r - 1.02 = 0
        self.assertEqual([(row["check"], row["item"]) for row in rows if row["verdict"] == "wrong"], [("productive", "B")])
        self.assertAlmostEqual(float(rows[0]["is"]), 0.15 + (0.0225 + 1.02) ** 0.5, delta=1e-10)

    def test_a_competitive_table_and_hdf5(self):
        sanchan("io", "imports", CHINA12, "-o", "whole.csv", cwd=self.folder)
        out, _ = self.check("whole.csv")
        self.assertIn("sanchan io imports takes domestic and imported products apart", " ".join(out.split()))
        self.write("ones.csv", "from,to\n" + "".join("%s,%s\n" % (row["item"], row["item"]) for row in self.rows(CHINA12) if row["check"] == "column"))
        sanchan("io", "aggregate", CHINA12, "ones.csv", "-o", "t.h5", cwd=self.folder)
        keys = [(row["check"], row["item"]) for row in self.rows("t.h5")]          # no lines there, so sums of rows of zeros are left out
        self.assertEqual(keys, [(row["check"], row["item"]) for row in self.rows(CHINA12) if row["check"] != "total" and row["must"] != "0"])
        self.check(CHINA12, "-o", "check.h5")
        self.assertTrue(os.path.exists(self.path("check.h5")))
        self.fails(65, "io", "check", self.write("x.csv", "block,row,A,HH,TOTAL\nDOM,A,x,1,2\nVA,labour,1,,1\n"), says="x.csv:2")


class NegativeFlows(InFolder):
    """tests/tables/negative.csv: -50 from A to B, -10 of imported B, a sink of CO2."""

    def run_io(self, *arguments):
        out, err, status = sanchan("io", *arguments, cwd=self.folder)
        self.assertEqual((status, err), (0, ""))
        return out

    def test_where_they_do_no_harm_they_are_said(self):
        said = "2 flows of inputs are negative, the largest from A to B, -50"
        self.write("four.csv", "from,to\nA,X\nB,Y\n")
        for words in (["multipliers"], ["linkages"], ["ghosh"], ["price", "--shock", "import.all=0.1"], ["extract"], ["matrix"],
                      ["sam"], ["aggregate", "four.csv"], ["imports"]):
            self.assertIn(said, " ".join(self.run_io(words[0], NEGATIVE, *words[1:]).split()), words)
        self.assertIn(said, " ".join(self.run_io("decompose", NEGATIVE, NEGATIVE).split()))
        out, _, _ = sanchan("io", "linkages", NEGATIVE, lang="zh", cwd=self.folder)
        self.assertIn("负的中间投入有 2 个", "".join(out.splitlines()))

    def test_multipliers_are_those_of_the_inverse(self):
        rows = list(csv.DictReader(io.StringIO(self.run_io("multipliers", NEGATIVE, "--format=csv"))))
        a, b, c, d = 0.15, -0.025, 0.2, 0.05
        det = (1 - a) * (1 - d) - b * c
        inverse = ((1 - d) / det, b / det, c / det, (1 - a) / det)
        want = {"output": (inverse[0] + inverse[2], inverse[1] + inverse[3]),
                "co2": (-0.03 * inverse[0] + 0.02275 * inverse[2], -0.03 * inverse[1] + 0.02275 * inverse[3])}
        for quantity, numbers in want.items():
            got = [float(row["type1"]) for row in rows if row["quantity"] == quantity]
            for one, number in zip(got, numbers, strict=True):
                self.assertAlmostEqual(one, number, delta=1e-12)
        both = [sum(float(row["type1"]) for row in rows if row["activity"] == name and row["quantity"] in ("value_added", "imports")) for name in "AB"]
        self.assertAlmostEqual(both[0] - 1, 0, delta=1e-12)
        self.assertAlmostEqual(both[1] - 1, 0, delta=1e-12)

    def test_where_they_leave_no_meaning_it_is_refused(self):
        self.write("u.cfg", 'coefficients = ( { supplier = "*"; buyer = "*"; factor = 1.1; } );')
        self.write("d.cfg", "capital_output = 1.0; final = { years = 3; growth = 0.01; };")
        self.write("region.csv", "activity,output\nA,10\nB,20\n")
        self.write("s.cfg", 'periods = ["1"]; scenarios = ( { name = "s"; final = ( { product = "A"; column = "EXP"; add = 1.0; } ); } );')
        for words in (["paths"], ["distance"], ["influence"], ["matrix", "--which=length"], ["multipliers", "-u", "u.cfg"], ["dynamic", "d.cfg"],
                      ["regionalise", "region.csv"], ["shock", "s.cfg"]):
            err = self.fails(65, "io", words[0], NEGATIVE, *words[1:], says=("negative.csv:2: 2 flows of inputs are negative", "sanchan io check"))
            self.assertEqual(err.count("\n"), 1, err)
        large = os.path.join(SOURCE, "tests/tables/negative_large.csv")
        self.fails(65, "io", "linkages", large, says=("negative_large.csv:3", "rounds of inputs need not die out"))

    def test_they_are_balanced_and_written(self):
        self.write("known.csv", "kind,name,value\nrow,A,120\nrow,B,280\ncolumn,A,345\ncolumn,B,55\n")
        rows = list(csv.DictReader(io.StringIO(self.run_io("balance", NEGATIVE, "known.csv", "--method", "gras", "--format=csv", "-o", "b.csv"))))
        cells = {(row["supplier"], row["buyer"]): float(row["balanced"]) for row in rows}
        self.assertLess(cells["A", "B"], 0)
        self.assertAlmostEqual(cells["A", "A"] + cells["A", "B"], 120, delta=1e-6)
        self.assertAlmostEqual(cells["A", "B"] + cells["B", "B"], 55, delta=1e-6)
        self.write("four.csv", "from,to\nA,X\nB,Y\n")
        for name in ("t.csv", "t.h5"):
            self.run_io("aggregate", NEGATIVE, "four.csv", "-o", name)
            self.assertIn("2 flows of inputs are negative", " ".join(self.run_io("linkages", name).split()))
        with open(self.path("t.csv"), encoding="utf-8") as file:
            text = file.read()
        self.assertIn("; negative flows of inputs: 2\n", text)
        self.assertIn("\nSAT,co2,-30,45.5,", text)


if __name__ == "__main__":
    unittest.main()
