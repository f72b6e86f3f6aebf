/*
 * transfer: keeps the request's bytes while libcurl sends them and collects
 * the answer. Every buffer is the transfer's own and has a ceiling.
 *
 * SPDX-License-Identifier: MIT
 */
#include "engine/transfer.h"

#include <assert.h>
#include <string.h>

static int is_clean(const char *path, size_t length)
{
    size_t i;

    for (i = 0; i < length; i++)
        if (path[i] <= ' ' || (unsigned char)path[i] >= 0x7F)
            return 0;
    return length > 0 && path[0] == '/';
}

static enum ash_status copy(struct ash_buf *buf, const char *data,
                            size_t length)
{
    ash_buf_init(buf, length);
    return ash_buf_append(buf, data, length);
}

static enum ash_status copy_url(struct ash_transfer *t,
                                const struct ash_buf *base_url,
                                const struct ash_request *request)
{
    enum ash_status status;

    ash_buf_init(&t->url, base_url->length + request->path_length);
    status = ash_buf_append(&t->url, base_url->data, base_url->length);
    if (status != ASH_OK)
        return status;
    return ash_buf_append(&t->url, request->path, request->path_length);
}

static enum ash_status copy_secrets(struct ash_transfer *t,
                                    const struct ash_request *request)
{
    enum ash_status status = ASH_OK;
    int i;

    for (i = 0; i < request->secret_count && status == ASH_OK; i++)
        status = ash_secrets_add(&t->secrets, request->secrets[i].data,
                                 request->secrets[i].length);
    return status;
}

enum ash_status ash_transfer_prepare(struct ash_transfer *t,
                                     const struct ash_buf *base_url,
                                     struct ash_header_set *headers,
                                     const struct ash_request *request)
{
    enum ash_status status;

    assert(t->phase == ASH_TRANSFER_IDLE && t->owner == NULL);
    if (!is_clean(request->path, request->path_length))
        return ASH_BAD_URL;
    status = copy_url(t, base_url, request);
    if (status == ASH_OK)
        status = copy(&t->request, request->body, request->body_length);
    if (status == ASH_OK)
        status = copy_secrets(t, request);
    if (status != ASH_OK) {
        ash_transfer_free(t);
        return status;
    }
    t->is_post = request->is_post;
    t->fresh = request->fresh;
    t->timeout_ms = request->timeout_ms;
    t->headers = ash_header_set_keep(headers);
    t->phase = ASH_TRANSFER_QUEUED;
    return ASH_OK;
}

void ash_transfer_end(struct ash_transfer *t, enum ash_status status)
{
    if (t->status == ASH_OK)
        t->status = status;
    else
        t->detail[0] = '\0';
    t->easy = NULL;
    t->phase = ASH_TRANSFER_DONE;
    ash_buf_wipe(&t->request);
}

void ash_transfer_redact(const struct ash_transfer *t, char *text,
                         size_t length)
{
    ash_secrets_hide(&t->secrets, text, length);
    if (t->headers != NULL)
        ash_secrets_hide(&t->headers->secrets, text, length);
}

void ash_transfer_free(struct ash_transfer *t)
{
    assert(t->owner == NULL);
    ash_secrets_wipe(&t->secrets);
    ash_header_set_release(t->headers);
    ash_buf_free(&t->url);
    ash_buf_wipe(&t->request);
    ash_buf_free(&t->head);
    ash_buf_free(&t->body);
    memset(t, 0, sizeof *t);
}
