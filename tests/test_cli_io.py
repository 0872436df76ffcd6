"""sanchan io: every analysis, in every form; mistakes with one clear message."""
import csv
import hashlib
import io
import json
import os
import sys
import unittest

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from support.program import InFolder, bytes_of, sanchan

SOURCE = os.environ["SANCHAN_SOURCE"]
CHINA4 = os.path.join(SOURCE, "scenarios/data/io4_2020.csv")
CHINA12 = os.path.join(SOURCE, "scenarios/data/io12_2020.csv")

# data/io/expected/io_reference_results.json, n4
OUTPUT = (1.8567530872, 2.6785453271, 1.9751431111, 2.1125576222)
OUTPUT_CLOSED = (3.8259450365, 3.6525883152, 3.1559822304, 3.2826232387)
INCOME_CLOSED = (1.2784306707, 0.6323641689, 0.7666194998, 0.7596251708)
LOST = (7.7632350248, 71.7395732369, 30.8958143674, 30.9972515237)
IMPORT_MULTIPLIER = (0.0404839384, 0.1558441408, 0.0420762624, 0.0562434225)


class Analyses(InFolder):
    def rows(self, *arguments):
        out, err, status = sanchan("io", *arguments, "--format=csv", cwd=self.folder)
        self.assertEqual((status, err), (0, ""))
        return list(csv.DictReader(io.StringIO(out)))

    def numbers(self, rows, key, want):
        for row, number in zip(rows, want, strict=True):
            self.assertAlmostEqual(float(row[key]), number, delta=2e-9 * max(1, abs(number)))

    def test_multipliers(self):
        rows = self.rows("multipliers", CHINA4, "--quantity", "output")
        self.numbers(rows, "type1", OUTPUT)
        self.numbers(rows, "type2", OUTPUT_CLOSED)
        self.assertEqual(len(self.rows("multipliers", CHINA4)), 5 * 4)
        self.assertEqual(len(self.rows("multipliers", CHINA4, "--activity", "SEC")), 5)

    def test_type_two_is_there_where_the_table_says_who_households_are_and_what_they_earn(self):
        rows = self.rows("multipliers", CHINA4, "--quantity", "output")
        self.numbers(rows, "type2_full", [a + b for a, b in zip(OUTPUT_CLOSED, INCOME_CLOSED)])
        self.write("t.csv", ",A,B,HOME,Exports,TOTAL\nA,10,20,40,30,100\nB,30,10,50,10,100\nskilled,20,10,,,\nunskilled,10,30,,,\nrest,30,30,,,\n")
        self.write("named.csv", ",A,B,居民消费,出口,TOTAL\nA,10,20,40,30,100\nB,30,10,50,10,100\n熟练工人工资,20,10,,,\n农民工工资,10,30,,,\n营业盈余,30,30,,,\n")
        self.write("noise.cfg", 'coefficients = ( { supplier = "*"; buyer = "*"; factor = { dist = "lognormal"; median = 1.0; sdlog = 0.05; }; } );\n')
        for row in self.rows("multipliers", "t.csv"):
            self.assertEqual((row["type2"], row["type2_full"]), ("", ""))
        for extra in ((), ("-u", "noise.cfg", "-n", "32")):
            out = " ".join(sanchan("io", "multipliers", "t.csv", *extra, cwd=self.folder)[0].split())
            self.assertIn("There is no type II: no row of value added is labour income (--labour says which), and no column of final demand is "
                          "household consumption (--households says which).", out)
            self.assertIn("whose names do not tell what they are: HOME.", out)
        out = "".join(sanchan("io", "multipliers", "t.csv", lang="zh", cwd=self.folder)[0].split("\n"))
        self.assertIn("II 型不存在：增加值中没有劳动者报酬行（可用 --labour 指明），没有居民消费列（可用 --households 指明）。列名", out)
        said = self.rows("multipliers", "t.csv", "--households", "HOME", "--labour=skilled,unskilled")
        self.assertEqual(said, self.rows("multipliers", "named.csv"))
        self.numbers([row for row in said if row["quantity"] == "income"], "direct", (0.3, 0.4))
        self.assertTrue(all(float(row["type2"]) > float(row["type1"]) for row in said if row["quantity"] == "output"))
        drawn = self.rows("multipliers", "named.csv", "-u", "noise.cfg", "-n", "32", "--quantity", "output")
        for row in drawn:
            self.assertEqual(row["draws"], "32")
        self.numbers([row for row in drawn if row["measure"] == "type2_full"], "base", [float(row["type2_full"]) for row in said[:2]])
        err = self.fails(64, "io", "multipliers", "t.csv", "--households", "HH,HOME", "--labour", "wages", says='--households: the table has no "HH"; it has HOME, Exports')
        self.assertIn('--labour: the table has no "wages"; it has skilled, unskilled, rest', err)

    def test_type_two_of_regions_is_closed_in_each(self):
        self.write("mr.csv", ",N:A,S:A,N:HH,S:HH,EXP,TOTAL\nN:A,20,10,30,4,36,100\nS:A,10,30,6,10,44,100\nwages,40,20,,,,\nsurplus,30,40,,,,\n")
        self.write("noise.cfg", 'coefficients = ( { supplier = "*"; buyer = "*"; factor = { dist = "lognormal"; median = 1.0; sdlog = 0.05; }; } );\n')
        rows = self.rows("multipliers", "mr.csv", "--quantity", "output")
        self.numbers(rows, "type2", (950 / 347, 800 / 347))                     # test_roles.c, by hand
        self.numbers(rows, "type2_full", (1290 / 347, 995 / 347))
        drawn = self.rows("multipliers", "mr.csv", "-u", "noise.cfg", "-n", "200", "--quantity", "output")
        for measure, want in (("type2", (950 / 347, 800 / 347)), ("type2_full", (1290 / 347, 995 / 347))):
            self.numbers([row for row in drawn if row["measure"] == measure], "base", want)
        for row in drawn:
            self.assertLess(abs(float(row["mean"]) - float(row["base"])), 0.02 * float(row["base"]))
        out, _, _ = sanchan("io", "multipliers", "mr.csv", cwd=self.folder)
        self.assertIn("Type II is closed region by region", out)

    def test_activities_are_called_what_the_table_calls_them_and_codes_stay_keys(self):
        table = 'block,row,01,02,HH,TOTAL\nDOM,01,20,10,70,100\nDOM,02,10,30,60,100\nVA,labour,70,60,,\nNAME,zh,农业,工业,,\nNAME,en,"Farms, forests",Industry,,\n'
        self.write("named.csv", table)
        self.write("again.csv", table + "NAME,fr,a,b,,\nNAME,zh,a,b,,\n")
        self.assertEqual([row["activity"] for row in self.rows("linkages", "named.csv")], ["01", "02"])
        for made in ("together.csv", "together.h5"):
            self.assertEqual(sanchan("io", "imports", "named.csv", "-o", made, cwd=self.folder)[1:], ("", 0))
            self.assertEqual(sanchan("io", "imports", made, "-o", "apart-" + made, cwd=self.folder)[1:], ("", 0))
        for file in ("named.csv", "apart-together.csv", "apart-together.h5"):
            self.assertIn("\n01 Farms, forests  ", sanchan("io", "linkages", file, cwd=self.folder)[0])
            self.assertIn("\n02 工业  ", sanchan("io", "linkages", file, lang="zh", cwd=self.folder)[0])
            self.assertIn(">02 工业<", sanchan("io", "linkages", file, "--format=svg", lang="zh", cwd=self.folder)[0])
            self.assertIn(">01 Farms, forests<", sanchan("io", "matrix", file, "--format=svg", cwd=self.folder)[0])
        err = self.fails(65, "io", "linkages", "again.csv", says='again.csv:7:6: a row NAME is in zh or en, not in "fr"')
        self.assertIn('again.csv:8:6: "zh" appears twice', err)

    def test_names_do_not_depend_on_case(self):
        table = ",A,B,%s,%s,%s,%s,TOTAL\nA,10,20,30,5,5,30,100\nB,30,10,40,5,5,10,100\n%s,30,40,,,,,\n%s,5,5,,,,,\nrest,25,25,,,,,\n"
        self.write("upper.csv", table % ("HH", "GOV", "GFCF", "EXP", "labour", "tax"))
        self.write("other.csv", table % ("households", "Government", "Investment", "Exports", "Labor", "Taxes less subsidies"))
        self.write("region.csv", "activity,output\nA,5\nB,3\n")
        for analysis in (("multipliers", "%s.csv"), ("sam", "%s.csv"), ("regionalise", "%s.csv", "region.csv")):
            upper, other = (self.rows(*(word.replace("%s", name) for word in analysis)) for name in ("upper", "other"))
            self.assertEqual(upper, other)

    def test_linkages(self):
        rows = self.rows("linkages", CHINA4)
        self.numbers(rows, "backward", OUTPUT)
        self.assertEqual([row["class"] for row in rows], ["forward", "key", "weak", "weak"])
        out, _, _ = sanchan("io", "linkages", CHINA4, lang="zh")
        self.assertIn("关键部门", out)

    def test_the_largest_only(self):
        for analysis, number in (("multipliers", lambda row: float(row["type1"])),
                                 ("linkages", lambda row: float(row["backward_normalised"]) + float(row["forward_normalised"]))):
            best, rows = {}, {}
            for row in self.rows(analysis, CHINA12):
                best.setdefault(row.get("quantity"), []).append(row)
            for row in self.rows(analysis, CHINA12, "--top", "3"):
                rows.setdefault(row.get("quantity"), []).append(row)
            self.assertEqual(rows, {key: sorted(of, key=number, reverse=True)[:3] for key, of in best.items()})
            self.assertEqual(len(self.rows(analysis, CHINA12, "--top", "99")), sum(map(len, best.values())))
            self.write("u.cfg", 'coefficients = ( { supplier = "AGR"; buyer = "AGR"; factor = { dist = "uniform"; min = 0.9; max = 1.1; }; } );')
            drawn = {(row.get("quantity"), row["activity"]) for row in self.rows(analysis, CHINA12, "--top", "3", "-u", "u.cfg", "-n", "20")}
            self.assertEqual(drawn, {(key, row["activity"]) for key, of in rows.items() for row in of})

    def test_names_that_differ_are_said_with_what_they_are_of(self):
        head = "block,row,A,B,%s,EXP,TOTAL\nDOM,A,1,2,6,1,10\nDOM,B,2,1,6,1,10\nVA,labour,7,7,,,14\n"
        self.write("a.csv", head % "HH")
        self.write("b.csv", head % "CONS_TOTAL")
        self.write("c.csv", (head % "HH").replace("B", "C"))
        self.assertEqual(self.fails(65, "io", "balance", "a.csv", "b.csv", "--part", "table"),
                         'b.csv: its columns are not those of a.csv: number 3 is "CONS_TOTAL", there it is "HH"\n')
        said = 'c.csv: its activities are not those of a.csv: number 2 is "C", there it is "B"\n'
        self.assertEqual(self.fails(65, "io", "balance", "a.csv", "c.csv"), said)
        self.assertEqual(self.fails(65, "io", "decompose", "a.csv", "c.csv"), said)
        self.assertEqual(self.fails(65, "io", "decompose", "a.csv", CHINA4),
                         CHINA4 + ": it has 4 activities and a.csv has 2; they must be the same\n")
        self.write("d.csv", (head % "HH").replace("VA,labour,7,7,,,14\n", "VA,labour,3,3,,,6\nVA,profit,4,4,,,8\n"))
        self.assertEqual(self.fails(65, "io", "balance", "a.csv", "d.csv", "--part", "table"),
                         "d.csv: it has 4 rows and a.csv has 3; they must be the same\n")

    def test_what_is_no_table_in_hdf5_is_not_called_a_result(self):
        self.write("fake.h5", "text")
        self.assertEqual(self.fails(65, "io", "ghosh", "fake.h5"), "fake.h5 is no HDF5 file, or not one with what is needed here: opening fake.h5\n")
        self.assertEqual(sanchan("io", "ghosh", CHINA4, "-o", "rows.h5", cwd=self.folder), ("", "", 0))
        self.assertIn("final", self.fails(65, "io", "ghosh", "rows.h5"))

    def test_dearer_imports(self):
        rows = self.rows("price", CHINA4, "--shock", "import.all=0.1")
        self.numbers(rows, "price", [10 * m for m in IMPORT_MULTIPLIER])
        rows = self.rows("price", CHINA4, "--shock", "import.all=0.1", "--shock", "value_added.all=0.1")
        self.numbers(rows, "price", [10, 10, 10, 10])

    def test_extraction(self):
        self.numbers(self.rows("extract", CHINA4), "loss_pct", LOST)
        one = self.rows("extract", CHINA4, "--activity", "SEC")
        self.assertAlmostEqual(float(one[1]["loss_pct"]), 100, delta=1e-9)
        nothing = self.rows("extract", CHINA4, "--extract=sales", "--share", "0")
        self.numbers(nothing, "loss", [0, 0, 0, 0])

    def test_a_table_and_itself_differ_by_nothing(self):
        for of in ("output", "value_added"):
            for orders in ("mean", "all", "polar", "mirror"):
                rows = self.rows("decompose", CHINA12, CHINA12, "--of", of, "--orders", orders)
                self.numbers(rows, "change", [0] * 12)

    def test_paths_start_with_the_largest(self):
        rows = self.rows("paths", CHINA12, "--quantity", "output", "--top", "30")
        values = [float(row["value"]) for row in rows]
        self.assertEqual((len(rows), values), (30, sorted(values, reverse=True)))
        self.assertTrue(all(float(row["branch_pct"]) >= float(row["share_pct"]) for row in rows))
        rows = self.rows("paths", CHINA12, "--activity", "CON")
        self.assertTrue(all(row["path"].startswith("CON") for row in rows))

    def test_important_coefficients_come_first(self):
        rows = self.rows("influence", CHINA4, "--top", "99")
        limits = [float(row["limit_pct"]) for row in rows]
        self.assertEqual((len(rows), limits), (16, sorted(limits)))

    def test_distance(self):
        rows = self.rows("distance", CHINA4)
        self.numbers(rows, "downstreamness", OUTPUT)
        self.assertEqual(len(self.rows("distance", CHINA4, "--activity", "SEC")), 4)
        self.fails(64, "io", "distance", CHINA4, "--activity", "XXX", says="no activity")

    def test_balanced_to_its_own_sums_nothing_moves(self):
        rows = self.rows("balance", CHINA4, CHINA4)
        self.assertEqual(len(rows), 16)
        for row in rows:
            self.assertAlmostEqual(float(row["balanced"]) / float(row["before"]), 1, delta=1e-9)

    def test_what_does_not_move_is_not_listed_for_a_reader(self):
        self.write("m.csv", "row,A,B,C,D\nA,0,5,0,0\nB,5,0,0,0\nC,0,0,0,7\nD,0,0,7,0\n")
        self.write("known.csv", "kind,name,value,sd\nrow,A,6,\nrow,B,6,\nrow,C,7,\nrow,D,7,\ncolumn,A,6,\ncolumn,B,6,\ncolumn,C,7,\ncolumn,D,7,\n")
        out, err, status = sanchan("io", "balance", "m.csv", "known.csv", cwd=self.folder)
        self.assertEqual((err, status), ("", 0))
        self.assertEqual([line.split()[:2] for line in out.split("\n\n")[0].splitlines()[2:]], [["A", "B"], ["B", "A"]])
        self.assertEqual(len(self.rows("balance", "m.csv", "known.csv")), 16)

    def test_balanced_to_other_sums(self):
        table = "block,row,A,B,HH,TOTAL\nDOM,A,{0},{1},{2},10\nDOM,B,{3},{4},{5},10\nVA,labour,{6},{7},,{8}\n"
        self.write("old.csv", table.format(1, 2, 7, 2, 1, 7, 7, 7, 14))
        self.write("new.csv", table.format(2, 1, 7, 1, 3, 6, 7, 6, 13))
        rows = self.rows("balance", "old.csv", "new.csv")
        cells = {(row["supplier"], row["buyer"]): float(row["balanced"]) for row in rows}
        for supplier, want in (("A", 3), ("B", 4)):
            self.assertAlmostEqual(cells[supplier, "A"] + cells[supplier, "B"], want, delta=1e-9)
        for buyer, want in (("A", 3), ("B", 4)):
            self.assertAlmostEqual(cells["A", buyer] + cells["B", buyer], want, delta=1e-9)
        odds = cells["A", "A"] * cells["B", "B"] / (cells["A", "B"] * cells["B", "A"])
        self.assertAlmostEqual(odds, 1 * 1 / (2 * 2), delta=1e-9)         # RAS keeps the cross ratio

    def test_a_small_region_says_why_its_multipliers_are_small_and_counts_jobs(self):
        self.write("district.csv", "block,row,A,B,HH,TOTAL\nDOM,A,1,0,9,10\nDOM,B,0,2,8,10\nIMP,A,4,4,0,8\nIMP,B,0,0,0,0\n"
                                   "VA,labour,5,4,,9\nSAT,jobs,20,5,,\n")
        rows = self.rows("multipliers", "district.csv", "--quantity", "jobs")
        self.numbers(rows, "direct", (2, 0.5))
        self.numbers(rows, "type1", (2 / 0.9, 0.5 / 0.8))
        out, _, _ = sanchan("io", "multipliers", "district.csv", cwd=self.folder)
        self.assertIn("These multipliers are small: 73% of inputs are bought elsewhere", " ".join(out.split()))
        out, _, _ = sanchan("io", "multipliers", "district.csv", lang="zh", cwd=self.folder)
        self.assertIn("支出的大部分流出本地", "".join(out.split()))
        self.assertEqual([row["type2"] for row in rows], ["", ""])
        self.assertIn("居民在本地的购买超过劳动者报酬所能支付", "".join(out.split()))
        self.assertNotIn("small", sanchan("io", "multipliers", CHINA4)[0])

    def test_ghosh_adds_up(self):
        rows = self.rows("ghosh", CHINA12)
        self.assertAlmostEqual(sum(float(row["output_value_effect"]) for row in rows), 10, delta=1e-6)

    def test_forms(self):
        out, _, status = sanchan("io", "linkages", CHINA4, "--format=json")
        found = json.loads(out)
        self.assertEqual((status, found["analysis"], len(found["rows"])), (0, "linkages", 4))
        self.assertEqual(sanchan("io", "linkages", CHINA4, "-o", "l.csv", cwd=self.folder), ("", "", 0))
        with open(self.path("l.csv"), encoding="utf-8") as file:
            self.assertEqual(len(list(csv.DictReader(file))), 4)
        self.fails(73, "io", "extract", CHINA4, "-o", "l.csv")
        self.assertEqual(sanchan("io", "extract", CHINA4, "-o", "l.csv", "--force", cwd=self.folder)[2], 0)
        out, _, _ = sanchan("io", "ghosh", CHINA4, "--format=md")
        self.assertTrue(out.startswith("|"))

    def test_a_table_made_is_a_table_with_its_history(self):
        self.write("map.csv", "from,to\nPRI,GOODS\nSEC,GOODS\nTSV,\"SERVICES, ALL\"\nMSV,\"SERVICES, ALL\"\n")
        self.write("again.csv", 'from,to\nGOODS,ALL\n"SERVICES, ALL",ALL\n')
        out, err, status = sanchan("io", "aggregate", CHINA4, "map.csv", "-o", "two.csv", "--format=csv", cwd=self.folder)
        self.assertEqual((status, err), (0, ""))
        with open(CHINA4, encoding="utf-8") as file:
            outputs = {row["row"]: float(row["TOTAL"]) for row in csv.DictReader(file) if row["block"] == "DOM"}
        self.numbers(csv.DictReader(io.StringIO(out)), "output", [outputs["PRI"] + outputs["SEC"], outputs["TSV"] + outputs["MSV"]])
        self.assertEqual([row["activity"] for row in self.rows("linkages", "two.csv")], ["GOODS", "SERVICES, ALL"])
        self.assertEqual(sanchan("io", "aggregate", "two.csv", "again.csv", "-o", "one.csv", cwd=self.folder)[2], 0)
        with open(self.path("one.csv"), encoding="utf-8") as file:
            history = [line for line in file if line.startswith("#")]
        digests = [hashlib.sha256(bytes_of(path)).hexdigest() for path in (CHINA4, self.path("map.csv"), self.path("two.csv"))]
        self.assertEqual(len(history), 2)
        self.assertIn("io aggregate; files: %s sha256:%s, map.csv sha256:%s\n" % (CHINA4, *digests[:2]), history[0])
        self.assertIn("two.csv sha256:" + digests[2], history[1])
        self.fails(73, "io", "aggregate", CHINA4, "map.csv", "-o", "one.csv")
        self.fails(64, "io", "aggregate", CHINA4, "map.csv", "-o", "one.txt", says="a table is written as")
        self.fails(65, "io", "aggregate", "two.csv", "map.csv", says=("map.csv:2", "two.csv has none of the activities", '"GOODS"'))

    def test_an_extension_of_no_form_is_refused(self):
        said = "t.xlsx: the extension .xlsx belongs to no form; use one of .txt, .json, .csv, .md, .h5, .svg, or give --format\n"
        for verb in (("io", "ghosh", CHINA4), ("cge", "replicate", "hosoe")):
            self.assertEqual(self.fails(64, *verb, "-o", "t.xlsx"), said)
            self.fails(64, *verb, "-o", "t.xlsx", lang="zh", says="扩展名 .xlsx 不对应任何格式")
            self.assertFalse(os.path.exists(os.path.join(self.folder, "t.xlsx")))
            self.assertEqual(sanchan(*verb, "-o", "rows.v2", "-f", "--format", "csv", cwd=self.folder), ("", "", 0))
            self.assertEqual(sanchan(*verb, "-o", "rows", "-f", cwd=self.folder), ("", "", 0))
        self.fails(64, "cge", "replicate", "hosoe", "-o", "t.svg", says="results of sanchan cge have no figure")

    def test_footprints_add_up_in_every_view(self):
        self.write("r.csv", "block,row,N:A,N:B,S:A,S:B,N:HH,S:HH,EXP,TOTAL\nDOM,N:A,1,2,3,1,10,2,1,20\nDOM,N:B,2,1,0,2,20,4,1,30\n"
                            "DOM,S:A,4,3,2,1,5,20,5,40\nDOM,S:B,1,1,4,2,2,9,1,20\nVA,labour,12,23,31,14,,,,80\nSAT,co2,5,1,9,2,,,,\n")
        accounts = {row["region"]: row for row in self.rows("footprint", "r.csv", "--quantity", "co2")}
        flows = {(row["origin"], row["destination"]): float(row["value"]) for row in self.rows("footprint", "r.csv", "--quantity", "co2", "--view", "flows")}
        sectors = {(row["region"], row["sector"]): row for row in self.rows("footprint", "r.csv", "--quantity=co2", "--view=sectors")}
        for region, other, made in (("N", "S", 6), ("S", "N", 11)):
            row = {key: float(value) for key, value in accounts[region].items() if key != "region"}
            self.assertAlmostEqual(row["production"], made, delta=1e-12)
            self.assertAlmostEqual(row["exports"], flows[region, other] + flows[region, "elsewhere"], delta=1e-12)
            self.assertAlmostEqual(row["imports"], flows[other, region], delta=1e-12)
            self.assertAlmostEqual(row["balance"], row["production"] - row["consumption"], delta=1e-12)
            for key in ("production", "consumption", "exports", "imports"):
                self.assertAlmostEqual(sum(float(sectors[region, sector][key]) for sector in "AB"), row[key], delta=1e-12)
        for row in self.rows("spillover", "r.csv", "--quantity", "co2"):
            want = [r for r in self.rows("multipliers", "r.csv", "--quantity", "co2") if r["activity"] == row["activity"]][0]
            self.assertAlmostEqual(float(row["total"]), float(want["type1"]), delta=1e-12)
        out, _, _ = sanchan("io", "footprint", "r.csv", lang="zh", cwd=self.folder)
        self.assertIn("核算对象：增加值", out)
        self.fails(65, "io", "footprint", CHINA4, says='the activity "PRI" has no region')
        self.fails(65, "io", "spillover", CHINA4, lang="zh", says="没有地区")

    def test_a_matrix_is_a_square_in_text_and_a_list_elsewhere(self):
        rows = self.rows("matrix", CHINA4)
        self.assertEqual(len(rows), 16)
        self.numbers(rows[:4], "value", (1.1800624718, 0.1076903419, 0.0374558673, 0.035387795))
        text = sanchan("io", "matrix", CHINA4)[0].splitlines()
        self.assertEqual(text[2].split(), ["PRI", "1.1801", "0.1077", "0.0375", "0.0354"])
        largest = self.rows("matrix", CHINA4, "--which=flows", "--top", "2")
        self.assertEqual([(row["supplier"], row["buyer"]) for row in largest], [("SEC", "SEC"), ("TSV", "SEC")])
        coefficients = self.rows("matrix", CHINA4, "--which", "coefficients")
        self.numbers(coefficients[:4], "value", (0.1345441915, 0.0427188403, 0.0106537231, 0.0047062517))

    def test_an_option_that_would_do_nothing_is_refused(self):
        err = self.fails(64, "io", "ghosh", CHINA4, "--top", "3", "--share", "1", says="the option --share does nothing for ghosh; it belongs to extract")
        self.assertIn("--top does nothing for ghosh; it belongs to check, multipliers, linkages, paths, influence, balance", err)
        self.fails(64, "io", "ghosh", CHINA4, "--top", "3", lang="zh", says="选项 --top 不用于 ghosh")

    def test_each_analysis_has_its_own_help(self):
        named = [row["analysis"] for row in json.loads(sanchan("describe", "analyses", "--format=json")[0])["analyses"]]
        whole, page = sanchan("io", "--help")[0], sanchan("describe", "man")[0]
        for name in named:
            out, _, status = sanchan("io", name, "--help")
            self.assertEqual(status, 0)
            self.assertIn("Usage: sanchan io %s FILE" % name, out)
            self.assertIn("\n  %s " % name, whole)
            self.assertIn("\\fB%s\\fR" % name, page)
        self.assertIn("--shock", sanchan("io", "price", "--help")[0])
        self.assertNotIn("--shock", sanchan("io", "paths", "--help")[0])

    def test_mistakes(self):
        self.fails(64, "io", says="an analysis is missing")
        self.fails(64, "io", "frobnicate", CHINA4, says="multipliers, linkages")
        self.fails(64, "io", "linkages", says="needs is 1, not 0")
        self.fails(64, "io", "decompose", CHINA4, says="needs is 2, not 1")
        self.fails(64, "io", "price", CHINA4, says="needs a shock")
        for shock in ("import.SEC=", "import.SEC=x", "SEC=1", "import.SEC=-1", "import.SEC=nan", "import.SEC=0.1x"):
            self.fails(64, "io", "price", CHINA4, "--shock", shock, says="is not of the form")
        self.fails(64, "io", "price", CHINA4, "--shock", "import.XXX=1", says='no activity "XXX"; it has PRI, SEC')
        for share in ("2", "-1", "x", "nan", "0.5x"):
            self.fails(64, "io", "extract", CHINA4, "--share", share, says="between 0 and 1")
        self.fails(64, "io", "multipliers", CHINA4, "--quantity", "jobs", says='no quantity "jobs"')
        self.fails(65, "io", "decompose", CHINA12, CHINA4, says="it has 4 activities and")
        self.fails(66, "io", "linkages", "missing.csv")
        self.write("bad.csv", "block,row,A,HH,TOTAL\nDOM,A,1,x,3\nVA,labour,2,,2\n")
        self.fails(65, "io", "linkages", "bad.csv", says=("bad.csv:2:9", '"x" is not a number'))


if __name__ == "__main__":
    unittest.main()
