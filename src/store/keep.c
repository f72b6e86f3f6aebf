/*
 * keep: a record of a document straight into a statement, without a copy for
 * Lua. Nothing here calls Lua between the first binding and the last step, so
 * SQLite may read the document's bytes where they are; what it was given is
 * forgotten before anything returns.
 *
 * SPDX-License-Identifier: MIT
 */
#include "store/database.h"

#include "binding/document.h"
#include "engine/number.h"
#include "store/plan.h"

#include <string.h>

/* One record on its way into one statement. */
struct keeper {
    sqlite3_stmt *handle;
    const struct ash_json *json;
    char *scratch;
    struct plan *plan;
    int unfit; /* values of this record that did not fit */
};

/* ---- one value into one column; 0: it does not fit ---- */

static int bind_text(const struct keeper *k, int place, const char *at)
{
    int escaped;
    const struct ash_slice text = ash_text_slice(
        at, k->json->text + k->json->length, &escaped);

    if (escaped)
        sqlite3_bind_text(k->handle, place, k->scratch,
                          (int)ash_text_unescape(text, k->scratch),
                          SQLITE_TRANSIENT);
    else
        sqlite3_bind_text(k->handle, place, text.start,
                          (int)(text.end - text.start), SQLITE_STATIC);
    return 1;
}

#define TIME_LENGTH 24 /* 2026-05-28T09:14:02.123Z */
#define TIME_SECONDS 19

static int matches(const char *at, const char *shape, size_t length)
{
    for (; length > 0; length--, at++, shape++)
        if (*shape == '0' ? *at < '0' || *at > '9' : *at != *shape)
            return 0;
    return 1;
}

/* Times sort as texts only when all are written alike. */
static int bind_time(const struct keeper *k, int place, const char *at)
{
    char out[] = "0000-00-00T00:00:00.000Z";
    int escaped;
    size_t i;
    const struct ash_slice text = ash_text_slice(
        at, k->json->text + k->json->length, &escaped);
    const size_t length = (size_t)(text.end - text.start);

    if (escaped || length <= TIME_SECONDS || text.end[-1] != 'Z' ||
        !matches(text.start, out, TIME_SECONDS))
        return 0;
    memcpy(out, text.start, TIME_SECONDS);
    if (length > TIME_SECONDS + 1 &&
        (length < TIME_SECONDS + 3 || text.start[TIME_SECONDS] != '.'))
        return 0;
    for (i = TIME_SECONDS + 1; i + 1 < length; i++) {
        if (text.start[i] < '0' || text.start[i] > '9')
            return 0;
        if (i + 1 < TIME_LENGTH)
            out[i] = text.start[i];
    }
    sqlite3_bind_text(k->handle, place, out, TIME_LENGTH, SQLITE_TRANSIENT);
    return 1;
}

static int is_number(char first)
{
    return first == '-' || (first >= '0' && first <= '9');
}

static int bind_number(const struct keeper *k, int place, const char *at,
                       int whole)
{
    struct ash_number number;

    ash_number_read(at, ash_number_end(at), &number);
    if (number.is_integer)
        sqlite3_bind_int64(k->handle, place, number.integer);
    else if (whole)
        return 0;
    else
        sqlite3_bind_double(k->handle, place, number.real);
    return 1;
}

static int bind_boolean(const struct keeper *k, int place, const char *at)
{
    if (*at != 't' && *at != 'f')
        return 0;
    sqlite3_bind_int(k->handle, place, *at == 't');
    return 1;
}

static const char *type_of(char first)
{
    switch (first) {
    case '{':
        return "object";
    case '[':
        return "array";
    case '"':
        return "string";
    case 't':
    case 'f':
        return "boolean";
    default:
        return "number";
    }
}

static void bind_bytes(const struct keeper *k, int place,
                       struct ash_value value, int as_text)
{
    const struct ash_slice bytes = ash_walk_slice(k->json, value);
    const int length = (int)(bytes.end - bytes.start);

    if (as_text)
        sqlite3_bind_text(k->handle, place, bytes.start, length, SQLITE_STATIC);
    else
        sqlite3_bind_blob(k->handle, place, bytes.start, length, SQLITE_STATIC);
}

