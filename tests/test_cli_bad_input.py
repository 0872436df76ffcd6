"""Bad input: each mistake gives one clear message with file, line, key and what is legal, and the right exit status."""
import json
import os
import sys
import unittest

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from support.program import SOURCE, InFolder, bytes_of, sanchan


class BadFiles(InFolder):
    def test_empty_study(self):
        self.fails(65, "check", self.write("a.cfg", ""), says=("a.cfg", "empty"))

    def test_missing_study_file_and_name(self):
        self.fails(66, "check", "nowhere.cfg", says="there is no file nowhere.cfg")
        self.fails(66, "check", "nowhere", says="there is no study nowhere")

    def test_missing_include_has_its_line(self):
        self.fails(66, "check", self.write("a.cfg", 'id = "a";\n@include "gone.cfg"\n'), says=("a.cfg:2", "gone.cfg"))

    def test_include_of_a_folder_does_not_end_the_process_silently(self):
        os.mkdir(self.path("sub"))
        self.fails(66, "check", self.write("a.cfg", '@include "sub"\n'), says=("a.cfg:1", "sub is a folder"))

    def test_folder_without_a_study(self):
        os.mkdir(self.path("sub"))
        self.fails(66, "check", "./sub", says="study.cfg")

    def test_binary_file(self):
        self.fails(65, "check", self.write("a.cfg", bytes(range(256)) * 8), says="not a text file")
        self.fails(65, "check", self.write("b.cfg", b'id = "\xff\xfe";\n'), says="b.cfg:1")

    def test_byte_order_mark(self):
        self.fails(65, "check", self.write("a.cfg", b'\xef\xbb\xbfid = "a";\n'), says=("a.cfg:1:1", "byte-order mark"))

    def test_a_pipe_instead_of_a_file(self):
        os.mkfifo(self.path("a.cfg"))
        self.fails(66, "check", self.path("a.cfg"), says="not a regular file")

    def test_syntax_error_has_line_and_column(self):
        self.fails(65, "check", self.write("a.cfg", 'id = "a";\ntitle = {\n  zh = "a"\n  en = "b";\n};\n'), says="a.cfg:")


class BadStudies(InFolder):
    def setUp(self):
        super().setUp()
        self.study()

    def spoiled(self, file, old, new, *says):
        line = self.spoil(file, old, new)
        err = self.fails(65, "check", "study", says=("study/%s:%d" % (file, line),) + says)
        zh = self.fails(65, "check", "study", lang="zh", says="study/%s:%d" % (file, line))
        self.assertNotEqual(err, zh)
        self.fails(65, "run", "study", "-o", "r.h5", says=says)
        self.assertFalse(os.path.exists(self.path("r.h5")))
        return err

    def test_unknown_key(self):
        self.spoiled("study.cfg", "draws   =", "drows   =", "run.drows", "draws")

    def test_wrong_type(self):
        self.spoiled("study.cfg", "10000L", '"many"', "run.draws", "expected an integer")

    def test_integer_that_would_wrap(self):
        self.spoiled("study.cfg", "10000L", "3000000000", "3000000000")

    def test_share_outside_0_1(self):
        self.spoiled("study.cfg", "max_bad = 1e-5", "max_bad = 1.5", "run.max_bad", "1.5 is outside [0, 1]")

    def test_inverted_range(self):
        self.spoiled("parameters.cfg", "parameters = {", 'parameters = { sigma_kl = { dist = "uniform"; min = 0.9; max = 0.5; };',
                     "parameters.sigma_kl", "min (0.9)", "must be below max (0.5)")

    def test_support_outside_the_legal_range(self):
        self.spoiled("parameters.cfg", "parameters = {", 'parameters = { sigma_kl = { dist = "normal"; mean = 0.9; sd = 0.5; };',
                     "parameters.sigma_kl", "outside the legal range")

    def test_correlation_matrix_that_is_not_positive_definite(self):
        group = ('correlations = ( { parameters = [ "mu_sec", "mu_tsv", "mu_msv" ]; source = "a test";'
                 ' matrix = ( [ 1.0, 0.9, 0.9 ], [ 0.9, 1.0, -0.9 ], [ 0.9, -0.9, 1.0 ] ); },')
        self.spoiled("parameters.cfg", "correlations = (", group, "correlations[0].matrix", "positive definite")

    def test_target_for_an_unknown_indicator(self):
        self.spoiled("targets_table.cfg", 'indicator = "gdp_growth"', 'indicator = "gdp_grwth"', "targets.gdp_growth.indicator", "gdp_growth")

    def test_illegal_word_names_the_legal_ones(self):
        self.spoiled("targets_table.cfg", 'direction = "at_least"', 'direction = "atleast"', "direction", "at_least")

    def test_table_that_does_not_balance(self):
        with open(os.path.join(SOURCE, "scenarios", "data", "io12_2020.csv"), encoding="utf-8") as file:
            table = file.read()
        cell = "\nDOM,CON,"
        self.assertIn(cell, table)
        self.write("study/io.csv", table.replace(cell, cell + "9", 1))
        self.spoil("economy.cfg", "data:io12_2020.csv", "io.csv")
        self.fails(65, "check", "study", says=("study/io.csv:", "does not balance", "adds up to"))

    def test_missing_table_and_a_cell_that_is_no_number(self):
        self.spoil("economy.cfg", "data:io12_2020.csv", "gone.csv")
        self.fails(66, "check", "study", says="gone.csv")
        self.write("study/gone.csv", "a,b\n1,x\n")
        self.fails(65, "check", "study", says="study/gone.csv")

    def test_all_mistakes_at_once_as_text_and_json(self):
        self.spoil("study.cfg", "draws   =", "drows   =")
        self.spoil("study.cfg", "max_bad = 1e-5", "max_bad = 2.5")
        self.spoil("parameters.cfg", "parameters = {", "parameters = { sigma_kl = 99.0;")
        self.spoil("targets_table.cfg", 'direction = "at_least"', 'direction = "atleast"')
        err = self.fails(65, "check", "study")
        for words in ("drows", "2.5", "sigma_kl", "atleast"):
            self.assertIn(words, err)
        out, _, status = sanchan("check", "study", "--format", "json", cwd=self.folder)
        answer = json.loads(out)
        self.assertEqual((status, answer["good"]), (65, False))
        mistake = next(m for m in answer["mistakes"] if m["key"] == "run.max_bad")
        self.assertTrue(mistake["file"].endswith("study.cfg") and mistake["line"] > 0 and mistake["zh"] and mistake["en"])

    def test_overrides_are_checked_like_files(self):
        self.fails(65, "check", "study", "--set", "run.drows=5", says=("--set", "run.drows", "draws"))
        self.fails(65, "check", "study", "--set", "run.max_bad=2", says=("--set", "run.max_bad", "[0, 1]"))
        self.fails(64, "check", "study", "--scenario", "baseline,nothing", says=("--scenario", "nothing", "baseline"))
        self.fails(64, "check", "study", "--model", "nothing", says=("--model", "growth"))


