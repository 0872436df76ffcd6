"""h5py: scales on every axis, texts, no time stamps, checksums, creation order."""
import os
import sys

sys.path.insert(0, os.path.join(os.environ["SANCHAN_SOURCE"], "tests", "support"))
import readers

readers.need_modules("h5py", "numpy")
import h5py

path = readers.result_file()
with h5py.File(path, "r") as file:
    assert sorted(file) == sorted({group.split("/")[0] for group in readers.GROUPS})
    assert file.attrs["Conventions"] == "CF-1.10" and file.attrs["seed"] == "20210622"
    for group in readers.GROUPS:
        assert file[group].attrs["title"] and file[group].attrs["title_zh"]
        found = set()
        for name, data in file[group].items():
            if isinstance(data, h5py.Group):
                assert group + "/" + name in readers.GROUPS
                continue
            for key in ("units", "long_name", "long_name_zh"):
                assert isinstance(data.attrs[key], str) and data.attrs[key], (group, name, key)
            assert not data.id.get_create_plist().get_obj_track_times(), "time stamp on " + name
            numeric = h5py.check_string_dtype(data.dtype) is None
            assert not (numeric and data.ndim) or data.fletcher32, (group, name)
            if h5py.h5ds.is_scale(data.id):
                found.add(name)
                continue
            for axis, dimension in enumerate(data.dims):
                scales = list(dimension.values())
                assert len(scales) == 1 and scales[0].shape == (data.shape[axis],), (group, name, axis)
                assert scales[0].parent == data.parent, "axis from another group"
        assert found == set(readers.GROUPS[group]), (group, found)
    for key in ("estimator", "references"):
        assert file["variance"].attrs[key]
    assert file["provenance/title_zh"][()].decode().startswith("合成区县规划")
    assert file["targets/target_name_zh"][0].decode() == "地区生产总值增速"
    assert file["indicators/gdp_growth"].dtype == "f4" and file["indicators/gdp_growth"].chunks[3] == 2
    assert file["inputs/growth.labour_share"].shape == ()