static int bind_kind(const struct keeper *k, enum column_kind kind, int place,
                     struct ash_value value)
{
    const char first = *value.at;

    switch (kind) {
    case COLUMN_TEXT:
        return first == '"' && bind_text(k, place, value.at);
    case COLUMN_TIME:
        return first == '"' && bind_time(k, place, value.at);
    case COLUMN_INTEGER:
        return is_number(first) && bind_number(k, place, value.at, 1);
    case COLUMN_NUMBER:
        return is_number(first) && bind_number(k, place, value.at, 0);
    case COLUMN_BOOLEAN:
        return bind_boolean(k, place, value.at);
    case COLUMN_KIND:
        sqlite3_bind_text(k->handle, place, type_of(first), -1, SQLITE_STATIC);
        return 1;
    case COLUMN_IF_TEXT:
        return first != '"' || bind_text(k, place, value.at);
    case COLUMN_IF_NUMBER:
        if (is_number(first))
            return bind_number(k, place, value.at, 0);
        (void)bind_boolean(k, place, value.at);
        return 1;
    case COLUMN_IF_NESTED:
        if (first == '{' || first == '[')
            bind_bytes(k, place, value, 1);
        return 1;
    default:
        bind_bytes(k, place, value, 0);
        return 1;
    }
}

/* ---- a record into the columns of a plan ---- */

static void bind_column(struct keeper *k, int i, struct ash_value value)
{
    sqlite3_bind_null(k->handle, i + 1); /* of two members the last counts */
    if (*value.at == 'n' ||
        bind_kind(k, k->plan->columns[i].kind, i + 1, value))
        return;
    k->plan->columns[i].unfit++;
    k->unfit++;
}

static int is_name(struct ash_slice given, int escaped, const char *name,
                   size_t length)
{
    if (escaped)
        return ash_text_equals(given, name, length);
    return (size_t)(given.end - given.start) == length &&
           memcmp(given.start, name, length) == 0;
}

static int is_group(const struct column *column, struct ash_slice name,
                    int escaped)
{
    return column->group != NULL &&
           is_name(name, escaped, column->group, column->group_length);
}

/* The members of the object at place, into the columns from first to last. */
static void bind_members(struct keeper *k, int first, int last,
                         struct ash_value place)
{
    place = ash_walk_enter(place);
    while (*place.at != '}') {
        struct ash_slice name;
        int escaped, i;

        place = ash_walk_name(k->json, place, &name, &escaped);
        for (i = first; i < last; i++)
            if (is_name(name, escaped, k->plan->columns[i].name,
                        k->plan->columns[i].name_length))
                bind_column(k, i, place);
        place = ash_walk_next(ash_walk_skip(k->json, place));
    }
}

/* A member that has columns of its own: those of a group stand together.
 * Returns the first column after them. */
static int bind_group(struct keeper *k, int first, struct ash_slice name,
                      int escaped, struct ash_value value)
{
    int last = first;

    while (last < k->plan->count &&
           is_group(&k->plan->columns[last], name, escaped))
        sqlite3_bind_null(k->handle, ++last);
    if (*value.at == '{') {
        bind_members(k, first, last, value);
    } else if (*value.at != 'n') {
        k->plan->columns[first].unfit++;
        k->unfit++;
    }
    return last;
}

static void bind_member(struct keeper *k, struct ash_slice name, int escaped,
                        struct ash_value value)
{
    int i = 0;

    while (i < k->plan->count) {
        const struct column *const column = &k->plan->columns[i];

        if (is_group(column, name, escaped)) {
            i = bind_group(k, i, name, escaped, value);
            continue;
        }
        if (column->group == NULL && column->name != NULL &&
            is_name(name, escaped, column->name, column->name_length))
            bind_column(k, i, value);
        i++;
    }
}

static void bind_record(struct keeper *k, struct ash_value place)
{
    int i;

    k->unfit = 0;
    for (i = 0; i < k->plan->count; i++)
        if (k->plan->columns[i].name == NULL)
            bind_column(k, i, place);
    if (*place.at != '{' || k->plan->names == 0)
        return;
    place = ash_walk_enter(place);
    while (*place.at != '}') {
        struct ash_slice name;
        int escaped;

        place = ash_walk_name(k->json, place, &name, &escaped);
        bind_member(k, name, escaped, place);
        place = ash_walk_next(ash_walk_skip(k->json, place));
    }
}

