/* checksum.h - XXH64 (Y. Collet, xxHash fast digest algorithm, specification 0.1.1), seed 0: has a file changed by accident?
 *
 * About as fast as memory, so that a result can be checked every time it is read. It is no defence against forgery; inputs
 * are identified by SHA-256 (digest.h).
 *
 *   add   whole stripes of 32 bytes, as often as needed
 *   end   the bytes left over, fewer than 32
 */
#ifndef SC_BASE_CHECKSUM_H
#define SC_BASE_CHECKSUM_H

#include <stddef.h>
#include <stdint.h>

enum { SC_STRIPE = 32 };

typedef struct sc_checksum { uint64_t lane[4], length; } sc_checksum;

void     sc_checksum_init(sc_checksum *sum);
void     sc_checksum_add(sc_checksum *sum, const unsigned char *stripes, size_t n);   /* n a multiple of SC_STRIPE */
uint64_t sc_checksum_end(const sc_checksum *sum, const unsigned char *rest, size_t n);

#endif
