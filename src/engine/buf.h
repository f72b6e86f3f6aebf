/*
 * buf: a byte buffer with a ceiling. A zeroed buffer is valid and empty, with a
 * ceiling of 0; init sets another. The data always ends in a NUL that is not
 * counted, so that the JSON reader can stop on it. The buffer owns its memory
 * until free; a failed append leaves it empty and usable.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ASH_BUF_H
#define ASH_BUF_H

#include "engine/status.h"

struct ash_buf {
    char *data;      /* NULL until the first append */
    size_t length;   /* bytes in use */
    size_t capacity; /* bytes allocated, the NUL included */
    size_t ceiling;  /* length is never more */
};

void ash_buf_init(struct ash_buf *buf, size_t ceiling);

/* ASH_OK, ASH_NO_MEMORY, or ASH_TOO_LARGE when the ceiling is passed. */
enum ash_status ash_buf_append(struct ash_buf *buf, const void *data,
                               size_t length);

/* Makes room for a total of length bytes, to spare the doublings. Fails as
 * append does. */
enum ash_status ash_buf_reserve(struct ash_buf *buf, size_t length);

/* Forgets the bytes and keeps the memory. */
void ash_buf_clear(struct ash_buf *buf);

/* Overwrites the bytes in a way that no compiler optimises away, and frees. */
void ash_buf_wipe(struct ash_buf *buf);

void ash_buf_free(struct ash_buf *buf);

/* Overwrites memory that held a secret, in the same way. */
void ash_wipe(void *memory, size_t length);

#endif
