/* result_place.h - a folder of its own and a synthetic result, for tests that write, spoil and read result files.
 *
 * The folder is in memory where there is such a place, for syncing costs nothing there. try_write and try_read check that
 * a failure is reported once and with the code that is returned.
 */
#ifndef SC_TESTS_RESULT_PLACE_H
#define SC_TESTS_RESULT_PLACE_H

#include <sys/types.h>

#include "outputs/result.h"
#include "tests/support/check.h"

typedef struct place { char folder[64], path[96], partial[112]; sc_result result; } place;

int  set_up(void **state);        /* *state is a place */
int  tear_down(void **state);
#define PLACE_TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

sc_code try_write(const place *p, int force);
sc_code try_read(const place *p, sc_fault *fault);   /* fault: SC_N_FAULTS when all went well */
void    change_byte(const char *path, off_t at);

#endif
