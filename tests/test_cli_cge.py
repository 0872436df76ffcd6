"""sanchan cge: the textbook model from its configuration, as a user runs it."""
import json
import os
import shutil
import sys
import unittest

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from support.program import SOURCE, InFolder, sanchan


def result_of(*arguments):
    out, err, status = sanchan("cge", *arguments, "--format", "json")
    assert (status, err) == (0, ""), err
    return json.loads(out)


def numbers(*arguments):
    """scenario, measure, item -> (base, value)"""
    result = result_of(*arguments)
    return {(r["scenario"], r["measure"], r["item"]): (r["base"], r["value"]) for r in result["rows"]}


# Published: GAMS-dev/gamspy tests/integration/models/stdcge.py (utility); the other values from an independent solution of the
# same model to 1e-11. Quantities of imports at the border.
NO_TARIFF = {
    ("utility_level", "HOH"): 26.092634381288686, ("factor_price", "CAP"): 1.00088829897, ("exchange_rate", ""): 1.06282422139,
    ("cost", "BRD"): 0.98926007562, ("cost", "MLK"): 0.99528644948, ("user_price", "BRD"): 0.98125156936, ("user_price", "MLK"): 0.97599646850,
    ("home_price", "BRD"): 0.98012801449, ("home_price", "MLK"): 0.99125769782, ("output", "BRD"): 74.5832943944, ("output", "MLK"): 71.0062396311,
    ("home_use", "BRD"): 84.0518942859, ("home_use", "MLK"): 85.7702270425, ("exported", "BRD"): 9.4343201861, ("exported", "MLK"): 4.4983237874,
    ("imported", "BRD"): 12.8593430074, ("imported", "MLK"): 13.0733009661, ("home_sales", "BRD"): 70.2039233032, ("home_sales", "MLK"): 70.4325605024,
    ("consumed", "BRD"): 20.3921915779, ("consumed", "MLK"): 30.7529852328, ("government_bought", "BRD"): 17.6984301967,
    ("government_bought", "MLK"): 13.1111655210, ("invested", "BRD"): 16.6162220798, ("invested", "MLK"): 15.6615839417,
    ("household_saving", ""): 17.0083894903, ("government_saving", ""): 1.8280644638, ("use", "CAP.BRD"): 20.4260050876, ("use", "CAP.MLK"): 29.5739949124,
    ("use", "LAB.BRD"): 15.3331121152, ("use", "LAB.MLK"): 24.6668878848, ("equivalent_variation", "HOH"): 1.14499989689,
    ("production_tax", ""): 5.0535805104 + 3.9261971185, ("tariff", ""): 0.0,
}


class Textbook(unittest.TestCase):
    def test_published_answers(self):
        got = numbers("shock", "hosoe", "--scenario", "no_tariff")
        self.assertAlmostEqual(got["no_tariff", "utility_level", "HOH"][0], 25.508490012515818, delta=1e-12)
        for (measure, item), published in NO_TARIFF.items():
            self.assertAlmostEqual(got["no_tariff", measure, item][1], published, delta=1e-9, msg=f"{measure} {item}")

    def test_contributions_add_up(self):
        got = numbers("shock", "hosoe")
        for s in ("no_tariff", "bread_tariff", "dear_milk", "more_capital"):
            price = got[s, "gdp_price", ""][1]
            spent = sum(got[s, m, ""][1] for m in ("consumption_value", "government_value", "investment_value", "stocks_value", "exports_value", "imports_value"))
            earned = got[s, "factor_value", "CAP"][1] + got[s, "factor_value", "LAB"][1] + sum(
                got[s, m, ""][1] for m in ("production_tax", "factor_tax", "sales_tax", "tariff", "export_tax"))
            self.assertAlmostEqual(spent / price, got[s, "gdp_fisher", ""][1], delta=1e-9)
            self.assertAlmostEqual(earned / price, got[s, "gdp_fisher", ""][1], delta=1e-9)
            self.assertAlmostEqual(got[s, "gdp_fisher", ""][1] ** 2, got[s, "gdp_laspeyres", ""][1] * got[s, "gdp_paasche", ""][1], delta=1e-9)

    def test_replicate(self):
        result = result_of("replicate", "hosoe")
        checks = {r["check"]: r for r in result["rows"]}
        self.assertEqual(set(checks), {"sam", "equations", "walras", "gdp", "volumes", "prices"})
        for name, row in checks.items():
            self.assertLess(row["value"], 1e-12, name)


    def test_replicate_says_where_in_the_readers_words(self):
        for row in result_of("replicate", "hosoe")["rows"]:
            self.assertEqual(row["where"], row["where"].strip())
        self.assertIn("imported MLK", [row["where"] for row in result_of("replicate", "hosoe")["rows"]])
        zh, _, status = sanchan("cge", "replicate", "hosoe", lang="zh")
        self.assertEqual(status, 0)
        self.assertIn("进口：牛奶", zh)
        for name in ("imported", "MLK", "exports_value"):
            self.assertNotIn(name, zh)

    def test_replicate_lists_everything_calibrated(self):
        out = sanchan("cge", "replicate", "hosoe", "--all", "--set", "accounts.factors.LAB.market=wage_curve", "--set", "accounts.factors.LAB.unemployment=0.05")[0]
        for words in ("between value added and inputs", "between inputs", "between the factors of a group", "between imports from different regions", "of export demand",
                      "between products, of government", "between products, of investment", "between products, of households", "wage curve", "unemployment rate", "foreign saving"):
            self.assertIn(words, out)

    def test_checks_are_numbers_of_every_scenario_and_year(self):
        shocked = {(r["scenario"], r["measure"]): r for r in result_of("shock", "hosoe")["rows"]}
        years = {(r["scenario"], r["year"], r["measure"]): r for r in result_of("path", "china12", "--set", "periods.count=2")["rows"]}
        rows = [shocked["no_tariff", m] for m in ("walras", "gdp_gap", "residual")]
        rows += [years["baseline", y, m] for y in (2020, 2021, 2022) for m in ("walras", "gdp_gap", "residual")]
        for row in rows:
            self.assertLess(abs(row["value"]), 1e-9)
            self.assertIsNone(row["change_pct"])
        self.assertGreater(shocked["no_tariff", "steps"]["value"], 1)


