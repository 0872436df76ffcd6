"""sanchan io balance and sanchan io sam: what is printed, what is written, and what is said of targets that cannot be met."""
import csv
import io
import json
import os
import sys
import unittest

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from support.program import InFolder, sanchan

SOURCE = os.environ["SANCHAN_SOURCE"]
SHARED = os.path.join(os.environ["SC_SHARED_DIR"], "data/io")
CHINA4 = os.path.join(SOURCE, "scenarios/data/io4_2020.csv")
CHINA12 = os.path.join(SOURCE, "scenarios/data/io12_2020.csv")

# Miller and Blair 7.4.2 (GAMS library IOBALANCE): flows before, targets, the RAS answer in coefficients, gross outputs
FLOWS = ((50.52, 28.4, 13.867), (88.41, 70.148, 74.995), (10.946, 70.716, 41.035))
ROWS, COLUMNS = (245, 136, 159), (251, 107, 182)
RAS = ((0.3924231548721192, 0.1218788895756260, 0.1596333821885517),
       (0.1508993341619008, 0.0661485139204276, 0.1897003617117962),
       (0.0528770359065977, 0.1887331598842280, 0.2937757967356944))
OUTPUT = (421, 284, 283)


def table_of(path):
    """Cells of a matrix file by row and column, its comments, and the rows as they are."""
    with open(path, encoding="utf-8") as file:
        lines = file.read().splitlines()
    comments = [line for line in lines if line.startswith("#")]
    rows = list(csv.reader(line for line in lines if not line.startswith("#")))
    cells = {(row[0], name): float(x or 0) for row in rows[1:] for name, x in zip(rows[0][1:], row[1:]) if len(row) == len(rows[0])
             and row[0] not in ("DOM", "IMP", "VA", "SAT", "TOTAL")}
    return cells, comments, rows


def sums(cells):
    rows, columns = {}, {}
    for (row, column), x in cells.items():
        rows[row] = rows.get(row, 0) + x
        columns[column] = columns.get(column, 0) + x
    return rows, columns


