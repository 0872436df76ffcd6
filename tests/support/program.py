"""The program as its users meet it: run it, look at what it says, where, and with which exit status."""
import os
import shutil
import subprocess
import tempfile
import unittest

PROGRAM = os.environ["SANCHAN"]
SOURCE = os.environ["SANCHAN_SOURCE"]
SANITIZED = bool(os.environ.get("SANCHAN_SANITIZE"))


def sanchan(*arguments, lang="en", cwd=None, env=None, **more):
    """stdout, stderr as text, and the exit status."""
    environment = dict(os.environ, LC_ALL="C.UTF-8", NO_COLOR="1")
    environment.pop("COLUMNS", None)
    environment.update(env or {})
    language = ["--lang", lang] if lang and "--lang" not in arguments else []
    words = [*map(str, arguments[:1]), *language, *map(str, arguments[1:])]
    done = subprocess.run([PROGRAM, *words], cwd=cwd, env=environment, stdin=subprocess.DEVNULL,
                          stdout=more.pop("stdout", subprocess.PIPE), stderr=subprocess.PIPE, timeout=300, **more)
    return (done.stdout or b"").decode(), done.stderr.decode(), done.returncode


def bytes_of(path):
    with open(path, "rb") as file:
        return file.read()


class InFolder(unittest.TestCase):
    """Each test works in an empty folder of its own."""

    def setUp(self):
        self.folder = tempfile.mkdtemp(prefix="sanchan-test-")
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)

    def path(self, *names):
        return os.path.join(self.folder, *names)

    def write(self, name, content):
        with open(self.path(name), "wb") as file:
            file.write(content.encode() if isinstance(content, str) else content)
        return self.path(name)

    def study(self, name="study"):
        """A copy of the shipped study that a test may spoil."""
        shutil.copytree(os.path.join(SOURCE, "scenarios", "zhangdian"), self.path(name))
        return self.path(name)

    def spoil(self, file, old, new, name="study"):
        with open(self.path(name, file), encoding="utf-8") as opened:
            text = opened.read()
        self.assertIn(old, text, "the study no longer has what this test changes")
        self.write(os.path.join(name, file), text.replace(old, new, 1))
        return text[:text.index(old)].count("\n") + 1      # the line of the change

    def fails(self, status, *arguments, says=(), lang="en", **more):
        """It ends with `status`, says all of `says` on stderr and nothing on stdout."""
        out, err, code = sanchan(*arguments, lang=lang, cwd=self.folder, **more)
        self.assertEqual(code, status, err)
        self.assertEqual(out, "")
        for words in [says] if isinstance(says, str) else says:
            self.assertIn(words, err)
        return err
