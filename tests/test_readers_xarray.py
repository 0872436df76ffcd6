"""xarray with both engines: every group in one line, the same numbers as h5py."""
import os
import sys
import tempfile

sys.path.insert(0, os.path.join(os.environ["SANCHAN_SOURCE"], "tests", "support"))
import readers

readers.need_modules("numpy", "h5py", "xarray", "h5netcdf", "netCDF4")
import h5py
import numpy as np
import xarray as xr

path = readers.result_file()
raw = h5py.File(path, "r")
for engine in (None, "h5netcdf", "netcdf4"):
    for group, axes in readers.GROUPS.items():
        data = (xr.open_dataset(path, group=group) if engine is None else xr.open_dataset(path, group=group, engine=engine)).load()
        assert set(data.dims) == set(axes), (engine, group, data.dims)
        assert set(data.variables) == {name for name in raw[group] if isinstance(raw[group][name], h5py.Dataset)}, (engine, group)
        for name, variable in data.variables.items():
            values = raw[group][name][()]
            if variable.dtype.kind == "f":
                np.testing.assert_array_equal(variable.values, values)
            elif h5py.check_string_dtype(raw[group][name].dtype):
                texts = [text.decode() for text in np.atleast_1d(values).ravel()]
                assert [str(text) for text in np.atleast_1d(variable.values).ravel()] == texts, (group, name)
            else:
                assert np.array_equal(variable.values, values), (group, name)
            assert variable.attrs["units"] and variable.attrs["long_name"] and variable.attrs["long_name_zh"]
    targets = xr.open_dataset(path, group="targets", engine=engine).load()
    row = targets.sel(scenario="plan", model="growth", target="services:about")
    assert 0 <= float(row.probability_lower) <= float(row.probability) <= float(row.probability_upper) <= 1
    assert targets.binding.dtype == bool and str(targets.target_name_zh.values[11]) == "服务业增加值占比"
    assert np.isnan(float(targets.probability.sel(scenario="plan", model="growth", target="energy:table")))
    assert "scenario_name_zh" in targets.probability.coords
    summary = xr.open_dataset(path, group="summary", engine=engine)
    assert summary.gdp_growth.sel(scenario="trend", model="growth", year=2025, statistic="mean").shape == ()
    assert list(summary.coords["quantile"].values) == [0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95]
    # One model: what is pooled is what it says.
    for group in ("summary", "targets", "joint"):
        pooled = xr.open_dataset(path, group="pooled/" + group, engine=engine).load()
        alone = xr.open_dataset(path, group=group, engine=engine).load().sel(model="growth", drop=True)
        assert set(pooled.data_vars) <= set(alone.data_vars)
        for name in pooled.data_vars:
            xr.testing.assert_equal(pooled[name], alone[name])
    variance = xr.open_dataset(path, group="variance", engine=engine).load()
    np.testing.assert_allclose(variance.gdp_growth.sum("part"), 1, rtol=1e-12)
    diagnostics = xr.open_dataset(path, group="diagnostics", engine=engine)
    meanings = diagnostics.given_up.attrs["flag_meanings"].split()
    assert len(meanings) == len(diagnostics.given_up.attrs["flag_values"]) and meanings[0] == "GOOD"

# A run of the shipped study that stores everything.
with tempfile.TemporaryDirectory() as folder:
    path = os.path.join(folder, "paths.h5")
    readers.run(os.environ["SANCHAN"], "run", "zhangdian", "--scenario", "baseline,plan", "--draws", "40", "--store", "paths",
                "-q", "-o", path)
    for engine in ("h5netcdf", "netcdf4"):
        sectors = xr.open_dataset(path, group="sectors", engine=engine).load()
        indicators = xr.open_dataset(path, group="indicators", engine=engine).load()
        assert dict(sectors.sizes) == {"scenario": 2, "model": 3, "draw": 40, "year": 15, "activity": 12}
        assert set(sectors.data_vars) == {"value_added", "volume", "output", "employment", "capital", "price"}
        assert sectors.capital.dtype == np.float32 and "activity_name_zh" in sectors.capital.coords
        services = sectors.value_added.isel(activity=slice(4, None)).sum("activity") / sectors.value_added.sum("activity")
        xr.testing.assert_allclose(100 * services, indicators.services_share, rtol=1e-5)
