"""Input-output tables as HDF5: what is written opens in xarray and reads back the same; what xarray and h5py write is read."""
import csv
import os
import sys
import unittest

sys.path.insert(0, os.path.join(os.environ["SANCHAN_SOURCE"], "tests", "support"))
import readers

readers.need_modules("numpy", "h5py", "xarray")
import h5py
import numpy as np
import xarray

from program import SOURCE, InFolder, sanchan

CHINA12 = os.path.join(SOURCE, "scenarios/data/io12_2020.csv")
SOUND = os.path.join(SOURCE, "tests/tables/sound.csv")


class Tables(InFolder):
    def make(self, *arguments):
        out, err, status = sanchan("io", *arguments, cwd=self.folder)
        self.assertEqual((status, err), (0, ""))
        return out

    def identity(self):
        with open(CHINA12, encoding="utf-8") as file:
            names = [row["row"] for row in csv.DictReader(file) if row["block"] == "DOM"]
        self.write("same.csv", "from,to\n" + "".join("%s,%s\n" % (name, name) for name in names))
        return names

    def test_xarray_reads_what_the_text_says(self):
        names = self.identity()
        self.make("aggregate", CHINA12, "same.csv", "-o", "t.h5")
        table = xarray.open_dataset(self.path("t.h5"))
        blocks = {"DOM": "domestic", "IMP": "imported", "VA": "value_added"}
        with open(CHINA12, encoding="utf-8") as file:
            for block, name, *numbers in csv.reader(file):
                if block in blocks:
                    variable = table[blocks[block]]
                    found = variable.sel({variable.dims[0]: name, "activity": names}).values
                    self.assertEqual([float(number) for number in numbers[:len(names)]], list(found))
        self.assertEqual(table.domestic.attrs["units"], "unit of the table")
        self.assertEqual(table.output.attrs["long_name_zh"], "总产出")
        self.assertIn("io aggregate", str(table.history.values[0]))
        gap = table.domestic.sum("activity") + table.final_domestic.sum("final") - table.output.rename(activity="product")
        self.assertLess(float(abs(gap).max()), 1e-4)

    def test_text_and_hdf5_are_the_same_table(self):
        self.identity()
        self.make("aggregate", CHINA12, "same.csv", "-o", "a.csv")
        self.make("aggregate", "a.csv", "same.csv", "-o", "b.h5")
        self.make("aggregate", "b.h5", "same.csv", "-o", "c.csv")
        def rows(name):
            with open(self.path(name), encoding="utf-8") as file:
                return [line for line in file if not line.startswith("#")]
        self.assertEqual(rows("a.csv"), rows("c.csv"))
        with open(self.path("c.csv"), encoding="utf-8") as file:
            self.assertEqual(len([line for line in file if line.startswith("#")]), 3)
        self.make("imports", "b.h5", "-o", "whole.h5")
        self.assertIn("flows", xarray.open_dataset(self.path("whole.h5")))
        self.make("imports", "whole.h5", "-o", "apart.h5")
        self.assertEqual(sanchan("io", "linkages", "whole.h5", cwd=self.folder)[2], 65)
        self.make("linkages", "apart.h5")
        self.fails(73, "io", "imports", "b.h5", "-o", "whole.h5", "--exempt", "none", says="whole.h5")

    def test_a_file_of_xarray_is_read(self):
        names = ["north", "south"]
        flows = {"product": names, "activity": names, "final": ["HH"], "component": ["labour"], "satellite": ["jobs"]}
        made = xarray.Dataset({
            "domestic": (("product", "activity"), np.array([[150., 500.], [200., 100.]])),
            "final_domestic": (("product", "final"), np.array([[350.], [1700.]])),
            "value_added": (("component", "activity"), np.array([[650., 1400.]])),
            "satellites": (("satellite", "activity"), np.array([[20., 30.]])),
            "output": ("activity", np.array([1000., 2000.])),
        }, coords=flows)
        with h5py.File(self.path("x.h5"), "w") as file:
            for name, values in made.variables.items():
                text = values.dtype.kind in "UO"
                file.create_dataset(name, data=[str(v) for v in values.values] if text else values.values, dtype=h5py.string_dtype() if text else "<f8")
        rows = list(csv.DictReader(self.make("multipliers", "x.h5", "--quantity", "jobs", "--format=csv").splitlines()))
        self.assertAlmostEqual(float(rows[0]["direct"]), 0.02, delta=1e-15)
        self.assertAlmostEqual(float(rows[0]["type1"]), 0.02 * 1.254125412541254 + 0.015 * 0.264026402640264, delta=1e-12)

    def test_bad_files(self):
        self.fails(66, "io", "linkages", "missing.h5", says="missing.h5")
        self.write("text.h5", "block,row\n")
        self.fails(65, "io", "linkages", "text.h5", says="text.h5")
        with h5py.File(self.path("empty.h5"), "w"):
            pass
        self.fails(65, "io", "linkages", "empty.h5", says="no activity")
        self.make("imports", SOUND, "-o", "whole.h5")
        self.make("imports", "whole.h5", "-o", "t.h5")
        with h5py.File(self.path("t.h5"), "r+") as file:
            file["output"][0] = -5
            file["output"][1] = np.nan
        err = self.fails(65, "io", "linkages", "t.h5", says=("output.A: -5 is negative", "output.B:"))
        self.assertEqual(err.count("\n"), 2)
        self.make("imports", "whole.h5", "-o", "u.h5")
        with h5py.File(self.path("u.h5"), "r+") as file:
            del file["output"]
        self.fails(65, "io", "linkages", "u.h5", says="output")
        with h5py.File(self.path("whole.h5"), "r+") as file:
            file["activity"][0] = "B"
        self.fails(65, "io", "imports", "whole.h5", says='"A" stands here')


if __name__ == "__main__":
    unittest.main()
