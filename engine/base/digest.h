/* digest.h - SHA-256 (FIPS 180-4), to say which inputs a result was made from. */
#ifndef SC_BASE_DIGEST_H
#define SC_BASE_DIGEST_H

#include <stddef.h>
#include <stdint.h>

typedef struct sc_sha256 { uint32_t state[8]; uint64_t length; unsigned char block[64]; } sc_sha256;

void sc_sha256_init(sc_sha256 *digest);
void sc_sha256_add(sc_sha256 *digest, const void *bytes, size_t n);
void sc_sha256_end(sc_sha256 *digest, char hex[65]);

/* All at once. */
void sc_sha256_of(const void *bytes, size_t n, char hex[65]);

#endif
