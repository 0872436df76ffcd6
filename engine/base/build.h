/* build.h - what this program was built from and with; CMake fills in build_values.h. */
#ifndef SC_BASE_BUILD_H
#define SC_BASE_BUILD_H

const char *sc_build_version(void);     /* "0.1.0"                                                          */
const char *sc_build_revision(void);    /* git revision, "+" behind it when files were changed, or "unknown" */
const char *sc_build_compiler(void);    /* "GNU 12.2.0"                                                      */
const char *sc_build_type(void);        /* "Release"                                                         */
const char *sc_build_libraries(void);   /* "GSL 2.7.1, HDF5 1.10.8, libconfig 1.5"                           */

#endif