/* ---- methods ---- */

static struct document *document_at(lua_State *L, int index)
{
    struct document *const d = luaL_checkudata(L, index, ASH_DOCUMENT_TYPE);

    if (d->left == 0)
        luaL_error(L, "the document has no record any more");
    return d;
}

static struct keeper prepare(lua_State *L, int document, int plan)
{
    struct statement *const statement = ashs_statement_check(L);
    const struct document *const d = document_at(L, document);
    struct keeper k;

    k.handle = statement->handle;
    k.json = &d->json;
    k.scratch = NULL;
    k.plan = luaL_checkudata(L, plan, ASH_PLAN_TYPE);
    k.unfit = 0;
    luaL_argcheck(L, k.plan->count <= sqlite3_bind_parameter_count(k.handle),
                  plan, "the statement has fewer parameters");
    sqlite3_reset(k.handle);
    sqlite3_clear_bindings(k.handle);
    return k;
}

/* statement:record(document, plan, ...) -> how many values did not fit, then
 * what statement:run gives, with the plan's columns of the document's current
 * record and the values after them bound */
int ashs_statement_record(lua_State *L)
{
    struct keeper k = prepare(L, 2, 3);
    struct document *d;
    int results;

    if (ashs_statement_bind_values(L, ashs_statement_check(L), 4,
                                   k.plan->count) != SQLITE_OK)
        return ashs_database_fail(L, ashs_statement_check(L)->database,
                                  SQLITE_NOMEM);
    d = document_at(L, 2); /* a finalizer may have closed it meanwhile */
    ashb_document_hold(d);
    k.scratch = ashb_document_scratch(L, d);
    bind_record(&k, d->next);
    results = ashs_statement_once(L, ashs_statement_check(L));
    ashb_document_let_go(d);
    lua_pushnumber(L, k.unfit);
    lua_insert(L, -results - 1);
    return results + 1;
}

/* One element of an array: its columns, its number, and the values that stay
 * bound from the first one on. */
static int keep_element(struct keeper *k, struct ash_value place, int number)
{
    int i, result;

    for (i = 1; i <= k->plan->count; i++)
        sqlite3_bind_null(k->handle, i);
    bind_record(k, place);
    sqlite3_bind_int(k->handle, k->plan->count + 1, number);
    result = sqlite3_step(k->handle);
    sqlite3_reset(k->handle);
    return result;
}

/* statement:elements(document, name, plan, ...) -> how many elements the array
 * of that name in the current record has, and how many values did not fit; or
 * nil, code, message. The statement is run once for each: the plan's columns
 * of the element, its number from 1, and the values. */
int ashs_statement_elements(lua_State *L)
{
    struct keeper k = prepare(L, 2, 4);
    struct statement *const statement = ashs_statement_check(L);
    size_t length;
    const char *const name = luaL_checklstring(L, 3, &length);
    int count = 0, unfit = 0, result = SQLITE_DONE;
    struct document *d;
    struct ash_value place;

    if (ashs_statement_bind_values(L, statement, 5, k.plan->count + 1) !=
        SQLITE_OK)
        result = SQLITE_NOMEM;
    d = document_at(L, 2); /* a finalizer may have closed it meanwhile */
    ashb_document_hold(d);
    k.scratch = ashb_document_scratch(L, d);
    if (ash_walk_member(&d->json, d->next, name, length, &place)) {
        if (*place.at == '[') {
            place = ash_walk_enter(place);
            while (*place.at != ']' && result == SQLITE_DONE) {
                result = keep_element(&k, place, ++count);
                unfit += k.unfit;
                place = ash_walk_next(ash_walk_skip(&d->json, place));
            }
        } else if (*place.at != 'n') {
            unfit = 1;
        }
    }
    sqlite3_clear_bindings(k.handle);
    ashb_document_let_go(d);
    if (result != SQLITE_DONE)
        return ashs_database_fail(L, statement->database, result);
    lua_pushnumber(L, count);
    lua_pushnumber(L, unfit);
    return 2;
}
