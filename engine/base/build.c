#include "engine/base/build.h"

#include "build_values.h"

const char *sc_build_version(void)   { return SC_BUILD_VERSION; }
const char *sc_build_revision(void)  { return SC_BUILD_REVISION; }
const char *sc_build_compiler(void)  { return SC_BUILD_COMPILER; }
const char *sc_build_type(void)      { return SC_BUILD_TYPE; }
const char *sc_build_libraries(void) { return SC_BUILD_LIBRARIES; }
