"""ncdump, h5dump: whole file, no nameless dimension, every group, Chinese text."""
import os
import sys

sys.path.insert(0, os.path.join(os.environ["SANCHAN_SOURCE"], "tests", "support"))
import readers

readers.need_program("ncdump")
readers.need_program("h5dump")
path = readers.result_file()

header = readers.run("ncdump", "-h", path)
assert "phony_dim" not in header
for group, axes in readers.GROUPS.items():
    part = header
    for name in group.split("/"):
        part = part.split("group: %s {" % name, 1)[1]
    part = part.split("} // group")[0]
    for axis in axes:
        assert "\t%s = " % axis in part, (group, axis)
assert "合成区县规划" in header
assert "services:about" in readers.run("ncdump", path)
assert 'GROUP "targets"' in readers.run("h5dump", "-H", path)
readers.run("h5dump", path)
