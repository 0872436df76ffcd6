"""sanchan io -o x.h5: every analysis opens in xarray with both engines and holds what its CSV does, cell by cell."""
import csv
import hashlib
import io
import json
import math
import os
import sys
import tempfile

sys.path.insert(0, os.path.join(os.environ["SANCHAN_SOURCE"], "tests", "support"))
import readers

readers.need_modules("numpy", "h5py", "xarray", "h5netcdf", "netCDF4")
import h5py
import numpy as np
import xarray as xr

from program import sanchan

CHINA12 = os.path.join(os.environ["SANCHAN_SOURCE"], "scenarios/data/io12_2020.csv")
OPTIONS = {"price": [["--shock", "import.TIN=0.1"]], "extract": [[], ["--activity", "CON"]], "distance": [[], ["--activity", "CON"]],
           "decompose": [["--of", "value_added"]], "multipliers": [[], ["--quantity", "income", "--activity", "CON"]],
           "footprint": [["--quantity", "co2"], ["--view", "flows"], ["--view", "sectors"]], "matrix": [[], ["--which", "flows"]]}
TWO_REGIONS = """block,row,N:A,N:B,S:A,S:B,N:HH,S:HH,EXP,TOTAL
DOM,N:A,1,2,3,1,10,2,1,20
DOM,N:B,2,1,0,2,20,4,1,30
DOM,S:A,4,3,2,1,5,20,5,40
DOM,S:B,1,1,4,2,2,9,1,20
VA,labour,12,23,31,14,,,,80
SAT,co2,5,1,9,2,,,,
"""
PRIOR = os.path.join(os.environ["SANCHAN_SOURCE"], "scenarios/data/prior_zhangdian_va_shares_12.csv")
NOISE = 'coefficients = ( { supplier = "*"; buyer = "*"; factor = { dist = "lognormal"; median = 1.0; sdlog = 0.07; }; } );'
SCENARIOS = ('periods = ["2021", "2022"]; scenarios = ( { name = "slump"; final = ( { product = "*"; column = "EXP"; change = -0.1; profile = [1.0, 0.5]; } ); },'
             ' { name = "made_here"; substitution = ( { product = "EQP"; buyer = "*"; share = 0.3; } ); } );')
YEARS = 'capital_output = 1.5; final = { years = 4; growth = 0.04; }; capacity = { slack = 0.1; fastest = 0.02; };'
REGIONAL = ("footprint", "spillover")        # of a multi-regional table
SHORTER_IN_TEXT = ("influence",)             # whose CSV is a ranking of the largest, and whose HDF5 the whole matrix


def compare(data, rows, axes):
    """Every cell of the CSV is where its names say. How many a column has."""
    filled = {}
    for row in rows:
        at = {axis: int(row[axis]) if data[axis].dtype.kind == "i" else row[axis] for axis in axes}
        for key in set(row) - set(axes):
            value = data[key].sel(at).values[()]
            filled[key] = filled.get(key, 0) + (row[key] != "")
            if data[key].dtype == object:
                assert value == row[key], (key, at, value, row[key])
            elif row[key] == "":
                assert math.isnan(value), (key, at, value)
            else:
                assert value == float(row[key]), (key, at, value, row[key])
    return filled


def check(name, files, options, path):
    out, err, status = sanchan("io", name, *files, *options, "--format=csv")
    assert status == 0, (name, err)
    rows = list(csv.DictReader(io.StringIO(out)))
    for _ in range(2):                                        # the same bytes again are no error
        assert sanchan("io", name, *files, *options, "-o", path) == ("", "", 0), name
    for engine in ("h5netcdf", "netcdf4"):
        with xr.open_dataset(path, engine=engine) as data:
            axes = list(data.dims)
            assert axes and set(data.variables) == set(rows[0]), (name, axes, rows[0])
            filled = compare(data.load(), rows, axes)
            for key, variable in data.variables.items():
                assert variable.attrs["units"] and variable.attrs["long_name"] and variable.attrs["long_name_zh"], (name, key)
                if key in data.data_vars and variable.dtype.kind == "f" and name not in SHORTER_IN_TEXT:
                    assert int(np.isfinite(variable.values).sum()) == filled[key], (name, key)
            assert data.attrs["title"] and data.attrs["title_zh"]
        with xr.open_dataset(path, group="provenance", engine=engine) as provenance:
            said = dict(zip(provenance.setting.values, provenance.value.load().values))
            for k, table in enumerate(files):
                with open(table, "rb") as file:
                    assert said["file_%d" % (k + 1)].endswith("sha256:" + hashlib.sha256(file.read()).hexdigest()), said
            assert said["analysis"] == name and said["version"] and said["command"].startswith("sanchan io ")
    with h5py.File(path) as raw:
        for key in set(raw) - {"provenance", *axes}:
            assert [scales.keys()[0] for scales in raw[key].dims] == axes, (name, key)


with tempfile.TemporaryDirectory() as folder:
    analyses = [row for row in json.loads(sanchan("describe", "analyses", "--format=json")[0])["analyses"] if row["gives"] == "result"]
    regions = os.path.join(folder, "regions.csv")
    with open(regions, "w", encoding="utf-8") as file:
        file.write(TWO_REGIONS)
    second = {"flq": PRIOR}
    for name, text in (("shock", SCENARIOS), ("dynamic", YEARS), ("noise", NOISE)):
        second[name] = os.path.join(folder, name + ".cfg")
        with open(second[name], "w", encoding="utf-8") as file:
            file.write(text)
    uncertain = ["-u", second["noise"], "--draws", "50"]
    OPTIONS.update(flq=[["--gdp", "950"], ["--gdp", "950", *uncertain]], shock=[[], uncertain], linkages=[[], uncertain],
                   multipliers=[*OPTIONS["multipliers"], uncertain], price=[*OPTIONS["price"], [*OPTIONS["price"][0], *uncertain]])
    for analysis in analyses:
        for k, options in enumerate(OPTIONS.get(analysis["analysis"], [[]])):
            files = [regions if analysis["analysis"] in REGIONAL else CHINA12] * int(analysis["files"].split("-")[0])
            files[1:] = [second.get(analysis["analysis"], file) for file in files[1:]]
            check(analysis["analysis"], files, options, os.path.join(folder, "%s%d.h5" % (analysis["analysis"], k)))
    named = os.path.join(folder, "named.csv")
    with open(named, "w", encoding="utf-8") as file:
        file.write("block,row,A,B,HH,TOTAL\nDOM,A,20,10,70,100\nDOM,B,10,30,60,100\nNAME,zh,农业,工业,,\n")
    assert sanchan("io", "matrix", named, "-o", named + ".h5") == ("", "", 0)
    for engine in ("h5netcdf", "netcdf4"):
        with xr.open_dataset(named + ".h5", engine=engine) as data:
            assert set(data.coords) == {"supplier", "buyer", "supplier_zh", "buyer_zh"}, data.coords
            assert list(data.buyer.values) == ["A", "B"] and list(data.buyer_zh.values) == ["农业", "工业"]
    assert len(analyses) >= 10 and sanchan("io", "linkages", CHINA12, "--format=h5")[2] == 64
    print("%d analyses" % len(analyses))
