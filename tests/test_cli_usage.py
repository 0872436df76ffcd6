"""Usage: options, exit statuses, languages, what goes where, and the texts made from the program's tables."""
import json
import os
import shutil
import subprocess
import sys
import unittest

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from support.program import PROGRAM, InFolder, sanchan

VERBS = ("run", "check", "brief", "show", "describe", "init", "io")


class Usage(InFolder):
    def test_mistakes_in_a_command_name_the_nearest_legal_one(self):
        self.fails(64, says="a command is missing")
        self.fails(64, "sho", says='no command "sho"; did you mean show?')
        self.fails(64, "frobnicate", says="sanchan --help lists them")
        self.fails(64, "run", "--drawz", "3", says=("--drawz", "did you mean --draws?"))
        self.fails(64, "run", "-Z", says="there is no option -Z")
        self.fails(64, "run", "--draws", says="--draws needs a value")
        self.fails(64, "run", "--force=yes", says="takes no value")
        self.fails(64, "run", "a", "b", says='one argument too many: "b"')
        self.fails(64, "init", says="init needs the name of a folder")
        self.fails(64, "show", "x.h5", "nothing", says="targets, indicators")

    def test_common_options_may_stand_before_the_command(self):
        for before in (("--lang", "zh"), ("--lang=zh",), ("-l", "zh"), ("-q", "-lzh"), ("--verbose", "--lang", "zh")):
            self.fails(66, *before, "io", "ghosh", "nothing.csv", lang=None, says="找不到文件 nothing.csv")
        self.assertEqual(sanchan("--lang", "zh", "io", "--help", lang=None), sanchan("io", "--help", "--lang", "zh", lang=None))
        self.assertEqual(sanchan("--help", "io", lang=None), sanchan("io", "--help", lang=None))
        self.assertEqual(sanchan("--lang", "zh", "help", "run", lang=None), sanchan("run", "--help", "--lang", "zh", lang=None))
        self.assertEqual(self.fails(64, "--draws", "5", "run"), "the option --draws belongs to a command and stands behind it\n")
        self.assertEqual(self.fails(64, "-o", "x", "run"), "the option -o belongs to a command and stands behind it\n")
        self.assertEqual(self.fails(64, "--format", "json", "io", lang=None), "the option --format belongs to a command and stands behind it\n")
        self.assertEqual(self.fails(64, "--langg", "zh", "run"), "there is no option --langg; did you mean --lang? sanchan --help lists them\n")
        self.fails(64, "--quiet", says="a command is missing")

    def test_nothing_is_written_over_what_is_read(self):
        data = os.path.join(os.environ["SANCHAN_SOURCE"], "scenarios")
        shutil.copy(os.path.join(data, "data/io4_2020.csv"), os.path.join(self.folder, "t.csv"))
        shutil.copytree(os.path.join(data, "cge/hosoe"), os.path.join(self.folder, "hosoe"))
        self.write("u.cfg", 'coefficients = ( { supplier = "*"; buyer = "*"; factor = 1.0; } );')
        os.symlink("t.csv", os.path.join(self.folder, "link.csv"))
        sam = [name for name in os.listdir(os.path.join(self.folder, "hosoe")) if name.endswith(".csv")][0]
        for output, *command in (("t.csv", "io", "linkages", "t.csv"), ("./t.csv", "io", "linkages", "t.csv"), ("link.csv", "io", "sam", "t.csv"),
                                 ("u.cfg", "io", "linkages", "t.csv", "-u", "u.cfg"), ("hosoe/model.cfg", "cge", "shock", "hosoe"),
                                 ("hosoe/" + sam, "cge", "shock", "hosoe")):
            path = os.path.join(self.folder, output)
            with open(path, "rb") as file:
                before = file.read()
            said = output + " is read by this command and is not written over; name another file with -o\n"
            self.assertEqual(self.fails(73, *command, "-f", "-o", output, *(("--format", "csv") if output.endswith("cfg") else ())), said)
            with open(path, "rb") as file:
                self.assertEqual(file.read(), before)

    def test_all_mistakes_of_a_command_at_once(self):
        err = self.fails(64, "run", "--draws", "many", "--set", "x", "--store", "all", "--seed", "-1")
        for words in ('--draws: "many" is not a whole number', '--set: "x" is not of the form KEY=VALUE',
                      '--store: "all" is not one of summary|targets|paths', '--seed: "-1"'):
            self.assertIn(words, err)

    def test_draws_have_a_range(self):
        for draws in ("0", "-5", "1e4", "4294967296", "99999999999999999999", " 7", ""):
            self.fails(64, "run", "--draws=" + draws)

    def test_help_of_every_verb_in_both_languages(self):
        for verb in VERBS:
            for arguments in ((verb, "--help"), ("help", verb)):
                out, err, status = sanchan(*arguments, lang=None)
                self.assertEqual((status, err), (0, ""))
                self.assertIn("Usage: sanchan " + verb, out)
                self.assertIn("--lang=zh|en", out)
            out, _, status = sanchan(verb, "--help", lang="zh")
            self.assertEqual(status, 0)
            self.assertIn("用法：sanchan " + verb, out)
        out, _, status = sanchan("--help")
        self.assertEqual(status, 0)
        for verb in VERBS:
            self.assertIn("  %s " % verb, out)

    def test_language_comes_from_the_locale_and_the_option_wins(self):
        def first(env, *more):
            return sanchan("--help", *more, lang=None, env=dict({"LC_ALL": "", "LC_MESSAGES": "", "LANG": ""}, **env))[0].split("\n")[0]
        self.assertIn("三产", first({"LC_ALL": "zh_CN.UTF-8", "LANG": "en_GB.UTF-8"}))
        self.assertIn("三产", first({"LC_MESSAGES": "zh_CN.UTF-8", "LANG": "C"}))
        self.assertIn("三产", first({"LANG": "zh_CN.UTF-8"}))
        self.assertIn("Sanchan", first({"LC_ALL": "de_DE.UTF-8", "LANG": "zh_CN.UTF-8"}))
        self.assertIn("Sanchan", first({"LANG": "zh_CN.UTF-8"}, "--lang", "en"))
        self.fails(64, "sho", lang="zh", says="没有命令")

    def test_version_as_text_and_json(self):
        out, _, status = sanchan("--version")
        self.assertEqual(status, 0)
        self.assertRegex(out, r"^sanchan \d+\.\d+\.\d+ \(")
        about = json.loads(sanchan("--version", "--format", "json")[0])
        for key in ("version", "revision", "compiler", "build_type", "libraries", "instruction_set", "studies"):
            self.assertTrue(about[key], key)

    def test_a_full_standard_output_is_an_error_and_a_closed_pipe_is_not(self):
        with open("/dev/full", "wb") as full:
            _, err, status = sanchan("describe", "errors", stdout=full)
        self.assertEqual(status, 74)
        self.assertIn("writing the standard output failed", err)
        reader, writer = os.pipe()
        os.close(reader)
        _, err, status = sanchan("describe", "errors", stdout=writer)
        os.close(writer)
        self.assertEqual((status, err), (0, ""))


