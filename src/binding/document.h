/*
 * document: a JSON text with its index, as Lua holds it.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ASH_DOCUMENT_H
#define ASH_DOCUMENT_H

#include "binding/object.h"
#include "engine/buf.h"
#include "engine/walk.h"

struct projection;

/* Places in the uservalue. */
enum { ASHB_NULL = 1, ASHB_ARRAY_TYPE, ASHB_PROJECTION };

/* The store, too, reads the current record here, without a copy in Lua. */
struct document {
    struct ash_buf text;
    struct ash_buf spans;
    struct ash_buf scratch;
    struct ash_json json;
    struct ash_value next;               /* the current record */
    int left;                            /* records from next on */
    const struct projection *projection; /* kept alive by the uservalue */
    struct ash_json_rules rules;
    int raw;
    int readers; /* calls that use its bytes, one inside the other */
    int closed;  /* no more is read; the last reader frees the bytes */
};

static inline void ashb_document_release(struct document *d)
{
    ash_buf_free(&d->text);
    ash_buf_free(&d->spans);
    ash_buf_free(&d->scratch);
}

/* Between the two calls the bytes are not freed. Where an error is raised
 * between them, the collector frees the bytes later. */
static inline void ashb_document_hold(struct document *d)
{
    d->readers++;
}

static inline void ashb_document_let_go(struct document *d)
{
    if (--d->readers == 0 && d->closed)
        ashb_document_release(d);
}

/* Memory to unescape into, while the document is held. A reader inside another
 * gets memory of its own. [-0, +1, m] */
static inline char *ashb_document_scratch(lua_State *L, struct document *d)
{
    if (d->readers > 1)
        return lua_newuserdata(L, d->json.longest);
    lua_pushnil(L);
    return d->scratch.data;
}

/* Steps over the current record, which then counts as returned, and returns its
 * place. */
static inline struct ash_value ashb_document_pass(struct document *d)
{
    const struct ash_value place = d->next;

    d->next = ash_walk_next(ash_walk_skip(&d->json, place));
    if (--d->left == 0)
        d->closed = 1;
    return place;
}

/*
 * Pushes a document that has no text yet. options is the stack index of a
 * table, or of nil:
 *   null        what null becomes, in arrays and where nulls are kept
 *   keep_nulls  true: members that are null are kept
 *   array       metatable for arrays
 *   projection  records have only these fields
 *   raw         true: records are their exact bytes
 *   max_values  a text with more is refused; without it there is no limit
 * [-0, +1, v]
 */
struct document *ashb_document_make(lua_State *L, int options);

/* The document on top takes over the bytes of body. Returns 1, with it still on
 * top; on failure body is as it was, and nil, code, message are pushed, with
 * the offset of the offending byte where there is one. Returns how many.
 * [-0, +0|3|4, m] */
int ashb_document_take(lua_State *L, struct document *d, struct ash_buf *body);

/* core.document(text, options) -> document, or nil, code, message, offset */
int ashb_document_new(lua_State *L);

#endif
