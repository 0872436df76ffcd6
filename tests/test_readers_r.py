"""R: ncdf4 and rhdf5 read numbers, Chinese text and missing values (dimensions come reversed there)."""
import os
import subprocess
import sys

sys.path.insert(0, os.path.join(os.environ["SANCHAN_SOURCE"], "tests", "support"))
import readers

readers.need_program("Rscript")
HAVE = 'quit(status = !requireNamespace("%s", quietly = TRUE))'
missing = [p for p in ("ncdf4", "rhdf5") if subprocess.run(["Rscript", "-e", HAVE % p], capture_output=True).returncode]
if missing:
    readers.skip("R package " + " and ".join(missing) + " is not installed")
print(readers.run("Rscript", os.path.join(os.environ["SANCHAN_SOURCE"], "tests", "support", "readers.R"), readers.result_file()))
