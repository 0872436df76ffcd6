"""sanchan io -u with analyses that are made again for each draw: certain entries give the certain result, moments are those of an
independent Monte Carlo, rows are the table's own, digits do not depend on threads."""
import csv
import io
import math
import os
import random
import statistics
import sys
import unittest

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from support.program import SOURCE, InFolder, sanchan

DATA = os.path.join(SOURCE, "scenarios/data/")
GIVEN = os.path.join(SOURCE, "scenarios/io/")
CHINA4, CHINA12, CHINA12_2017 = DATA + "io4_2020.csv", DATA + "io12_2020.csv", DATA + "io12_2017.csv"
REGIONS, PRIOR = GIVEN + "two_regions.csv", DATA + "prior_zhangdian_va_shares_12.csv"
TABLE = ('coefficients = ( { supplier = "*"; buyer = "*"; factor = 1.0; } ); imported = ( { product = "*"; buyer = "*"; factor = 1.0; } );'
         'value_added = ( { row = "*"; activity = "*"; factor = 1.0; } ); final = ( { product = "*"; column = "*"; factor = 1.0; } );')
MARGINS = 'margins = ( { name = "*"; factor = %s; } );'
FLOWS = 'flows = ( { row = "*"; column = "*"; factor = %s; } );'
CAPITAL = 'capital = ( { activity = "*"; factor = %s; } ); demand = ( { activity = "*"; factor = %s; } );'
NOISE = 'coefficients = ( { supplier = "*"; buyer = "*"; factor = { dist = "lognormal"; median = 1.0; sdlog = 0.07; }; } );'
WIDE = '{ dist = "normal"; mean = 1.0; sd = 0.02; lo = 0.0; }'
DRAWS = 4000

REPEATED = {                       # arguments, the file of certain entries
    "ghosh": ([CHINA12], TABLE), "paths": ([CHINA12], TABLE), "influence": ([CHINA12], TABLE), "distance": ([CHINA12], TABLE),
    "matrix": ([CHINA12], TABLE), "decompose": ([CHINA12_2017, CHINA12], TABLE), "footprint": ([REGIONS], TABLE),
    "spillover": ([REGIONS], TABLE), "dynamic": ([CHINA4, GIVEN + "years.cfg"], TABLE + CAPITAL % ("1.0", "1.0")),
    "regionalise": ([CHINA12, GIVEN + "zhangdian.csv"], TABLE + MARGINS % "1.0"),
    "balance": ([CHINA12_2017, CHINA12], MARGINS % "1.0" + FLOWS % "1.0"),
}
SCENARIOS = ('periods = ["1"]; scenarios = ( { name = "a"; title = { zh = "a"; en = "a"; };'
             ' final = ( { product = "AGR"; column = "EXP"; change = -0.1; } ); } );')
KERNELS = {"multipliers": [CHINA12], "linkages": [CHINA12], "extract": [CHINA12], "price": [CHINA12, "--shock", "import.all=0.1"],
           "flq": [CHINA12, PRIOR, "--gdp", "950"], "shock": [CHINA12, "s.cfg"]}


def read(path):
    """Z, imported inputs, value added, domestic final demand, output; names of activities."""
    with open(path, encoding="utf-8") as file:
        lines = list(csv.reader(line for line in file if not line.startswith("#")))
    n = sum(row[0] == "DOM" for row in lines)
    of = lambda block: [[float(x or 0) for x in row[2:]] for row in lines if row[0] == block]
    dom, imp, va = of("DOM"), of("IMP"), of("VA")
    return ([r[:n] for r in dom], [r[:n] for r in imp], [r[:n] for r in va], [r[n:-1] for r in dom], [r[-1] for r in dom], lines[0][2:2 + n],
            [r[n:-1] for r in imp], lines[0][2 + n:-1])


def solve(a, f):
    """(I - a) x = f, by elimination."""
    n = len(f)
    m = [[(i == j) - a[i][j] for j in range(n)] + [f[i]] for i in range(n)]
    for k in range(n):
        for i in range(n):
            if i != k:
                by = m[i][k] / m[k][k]
                m[i] = [x - by * y for x, y in zip(m[i], m[k])]
    return [m[i][n] / m[i][i] for i in range(n)]