class BadResults(InFolder):
    def test_a_result_that_is_none(self):
        self.fails(66, "show", "gone.h5", says="gone.h5")
        self.fails(65, "show", self.write("a.h5", "text"), says="a.h5")
        self.fails(65, "brief", self.write("b.h5", b"\x89HDF\r\n\x1a\n" + bytes(500)), says="b.h5")
        self.assertEqual(sorted(os.listdir(self.folder)), ["a.h5", "b.h5"])


class Check(InFolder):
    def test_a_good_study_is_described_in_both_languages_and_json(self):
        out, err, status = sanchan("check", cwd=self.folder)
        self.assertEqual((status, err), (0, ""))
        self.assertIn("The plan's own arithmetic", out)
        self.assertIn("value added", out)
        out, err, status = sanchan("check", "zhangdian", lang="zh", cwd=self.folder)
        self.assertEqual((status, err), (0, ""))
        self.assertIn("规划自身的算术", out)
        answer = json.loads(sanchan("check", "--format", "json", cwd=self.folder)[0])
        self.assertTrue(answer["good"])
        self.assertEqual(answer["scenarios"], 9)
        self.assertAlmostEqual(sum(row["value_added"] for row in answer["account"]), 1, places=12)
        self.assertLess(max(abs(answer[gap]) for gap in ("row_gap", "column_gap", "walras_gap")), 1e-12)
        self.assertEqual(os.listdir(self.folder), [])

    def test_init_gives_a_study_that_checks_and_never_overwrites(self):
        out, err, status = sanchan("init", "my-county", cwd=self.folder)
        self.assertEqual((status, out), (0, ""), err)
        out, err, status = sanchan("check", "my-county", "--format", "json", cwd=self.folder)
        self.assertEqual(status, 0, err)
        self.assertEqual(json.loads(out)["study"], "mycounty")
        before = bytes_of(self.path("my-county", "study.cfg"))
        self.fails(73, "init", "my-county", says=("my-county", ".cfg"))
        self.assertEqual(bytes_of(self.path("my-county", "study.cfg")), before)
        self.fails(73, "init", "/proc/nothing/here", says="/proc/nothing/here")


if __name__ == "__main__":
    unittest.main()
