"""Runs: the same bytes whatever the machine does, nothing lost, nothing half-written under a final name."""
import json
import os
import re
import resource
import shutil
import signal
import subprocess
import sys
import time
import unittest

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from support.program import PROGRAM, SANITIZED, InFolder, bytes_of, sanchan

FEW, MANY = (40, 400) if SANITIZED else (500, 2500)
TWO = ("--scenario", "baseline,plan")


class Runs(InFolder):
    def run_to(self, name, *arguments, **more):
        out, err, status = sanchan("run", "zhangdian", "-o", name, *arguments, cwd=self.folder, **more)
        self.assertEqual(status, 0, err)
        self.assertEqual(os.listdir(self.folder).count(name), 1)
        self.assertFalse([left for left in os.listdir(self.folder) if left.endswith((".partial", ".run", ".verify"))])
        return out

    def same(self, *names):
        first = bytes_of(self.path(names[0]))
        for name in names[1:]:
            self.assertTrue(first == bytes_of(self.path(name)), "%s and %s differ" % (names[0], name))


class Bytes(Runs):
    def test_threads_do_not_matter(self):
        for threads in (1, 2, 5):
            self.run_to("t%d.h5" % threads, "-n", FEW, *TWO, "--threads", threads)
        self.same("t1.h5", "t2.h5", "t5.h5")

    def test_instruction_sets_do_not_matter(self):
        for isa in ("base", "avx2", "avx512"):
            self.run_to(isa + ".h5", "-n", FEW, *TWO, env={"SANCHAN_ISA": isa})
        self.same("base.h5", "avx2.h5", "avx512.h5")

    def test_a_short_run_is_the_beginning_of_a_long_one(self):
        import h5py
        import numpy
        self.run_to("few.h5", "-n", FEW, *TWO)
        self.run_to("many.h5", "-n", MANY, *TWO)
        compared = 0
        with h5py.File(self.path("few.h5")) as few, h5py.File(self.path("many.h5")) as many:
            def compare(name, data):
                nonlocal compared
                if not isinstance(data, h5py.Dataset) or name.rsplit("/", 1)[0] not in ("indicators", "inputs"):
                    return
                axes = [axis for axis, dimension in enumerate(data.dims) if dimension.label == "draw" or
                        any(scale.name.endswith("/draw") for scale in dimension.values())]
                if not axes or name.endswith("/draw"):
                    return
                longer = many[name][()].take(range(FEW), axis=axes[0])
                self.assertTrue(numpy.array_equal(data[()], longer, equal_nan=True), name)
                compared += 1
            few.visititems(compare)
        self.assertGreater(compared, 100)

    def test_adding_scenarios_moves_no_number(self):
        def probabilities(*scenarios):
            out = self.run_to("-".join(scenarios) + ".h5", "-n", FEW, "--scenario", ",".join(scenarios), "--format", "json")
            return {(t["target"], t["reading"], v["scenario"]): (v["p"], v["measure"]["q50"])
                    for t in json.loads(out)["targets"] for v in t["verdicts"]}
        alone, together = probabilities("baseline"), probabilities("trend", "baseline", "plan")
        self.assertLessEqual(alone.items(), together.items())

    def test_another_seed_is_another_result(self):
        self.run_to("a.h5", "-n", FEW, "--scenario", "baseline")
        self.run_to("b.h5", "-n", FEW, "--scenario", "baseline", "--seed", "1")
        self.assertNotEqual(bytes_of(self.path("a.h5")), bytes_of(self.path("b.h5")))


