"""The installed tree: program, libraries, header, studies, manual; what the libraries export."""
import glob
import json
import os
import re
import shutil
import subprocess
import sys
import unittest

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from support.program import SANITIZED, SOURCE, InFolder

BUILD = os.environ["SANCHAN_BUILD"]
LIBRARY = os.environ["SANCHAN_LIBRARY"]

USER = r"""
#include <sanchan.h>
int main(void)
{
  sc_report report = { 0 };
  double values[1] = { 0 };
  const sc_model_run none = { 0 };
  printf("%s %s\n", sc_code_text(SC_OK, SC_ZH), sc_isa_name(sc_isa_best()));
  (void)values; (void)none;
  for (int m = 0; sc_models[m] != NULL; m++) printf("model %s\n", sc_models[m]->name);
  sc_report_free(&report);
  return sc_model_find("growth") == NULL;
}
"""


def output(*command, **more):
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=300, **more).stdout.decode()


def names(*arguments):
    return [line.split()[-1] for line in output("nm", *arguments).splitlines() if re.match(r"^[0-9a-f]+ [A-Z] ", line)]


class Exports(unittest.TestCase):
    def test_the_shared_library_exports_the_public_header_and_nothing_else(self):
        with open(os.path.join(SOURCE, "engine", "sanchan.h"), encoding="utf-8") as file:
            header = re.sub(r"/\*.*?\*/", "", file.read(), flags=re.S)
        declared = set(re.findall(r"^(?!static)\w[^;{}#=()]*?\b(sc_\w+)\([^;{}]*\);", header, flags=re.M))
        declared |= set(re.findall(r"^extern [^;]*\b(sc_\w+)\[", header, flags=re.M))
        self.assertIn("sc_model_execute", declared)
        exported = set(names("-D", "--defined-only", LIBRARY))
        self.assertEqual(exported, declared)

    @unittest.skipIf(SANITIZED, "sanitizers add names of their own")
    def test_every_global_name_of_the_static_library_begins_with_sc(self):
        strange = {name for name in names("--defined-only", "--extern-only", os.path.join(BUILD, "libsanchan.a")) if not name.startswith(("sc_", ".gomp_"))}
        self.assertEqual(strange, set())


class Installed(InFolder):
    def setUp(self):
        super().setUp()
        output("cmake", "--install", BUILD, "--prefix", self.path("prefix"))
        self.moved = self.path("elsewhere")          # an installed tree may be moved
        os.rename(self.path("prefix"), self.moved)

    def installed(self, *pattern):
        found = glob.glob(os.path.join(self.moved, *pattern))
        self.assertTrue(found, pattern)
        return found[0]

    def sanchan(self, *arguments):
        environment = {key: value for key, value in os.environ.items() if not key.startswith("SANCHAN")}
        return output(self.installed("bin", "sanchan"), *arguments, cwd=self.folder, env=environment)

    def test_an_installed_program_finds_its_own_studies(self):
        about = json.loads(self.sanchan("--version", "--format", "json"))
        self.assertTrue(os.path.realpath(about["studies"]).startswith(os.path.realpath(self.moved)), about["studies"])
        self.assertTrue(json.loads(self.sanchan("check", "--format", "json"))["good"])
        self.sanchan("run", "-n", "64", "--scenario", "baseline", "-q")
        self.assertTrue(os.path.exists(self.path("results", "zhangdian.h5")))
        self.sanchan("init", "here")
        self.assertTrue(json.loads(self.sanchan("check", "here", "--format", "json"))["good"])

    def test_manual_and_completions_are_there(self):
        for path in (("share", "man", "man1", "sanchan.1"), ("share", "man", "zh_CN", "man1", "sanchan.1"),
                     ("share", "bash-completion", "completions", "sanchan"), ("share", "zsh", "site-functions", "_sanchan"),
                     ("share", "fish", "vendor_completions.d", "sanchan.fish"), ("share", "doc", "sanchan", "LICENSE")):
            self.assertGreater(os.path.getsize(self.installed(*path)), 200, path)

    @unittest.skipIf(SANITIZED or shutil.which("pkg-config") is None, "needs pkg-config and a library without sanitizers")
    def test_a_program_outside_the_tree_builds_against_it(self):
        source = self.write("user.c", USER)
        folder = os.path.dirname(self.installed("lib*", "**", "pkgconfig", "sanchan.pc") if glob.glob(os.path.join(self.moved, "lib*", "*", "pkgconfig"))
                                 else self.installed("lib*", "pkgconfig", "sanchan.pc"))
        flags = output("pkg-config", "--cflags", "--libs", "sanchan", env=dict(os.environ, PKG_CONFIG_PATH=folder)).split()
        output("cc", "-std=c17", "-Wall", "-Wextra", "-Wpedantic", "-Werror", source, *flags, "-o", self.path("user"))
        said = output(self.path("user"), env=dict(os.environ, LD_LIBRARY_PATH=os.path.dirname(folder)))
        self.assertIn("成功", said)
        self.assertIn("model growth", said)
        if shutil.which("clang++"):
            headers = [flag for flag in flags if flag.startswith("-I")]
            output("clang++", "-fsyntax-only", "-Wall", "-Werror", *headers, self.write("user.cc", "#include <sanchan.h>\n"))


if __name__ == "__main__":
    unittest.main()
