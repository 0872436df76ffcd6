"""sanchan io -o x.svg: the figures say what the tables do, in both languages, and no name lies on another."""
import csv
import io
import os
import random
import re
import sys
import unittest
import xml.etree.ElementTree as ElementTree

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from support.program import InFolder, sanchan

CHINA12 = os.path.join(os.environ["SANCHAN_SOURCE"], "scenarios/data/io12_2020.csv")
SVG = "{http://www.w3.org/2000/svg}"
BLUES = ["#e8f0f8", "#cfe0ef", "#adcae3", "#84aed2", "#5b90bf", "#3a72a6", "#1f548a", "#0b3661"]
ORANGES = ["#fdf3e7", "#f7dfc2", "#eec594", "#e0a566", "#cc8340", "#b06424", "#8c4a12", "#663306"]


def random_table(n, seed):
    """Balanced, with names of different lengths, some of two regions."""
    draw = random.Random(seed)
    names = ["%s:%s%d" % ("EW"[i * 2 // n], "sector " * (i % 4), i) for i in range(n)]
    flows = [[round(draw.random() ** 6 * 20 / n, 4) for _ in range(n)] for _ in range(n)]
    for row in range(0, n, 9):
        flows[row] = [round(8 * flow, 4) for flow in flows[row]]
    output = [round(max(sum(flows[i]), sum(row[i] for row in flows)) + 1 + 10 * draw.random(), 4) for i in range(n)]
    lines = ["block,row," + ",".join(names) + ",HH,TOTAL"]
    for i in range(n):
        lines.append("DOM,%s,%s,%.4f,%.4f" % (names[i], ",".join("%.4f" % flow for flow in flows[i]), output[i] - sum(flows[i]), output[i]))
    added = [output[j] - sum(row[j] for row in flows) for j in range(n)]
    lines.append("VA,labour,%s,,%.4f" % (",".join("%.4f" % v for v in added), sum(added)))
    return names, "\n".join(lines) + "\n"

TWO_REGIONS = """,L:AGR,L:MAN,L:SER,M:AGR,M:MAN,L:HH,M:HH,TOTAL
L:AGR,150,500,50,25,75,200,0,1000
L:MAN,200,100,400,200,100,850,150,2000
L:SER,300,500,50,60,40,50,0,1000
M:AGR,75,100,60,200,250,40,475,1200
M:MAN,50,25,25,150,100,0,450,800
"""


class Figures(InFolder):
    def figure(self, *arguments, lang="en"):
        out, err, status = sanchan("io", *arguments, "--format=svg", lang=lang, cwd=self.folder)
        self.assertEqual((status, err), (0, ""))
        return ElementTree.fromstring(out)

    def rows(self, *arguments):
        return list(csv.DictReader(io.StringIO(sanchan("io", *arguments, "--format=csv", cwd=self.folder)[0])))

    def texts(self, svg):
        return [text.text for text in svg.iter(SVG + "text")]

    def area(self, svg, colour):
        """Of the cells of one class, drawn as runs M x y h width v height."""
        for path in svg.iter(SVG + "path"):
            if path.get("fill") == colour:
                return sum(float(w) * float(h) for w, h in re.findall(r"h([\d.]+)v([\d.]+)h", path.get("d")))
        return 0

    def test_a_heat_map_has_every_cell_in_its_class_and_says_its_number(self):
        svg = self.figure("matrix", CHINA12, "--which", "inverse")
        values = [float(row["value"]) for row in self.rows("matrix", CHINA12)]
        shown = self.texts(svg)
        for text in {"%.2f" % value for value in values}:
            self.assertEqual(shown.count(text) >= sum("%.2f" % value == text for value in values), True, text)
        cuts = [0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1]
        for colour, low, high in zip(BLUES, cuts, cuts[1:] + [9e9]):
            self.assertAlmostEqual(self.area(svg, colour) / 52 ** 2, sum(low <= value < high for value in values), delta=0.01)
        self.assertIn("Leontief inverse: io12_2020", shown)
        self.assertIn("列昂惕夫逆矩阵：io12_2020", self.texts(self.figure("matrix", CHINA12, lang="zh")))

    def test_negative_numbers_have_a_colour_of_their_own(self):
        svg = self.figure("balance", CHINA12, CHINA12)
        self.assertIn("change %", self.texts(svg))
        names, table = random_table(5, 2)
        self.write("a.csv", table)
        self.write("b.csv", random_table(5, 3)[1])
        svg = self.figure("balance", "a.csv", "b.csv")
        values = [float(row["change_pct"]) for row in self.rows("balance", "a.csv", "b.csv")]
        lowest = min(abs(float(text.replace("\u2212", "-").replace(",", ""))) for text in self.texts(svg)[-16:])
        drawn = sum(self.area(svg, colour) for colour in ORANGES) / 74 ** 2
        self.assertGreater(drawn, 2)
        self.assertAlmostEqual(drawn, sum(value <= -lowest for value in values), delta=0.01)

    def check_scatter(self, path, lang="en"):
        rows = self.rows("linkages", path)
        svg = self.figure("linkages", path, lang=lang)
        self.assertEqual(len(list(svg.iter(SVG + "circle"))), len(rows))
        boxes = []
        for group in svg.iter(SVG + "g"):
            size = float(group.get("font-size"))
            for text in group.iter(SVG + "text"):
                width = 0.5 * size * sum(2 if ord(letter) > 0x2E80 else 1 for letter in text.text)      # a little less than it is
                x, y = float(text.get("x")), float(text.get("y"))
                left = {"middle": x - width / 2, "end": x - width}.get(text.get("text-anchor"), x)
                boxes.append((left, y - 0.7 * size, left + width, y, text.text))
        for k, a in enumerate(boxes):
            for b in boxes[:k]:
                self.assertFalse(a[0] < b[2] and a[2] > b[0] and a[1] < b[3] and a[3] > b[1], (a, b))
        keys = [row["activity"] for row in rows if row["class"] == "key"]
        shown = [box[4] for box in boxes]
        for name in keys:
            self.assertTrue(name in shown or any(text.endswith("…") and name.startswith(text[:-1].rstrip()) for text in shown), name)
        return keys

    def test_names_of_linkages_do_not_overlap_and_key_activities_are_all_named(self):
        for n in (3, 12, 42, 153, 400):
            self.write("t%d.csv" % n, random_table(n, n)[1])
            keys = self.check_scatter("t%d.csv" % n, "zh" if n == 42 else "en")
            if n > 12:
                self.assertGreater(len(keys), 3)
        self.assertEqual(self.check_scatter(CHINA12), ["TIN", "BUS"])

    def test_names_stay_in_the_quadrant_of_their_point_and_the_list_can_be_read(self):
        self.write("t.csv", random_table(400, 4)[1])
        rows = {str(k + 1): row for k, row in enumerate(self.rows("linkages", "t.csv"))}
        svg = self.figure("linkages", "t.csv")
        quarters = [path.get("d") for path in svg.iter(SVG + "path") if path.get("stroke") == "#57606a"]
        middle_x, middle_y = float(re.match(r"M([\d.]+)", quarters[0]).group(1)), float(re.match(r"M[\d.]+ ([\d.]+)", quarters[1]).group(1))
        plot, beside = svg.findall(SVG + "g")[-2:]
        numbers = [text for text in plot.iter(SVG + "text") if text.text in rows]
        keys = [k for k, row in rows.items() if row["class"] == "key"]
        self.assertGreater(len(keys), 50)
        self.assertGreater(len(numbers), 0.9 * len(keys))
        for text in numbers:
            self.assertIn(text.text, keys)
            self.assertTrue(float(text.get("x")) > middle_x and float(text.get("y")) < middle_y + 4, text.text)
        listed = [text.text for text in beside.iter(SVG + "text") if text.text in rows]
        self.assertEqual(listed, keys)
        grey = [text.text for text in beside.iter(SVG + "text") if text.text in rows and text.get("fill") == "#8a939d"]
        self.assertEqual(sorted(grey + [text.text for text in numbers]), sorted(keys))
        self.assertGreaterEqual(float(beside.get("font-size")), 10)
        ends = [float(text.get("x")) for text in beside.iter(SVG + "text")]
        self.assertLess(max(ends), float(svg.get("width")))

    def test_uncertain_linkages_are_means_with_lines(self):
        self.write("noise.cfg", 'coefficients = ( { supplier = "*"; buyer = "*"; factor = { dist = "lognormal"; median = 1.0; sdlog = 0.07; }; } );')
        arguments = ("linkages", CHINA12, "-u", "noise.cfg", "-n", "200")
        svg = self.figure(*arguments)
        self.assertEqual(len(list(svg.iter(SVG + "circle"))), 12)
        self.assertIn("points: means; lines: from 5% to 95%", self.texts(svg))
        spread = [path.get("d") for path in svg.iter(SVG + "path") if path.get("stroke") == "#b6bec6"]
        self.assertEqual(len(spread), 24)
        ticks = {float(text.text): float(text.get("x")) for text in svg.iter(SVG + "text")      # numbers of the axis below, in px
                 if re.fullmatch(r"\d\.\d+", text.text or "") and text.get("text-anchor") == "middle"}
        (u, at_u), *_, (v, at_v) = sorted(ticks.items())
        rows = {(row["activity"], row["measure"]): row for row in self.rows(*arguments)}
        for (name, measure), row in rows.items():
            if measure == "forward_normalised" and name == "AGR":
                px = [at_u + (float(row[key]) - u) / (v - u) * (at_v - at_u) for key in ("p05", "mean", "p95")]
        x0, x1 = map(float, re.match(r"M([\d.]+) [\d.]+L([\d.]+)", spread[0]).groups())
        self.assertAlmostEqual(x0, px[0], delta=0.2)
        self.assertAlmostEqual(float(next(svg.iter(SVG + "circle")).get("cx")), px[1], delta=0.2)
        self.assertAlmostEqual(x1, px[2], delta=0.2)

    def test_every_view_draws_or_says_which_views_do(self):
        self.write("mr.csv", TWO_REGIONS)
        for view, number in (((), "970"), (("--view", "flows"), "445"), (("--view", "sectors"), "850")):
            self.assertIn(number, self.texts(self.figure("footprint", "mr.csv", *view)))
        self.assertIn("Consumption-based accounts by product, value added: mr", self.texts(self.figure("footprint", "mr.csv", "--view", "sectors")))
        for arguments, said in ((("footprint", "mr.csv", "--view", "accounts"), "this result of footprint has no figure; there is one for --view flows, --view sectors\n"),
                                (("balance", CHINA12, CHINA12, "--show", "constraints"), "this result of balance has no figure; there is one for --show cells\n")):
            self.assertEqual(sanchan("io", *arguments, "-o", "x.svg", cwd=self.folder), ("", said, 64))
        self.write("u.cfg", 'coefficients = ( { supplier = "AGR"; buyer = "AGR"; factor = { dist = "uniform"; min = 0.9; max = 1.1; }; } );')
        self.assertEqual(sanchan("io", "influence", CHINA12, "-u", "u.cfg", "-n", "5", "-o", "x.svg", cwd=self.folder),
                         ("", "influence has no figure of draws; it has one without --uncertain\n", 64))
        self.write("big.csv", random_table(401, 1)[1])
        self.assertEqual(sanchan("io", "matrix", "big.csv", "-o", "x.svg", cwd=self.folder)[1],
                         "a heat map has at most 400 rows and columns; sanchan io aggregate makes a coarser table\n")
        self.assertEqual(os.path.exists(os.path.join(self.folder, "x.svg")), False)

    def test_titles_are_names(self):
        for arguments, title in ((("influence", CHINA12), "Fields of influence: io12_2020"), (("balance", CHINA12, CHINA12), "Change by balancing: io12_2020"),
                                 (("linkages", CHINA12), "Backward and forward linkages: io12_2020")):
            self.assertIn(title, self.texts(self.figure(*arguments)))
        self.assertIn("影响域：io12_2020", self.texts(self.figure("influence", CHINA12, lang="zh")))

    def test_a_table_that_is_made_does_not_keep_its_figure_from_a_file(self):
        for more in ((), ("--format", "svg")):
            self.assertEqual(sanchan("io", "balance", CHINA12, CHINA12, "-o", "b.svg", "-f", *more, cwd=self.folder), ("", "", 0))
            self.assertIn("Change by balancing: io12_2020", self.texts(ElementTree.parse(os.path.join(self.folder, "b.svg")).getroot()))
        self.assertEqual(sanchan("io", "balance", CHINA12, CHINA12, "-o", "b.md", cwd=self.folder), ("", "", 0))
        with open(os.path.join(self.folder, "b.md"), encoding="utf-8") as file:
            self.assertTrue(file.read().startswith("| row | column |"))

    def test_a_line_stands_between_regions(self):
        self.write("t.csv", random_table(20, 1)[1])
        svg = self.figure("matrix", "t.csv")
        self.assertEqual(sum(path.get("stroke") == "#57606a" for path in svg.iter(SVG + "path")), 2)
        self.assertEqual(sum(path.get("stroke") == "#57606a" for path in self.figure("matrix", CHINA12).iter(SVG + "path")), 0)

    def test_what_has_no_figure_says_what_has(self):
        out, err, status = sanchan("io", "extract", CHINA12, "--format=svg")
        self.assertEqual((out, status), ("", 64))
        self.assertIn("extract has no figure; those that have one are matrix, linkages", err)
        self.assertIn("没有图", sanchan("io", "ghosh", CHINA12, "--format=svg", lang="zh")[1])
        self.assertEqual(sanchan("io", "matrix", CHINA12, "-o", "m.svg", cwd=self.folder), ("", "", 0))
        self.assertTrue(os.path.getsize(self.path("m.svg")) > 1000)


if __name__ == "__main__":
    unittest.main()
