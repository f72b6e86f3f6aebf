/*
 * buf: grows a byte buffer by doubling, never past its ceiling. Sizes are
 * compared before they are added, so that no sum can wrap around.
 *
 * SPDX-License-Identifier: MIT
 */
#include "engine/buf.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define SMALLEST ((size_t)256)

void ash_buf_init(struct ash_buf *buf, size_t ceiling)
{
    memset(buf, 0, sizeof *buf);
    buf->ceiling = ceiling < SIZE_MAX / 2 ? ceiling : SIZE_MAX / 2;
}

static enum ash_status fail(struct ash_buf *buf, enum ash_status status)
{
    ash_buf_free(buf);
    return status;
}

/* Makes room for length bytes and the NUL. */
static enum ash_status resize(struct ash_buf *buf, size_t length)
{
    char *data = realloc(buf->data, length + 1);

    if (data == NULL)
        return fail(buf, ASH_NO_MEMORY);
    buf->data = data;
    buf->capacity = length + 1;
    return ASH_OK;
}

enum ash_status ash_buf_reserve(struct ash_buf *buf, size_t length)
{
    if (length > buf->ceiling)
        return fail(buf, ASH_TOO_LARGE);
    if (length < buf->capacity)
        return ASH_OK;
    return resize(buf, length);
}

static size_t grown(const struct ash_buf *buf, size_t needed)
{
    size_t length = buf->capacity * 2;

    if (length < SMALLEST)
        length = SMALLEST;
    if (length < needed)
        length = needed;
    return length < buf->ceiling ? length : buf->ceiling;
}

enum ash_status ash_buf_append(struct ash_buf *buf, const void *data,
                               size_t length)
{
    enum ash_status status = ASH_OK;

    if (length > buf->ceiling - buf->length)
        return fail(buf, ASH_TOO_LARGE);
    if (buf->length + length >= buf->capacity)
        status = resize(buf, grown(buf, buf->length + length));
    if (status != ASH_OK)
        return status;
    if (length > 0)
        memcpy(buf->data + buf->length, data, length);
    buf->length += length;
    buf->data[buf->length] = '\0';
    return ASH_OK;
}

void ash_buf_clear(struct ash_buf *buf)
{
    buf->length = 0;
    if (buf->data != NULL)
        buf->data[0] = '\0';
}

void ash_buf_free(struct ash_buf *buf)
{
    free(buf->data);
    buf->data = NULL;
    buf->length = 0;
    buf->capacity = 0;
}

void ash_wipe(void *memory, size_t length)
{
    volatile unsigned char *p = memory;

    while (length-- > 0)
        *p++ = 0;
}

void ash_buf_wipe(struct ash_buf *buf)
{
    if (buf->data != NULL)
        ash_wipe(buf->data, buf->capacity);
    ash_buf_free(buf);
}
