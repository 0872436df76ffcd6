/* roles.h - what a column of final demand and a row of value added is, told by its name: the rows of roles.def, the only place where
 * names mean something.
 *
 * Where a table (of a multi-regional one, the region) has a column of government, its columns of consumption are households': that is told by the
 * table (sc_io_table_find_roles), not by the name alone.
 */
#ifndef SC_ACCOUNTS_ROLES_H
#define SC_ACCOUNTS_ROLES_H

#include "engine/base/error.h"

#define SC_FINAL(name, code, zh, en, patterns) SC_FINAL_##name,
#define SC_VALUE(name, code, zh, en, patterns)
typedef enum sc_final {
#include "models/accounts/roles.def"
  SC_N_FINALS
} sc_final;

#define SC_FINAL(name, code, zh, en, patterns)
#define SC_VALUE(name, code, zh, en, patterns) SC_VALUE_##name,
typedef enum sc_value {
#include "models/accounts/roles.def"
  SC_N_VALUES
} sc_value;

extern const char *const sc_final_codes[SC_N_FINALS];      /* the name that the program itself gives such a column */
extern const sc_text sc_final_texts[SC_N_FINALS], sc_value_texts[SC_N_VALUES];

sc_final sc_final_role(const char *name);
sc_value sc_value_role(const char *name);

#endif
