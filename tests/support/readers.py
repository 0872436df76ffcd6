"""What every test of a foreign reader needs: a result file, and the right to be skipped with a reason."""
import atexit
import os
import shutil
import subprocess
import sys
import tempfile

SKIPPED = 77
GROUPS = {
    "indicators": ("scenario", "model", "draw", "year"),
    "sectors": ("scenario", "model", "draw", "year", "activity"),
    "summary": ("scenario", "model", "year", "statistic", "quantile"),
    "targets": ("scenario", "model", "target", "quantile", "rank"),
    "joint": ("scenario", "model", "set", "member", "given", "met"),
    "pooled": ("model", "scenario"),
    "pooled/summary": ("scenario", "year", "statistic", "quantile"),
    "pooled/targets": ("scenario", "target", "quantile", "rank"),
    "pooled/joint": ("scenario", "set", "member", "given", "met"),
    "variance": ("scenario", "year", "target", "part"),
    "inputs": ("draw", "scenario", "lever"),
    "diagnostics": ("scenario", "model", "draw"),
    "provenance": ("scenario", "model", "indicator", "lever", "activity", "series", "parameter", "tension", "judgment",
                   "fact", "setting"),
}


def skip(reason):
    print("skipped:", reason)
    sys.exit(SKIPPED)


def need_program(name):
    if shutil.which(name) is None:
        skip(name + " is not installed")


def need_modules(*names):
    for name in names:
        try:
            __import__(name)
        except ImportError:
            skip("python module " + name + " is not installed")


def result_file():
    """The synthetic result of tests/test_result.c, in a folder of its own."""
    folder = tempfile.mkdtemp(prefix="sanchan-readers-")
    atexit.register(shutil.rmtree, folder)
    path = os.path.join(folder, "run.h5")
    subprocess.run([os.path.join(os.environ["SANCHAN_BUILD"], "tests", "test_result"), path], check=True)
    return path


def run(*command):
    done = subprocess.run(command, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, (command, done.returncode, done.stderr[-2000:])
    return done.stdout
