/*
 * keep: binds a record of a document to a statement, without a copy in Lua.
 * From the first value of the record to the last step nothing here allocates in
 * Lua, so SQLite may read the document's bytes where they are; the bindings are
 * cleared before a method returns.
 *
 * SPDX-License-Identifier: MIT
 */
#include "store/database.h"

#include "binding/document.h"
#include "store/bind.h"

#include <string.h>

/* One record on its way into one statement. */
struct keeper {
    struct ashs_target to;
    struct plan *plan;
    unsigned serial; /* of the statement when the record's turn began */
    int unfit;       /* values of this record that did not fit */
};

/* ---- a record into the columns of a plan ---- */

/* Whether a column of this kind is NULL where the value is of another type. */
static int is_optional(enum column_kind kind)
{
    return kind == COLUMN_IF_TEXT || kind == COLUMN_IF_NUMBER ||
           kind == COLUMN_IF_NESTED;
}

/* Of two members of one name the last counts: where that has no value for the
 * column, what the first one had is cleared. */
static void bind_column(struct keeper *k, int i, struct ash_value value)
{
    const enum column_kind kind = k->plan->columns[i].kind;

    if (is_optional(kind))
        sqlite3_bind_null(k->to.handle, i + 1);
    if (*value.at != 'n' && ashs_bind(&k->to, kind, i + 1, value))
        return;
    sqlite3_bind_null(k->to.handle, i + 1);
    if (*value.at == 'n')
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

/* Where a member is looked for: the columns of one level, and the one that the
 * member before it went to. */
struct place {
    enum level level;
    int first, end;
    int before; /* -1: none */
};

static int is_for(const struct keeper *k, const struct place *in, int column,
                  struct ash_slice name, int escaped)
{
    size_t length;
    const char *const key = ashs_plan_key(&k->plan->columns[column], in->level,
                                          &length);

    return key != NULL && is_name(name, escaped, key, length);
}

/* The first column for a member, or -1. Members mostly come in the order in
 * which they came in the record before. */
static int find(const struct keeper *k, struct place *in, struct ash_slice name,
                int escaped)
{
    int *const guess = in->before < 0
                         ? NULL
                         : &k->plan->columns[in->before].then[in->level];
    int i = guess != NULL ? *guess : 0;

    if (i <= 0 || !is_for(k, in, i, name, escaped)) {
        i = in->first;
        while (i < in->end && !is_for(k, in, i, name, escaped))
            i = ashs_plan_next(k->plan, in->level, i);
        if (i >= in->end)
            return -1;
        if (guess != NULL)
            *guess = i;
    }
    in->before = i;
    return i;
}

static void bind_group(struct keeper *k, int first, struct ash_value value);

/* The members of the object at value, each into the columns that want it. */
static void bind_members(struct keeper *k, struct place in,
                         struct ash_value value)
{
    value = ash_walk_enter(value);
    while (*value.at != '}') {
        struct ash_slice name;
        int escaped, i;

        value = ash_walk_name(k->to.json, value, &name, &escaped);
        for (i = find(k, &in, name, escaped); i >= 0;
             i = k->plan->columns[i].again[in.level]) {
            if (in.level == OUTSIDE && k->plan->columns[i].group != NULL)
                bind_group(k, i, value);
            else
                bind_column(k, i, value);
        }
        value = ash_walk_next(ash_walk_skip(k->to.json, value));
    }
}

/* A member that has columns of its own: those of a group stand together. */
static void bind_group(struct keeper *k, int first, struct ash_value value)
{
    struct column *const column = &k->plan->columns[first];
    const struct place in = {INSIDE, first, column->group_end, -1};
    int i;

    for (i = first; column->met && i < column->group_end; i++)
        sqlite3_bind_null(k->to.handle, i + 1);
    column->met = 1;
    if (*value.at == '{') {
        bind_members(k, in, value);
    } else if (*value.at != 'n') {
        column->unfit++;
        k->unfit++;
    }
}

static void bind_record(struct keeper *k, struct ash_value value)
{
    const struct place in = {OUTSIDE, 0, k->plan->count, -1};
    int i;

    k->unfit = 0;
    for (i = 0; i < k->plan->count; i++) {
        k->plan->columns[i].met = 0;
        if (k->plan->columns[i].name == NULL)
            bind_column(k, i, value);
    }
    if (*value.at == '{' && k->plan->names > 0)
        bind_members(k, in, value);
}

/* ---- methods ---- */

static struct document *document_at(lua_State *L, int index)
{
    struct document *const d = luaL_checkudata(L, index, ASH_DOCUMENT_TYPE);

    if (d->left == 0)
        luaL_error(L, "the document has no more records");
    return d;
}

static struct keeper prepare(lua_State *L, int document, int plan)
{
    struct statement *const statement = ashs_statement_check(L);
    const struct document *const d = document_at(L, document);
    struct keeper k;

    k.to.handle = statement->handle;
    k.to.json = &d->json;
    k.to.scratch = NULL;
    k.plan = luaL_checkudata(L, plan, ASH_PLAN_TYPE);
    k.unfit = 0;
    k.to.result = SQLITE_OK;
    luaL_argcheck(L, k.plan->count <= sqlite3_bind_parameter_count(k.to.handle),
                  plan, "the statement has fewer parameters");
    if (statement->is_bound || statement->is_brief) /* brief: a call raised */
        ashs_statement_forget(statement);
    statement->is_bound = statement->is_brief = 1;
    k.serial = statement->serial;
    return k;
}

/* Holds the document, with memory to unescape into. A finalizer may have closed
 * it, or used the statement, since they were checked, so both are checked again:
 * from here to the last step no Lua code runs. */
static struct document *hold(lua_State *L, struct keeper *k)
{
    const struct statement *const statement = lua_touserdata(L, 1);
    struct document *const d = document_at(L, 2);

    ashb_document_hold(d);
    k->to.scratch = ashb_document_scratch(L, d);
    if (statement->handle != NULL && statement->serial == k->serial)
        return d;
    ashb_document_let_go(d);
    luaL_error(L, "the statement was used by a finalizer meanwhile");
    return NULL;
}

/* statement:record(document, plan, ...) -> how many values did not fit, then
 * what statement:run returns. Binds the plan's columns of the document's
 * current record, and after them the values. */
static int statement_record(lua_State *L)
{
    struct keeper k = prepare(L, 2, 3);
    struct statement *const statement = ashs_statement_check(L);
    struct document *d;
    int results;

    k.to.result = ashs_statement_bind_values(L, statement, 4, k.plan->count);
    d = hold(L, &k);
    if (k.to.result == SQLITE_OK)
        bind_record(&k, d->next);
    if (k.to.result == SQLITE_OK)
        results = ashs_statement_once(L, statement);
    else
        results = ashs_database_fail(L, statement->database, k.to.result);
    ashs_statement_forget(statement);
    ashb_document_let_go(d);
    compat_pushinteger(L, k.unfit);
    lua_insert(L, -results - 1);
    return results + 1;
}

/* Whether an element has no members though the plan wants some. */
static int is_other(const struct keeper *k, struct ash_value element)
{
    return k->plan->names > 0 && *element.at != '{' && *element.at != 'n';
}

/* Runs the statement for one element of an array: its columns and its number;
 * the values after them stay bound. */
static int keep_element(struct keeper *k, struct ash_value place, int number)
{
    int i, result;

    for (i = 1; i <= k->plan->count; i++)
        sqlite3_bind_null(k->to.handle, i);
    bind_record(k, place);
    k->unfit += is_other(k, place);
    sqlite3_bind_int(k->to.handle, k->plan->count + 1, number);
    if (k->to.result != SQLITE_OK)
        return k->to.result;
    result = sqlite3_step(k->to.handle);
    sqlite3_reset(k->to.handle);
    return result;
}

/* How many elements were kept, and how many values did not fit. */
struct kept {
    int count, unfit;
};

/* Runs the statement for each element of the array at place. Returns what the
 * last step did. */
static int keep_array(struct keeper *k, struct ash_value place,
                      struct kept *kept)
{
    int result = SQLITE_DONE;

    place = ash_walk_enter(place);
    while (*place.at != ']' && result == SQLITE_DONE) {
        result = keep_element(k, place, ++kept->count);
        kept->unfit += k->unfit;
        place = ash_walk_next(ash_walk_skip(k->to.json, place));
    }
    return result;
}

/* statement:elements(document, name, plan, ...) -> how many elements the array
 * of that name in the current record has, and how many values did not fit: of
 * columns, elements that are no objects, or the array; or nil, code, message.
 * The statement is run once for each element: the plan's columns of it, its
 * number from 1, and the values. */
static int statement_elements(lua_State *L)
{
    size_t length;
    const char *const name = luaL_checklstring(L, 3, &length);
    struct keeper k = prepare(L, 2, 4);
    struct statement *const statement = ashs_statement_check(L);
    struct kept kept = {0, 0};
    int result;
    struct document *d;
    struct ash_value place;

    result = ashs_statement_bind_values(L, statement, 5, k.plan->count + 1);
    if (result != SQLITE_OK)
        return ashs_database_fail(L, statement->database, result);
    result = SQLITE_DONE;
    d = hold(L, &k);
    if (ash_walk_member(&d->json, d->next, name, length, &place)) {
        if (*place.at == '[')
            result = keep_array(&k, place, &kept);
        else if (*place.at != 'n')
            kept.unfit = 1;
    }
    ashs_statement_forget(statement);
    ashb_document_let_go(d);
    if (result != SQLITE_DONE)
        return ashs_database_fail(L, statement->database, result);
    compat_pushinteger(L, kept.count);
    compat_pushinteger(L, kept.unfit);
    return 2;
}

void ashs_open_keep(lua_State *L)
{
    static const luaL_Reg METHODS[] = {
        {"record", statement_record},
        {"elements", statement_elements},
        {NULL, NULL},
    };

    ashb_object_extend(L, ASH_STATEMENT_TYPE, METHODS);
}
