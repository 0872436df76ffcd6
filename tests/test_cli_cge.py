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
        years = {(r["scenario"], r["year"], r["measure"]): r for r in result_of("path", "china12", "--set", "periods.count=3")["rows"]}
        rows = [shocked["no_tariff", m] for m in ("walras", "gdp_gap", "residual")]
        rows += [years["baseline", y, m] for y in (2020, 2021, 2022) for m in ("walras", "gdp_gap", "residual")]
        for row in rows:
            self.assertLess(abs(row["value"]), 1e-9)
            self.assertIsNone(row["change_pct"])
        self.assertGreater(shocked["no_tariff", "steps"]["value"], 1)


class Shocks(InFolder):
    def model(self, text, of="hosoe"):
        """A copy of a shipped model with `text` after it, or a function of its text."""
        folder = os.path.join(SOURCE, "scenarios", "cge", of)
        shutil.copy(os.path.join(folder, "sam.csv"), self.path("sam.csv"))
        with open(os.path.join(folder, "model.cfg"), encoding="utf-8") as file:
            shipped = file.read()
        with open(self.path("model.cfg"), "w", encoding="utf-8") as file:
            file.write(text(shipped))
        return self.path("model.cfg")

    def with_scenarios(self, scenarios, of="hosoe"):
        return self.model(lambda shipped: shipped[:shipped.index("scenarios :")] + "scenarios : { " + scenarios + " };\n", of)

    def test_all_exported(self):
        """A product that nobody at home uses has no user's price, one that nobody makes no supply price: nothing of theirs need double."""
        for demand in ("demand_curve", "price_taker"):
            checks = {r["check"]: r for r in result_of("replicate", os.path.join(SOURCE, "tests", "cge", "closed_form.cfg"), "--set",
                                                       f"accounts.outside.ROW.demand={demand}")["rows"]}
            for name, row in checks.items():
                self.assertLess(row["value"], 1e-12, f"{name} {row['where']}")

    IDLE = """
      demand = { shocks = ( { variable = "export_demand"; percent = 5.0; } ); };
      subsistence = { shocks = ( { variable = "subsistence"; value = 2.0; } ); };
      transfers = { shocks = ( { variable = "transfers"; percent = 50.0; } ); };
      stocks = { shocks = ( { variable = "stocks"; commodity = "BRD"; value = 0.0; } ); };
      rate = { shocks = ( { variable = "sales_tax"; percent = 10.0; } ); };
      list = { shocks = ( { variable = "tariff"; commodity = []; value = 0.0; } ); };
      empty = { shocks = (); };
      late = { shocks = ( { variable = "tfp"; percent = 1.0; from = 2100; } ); };
      over = { shocks = ( { variable = "tfp"; percent = 1.0; until = 2020; } ); };
      at_once = { shocks = ( { variable = "tfp"; percent = 1.0; from = 2020; } ); };
      moves = { shocks = ( { variable = "tfp"; percent = 1.0; from = 2021; } ); };"""
    IDLE_WORDS = ("no such exports to a region with a demand curve", "the household has no subsistence", "the SAM has no transfers", "no such changes in stocks",
                  "sales_tax does nothing: its level stays", "its list `commodity` is empty", "scenario empty has no shocks")
    IDLE_YEARS = ("holds in no year of the path, after 2020", "holds in no year of the path, after 2020", "2020 is the SAM's own year and takes no shock; the one to tfp holds from 2021 on")

    def test_shocks_that_do_nothing(self):
        path = self.with_scenarios(self.IDLE)
        with open(path, "a", encoding="utf-8") as file:
            file.write('periods : { base_year = 2020; count = 3; capital = "CAP"; efficiency = 0.02; };')
        for task, words in (("shock", self.IDLE_WORDS), ("path", self.IDLE_WORDS + self.IDLE_YEARS)):
            _, err, status = sanchan("cge", task, path)
            lines = err.splitlines()
            self.assertEqual((status, len(lines)), (0, len(words)), err)
            for line, word in zip(lines, words):
                self.assertIn(word, line)
                self.assertRegex(line, r"model\.cfg:\d+: scenarios\.")
        self.assertEqual(sanchan("cge", "path", path, "--scenario", "moves")[1:], ("", 0))
        self.assertEqual(sanchan("cge", "replicate", path)[1:], ("", 0))

    def test_name_of_the_baseline(self):
        out, err, status = sanchan("cge", "path", self.with_scenarios('baseline = { shocks = ( { variable = "tfp"; percent = 1.0; } ); };', "china12"))
        self.assertEqual((out, status), ("", 65))
        self.assertIn("scenarios.baseline: baseline is the name of the path without shocks", err)


    def test_amounts_of_government_saving(self):
        """What is asked for is what comes out, whatever happens to revenue and prices; without a shock the rate is given."""
        got = numbers("shock", self.with_scenarios("""
          none = { shocks = ( { variable = "government_saving"; value = 0.0; } ); };
          five = { shocks = ( { variable = "tariff"; value = 0.0; }, { variable = "government_saving"; value = 5.0; } ); };
          more = { shocks = ( { variable = "government_saving"; add = 18.0; } ); };
          tenth = { shocks = ( { variable = "government_saving"; percent = 10.0; }, { variable = "numeraire"; value = 2.0; } ); };
          rate = { shocks = ( { variable = "tariff"; value = 0.0; } ); };"""))
        for scenario, saving in (("none", 0), ("five", 5), ("more", 20), ("tenth", 2 * 2.2), ("rate", 2 / 35 * got["rate", "revenue", ""][1])):
            self.assertAlmostEqual(got[scenario, "government_saving", ""][1], saving, delta=1e-10, msg=scenario)
        self.assertLess(got["none", "investment", ""][1], 30)
        for measure in ("consumption", "government", "investment", "exports"):                       # the amount is in the numeraire
            self.assertLess(got["tenth", measure, ""][1] / got["tenth", measure, ""][0], 1.01)

    TRANSFERS = """row,BRD,MLK,CAP,LAB,IDT,TRF,HOH,GOV,INV,STK,EXT
BRD,21,8,,,,,20,19,13,3,8\nMLK,17,9,,,,,30,14,16,-1,4\nCAP,20,30,,,,,,,,,\nLAB,15,25,,,,,,,,,\nIDT,5,4,,,,,,,,,\nTRF,1,2,,,,,,,,,
HOH,,,50,40,,,,4,,,2\nGOV,,,,,9,3,27,,,,\nINV,,,,,,,17,2,,,12\nSTK,,,,,,,,,2,,\nEXT,13,11,,,,,2,,,,\n"""

    def test_transfers_and_stocks_abolished(self):
        path = self.with_scenarios("""
          no_transfers = { shocks = ( { variable = "transfers"; value = 0.0; } ); };
          from_government = { shocks = ( { variable = "government_transfers"; household = "HOH"; value = 0.0; } ); };
          from_abroad = { shocks = ( { variable = "outside_transfers"; percent = -200.0; } ); };
          no_stocks = { shocks = ( { variable = "stocks"; value = 0.0; } ); };
          drawn_down = { shocks = ( { variable = "stocks"; commodity = "BRD"; add = -2.0; } ); };""")
        with open(self.path("sam.csv"), "w", encoding="utf-8") as file:
            file.write(self.TRANSFERS)
        got = numbers("shock", path, "--set", 'accounts.stocks="STK"')
        for scenario, government, abroad in (("no_transfers", 0, 0), ("from_government", 0, 2), ("from_abroad", 4, -2)):
            now = {key[1:]: value for key, (_, value) in got.items() if key[0] == scenario}
            given = government * now["consumer_price", ""] + abroad * now["exchange_rate", ""]
            self.assertAlmostEqual(now["income", "HOH"], now["factor_value", "CAP"] + now["factor_value", "LAB"] + given, delta=1e-9, msg=scenario)
            self.assertAlmostEqual(now["government_saving", ""], 2 / 39 * now["revenue", ""], delta=1e-9, msg=scenario)
        self.assertEqual(got["no_stocks", "stocks", ""], (2.0, 0.0))
        self.assertAlmostEqual(got["drawn_down", "stocks", ""][1], -3 - 1, delta=1e-12)
        for scenario in ("no_stocks", "drawn_down"):                                                  # investment is what saving is left for
            saving = sum(got[scenario, m, ""][1] for m in ("household_saving", "government_saving", "foreign_saving"))
            self.assertAlmostEqual(got[scenario, "investment_value", ""][1] + got[scenario, "stocks_value", ""][1], saving, delta=1e-9)

    def test_growth_of_government_saving(self):
        """In a path an amount where the file says how it grows, in the scenarios too; else what the rate brings."""
        path = self.model(lambda shipped: shipped[:shipped.index("scenarios :")] + """
          scenarios : { free_trade = { shocks = ( { variable = "tariff"; value = 0.0; from = 2022; } ); };
                        surplus = { shocks = ( { variable = "government_saving"; percent = 50.0; from = 2023; } ); }; };
          periods : { base_year = 2020; count = 5; capital = "CAP"; population = 0.02; efficiency = 0.01; };""")
        for more, growth in (((), 1.02 * 1.01), (("--set", "periods.growth.government_saving=-0.03"), 0.97)):
            got = {(r["scenario"], r["year"]): r["value"] for r in result_of("path", path, *more)["rows"] if r["measure"] == "government_saving"}
            for year in range(2020, 2026):
                self.assertAlmostEqual(got["baseline", year], 2 * growth ** (year - 2020), delta=1e-8)
                self.assertAlmostEqual(got["surplus", year], (3 if year > 2022 else 2) * growth ** (year - 2020), delta=1e-8)
            self.assertEqual(abs(got["free_trade", 2024] / got["baseline", 2024] - 1) < 1e-9, bool(more))


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
                                 (("shock", "hosoe", "--scenario", "none"), 'there is no scenario "none"; legal are no_tariff'),
                                 (("path", "china12", "--scenario", "baseline"), 'there is no scenario "baseline"; legal are trade_shock'),
                                 (("shock", "hosoe", "--scenario", "dear_milk,dear_milk"), '"dear_milk" is named more than once'), (("replicate", "hosoe", "--scenario", "no_tariff"), "belongs to shock, path"),
                                 (("shock", "hosoe", "--set", "elasticities.foo=1.0"), "legal here: top, value_added"),
                                 (("shock", "hosoe", "--set", "elasticities.armington=-1.0"), "outside [0, 50]")):
            out, err, status = sanchan("cge", *arguments)
            self.assertEqual(out, "")
            self.assertIn(words, err)
            self.assertNotEqual(status, 0)


if __name__ == "__main__":
    unittest.main()
