"""Several models in one run: the file says what the terminal says, and a notebook finds the mixture where it looks for it."""
import csv
import io
import json
import os
import sys
import unittest

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from support.program import InFolder, bytes_of, sanchan

TWO = ("--set", 'models=( {name="growth"; weight=3.0;}, {name="leontief"; weight=1.0;} )')
RUN = ("run", "zhangdian", "-n", 200, "--scenario", "baseline,plan", "-o", "two.h5", *TWO)


class Ensemble(InFolder):
    def setUp(self):
        super().setUp()
        self.out, err, status = sanchan(*RUN, cwd=self.folder)
        self.assertEqual(status, 0, err)

    def show(self, *arguments):
        out, err, status = sanchan("show", "two.h5", *arguments, cwd=self.folder)
        self.assertEqual(status, 0, err)
        return out

    def test_the_verdict_is_pooled_and_the_models_stand_side_by_side(self):
        self.assertIn("models pooled: growth 75%, leontief 25%", self.out)
        self.assertIn("target: probability under each model", self.out)
        self.assertRegex(self.out, r"Of \d+ targets the choice of model changes the word for \d+; it matters most for .+ \((growth|leontief)\) to ")
        out, err, status = sanchan(*RUN[:-2], "--force", "--model", "growth", cwd=self.folder)
        self.assertEqual(status, 0, err)
        self.assertNotIn("pooled", out)                       # one model: no pointless column
        self.assertNotIn("leontief", out)

    def test_tables_agree(self):
        verdict = json.loads(self.show("--format", "json"))
        self.assertEqual(verdict["model_weights"], [0.75, 0.25])
        for target in verdict["targets"]:
            of = {(v["scenario"], v["model"]): v["p"] for v in target["verdicts"]}
            for pooled in target["pooled"]:
                models = [of[pooled["scenario"], name] for name in ("growth", "leontief")]
                if pooled["p"] is None:
                    self.assertIsNone(models[0])
                else:
                    self.assertAlmostEqual(pooled["p"], 0.75 * models[0] + 0.25 * models[1], places=12)
                    self.assertTrue(pooled["p_lo"] <= pooled["p"] <= pooled["p_hi"])
        rows = json.loads(self.show("models", "--scenario", "plan", "--format", "json"))["models"]
        for row in rows:
            self.assertAlmostEqual(row["pooled"], 0.75 * row["growth"] + 0.25 * row["leontief"], places=12)
            self.assertAlmostEqual(row["spread"], 100 * abs(row["growth"] - row["leontief"]), places=9)
        listed = list(csv.DictReader(io.StringIO(self.show("targets", "--format", "csv"))))
        self.assertEqual({row["model"] for row in listed}, {"pooled", "growth", "leontief"})
        self.assertIn("models pooled", self.show("targets"))
        self.assertIn("model multi-sector growth model", self.show("targets", "--model", "growth"))

    def test_parts_of_the_variance(self):
        rows = json.loads(self.show("variance", "--format", "json", "--all"))["variance"]
        names = ("parameters", "shocks", "model", "parameters_shocks", "model_others")
        self.assertGreater(len([row for row in rows if row["id"] == "gdp_growth"]), 14)      # every year, and the target
        for row in rows:
            self.assertAlmostEqual(sum(row[name] for name in names), 1, places=9)
            self.assertTrue(all(row[name + "_error"] >= 0 for name in names))
        self.assertRegex(self.show("variance"), r"gdp_growth .* 2025 +\d+\.\d% ±\d+\.\d")
        out, err, status = sanchan("show", "two.h5", "variance", cwd=self.folder, lang="zh")
        self.assertEqual(status, 0, err)
        self.assertIn("占方差的份额 ± 标准误", out)

    def test_a_notebook_finds_it(self):
        try:
            import xarray
        except ImportError:
            self.skipTest("python module xarray is not installed")
        path = self.path("two.h5")
        weight = xarray.open_dataset(path, group="pooled").model_weight
        for group, names in {"summary": None, "targets": ["probability", "mean_shortfall"], "joint": ["probability_all", "expected_hits"]}.items():
            models = xarray.open_dataset(path, group=group)
            pooled = xarray.open_dataset(path, group="pooled/" + group)
            for name in names or [name for name in models.data_vars if models[name].dims[-1] == "statistic"]:
                one, all_models = pooled[name], models[name]
                if "statistic" in one.dims:
                    one, all_models = one.sel(statistic="mean"), all_models.sel(statistic="mean")
                xarray.testing.assert_allclose(one, (all_models * weight).sum("model", skipna=False), rtol=1e-10, atol=1e-12)
                self.assertNotIn("model", one.dims)
        variance = xarray.open_dataset(path, group="variance")
        self.assertIn("Owen 2013", variance.attrs["references"])
        self.assertTrue(bool((abs(variance.services_share.sum("part") - 1) < 1e-9).all()))
        self.assertEqual(list(variance.pairs.values), [100, 100])

    def test_the_same_bytes(self):
        first = bytes_of(self.path("two.h5"))
        out, err, status = sanchan(*RUN, "--force", "--threads", 3, cwd=self.folder, env={"SANCHAN_ISA": "base"})
        self.assertEqual(status, 0, err)
        self.assertTrue(first == bytes_of(self.path("two.h5")), "threads or instruction sets change bits")
        out, err, status = sanchan(*RUN, "--verify", cwd=self.folder)
        self.assertEqual(status, 0, err)


if __name__ == "__main__":
    unittest.main()
