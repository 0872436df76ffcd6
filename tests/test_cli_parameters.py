"""Parameters: the document holds the program's own table and every row of the source table; ends of their ranges can be run."""
import csv
import os
import re
import sys
import unittest

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from support.program import SOURCE, InFolder, sanchan

SHARED = os.environ.get("SC_SHARED_DIR") or os.path.join(SOURCE, "..", "shared")


def document():
    with open(os.path.join(SOURCE, "docs", "parameters.md"), encoding="utf-8") as file:
        return file.read()


class Parameters(InFolder):
    def test_document_has_the_programs_table(self):
        out, err, code = sanchan("describe", "parameters", "--format", "md")
        self.assertEqual(code, 0, err)
        self.assertTrue(out in document(), "docs/parameters.md differs from sanchan describe parameters --format md --lang en")

    def test_every_row_of_the_source_table_is_placed(self):
        source = os.path.join(SHARED, "data", "parameters.csv")
        if not os.path.exists(source):
            self.skipTest("the source table is not here")
        placed = re.findall(r"^\| [A-H] \| (.*?) \| (row|derived|fixed|study|check|not used) \| \S", document(), re.M)
        with open(source, encoding="utf-8") as file:
            self.assertEqual([symbol for symbol, _ in placed], [row["symbol"] for row in csv.DictReader(file)])

    def test_named_parameters_exist(self):
        out, _, _ = sanchan("describe", "parameters", "--format", "csv")
        known = {row["parameter"] for row in csv.DictReader(out.splitlines())}
        for line in re.findall(r"^\| [A-H] \| .*? \| row \| (.*) \|$", document(), re.M):
            self.assertIn(re.findall(r"`(\w+)`", line + " `betaS`")[0], known | {"betaS"})

    def test_ends_of_ranges_can_be_run(self):
        for setting in ("eta_export=8.0", "eta_export=2.0", "sigma_kl=0.3", "sigma_kl=1.0", "input_drift=0.3", "wage_tightness=2.0"):
            out, err, code = sanchan("run", "zhangdian", "--scenario", "baseline", "--set", "parameters." + setting, "--draws", "4000",
                                     "--store", "summary", "-o", self.path(setting + ".h5"))
            self.assertEqual(code, 0, setting + ": " + err)


if __name__ == "__main__":
    unittest.main()
