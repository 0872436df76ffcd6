# The result file in R: ncdf4 and rhdf5. Dimensions come in reverse order: year, draw, model, scenario.
path <- commandArgs(trailingOnly = TRUE)[1]

file <- ncdf4::nc_open(path)
growth <- ncdf4::ncvar_get(file, "summary/gdp_growth")
scenario <- ncdf4::ncvar_get(file, "summary/scenario")
names_zh <- ncdf4::ncvar_get(file, "targets/target_name_zh")
probability <- ncdf4::ncvar_get(file, "targets/probability")
units <- ncdf4::ncatt_get(file, "indicators/gdp_growth", "units")$value
ncdf4::nc_close(file)
stopifnot(dim(growth)[1] == 3, dim(growth)[2] == 15, scenario[1] == "trend", units == "%")
stopifnot(names_zh[1] == "\u5730\u533a\u751f\u4ea7\u603b\u503c\u589e\u901f", any(is.na(probability)))

same <- rhdf5::h5read(path, "summary/gdp_growth")
stopifnot(all.equal(as.vector(same), as.vector(growth)))
stopifnot(rhdf5::h5read(path, "provenance/seed") == "20210622")
cat("R: ncdf4", as.character(packageVersion("ncdf4")), "and rhdf5", as.character(packageVersion("rhdf5")), "agree\n")
