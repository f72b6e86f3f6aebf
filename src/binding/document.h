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

/* The store reads the current record from here, without a copy for Lua. */
struct document {
    struct ash_buf text;
    struct ash_buf spans;
    struct ash_buf scratch;
    struct ash_json json;
    struct ash_value next;               /* record */
    int left;                            /* records from next on */
    const struct projection *projection; /* the uservalue keeps it */
    int keep_nulls;
    int raw;
    int busy; /* values are being built */
};

/*
 * Pushes a document that takes the bytes of body over, or nil, code, message
 * and the offset of the offending byte (body is then as it was). options is
 * the stack index of a table, or of nil:
 *   null        what stands for null; needed where nulls are kept or in arrays
 *   keep_nulls  true: members that are null are kept
 *   array       metatable for arrays
 *   projection  records have only these fields
 *   raw         true: records are their exact bytes
 * Returns the number of results. [-0, +1|4, v]
 */
int ashb_document_push(lua_State *L, struct ash_buf *body, int options);

/* core.document(text, options) -> document, or nil, code, message, offset */
int ashb_document_new(lua_State *L);

#endif