class Described(InFolder):
    def test_every_subject_as_text_json_and_csv(self):
        subjects = [row["what"] for row in json.loads(sanchan("describe", "--format", "json")[0])["describe"]]
        self.assertIn("parameters", subjects)
        for subject in subjects:
            out, err, status = sanchan("describe", subject)
            self.assertEqual((status, err), (0, ""), subject)
            self.assertTrue(out.strip(), subject)
        for subject in ("models", "parameters", "levers", "targets", "indicators", "channels", "distributions", "arithmetic", "formats", "errors", "streams", "analyses"):
            rows = json.loads(sanchan("describe", subject, "--format", "json")[0])[subject]
            lines = sanchan("describe", subject, "--format", "csv")[0].count("\r\n")
            self.assertGreater(len(rows), 0, subject)
            self.assertEqual(len(rows), lines - 1, subject)

    def test_parameters_tell_range_prior_and_source_in_both_languages(self):
        rows = {row["parameter"]: row for row in json.loads(sanchan("describe", "parameters", "--format", "json")[0])["parameters"]}
        row = rows["sigma_kl"]
        self.assertLess(row["lo"], row["hi"])
        self.assertIn("triangular(", row["prior"])
        for row in rows.values():
            self.assertTrue(row["source"] and row["unit"] and row["name"], row)
        out = sanchan("describe", "parameters", lang="zh")[0]
        self.assertIn("先验", out)

    def test_errors_have_the_exit_statuses_of_the_manual(self):
        statuses = {row["status"] for row in json.loads(sanchan("describe", "errors", "--format", "json")[0])["errors"]}
        self.assertLessEqual(statuses, {1, 64, 65, 66, 70, 71, 73, 74, 75})

    def test_manual_page_is_clean_roff_and_names_every_verb(self):
        for lang in ("en", "zh"):
            page = self.write("sanchan.1", sanchan("describe", "man", lang=lang)[0])
            with open(page, encoding="utf-8") as file:
                text = file.read()
            for verb in VERBS:
                self.assertIn('.SS "sanchan %s ' % verb, text)
            if shutil.which("man") and lang == "en":
                done = subprocess.run(["man", "--warnings", "-E", "UTF-8", "-l", page], stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                                      env=dict(os.environ, LC_ALL="C.UTF-8", MANWIDTH="80", MANPAGER="cat"))
                self.assertEqual(done.stderr.decode(), "")
                self.assertIn("--scenario=NAME", done.stdout.decode())

    def test_completions_parse_and_complete(self):
        script = self.write("sanchan.bash", sanchan("describe", "bash")[0])
        ask = "source %s; COMP_WORDS=(%%s); COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); _sanchan; echo ${COMPREPLY[@]}" % script
        def completed(words):
            return subprocess.run(["bash", "-c", ask % words], stdout=subprocess.PIPE, check=True, cwd=self.folder).stdout.decode().split()
        self.assertEqual(completed("sanchan ch"), ["check"])
        self.assertEqual(completed("sanchan run --dr"), ["--draws"])
        self.assertEqual(completed("sanchan run --store pa"), ["paths"])
        self.assertIn("parameters", completed("sanchan describe par"))
        for shell in ("zsh", "fish"):
            text = sanchan("describe", shell)[0]
            for verb in VERBS:
                self.assertIn(verb, text)
            if shutil.which(shell):
                subprocess.run([shell, "-n", self.write("completion." + shell, text)], check=True)


if __name__ == "__main__":
    unittest.main()
