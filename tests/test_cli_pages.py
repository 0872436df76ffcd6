"""The pages: every command of the READMEs and of docs/study.md, io.md and cge.md runs as it stands and prints what the page shows."""
import importlib.util
import os
import re
import shutil
import subprocess
import sys
import unittest

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from support.program import PROGRAM, SOURCE, InFolder, bytes_of

IN_TEXT = re.compile(r"`(sanchan\s[^`]+)`|^    (sanchan .+)$", flags=re.M)
PLACEHOLDER = re.compile(r"\b[A-Z]{3,}\b|\.\.\.|[^\x00-\x7f]")                  # DIR, TABLE, 表格: what the reader fills in
MENTION = re.compile(r"sanchan \w+|sanchan (io|cge) \w+")                      # a command's name, nothing to run
FEW = " -n 64"
CANNOT_RUN = None if importlib.util.find_spec("xarray") else "python3"


def text_of(page):
    with open(os.path.join(SOURCE, page), encoding="utf-8") as file:
        return file.read()


def examples(page):
    """(line of the page, command, lines shown under it), in the page's order: `$ COMMAND` in fenced blocks, and commands in the text."""
    found, text = [], text_of(page)
    for block in re.finditer(r"^```\w*\n(.*?)^```|((?:(?!^```).)+)", text, flags=re.M | re.S):
        number = text[:block.start()].count("\n") + 1
        if block[1] is None:
            for match in IN_TEXT.finditer(block[2]):
                command = " ".join((match[1] or match[2]).split())
                if not PLACEHOLDER.search(command) and not MENTION.fullmatch(command):
                    found.append((number + block[2][:match.start()].count("\n"), command, []))
            continue
        shown = None
        for k, line in enumerate(block[1].splitlines(), number + 1):
            if line.startswith("$ "):
                shown = []
                found.append((k, line[2:], shown))
            elif shown is not None:
                shown.append(line)
    return found


def words(lines):
    return [" ".join(line.split()) for line in lines if line.strip()]


class Pages(InFolder):
    def setUp(self):
        super().setUp()
        os.mkdir(self.path("bin"))
        os.symlink(PROGRAM, self.path("bin", "sanchan"))
        os.symlink(sys.executable, self.path("bin", "python3"))
        os.mkdir(self.path("clone"))
        os.symlink(os.path.join(SOURCE, "scenarios"), self.path("clone", "scenarios"))
        self.paste("sanchan run -q")                                            # what `make` leaves behind, with few draws

    def paste(self, command):
        """What the terminal shows, and the exit status."""
        environment = dict(os.environ, NO_COLOR="1", PATH=self.path("bin") + os.pathsep + os.environ["PATH"], PYTHONWARNINGS="ignore")
        environment.pop("COLUMNS", None)
        few = FEW if command.startswith("sanchan run") and not re.search(r" (-n|--draws)\b", command) else ""
        done = subprocess.run(command + few, shell=True, cwd=self.path("clone"), env=environment, stdin=subprocess.DEVNULL,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=300)
        return done.stdout.decode(), done.returncode

    def compare(self, shown, printed, where):
        """Nothing is left out but where the page has `...`, a line of its own or the end of a line."""
        shown, printed = words(shown), words(printed.splitlines())
        if not shown:
            return
        at = 0
        for k, line in enumerate(shown):
            if line == "...":
                continue
            same = [i for i in range(at, len(printed)) if printed[i] == line or line.endswith("...") and printed[i].startswith(line[:-3])]
            self.assertTrue(same, "%s: the page shows a line that is not printed:\n%s\n\nprinted:\n%s" % (where, line, "\n".join(printed)))
            if k == 0 or shown[k - 1] != "...":
                self.assertEqual(same[0], at, "%s: the page leaves out, without a `...`:\n%s" % (where, printed[at]))
            at = same[0] + 1
        if shown[-1] != "...":
            self.assertEqual(printed[at:], [], where)

    def check(self, page, at_least):
        found, status = examples(page), 0
        self.assertGreaterEqual(sum(command.startswith("sanchan ") for _, command, _ in found), at_least, "commands found in " + page)
        following = [command for _, command, _ in found[1:]] + [""]
        for (line, command, shown), after in zip(found, following, strict=True):
            where = "%s:%d: %s" % (page, line, command)
            if command == "echo $?":
                self.compare(shown, str(status), where)
                continue
            if command.split()[0] == CANNOT_RUN:
                continue
            with self.subTest(where):
                printed, status = self.paste(command)
                if after != "echo $?":
                    self.assertEqual(status, 0, where + "\n" + printed)
                self.compare(shown, printed, where)
        for figure in re.findall(r"\]\(figures/(.+?\.svg)\)", text_of(page)):
            self.assertEqual(bytes_of(self.path("clone", figure)), bytes_of(os.path.join(SOURCE, "docs", "figures", figure)), figure)

    def check_readme(self, page, lang):
        self.check(page, 7)
        shown = [line for line in text_of(page).splitlines() if line.startswith("    ") and not line.startswith("    make")]
        self.assertGreater(len(shown), 15)
        printed, status = self.paste("sanchan run -n 10000 -s baseline -o results/baseline.h5 --lang " + lang)    # the scenario that is shown
        self.assertEqual(status, 0, printed)
        self.compare([part for line in shown for part in (line, "...")], printed, page + ": make run")

    def test_readme(self):
        self.check_readme("README.md", "en")

    def test_readme_in_chinese(self):
        self.check_readme("README.zh.md", "zh")

    def test_studies(self):
        self.check("docs/study.md", 6)

    def test_input_output(self):
        self.check("docs/io.md", 36)

    def test_general_equilibrium(self):
        self.check("docs/cge.md", 3)


if __name__ == "__main__":
    unittest.main()