class Files(Runs):
    def test_default_place_and_no_overwriting(self):
        short = ("-n", FEW, "--scenario", "baseline")
        _, err, status = sanchan("run", *short, cwd=self.folder)
        self.assertEqual(status, 0, err)
        path = self.path("results", "zhangdian.h5")
        first = bytes_of(path)
        _, err, status = sanchan("run", *short, cwd=self.folder)
        self.assertEqual(status, 0, "equal bytes are no error: " + err)
        err = sanchan("run", *short, "--seed", "3", cwd=self.folder)
        self.assertEqual(err[2], 73)
        self.assertIn("--force", err[1])
        self.assertEqual(bytes_of(path), first)
        self.assertEqual(sanchan("run", *short, "--seed", "3", "--force", cwd=self.folder)[2], 0)
        self.assertNotEqual(bytes_of(path), first)
        self.assertEqual(os.listdir(self.path("results")), ["zhangdian.h5"])

    def test_outputs_that_cannot_be_created(self):
        os.mkdir(self.path("folder.h5"))
        for path in ("nowhere/r.h5", "/proc/r.h5", "folder.h5", "/dev/full"):
            self.fails(73, "run", "-n", FEW, "--scenario", "baseline", "-o", path, says=path)
        if os.geteuid() != 0:
            os.mkdir(self.path("locked"), 0o500)
            self.fails(73, "run", "-n", FEW, "--scenario", "baseline", "-o", "locked/r.h5", says="locked/r.h5")
        self.assertEqual(sorted(os.listdir(self.folder)), ["folder.h5"] if os.geteuid() == 0 else ["folder.h5", "locked"])

    def test_full_disk_leaves_nothing_under_the_final_name(self):
        limit = lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (65536, 65536))
        self.fails(74, "run", "-n", FEW, "--scenario", "baseline", "-o", "r.h5", says="r.h5", preexec_fn=limit)
        self.assertFalse(os.path.exists(self.path("r.h5")))
        self.assertFalse([name for name in os.listdir(self.folder) if name.endswith(".partial")])

    def test_full_file_system_keeps_the_old_file(self):
        small = self.path("small")
        os.mkdir(small)
        mounted = os.geteuid() == 0 and subprocess.call(["mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", small],
                                                        stderr=subprocess.DEVNULL) == 0
        if not mounted:
            self.skipTest("needs a small file system")
        try:
            self.write("small/r.h5", "what was there before")
            self.fails(74, "run", "-n", FEW, "--scenario", "baseline", "-o", "small/r.h5", "--force", says="r.h5")
            self.assertEqual(os.listdir(small), ["r.h5"])
            self.assertEqual(bytes_of(self.path("small", "r.h5")), b"what was there before")
        finally:
            subprocess.call(["umount", small])

    def test_verify(self):
        short = ("-n", FEW, "--scenario", "baseline")
        self.run_to("r.h5", *short)
        out, err, status = sanchan("run", "zhangdian", "-o", "r.h5", *short, "--verify", "--threads", "3", cwd=self.folder)
        self.assertEqual(status, 0, err)
        self.assertIn("the same bytes", err)
        _, err, status = sanchan("run", "zhangdian", "-o", "r.h5", *short, "--seed", "9", "--verify", cwd=self.folder)
        self.assertEqual(status, 1)
        self.assertIn("differs", err)
        self.assertIn("seed", err)
        self.assertEqual(os.listdir(self.folder), ["r.h5"])
        self.fails(66, "run", "zhangdian", "-o", "gone.h5", *short, "--verify", says="gone.h5")

    def test_strict(self):
        out, err, status = sanchan("run", "-o", "r.h5", "-n", FEW, "--scenario", "baseline", "--strict", cwd=self.folder)
        self.assertEqual(status, 1)
        self.assertIn("services_share", err)
        self.assertTrue(out and os.path.exists(self.path("r.h5")), "the answer is given all the same")


    def test_draws_outside_the_models_domain_are_counted_and_reported(self):
        wild = [word for name, value in (("sigma_kl", 0.05), ("eta_export", 0.5), ("sigma_common", 0.05), ("sigma_region", 0.05))
                for word in ("--set", "parameters.%s=%g" % (name, value))]
        out, err, status = sanchan("run", "-o", "r.h5", "-n", FEW, "--scenario", "baseline", "--format", "json", *wild, cwd=self.folder)
        given_up = json.loads(out)["given_up"][0]
        self.assertEqual(status, 1, err)
        self.assertGreater(given_up["draws"], 0)
        self.assertIn("scenario baseline: %d draws left the model's domain (%s)" % (given_up["draws"], given_up["reason"]), err)
        self.assertTrue(os.path.exists(self.path("r.h5")), "what there is, is written")
        zh = sanchan("run", "-o", "r.h5", "-n", FEW, "--scenario", "baseline", "-q", *wild, lang="zh", cwd=self.folder)[1]
        self.assertIn("次抽样越出模型定义域", zh)
        allowed = sanchan("run", "-o", "a.h5", "-n", FEW, "--scenario", "baseline", "-q", "--set", "run.max_bad=1.0", *wild, cwd=self.folder)
        self.assertEqual(allowed[2], 0, allowed[1])
        draws, reason = given_up["draws"], given_up["reason"]
        shown = sanchan("run", "-o", "b.h5", "-n", FEW, "--scenario", "baseline", "--set", "run.max_bad=1.0", *wild, cwd=self.folder)[0]
        line = "scenario baseline, model %s: %d draws, %d given up: " % (given_up["model"], FEW, draws)
        for text in [shown] + [sanchan("show", "b.h5", what, cwd=self.folder)[0] for what in ("targets", "scenarios", "models")]:
            self.assertIn(line, text)
            self.assertRegex(text, re.escape(reason) + r" \(\d+\)")
        self.assertEqual(sanchan("brief", "b.h5", "-o", "b.html", cwd=self.folder)[2], 0)
        with open(self.path("b.html"), encoding="utf-8") as file:
            self.assertIn("the government budget is balanced by government saving", file.read())
        self.assertIn("given_up baseline " + given_up["model"], sanchan("show", "b.h5", "provenance", "--format", "csv", cwd=self.folder)[0])
        self.assertIn("次中舍弃 %d 次" % draws, sanchan("show", "b.h5", "scenarios", lang="zh", cwd=self.folder)[0])