class Balance(InFolder):
    def rows(self, *arguments):
        out, err, status = sanchan("io", *arguments, "--format=csv", cwd=self.folder)
        self.assertEqual((status, err), (0, ""))
        return list(csv.DictReader(io.StringIO(out)))

    def note(self, *arguments, lang="en"):
        out, err, status = sanchan("io", *arguments, "--format=json", lang=lang, cwd=self.folder)
        self.assertEqual((status, err), (0, ""))
        return json.loads(out)["note"]

    def miller_and_blair(self, sd=""):
        names = "ABC"
        self.write("flows.csv", "row,A,B,C\n" + "".join(f"{n},{','.join(map(str, row))}\n" for n, row in zip(names, FLOWS)))
        self.write("margins.csv", "kind,name,value,sd\n" + "".join(f"row,{n},{u},{sd}\n" for n, u in zip(names, ROWS))
                   + "".join(f"column,{n},{v},{sd}\n" for n, v in zip(names, COLUMNS)))

    def shared(self, name):
        path = os.path.join(SHARED, name)
        if not os.path.exists(path):
            self.skipTest(f"{path} is not there")
        return path

    # ------------------------------------------------------------------------------------------ published answers
    def test_ras_from_2017_to_the_sums_of_2020_misses_2020_by_this_much(self):
        for n, wape in ((12, 0.025980928697), (4, 0.011914480072), (3, 0.005985287821)):   # io_reference_results.json
            old, new = self.shared(f"io{n}_2017.csv"), self.shared(f"io{n}_2020.csv")
            rows = self.rows("balance", old, new)
            missed = sum(abs(float(row["balanced"]) - float(row["actual"])) for row in rows)
            self.assertEqual(len(rows), n * n)
            self.assertAlmostEqual(missed / sum(float(row["actual"]) for row in rows) / wape, 1, delta=1e-9)
            self.assertIn(f"against the actual cells (WAPE): {wape:.5f}.", self.note("balance", old, new))

    def test_every_method_gives_the_answer_of_miller_and_blair(self):
        self.miller_and_blair()
        for method in ("ras", "gras", "kras", "entropy"):
            rows = self.rows("balance", "flows.csv", "margins.csv", "--method", method)
            found = {(row["supplier"], row["buyer"]): float(row["balanced"]) for row in rows}
            for i, row in enumerate("ABC"):
                for j, column in enumerate("ABC"):
                    self.assertAlmostEqual(found[row, column] / OUTPUT[j], RAS[i][j], delta=1e-11)

    # ----------------------------------------------------------------------------------------------- what is written
    def test_a_balanced_table_is_a_table(self):
        old = self.shared("io4_2017.csv")
        new = self.shared("io4_2020.csv")
        # the finals of 2017 are others, so the flows of 2017 stand in the table of 2020
        self.assertEqual(sanchan("io", "balance", old, new, "-o", "made.csv", cwd=self.folder)[2], 0)
        flows = {(row["supplier"], row["buyer"]): float(row["balanced"]) for row in self.rows("balance", old, new)}
        _, comments, rows = table_of(self.path("made.csv"))
        self.assertIn("io balance; files:", comments[-1])
        for row in rows[1:]:
            if row[0] == "DOM":
                for name, x in list(zip(rows[0], row))[2:6]:
                    self.assertEqual(float(x), flows[row[1], name])
        self.assertEqual(sanchan("io", "multipliers", "made.csv", cwd=self.folder)[2], 0)

    def test_a_whole_table_is_brought_to_what_is_known(self):
        self.write("known.csv", "kind,name,value,sd\ncolumn,EXP,200000,\nrow,DOM.SEC,1600000,5000\nrow,VA.VA001_labour_comp,560000,\n"
                                "sum,DOM.SEC|IMP.SEC:GFCF,380000,1000\ncell,IMP.PRI:PRI,,\n")
        for method in ("kras", "entropy"):
            arguments = ("balance", CHINA4, "known.csv", "--part=table", "--method", method)
            self.assertEqual(sanchan("io", *arguments, "-o", method + ".csv", cwd=self.folder)[2], 0)
            self.assertEqual(sanchan("io", "linkages", method + ".csv", cwd=self.folder)[1:], ("", 0))
            cells = {(row["supplier"], row["buyer"]): row for row in self.rows(*arguments)}
            self.assertAlmostEqual(sum(float(row["balanced"]) for (_, to), row in cells.items() if to == "EXP"), 200000, delta=1e-5)
            self.assertEqual(float(cells["IMP.PRI", "PRI"]["balanced"]), float(cells["IMP.PRI", "PRI"]["before"]))
            shown = {row["constraint"]: row for row in self.rows(*arguments, "--show=constraints")}
            steel = float(shown["row DOM.SEC"]["error"])
            if method == "kras":
                self.assertAlmostEqual(steel, 0, delta=1e-4)      # it can be met, so it is
            else:
                self.assertTrue(-15000 < steel < 0)               # the matrix counts as well
            self.assertAlmostEqual(float(shown["column EXP"]["reached"]), 200000, delta=1e-5)

    def test_a_matrix_of_accounts_is_balanced_and_keeps_its_history(self):
        self.assertEqual(sanchan("io", "sam", CHINA4, "-o", "sam.csv", cwd=self.folder)[2], 0)
        with open(self.path("sam.csv"), encoding="utf-8") as file:
            text = file.read()
        line = next(line for line in text.splitlines() if line.startswith("HOH,"))
        self.write("spoilt.csv", text.replace(line, line.replace(",", ",0", 1).replace("529565", "500000")))
        self.assertEqual(sanchan("io", "balance", "spoilt.csv", "-o", "again.csv", cwd=self.folder)[2], 0)
        cells, comments, _ = table_of(self.path("again.csv"))
        rows, columns = sums(cells)
        for account, received in rows.items():
            self.assertAlmostEqual(received, columns[account], delta=1e-6)
        self.assertTrue(any("io sam" in line for line in comments) and "io balance" in comments[-1])
        self.write("known.csv", "kind,name,value,sd\naccount,*,,\nrow,GOV,180000,\n")
        self.assertEqual(sanchan("io", "balance", "spoilt.csv", "known.csv", "--method=entropy", "-o", "more.csv", cwd=self.folder)[2], 0)
        cells, _, _ = table_of(self.path("more.csv"))
        rows, columns = sums(cells)
        self.assertAlmostEqual(rows["GOV"], 180000, delta=1e-5)
        for account, received in rows.items():
            self.assertAlmostEqual(received, columns[account], delta=1e-6)
        self.assertIn("cross-entropy", self.note("balance", "spoilt.csv"))
        self.assertIn("交叉熵", self.note("balance", "spoilt.csv", lang="zh"))

    def test_the_matrix_of_accounts_is_the_reference(self):
        for n in (4, 12):
            reference = self.shared(f"sam{n}_2020_national.csv")
            made = self.path(f"sam{n}.csv")
            self.assertEqual(sanchan("io", "sam", CHINA4 if n == 4 else CHINA12, "-o", made)[2], 0)
            with open(reference, encoding="utf-8") as file:
                want = list(csv.reader(file))
            _, comments, rows = table_of(made)
            self.assertIn("direct taxes less transfers", "".join(comments))
            self.assertIn("直接税减转移支付", "".join(comments))
            for i in range(1, n + 8):
                for j in range(1, n + 8):
                    self.assertAlmostEqual(float(rows[i][j]), float(want[i][j]), delta=1e-5)
        self.assertIn("GOV_ACC", rows[0])      # the activity GOV has the name already

    # -------------------------------------------------------------------------------------------------- conflicts
    def test_conflicting_targets_are_named(self):
        self.miller_and_blair()
        self.write("short.csv", "kind,name,value\nrow,A,245\nrow,B,136\n" + "".join(f"column,{n},{v}\n" for n, v in zip("ABC", COLUMNS)))
        self.fails(65, "io", "balance", "flows.csv", "short.csv", says="no target for row C:")
        with open(self.path("margins.csv"), encoding="utf-8") as file:
            text = file.read()
        self.write("apart.csv", text.replace("row,A,245", "row,A,255"))
        self.fails(65, "io", "balance", "flows.csv", "apart.csv", says="apart.csv: the row targets add up to 550 and the column targets to 540, a gap of 10")
        self.fails(65, "io", "balance", "flows.csv", "apart.csv", lang="zh", says="行目标合计 550 与列目标合计 540 不相等，相差 10")
        self.write("holes.csv", "row,A,B,C\nA,1,0,0\nB,2,0,0\nC,3,4,5\n")
        self.fails(65, "io", "balance", "holes.csv", "margins.csv",
                   says="margins.csv: the targets cannot be met together: rows A, B have cells in columns A only, but the targets of these rows add up to 381 and those of these columns to 251")
        self.write("twice.csv", "kind,name,value\nrow,A,10\nrow,A,16\n")
        self.fails(65, "io", "balance", "flows.csv", "twice.csv", "--method=kras",
                   says=("twice.csv:2", "cannot hold together: row A, row A; they miss by about 6"))

    def test_what_is_uncertain_gives_way_by_its_variance(self):
        self.write("table.csv", "block,row,A,B,HH,TOTAL\nDOM,A,2,3,5,10\nDOM,B,1,2,7,10\nVA,labour,7,5,,12\n")
        self.write("known.csv", "kind,name,value,sd\nrow,A,10,1\nrow,A,16,2\n")
        shown = self.rows("balance", "table.csv", "known.csv", "--method=kras", "--show=constraints")
        self.assertEqual([row["constraint"] for row in shown], ["row A", "row A"])
        self.assertAlmostEqual(float(shown[0]["reached"]), 11.2, delta=1e-7)
        self.assertAlmostEqual(float(shown[0]["error_sd"]), -2.4, delta=1e-7)
        note = self.note("balance", "table.csv", "known.csv", "--method=kras")
        self.assertIn("Constraints that gave way: 2, most of all row A by -4.8 (2.4 sd), row A by +1.2 (1.2 sd).", note)

    # ---------------------------------------------------------------------------------------------------- any matrix
    def test_a_matrix_of_any_shape_and_its_files(self):
        # Junius and Oosterhaven (2003): prior, targets and answer
        self.write("jo.csv", "row,goods,services,consumption,net exports\ngoods,7,3,5,-3\nservices,2,9,8,1\nnet taxes,-2,0,2,1\n")
        self.write("known.csv", "kind,name,value\nrow,goods,15\nrow,services,26\nrow,net taxes,-1\ncolumn,goods,9\ncolumn,services,16\n"
                                "column,consumption,17\ncolumn,net exports,-2\n")
        want = {"goods": (8.98, 3.74, 5.72, -3.44), "services": (2.80, 12.26, 9.99, 0.95), "net taxes": (-2.78, 0, 1.29, 0.49)}
        for form in ("csv", "json", "h5", "svg", "md"):
            self.assertEqual(sanchan("io", "balance", "jo.csv", "known.csv", "-o", "b." + form, cwd=self.folder)[1:], ("", 0))
        with open(os.path.join(self.folder, "b.json"), encoding="utf-8") as file:
            made = json.load(file)
        self.assertEqual((made["row"], made["column"]), (list(want), ["goods", "services", "consumption", "net exports"]))
        cells, comments, _ = table_of(os.path.join(self.folder, "b.csv"))
        self.assertEqual(comments, ["# " + step for step in made["history"]])
        for name, row in zip(made["row"], made["flow"]):
            for column, x, y in zip(made["column"], row, want[name]):
                self.assertAlmostEqual(x, y, delta=0.005)
                self.assertEqual(cells[name, column], x)
        for file in ("b.csv", "b.h5"):      # both read back, to the last digit, as what really happened
            rows = self.rows("balance", "jo.csv", file)
            self.assertEqual([float(row["actual"]) for row in rows], [cells[row["supplier"], row["buyer"]] for row in rows])
        self.assertEqual(sanchan("io", "balance", "b.h5", "known.csv", "-o", "c.csv", cwd=self.folder)[2], 0)
        self.assertEqual(table_of(os.path.join(self.folder, "c.csv"))[1][0], comments[0])
        self.fails(65, "io", "balance", "jo.csv", says="needs a second file")
        self.fails(65, "io", "balance", "jo.csv", "known.csv", "--part", "table", says="a matrix has no parts")
        self.write("bad.csv", "row,X,Y,X,TOTAL\nA,1,2,3,9\n,1,,z,1\nTOTAL,2,3,0,5\n")
        self.fails(65, "io", "balance", "bad.csv", "known.csv", says=('bad.csv:1:9: "X" appears twice', "bad.csv:3:1: this row or column has no name"))
        self.write("bad.csv", "row,X,Y,TOTAL\nA,1,2,4\nTOTAL,1,3,5\n")
        self.fails(65, "io", "balance", "bad.csv", "known.csv", says=('bad.csv:2:7: "A" adds up to 3 but its TOTAL is 4', 'bad.csv:3:9: "Y" adds up to 2 but its TOTAL is 3'))

    def test_accounts_in_every_form_are_the_same(self):
        for form in ("csv", "h5", "json"):
            self.assertEqual(sanchan("io", "sam", CHINA4, "-o", "sam." + form, cwd=self.folder)[1:], ("", 0))
        cells, comments, rows = table_of(os.path.join(self.folder, "sam.csv"))
        with open(os.path.join(self.folder, "sam.json"), encoding="utf-8") as file:
            made = json.load(file)
        self.assertEqual(["# " + step for step in made["history"]], comments)
        self.assertEqual({(i, j): x for i, row in zip(made["row"], made["flow"]) for j, x in zip(made["column"], row)}, cells)
        self.write("known.csv", "kind,name,value,sd\naccount,*,,\nrow,GOV,180000,\n")
        more = ("known.csv", "--method", "entropy")
        self.assertEqual(self.rows("balance", "sam.csv", *more), self.rows("balance", "sam.h5", *more))
        self.assertEqual(self.rows("balance", "sam.csv"), self.rows("balance", "sam.h5"))

    # ---------------------------------------------------------------------------------------------------- mistakes
    def test_mistakes(self):
        self.miller_and_blair()
        self.fails(65, "io", "balance", CHINA4, says="needs a second file")
        self.fails(65, "io", "balance", "margins.csv", "margins.csv", says="no matrix")
        self.fails(65, "io", "balance", "flows.csv", "margins.csv", "--part=table", says="--part")
        self.fails(65, "io", "balance", CHINA4, CHINA12, says="it has 12 activities and")
        self.fails(64, "io", "balance", CHINA4, CHINA4, "--method=stone", says='"stone" is not one of')
        self.fails(64, "io", "linkages", CHINA4, "--method=ras", says="balance")
        self.fails(64, "io", "balance", CHINA4, CHINA4, "--method=flq", says='"flq" is not one of ras|gras|kras|entropy')
        self.fails(64, "io", "regionalise", CHINA4, CHINA4, "--method=ras", says='"ras" is not one of flq|slq|cilq|aflq|charm')
        self.write("bad.csv", "kind,name,value\nrow,PRY,1\nsum,PRI-SEC,2\n")
        self.fails(65, "io", "balance", CHINA4, "bad.csv", says=("bad.csv:2:5: row", 'nearest is PRI', "bad.csv:3:5", "rows:columns"))
        self.miller_and_blair(sd="1")
        self.fails(65, "io", "balance", "flows.csv", "margins.csv", says="uncertain ones (6 here) need kras or entropy")
        self.fails(66, "io", "sam", "missing.csv")
        self.fails(64, "io", "sam", CHINA4, "-o", "sam.txt", says=".csv")
        self.assertEqual(sanchan("io", "balance", CHINA4, CHINA4, "-o", "b.csv", cwd=self.folder)[2], 0)
        self.fails(73, "io", "balance", CHINA12, CHINA12, "-o", "b.csv", says="--force")


if __name__ == "__main__":
    unittest.main()
