"""sanchan io: the analyses that make a table of a table, and of supply and use; each balances, is read again, and says how it was made."""
import csv
import io
import os
import sys
import unittest

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from support.program import InFolder, bytes_of, sanchan

SOURCE = os.environ["SANCHAN_SOURCE"]
CHINA12 = os.path.join(SOURCE, "scenarios/data/io12_2020.csv")
EXAMPLES = os.path.join(SOURCE, "scenarios/io")
SUPPLY, USE = os.path.join(EXAMPLES, "supply.csv"), os.path.join(EXAMPLES, "use.csv")


class MadeTables(InFolder):
    def make(self, *arguments, lang="en"):
        out, err, status = sanchan("io", *arguments, "--format=csv", lang=lang, cwd=self.folder)
        self.assertEqual((status, err), (0, ""))
        return list(csv.DictReader(io.StringIO(out)))

    def history(self, name):
        with open(self.path(name), encoding="utf-8") as file:
            return [line for line in file if line.startswith("#")]

    def body(self, name):
        with open(self.path(name), encoding="utf-8") as file:
            return [row for row in csv.reader(line for line in file if not line.startswith("#"))]

    def test_split_and_added_up_again(self):
        self.write("parts.csv", "from,to,jobs\nTRD,SHOPS,30\nTRD,TRUCKS,70\n")
        self.write("back.csv", "from,to\nSHOPS,TRD\nTRUCKS,TRD\n")
        rows = self.make("split", CHINA12, "parts.csv", "--by", "jobs", "-o", "fine.csv")
        self.assertEqual([row["activity"] for row in rows][4:6], ["SHOPS", "TRUCKS"])
        self.make("split", "fine.csv", "back.csv", "-o", "coarse.csv")
        with open(CHINA12, encoding="utf-8") as file:
            want = list(csv.reader(file))
        for row, wanted in zip(self.body("coarse.csv"), want, strict=True):
            self.assertEqual(row[:2], wanted[:2])
            for cell, number in zip(row[2:], wanted[2:], strict=True):
                if wanted[0] not in ("block", "TOTAL") and number:
                    self.assertAlmostEqual(float(cell), float(number), delta=1e-9 * abs(float(number)) + 1e-9)
        self.assertIn("io split; files: %s sha256:" % CHINA12, self.history("coarse.csv")[0])
        self.assertTrue(self.history("coarse.csv")[0].endswith("; options: --by=jobs\n"))
        self.write("typo.csv", "from,to,weight\nTRDE,A,1\n")
        self.fails(65, "io", "split", CHINA12, "typo.csv", says=('typo.csv:2', 'there is no activity "TRDE"'))
        self.fails(65, "io", "split", CHINA12, "parts.csv", "--by", "output", says='column "output" is missing')

    def test_a_concordance_of_several_classifications(self):
        concordance = os.path.join(SOURCE, "scenarios/data/concordance_42_to_12_4_3.csv")
        rows = self.make("aggregate", CHINA12, concordance, "--columns", "s12:s4", "-o", "four.csv")
        self.assertEqual([row["activity"] for row in rows], ["PRI", "SEC", "TSV", "MSV"])
        again = self.make("aggregate", CHINA12, os.path.join(EXAMPLES, "twelve_to_four.csv"))
        self.assertEqual(rows, again)
        self.assertTrue(self.history("four.csv")[0].endswith("; options: --columns=s12:s4\n"))
        self.fails(65, "io", "aggregate", CHINA12, concordance, says=('.csv:1:1: column "from" is missing', "s12, s4, s3", "--columns=FROM:TO"))
        self.fails(65, "io", "aggregate", CHINA12, concordance, "--columns", "code42:s12", says=(".csv:2:", 'begins with "01"', '"AGR"'))
        self.fails(65, "io", "aggregate", CHINA12, concordance, "--columns", "code42:s5", says='column "s5" is missing')
        for wrong in ("s12", ":s4", "s12:"):
            self.fails(64, "io", "aggregate", CHINA12, concordance, "--columns", wrong, says="FROM:TO")

    def test_origins_apart_and_together(self):
        self.make("imports", CHINA12, "-o", "whole.csv")
        self.fails(65, "io", "linkages", "whole.csv", says="take them apart with sanchan io imports")
        rows = self.make("imports", "whole.csv", "-o", "apart.csv")
        for row in rows:
            self.assertAlmostEqual(float(row["imports"]), float(row["share_pct"]) / 100 * float(row["use"]) + float(row["exported_again"]),
                                   delta=1e-6)
        self.make("linkages", "apart.csv")
        again = self.make("imports", "apart.csv", "-o", "again.csv")
        self.assertEqual(len(again), 12)
        for row, wanted in zip(self.body("again.csv"), self.body("whole.csv"), strict=True):
            for cell, number in zip(row, wanted, strict=True):
                if cell != number:
                    self.assertAlmostEqual(float(cell), float(number), delta=1e-9 * abs(float(number)))

    def test_a_region_from_the_nation(self):
        self.write("region.csv", "activity,value_added\n" + "".join("%s,%d\n" % (row["activity"], 10 + k) for k, row in
                                                                       enumerate(self.make("linkages", CHINA12))))
        larger = None
        for delta in ("0.1", "0.2", "0.3"):
            self.make("regionalise", CHINA12, "region.csv", "--delta", delta, "-o", "r%s.csv" % delta)
            rows = self.make("multipliers", "r%s.csv" % delta, "--quantity", "output")
            mean = sum(float(row["type1"]) for row in rows)
            self.assertTrue(larger is None or mean < larger)
            larger = mean
        for method in ("slq", "cilq", "flq", "aflq", "charm"):
            rows = self.make("regionalise", CHINA12, "region.csv", "--method", method, "-o", method + ".h5")
            self.assertTrue(all(0 <= float(row["exports_pct"]) <= 100 for row in rows))
            self.make("linkages", method + ".h5")
        out, _, _ = sanchan("io", "regionalise", CHINA12, "region.csv", lang="zh", cwd=self.folder)
        self.assertIn("推算而非调查", "".join(out.split()))
        for delta in ("1", "-0.1", "x", "nan"):
            self.fails(64, "io", "regionalise", CHINA12, "region.csv", "--delta", delta, says="is not a number from 0 to below 1")
        self.write("units.csv", "activity,output\nAGR,9e9\n")
        self.fails(65, "io", "regionalise", CHINA12, "units.csv", says=("units.csv:2:5", "is the unit that of the nation's table?"))

    def test_supply_and_use(self):
        for assumption, outputs in (("industry", [100, 100]), ("product", [100, 100]), ("industry_sales", [90, 110]), ("product_sales", [90, 110])):
            rows = self.make("supply-use", SUPPLY, USE, "--assume", assumption, "-o", assumption + ".csv")
            self.assertEqual([float(row["output"]) for row in rows], outputs)
            self.make("linkages", assumption + ".csv")
        self.assertEqual(bytes_of(self.path("industry.csv")).count(b"supply.csv sha256:"), 1)
        said = self.fails(65, "io", "supply_use", USE, SUPPLY)
        self.assertIn("this is a use table (block,row,...); the first file is the supply table", said)
        self.assertEqual(said.count("\n"), 1)
        self.write("supply.csv", "product,a,b,TOTAL\np,60,40,100\nq,0,50,50\n")
        self.write("use.csv", "block,row,a,b,HH,TOTAL\nDOM,p,5,1,94,100\nDOM,q,30,1,19,50\nVA,labour,25,88,,113\n")
        out, err, status = sanchan("io", "supply_use", "supply.csv", "use.csv", "--assume=product", cwd=self.folder)
        self.assertEqual((status, err), (0, ""))
        self.assertIn("2 flows of inputs are negative", " ".join(out.split()))
        self.fails(65, "io", "supply_use", "supply.csv", "use.csv", "--assume=product", "--negatives=zero",
                   says="column q: its cells cannot reach the target -21.33")           # its inputs add up to less than nothing
        self.make("supply_use", "supply.csv", "use.csv", "--assume=product", "--negatives=keep", "-o", "kept.csv")
        self.assertTrue(self.history("kept.csv")[0].endswith("; negative flows of inputs: 2\n"))
        out, _, status = sanchan("io", "check", "kept.csv", cwd=self.folder)
        self.assertEqual((status, "Negative cells: 2." in out), (0, True))


if __name__ == "__main__":
    unittest.main()