class Interrupted(Runs):
    def interrupt(self, name, number, *arguments):
        """Starts a run, sends the signal when the first progress shows, returns stderr and status."""
        process = subprocess.Popen([PROGRAM, "run", "zhangdian", "-o", name, "--progress", "always", "--lang", "en", *map(str, arguments)],
                                   cwd=self.folder, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        seen = b""
        while b"%" not in seen:
            more = os.read(process.stderr.fileno(), 4096)
            self.assertTrue(more, "the run ended before it could be interrupted: " + seen.decode())
            seen += more
        process.send_signal(number)
        seen += process.stderr.read()
        process.stderr.close()
        return seen.decode(), process.wait(timeout=300)

    def test_interrupted_and_resumed_equals_undisturbed(self):
        size = ("-n", 2 * MANY, "--scenario", "trend,baseline,plan,property", "--threads", 1)
        for number in (signal.SIGINT, signal.SIGTERM):
            err, status = self.interrupt("cut.h5", number, *size)
            self.assertEqual(status, 75, err)
            self.assertIn("--resume", err)
            self.assertFalse(os.path.exists(self.path("cut.h5")))
        command = err[err.index("to go on: ") + len("to go on: "):].split()
        self.assertEqual((command[0], command[-1]), (PROGRAM, "--resume"))
        out, err, status = sanchan(*command[1:], cwd=self.folder)
        self.assertEqual(status, 0, err)
        self.run_to("whole.h5", *size)
        self.same("cut.h5", "whole.h5")
        self.assertEqual(sorted(os.listdir(self.folder)), ["cut.h5", "whole.h5"])

    def test_second_signal_ends_at_once(self):
        process = subprocess.Popen([PROGRAM, "run", "zhangdian", "-o", "r.h5", "-n", str(10 * MANY), "--progress", "always"],
                                   cwd=self.folder, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        self.assertIn(b"%", os.read(process.stderr.fileno(), 4096))
        process.send_signal(signal.SIGINT)
        time.sleep(0.01)
        process.send_signal(signal.SIGINT)
        process.stderr.close()
        self.assertIn(process.wait(timeout=60), (-signal.SIGINT, 75))
        self.assertFalse(os.path.exists(self.path("r.h5")))


class Shown(Runs):
    def setUp(self):
        super().setUp()
        self.out = self.run_to("r.h5", "-n", FEW, *TWO, "--format", "json")

    def test_verdict_as_json_has_stable_keys_and_both_languages(self):
        answer = json.loads(self.out)
        self.assertEqual([s["id"] for s in answer["scenarios"]], ["baseline", "plan"])
        self.assertEqual(answer["draws"], FEW)
        rows = {t["row"] for t in answer["targets"] if t["row"]}
        self.assertEqual(rows, set(range(1, 22)), "all 21 rows of the table")
        for target in answer["targets"]:
            for key in ("target", "reading", "row", "text", "reading_text", "main", "binding", "assumed", "assessable", "indicator", "kind",
                        "direction", "value", "tolerance", "base", "unit", "from", "to", "quotation", "place", "verdicts"):
                self.assertIn(key, target)
            self.assertTrue(target["text"]["zh"] and target["text"]["en"])
            for verdict in target["verdicts"]:
                if target["assessable"]:
                    self.assertTrue(0 <= verdict["p_lo"] <= verdict["p"] <= verdict["p_hi"] <= 1, target["target"])
                    self.assertTrue(verdict["likelihood"])
                else:
                    self.assertIsNone(verdict["p"])
        self.assertTrue(all(row["draws"] == 0 for row in answer["given_up"]))

    def test_show_gives_what_the_run_gave(self):
        self.assertEqual(sanchan("show", "r.h5", "targets", "--format", "json", cwd=self.folder)[0], self.out)

    def test_every_table_in_every_form(self):
        for what in ("targets", "indicators", "scenarios", "joint", "inputs", "provenance"):
            for lang in ("zh", "en"):
                out, err, status = sanchan("show", "r.h5", what, lang=lang, cwd=self.folder)
                self.assertEqual((status, err), (0, ""))
                self.assertGreater(out.count("\n"), 3, what)
            json.loads(sanchan("show", "r.h5", what, "--format", "json", cwd=self.folder)[0])
            self.assertIn("\r\n", sanchan("show", "r.h5", what, "--format", "csv", cwd=self.folder)[0])
            for lang in ("zh", "en"):
                lines = sanchan("show", "r.h5", what, "--format", "md", lang=lang, cwd=self.folder)[0].splitlines()
                self.assertGreater(len(lines), 3, what)
                self.assertTrue(all(line.startswith("| ") or line.startswith("|-") for line in lines), what)
        self.assertIn("S2", sanchan("show", "r.h5", "--scenario", "S2", cwd=self.folder)[0].split("\n")[1])
        self.fails(64, "show", "r.h5", "--scenario", "nothing", says=("nothing", "baseline, plan"))

    def test_results_go_to_stdout_and_everything_else_to_stderr(self):
        out, err, status = sanchan("run", "-o", "q.h5", "-n", FEW, *TWO, cwd=self.folder)
        self.assertEqual(status, 0)
        self.assertIn("q.h5", err)
        self.assertNotIn("\r", err, "no progress on a pipe")
        self.assertNotIn("\033", out, "no colours on a pipe")
        out, err, status = sanchan("run", "-o", "q.h5", "-n", FEW, *TWO, "-q", cwd=self.folder)
        self.assertEqual((out, err, status), ("", "", 0))

    def test_briefs_in_both_languages_and_forms(self):
        for lang in ("zh", "en"):
            for kind in ("html", "md"):
                out, err, status = sanchan("brief", "r.h5", "--format", kind, lang=lang, cwd=self.folder)
                self.assertEqual((status, out), (0, ""), err)
                name = "r.%s.%s" % (lang, kind)
                self.assertIn(name, err)
                self.assertGreater(os.path.getsize(self.path(name)), 5000)
        first = bytes_of(self.path("r.zh.html"))
        self.assertEqual(sanchan("brief", "r.h5", lang="zh", cwd=self.folder)[2], 0, "equal bytes are no error")
        self.assertEqual(bytes_of(self.path("r.zh.html")), first)
        self.fails(73, "brief", "r.h5", "-o", "r.zh.html", lang="en", says="--force")
        self.fails(64, "brief", "r.h5", "-o", "r.pdf", says=("r.pdf", "html|md"))


if __name__ == "__main__":
    unittest.main()