class Path(InFolder):
    def test_a_matrix_a_little_off_is_refused(self):
        shutil.copytree(os.path.join(SOURCE, "scenarios", "cge", "hosoe"), self.path("m"))
        with open(self.path("m", "sam.csv"), encoding="utf-8") as file:
            text = file.read()
        lines = text.splitlines()
        at = next(k for k, line in enumerate(lines) if line.startswith("CAP,"))
        cells = lines[at].split(",")
        cells[1] = str(float(cells[1]) + 5e-5)
        lines[at] = ",".join(cells)
        with open(self.path("m", "sam.csv"), "w", encoding="utf-8") as file:
            file.write("\n".join(lines) + "\n")
        for task in ("replicate", "shock"):
            out, err, status = sanchan("cge", task, self.path("m"))
            self.assertEqual((out, status), ("", 65))
            self.assertIn("account CAP does not balance", err)

    def test_what_follows_from_a_mistake_is_not_told_again(self):
        for activities, n in (("[]", 1), ('["BRDD","MLKK"]', 2)):
            err = sanchan("cge", "replicate", "hosoe", "--set", "accounts.activities=" + activities)[1]
            self.assertEqual(len(err.strip().splitlines()), n, err)
        err = sanchan("cge", "replicate", "hosoe", "--set", 'sam="x.csv"')[1]
        self.assertIn("sam: there is no file", err)
        self.assertIn("x.csv", err)

    def test_dated_shock(self):
        rows = result_of("path", "china12", "--scenario", "trade_shock")["rows"]
        got = {(r["scenario"], r["year"], r["measure"], r["item"]): r for r in rows}
        self.assertEqual({r["year"] for r in rows}, set(range(2020, 2036)))
        growth = 100 * (0.998 * 1.047 - 1)
        for year in range(2021, 2036):
            self.assertAlmostEqual(got["baseline", year, "gdp_chained", ""]["growth_pct"], growth, delta=1e-7)
        self.assertAlmostEqual(got["trade_shock", 2021, "output", "EQP"]["change_pct"], 0, delta=1e-9)
        self.assertLess(got["trade_shock", 2022, "exports", ""]["change_pct"], -0.5)
        self.assertLess(got["trade_shock", 2022, "equivalent_variation", "HOH"]["value"], 0)
        self.assertGreater(got["trade_shock", 2024, "exports", ""]["change_pct"], -0.1)

    def test_forms_and_words(self):
        for task, model in (("replicate", "china12"), ("shock", "china12"), ("path", "china12")):
            out, err, status = sanchan("cge", task, model, lang="zh")
            self.assertEqual((err, status), ("", 0))
            self.assertIn("闭合：", out)
            for form in ("csv", "json", "md"):
                self.assertEqual(sanchan("cge", task, model, "-o", self.path(f"{task}.{form}"))[1:], ("", 0))
            self.assertEqual(sanchan("cge", task, model, "-o", self.path(f"{task}.h5"))[1:], ("", 0))
            self.assertGreater(os.path.getsize(self.path(f"{task}.h5")), 1000)

    def test_mistakes(self):
        for arguments, words in ((("shok", "hosoe"), "is not one of replicate, shock, path"), (("shock",), "a model is missing"),
                                 (("shock", "nowhere"), "china12, hosoe"), (("path", "hosoe"), "no group `periods`"),
                                 (("shock", "hosoe", "--scenario", "none"), "\"none\" is not one of no_tariff"), (("replicate", "hosoe", "--scenario", "no_tariff"), "belongs to shock, path"),
                                 (("shock", "hosoe", "--scenario", "no_tariff,no_tariff"), "\"no_tariff\" stands twice in"),
                                 (("shock", "hosoe", "--set", "elasticities.foo=1.0"), "legal here: top, value_added"),
                                 (("shock", "hosoe", "--set", "elasticities.armington=-1.0"), "outside [0, 50]")):
            out, err, status = sanchan("cge", *arguments)
            self.assertEqual(out, "")
            self.assertIn(words, err)
            self.assertNotEqual(status, 0)


if __name__ == "__main__":
    unittest.main()