class Repeat(InFolder):
    def rows(self, *arguments):
        out, err, status = sanchan("io", *arguments, "--format=csv", cwd=self.folder)
        self.assertEqual((status, err), (0, ""), arguments)
        return list(csv.DictReader(io.StringIO(out)))

    def near(self, row, sample, what):
        """Mean and sd of the row are those of another sample, within sampling errors of both."""
        n, m = int(row["draws"]), len(sample)
        sd = statistics.stdev(sample)
        self.assertLess(abs(float(row["mean"]) - statistics.fmean(sample)), 4.5 * sd * math.sqrt(1 / n + 1 / m), what)
        self.assertLess(abs(float(row["sd"]) / sd - 1), 4.5 * math.sqrt(1 / n + 1 / m), what)

    def is_certain(self, row):
        self.assertEqual({row[k] for k in ("mean", "p05", "p50", "p95")}, {row["base"]}, row)
        self.assertEqual((float(row["sd"]), row["draws"]), (0, "64"), row)

    def test_certain_entries_give_the_certain_result(self):
        for analysis, (arguments, text) in REPEATED.items():
            self.write("u.cfg", text)
            certain = self.rows(analysis, *arguments)
            rows = self.rows(analysis, *arguments, "-u", "u.cfg", "--draws", "64")
            names = [key for key in rows[0] if key in certain[0]]
            known = {tuple(row[k] for k in names) + (key,): row[key] for row in certain for key in row if key not in names}
            found = {tuple(row[k] for k in names) + (row["measure"],): row["base"] for row in rows}
            self.assertEqual(found, {key: x for key, x in known.items() if x != ""}, analysis)
            for row in rows:
                self.is_certain(row)

    def test_certain_entries_and_kernels(self):
        self.write("s.cfg", SCENARIOS)
        self.write("u.cfg", TABLE)
        for analysis, arguments in KERNELS.items():
            rows = self.rows(analysis, *arguments, "-u", "u.cfg", "--draws", "64")
            self.assertTrue(rows)
            for row in rows:
                if row["base"] != "":
                    self.is_certain(row)

    def test_every_one_has_its_distribution(self):
        for analysis, (arguments, _) in REPEATED.items():
            self.write("u.cfg", MARGINS % WIDE + FLOWS % WIDE if analysis == "balance" else NOISE)
            rows = self.rows(analysis, *arguments, "-u", "u.cfg", "--draws", "200")
            self.assertGreater(sum(float(row["sd"]) > 0 for row in rows), len(rows) // 3, analysis)
            self.assertEqual({row["draws"] for row in rows}, {"200"})
            for row in rows:
                self.assertLessEqual(float(row["p05"]), float(row["p50"]))
                self.assertLessEqual(float(row["p50"]), float(row["p95"]))

    def test_the_moments_of_an_independent_monte_carlo(self):
        """Errors of 7% in every coefficient, columns closed by their inputs: G of x = L f."""
        z, m, va, final, x, names, *_ = read(CHINA4)
        n, chance = len(x), random.Random(7)
        supply, price = [[] for _ in range(n)], [[] for _ in range(n)]
        for _ in range(DRAWS):
            a = [[z[i][j] / x[j] * math.exp(chance.gauss(0, 0.07)) for j in range(n)] for i in range(n)]
            for j in range(n):
                used = sum(a[i][j] + m[i][j] / x[j] for i in range(n))
                by = (1 - sum(row[j] for row in va) / x[j]) / used
                for i in range(n):
                    a[i][j] *= by
            output = solve(a, [sum(row) for row in final])
            pushed = [[a[i][j] * output[j] / output[i] for j in range(n)] for i in range(n)]
            for i in range(n):
                row_sum = solve(pushed, [1.0] * n)[i]
                own = solve(pushed, [float(k == i) for k in range(n)])[i]
                primary = 1 - sum(a[k][i] for k in range(n))
                supply[i].append(row_sum)
                price[i].append(10 * primary * own)
        self.write("u.cfg", NOISE)
        for row in self.rows("ghosh", CHINA4, "-u", "u.cfg", "--draws", str(DRAWS)):
            k = names.index(row["activity"])
            if row["measure"] == "multiplier":
                self.near(row, supply[k], row)
            if row["measure"] == "price_effect":
                self.near(row, price[k], row)

    def test_balancing_to_uncertain_margins(self):
        """RAS by hand to drawn sums, the rows scaled to the total of the columns."""
        self.write("m.csv", "account,A,B,C\nA,10,20,5\nB,4,30,11\nC,8,6,40\n")
        self.write("t.csv", "kind,name,value\nrow,A,40\nrow,B,50\nrow,C,60\ncolumn,A,30\ncolumn,B,60\ncolumn,C,60\n")
        self.write("u.cfg", MARGINS % '{ dist = "normal"; mean = 1.0; sd = 0.05; lo = 0.0; }')
        z0, chance, sample = [[10, 20, 5], [4, 30, 11], [8, 6, 40]], random.Random(3), {}
        for _ in range(DRAWS):
            u, v = ([t * chance.gauss(1, 0.05) for t in target] for target in ((40, 50, 60), (30, 60, 60)))
            u = [t * sum(v) / sum(u) for t in u]
            z = [row[:] for row in z0]
            for _ in range(60):
                z = [[cell * u[i] / sum(row) for cell in row] for i, row in enumerate(z)]
                sums = [sum(row[j] for row in z) for j in range(3)]
                z = [[row[j] * v[j] / sums[j] for j in range(3)] for row in z]
            for i in range(3):
                for j in range(3):
                    sample.setdefault(("ABC"[i], "ABC"[j]), []).append(z[i][j])
        rows = [row for row in self.rows("balance", "m.csv", "t.csv", "-u", "u.cfg", "--draws", str(DRAWS)) if row["measure"] == "balanced"]
        self.assertEqual(len(rows), 9)
        for row in rows:
            self.near(row, sample[row["supplier"], row["buyer"]], row)

    def test_price_shocks_are_uncertain(self):
        """Prices are linear in the shocks: a normal one gives normal prices, a certain one what --shock gives."""
        certain = {row["activity"]: float(row["price"]) for row in self.rows("price", CHINA12, "--shock", "import.TIN=0.1", "--shock", "value_added.AGR=0.2")}
        self.write("u.cfg", 'import_prices = ( { product = "TIN"; value = 0.1; } ); unit_value_added = ( { activity = "AGR"; value = 0.2; } );')
        for row in self.rows("price", CHINA12, "-u", "u.cfg", "--draws", "64")[:-1]:
            self.assertAlmostEqual(float(row["mean"]), certain[row["activity"]], delta=1e-7)
        alone = {row["activity"]: float(row["price"]) for row in self.rows("price", CHINA12, "--shock", "import.TIN=0.1")}
        self.write("u.cfg", 'import_prices = ( { product = "TIN"; factor = { dist = "normal"; mean = 1.0; sd = 0.2; lo = 0.0; }; } );')
        for row in self.rows("price", CHINA12, "--shock", "import.TIN=0.1", "-u", "u.cfg", "--draws", str(DRAWS))[:-1]:
            want = alone[row["activity"]]
            self.assertAlmostEqual(float(row["base"]), want, delta=1e-7)
            self.assertAlmostEqual(float(row["mean"]) / want, 1, delta=4.5 * 0.2 / math.sqrt(DRAWS))
            self.assertAlmostEqual(float(row["sd"]) / want, 0.2, delta=4.5 * 0.2 / math.sqrt(2 * DRAWS))
        self.write("u.cfg", 'import_prices = ( { product = "TIN"; value = -1.5; } );')
        self.fails(65, "io", "price", CHINA12, "-u", "u.cfg", says="-1.5 is below -1")

    def test_regional_methods(self):
        """Each method's multipliers from its formula, and their distributions."""
        z, m, va, final, x, names, final_imported, columns = read(CHINA12)
        n, gdp = len(x), 950.0
        with open(PRIOR, encoding="utf-8") as file:
            share = {row["activity"]: float(row["va_share_pct_gdp"]) for row in csv.DictReader(file)}
        ratio = [sum(row[j] for row in va) / x[j] for j in range(n)]
        here = [share[names[j]] / sum(share.values()) * gdp / ratio[j] for j in range(n)]
        slq = [here[j] / sum(here) / (x[j] / sum(x)) for j in range(n)]
        part = gdp / sum(ratio[j] * x[j] for j in range(n))
        is_local = [not name.startswith(("EXP", "ERR")) for name in columns]

        def charm(i):
            """1 - imports / use, the nation's cross-hauling taken over (bounded form)."""
            of = lambda cells: sum(cell for cell, local in zip(cells, is_local) if local)
            imported = sum(m[i]) + of(final_imported[i])
            use = sum(z[i]) + of(final[i]) + imported
            exported = sum(cell for cell, name in zip(final[i], columns) if name.startswith("EXP"))
            h = min(1, max(0, min(exported, imported) / min(x[i], use)))
            bought = sum((z[i][j] + m[i][j]) / x[j] * here[j] for j in range(n)) + part * (of(final[i]) + of(final_imported[i]))
            b = here[i] - bought
            return 1 - (2 * h * min(here[i], bought) + abs(b) - b) / 2 / bought

        lam = math.log2(1 + sum(here) / sum(x)) ** 0.25
        cilq = lambda i, j: slq[i] / slq[j] if i != j else slq[i]
        flq = lambda i, j: min(1, cilq(i, j) * lam)
        quotients = {"slq": lambda i, j: slq[i], "cilq": cilq, "flq": flq,
                     "aflq": lambda i, j: flq(i, j) * (math.log2(1 + slq[j]) if slq[j] > 1 else 1), "charm": lambda i, j: charm(i)}
        self.write("u.cfg", MARGINS % WIDE + 'region = { exponent = { dist = "triangular"; min = 0.1; mode = 0.2; max = 0.3; }; };')
        for method, quotient in quotients.items():
            a = [[min(1, quotient(i, j)) * (z[i][j] + (m[i][j] if method == "charm" else 0)) / x[j] for j in range(n)] for i in range(n)]
            want = solve([list(column) for column in zip(*a)], [1.0] * n)
            for row, multiplier in zip(self.rows("flq", CHINA12, PRIOR, "--gdp", "950", "--method", method), want):
                self.assertAlmostEqual(float(row["output"]), multiplier, delta=1e-9, msg=(method, row))
            rows = self.rows("flq", CHINA12, PRIOR, "--gdp", "950", "--method", method, "-u", "u.cfg", "--draws", "200")
            whole = {row["measure"]: row for row in rows if row["activity"] == "region"}
            self.assertEqual("lambda" in whole, method in ("flq", "aflq"))
            self.assertGreater(float(whole["output"]["sd"]), 1e-3, method)

    def test_rows_are_those_of_the_table(self):
        self.write("u.cfg", NOISE)
        for analysis, key in (("paths", ["path"]), ("influence", ["supplier", "buyer"]), ("matrix", ["supplier", "buyer"])):
            certain = [[row[k] for k in key] for row in self.rows(analysis, CHINA12, "--top", "7")]
            rows = self.rows(analysis, CHINA12, "--top", "7", "-u", "u.cfg", "--draws", "100")
            found = [[row[k] for k in key] for row in rows]
            self.assertEqual([row for k, row in enumerate(found) if k == 0 or row != found[k - 1]], certain)
            self.assertEqual({row["draws"] for row in rows}, {"100"})

    def test_two_tables(self):
        """A table against itself: nothing changes where both have the same errors, something where each has its own."""
        spread = {}
        for tables in ("same", "independent"):
            self.write("u.cfg", 'tables = "%s"; %s' % (tables, NOISE))
            spread[tables] = [float(row["sd"]) for row in self.rows("decompose", CHINA4, CHINA4, "-u", "u.cfg", "--draws", "300") if row["measure"] == "change"]
        self.assertEqual(set(spread["same"]), {0})
        self.assertTrue(all(sd > 100 for sd in spread["independent"]))

    def test_threads_and_seed(self):
        self.write("u.cfg", NOISE)
        run = lambda *more: sanchan("io", "decompose", CHINA12_2017, CHINA12, "-u", "u.cfg", "--format=json", "--draws", "333", *more, cwd=self.folder)[0]
        one = run("--threads", "1")
        self.assertEqual(one, run("--threads", "5"))
        self.assertNotEqual(one, run("--seed", "2"))
        for isa in ("base", "avx2"):
            self.assertEqual(one, sanchan("io", "decompose", CHINA12_2017, CHINA12, "-u", "u.cfg", "--format=json", "--draws", "333", cwd=self.folder,
                                          env={"SANCHAN_ISA": isa})[0])

    def test_mistakes(self):
        self.write("u.cfg", MARGINS % WIDE)
        said = self.fails(64, "io", "aggregate", CHINA12, "c.csv", "-u", "u.cfg", says="--uncertain does nothing for aggregate; it belongs to multipliers")
        for analysis in [*REPEATED, *KERNELS]:
            self.assertIn(analysis, said)
        self.fails(65, "io", "ghosh", CHINA4, "-u", "u.cfg", says=("u.cfg:1", "margins: unknown key"))
        self.fails(64, "io", "ghosh", CHINA4, "--draws", "10", says="--draws means nothing without --uncertain")
        self.write("u.cfg", NOISE)
        self.fails(65, "io", "balance", CHINA12_2017, CHINA12, "-u", "u.cfg", says="coefficients: unknown key")
        self.write("u.cfg", 'coefficients = ( { supplier = "*"; buyer = "*"; factor = { dist = "normal"; mean = 1.0; sd = 1.0; }; } );')
        self.fails(65, "io", "ghosh", CHINA4, "-u", "u.cfg", says=("has no lower end", "lo = 0"))
        self.write("u.cfg", 'closure = "free"; coefficients = ( { supplier = "SEC"; buyer = "SEC"; value = { dist = "uniform"; min = 0.2; max = 1.2; }; } );')
        out, _, status = sanchan("io", "distance", CHINA4, "-u", "u.cfg", "--draws", "300", cwd=self.folder)
        self.assertEqual(status, 0)
        self.assertIn("the Hawkins-Simon condition fails", " ".join(out.split()))


if __name__ == "__main__":
    unittest.main()
