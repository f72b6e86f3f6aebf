/*
 * cells: the buffers belong to the object and are used again for each record.
 * Lua may collect before it copies a string, and a finalizer of the program may
 * use the object: it has to be as it was after that.
 *
 * SPDX-License-Identifier: MIT
 */
#include "binding/cells.h"

#include "binding/pick.h"
#include "binding/projection.h"

#include <string.h>

#define MOST_BYTES 0x40000000 /* of a line */

static const char *const FORMS[] = {"csv", "tsv", NULL};

/* ---- making ---- */

/* The object holds its arrays itself: the values, then the columns. */
static struct cells *make(lua_State *L, int nodes, int count)
{
    const size_t values = (size_t)nodes * sizeof(struct ash_value);
    const size_t columns = (size_t)count * sizeof(int);
    struct cells *const c = ashb_object_new(L, sizeof *c + values + columns,
                                            ASH_CELLS_TYPE);

    c->values = (struct ash_value *)(void *)(c + 1);
    c->columns = (int *)(void *)((char *)(c + 1) + values);
    c->count = count;
    ash_buf_init(&c->spans, MOST_BYTES);
    ash_buf_init(&c->text, MOST_BYTES);
    ash_buf_init(&c->line, MOST_BYTES);
    return c;
}

/* The paths were checked when the projection was made; a finalizer may have
 * changed the caller's table since. [-0, +0, v] */
static void find_columns(lua_State *L, int paths, struct cells *c)
{
    int i;

    for (i = 0; i < c->count; i++) {
        lua_rawgeti(L, paths, i + 1);
        luaL_argcheck(L, lua_type(L, -1) == LUA_TSTRING, 1,
                      "an array of paths expected");
        c->columns[i] = ashb_projection_node(c->paths, lua_tostring(L, -1));
        lua_pop(L, 1);
    }
}

int ashb_cells_new(lua_State *L)
{
    const enum ash_form form = (enum ash_form)luaL_checkoption(L, 2, "csv",
                                                               FORMS);
    const struct projection *paths;
    struct cells *c;

    if (lua_isnil(L, 1)) {
        make(L, 0, 0)->form = form;
        return 1;
    }
    ashb_projection_new(L); /* paths projection */
    paths = lua_touserdata(L, -1);
    c = make(L, paths->count, (int)lua_rawlen(L, 1));
    c->form = form;
    c->paths = paths;
    lua_getuservalue(L, -1); /* paths projection cells uservalue */
    lua_pushvalue(L, -3);
    lua_rawseti(L, -2, 1);
    lua_pop(L, 1);
    find_columns(L, 1, c);
    return 1;
}

/* ---- methods ---- */

static struct cells *begin(lua_State *L)
{
    struct cells *const c = luaL_checkudata(L, 1, ASH_CELLS_TYPE);

    c->serial++;
    return c;
}

/* [-0, +0, v] */
static void check_unused(lua_State *L, const struct cells *c, unsigned serial)
{
    if (c->serial != serial)
        luaL_error(L, "the cells were used by a finalizer meanwhile");
}

static void check_status(lua_State *L, enum ash_status status)
{
    if (status != ASH_OK)
        luaL_error(L, "%s", ash_status_message(status));
}

#if LUA_VERSION_NUM >= 503

/* Pushes bytes of the object. This Lua copies before it runs finalizers.
 * [-0, +1, m] */
static void push_bytes(lua_State *L, const struct cells *c, const char *bytes,
                       size_t length)
{
    (void)c;
    lua_pushlstring(L, bytes, length);
}

#else

#define FEW 4096

/* Pushes bytes of the object. [-0, +1, v] */
static void push_bytes(lua_State *L, const struct cells *c, const char *bytes,
                       size_t length)
{
    const unsigned serial = c->serial;
    char few[FEW];

    if (length <= sizeof few) {
        memcpy(few, bytes, length);
        lua_pushlstring(L, few, length);
    } else {
        char *const copy = lua_newuserdata(L, length);

        check_unused(L, c, serial);
        memcpy(copy, bytes, length);
        lua_pushlstring(L, copy, length);
        lua_remove(L, -2);
    }
}

#endif

/* As begin, and finds the values of the record in argument 2. */
static struct cells *begin_record(lua_State *L)
{
    struct cells *const c = begin(L);
    size_t length;
    const char *const json = luaL_checklstring(L, 2, &length);
    enum ash_status status;

    luaL_argcheck(L, c->paths != NULL, 1, "there are no paths");
    status = ashb_pick_record(c, json, length);
    check_status(L, status);
    return c;
}

/* cells:texts(json) -> two arrays with holes: the kinds of the cells (string,
 * number, boolean, json) and their texts */
static int cells_texts(lua_State *L)
{
    struct cells *const c = begin_record(L);
    const unsigned serial = c->serial;
    struct ashb_cell cell;
    int i;

    lua_createtable(L, c->count, 0);
    lua_createtable(L, c->count, 0); /* kinds texts */
    for (i = 0; i < c->count; i++) {
        check_unused(L, c, serial);
        check_status(L, ashb_pick_cell(c, i, &cell));
        if (cell.kind == NULL)
            continue;
        push_bytes(L, c, cell.text.start,
                   (size_t)(cell.text.end - cell.text.start));
        lua_rawseti(L, -2, i + 1);
        lua_pushstring(L, cell.kind);
        lua_rawseti(L, -3, i + 1);
    }
    return 2;
}

static enum ash_status put_cell(struct cells *c, int i,
                                const struct ashb_cell *cell)
{
    enum ash_status status = ASH_OK;

    if (i > 0)
        status = ash_buf_append(&c->line, ASH_BETWEEN[c->form], 1);
    if (status == ASH_OK && cell->kind != NULL)
        status = ash_delimited_cell(&c->line, c->form, cell->text,
                                    cell->kind[0] == 's');
    return status;
}

/* A single empty cell would be an empty line, which readers of CSV skip. */
static int push_line(lua_State *L, struct cells *c, int count,
                     enum ash_status status)
{
    if (status == ASH_OK && count == 1 && c->line.length == 0 &&
        c->form == ASH_CSV)
        status = ash_buf_append(&c->line, "\"\"", 2);
    if (status == ASH_OK)
        status = ash_buf_append(&c->line, ASH_LINE_END[c->form],
                                strlen(ASH_LINE_END[c->form]));
    check_status(L, status);
    push_bytes(L, c, c->line.data, c->line.length);
    return 1;
}

/* cells:line(json) -> the line of a record */
static int cells_line(lua_State *L)
{
    struct cells *const c = begin_record(L);
    enum ash_status status = ASH_OK;
    struct ashb_cell cell;
    int i;

    ash_buf_clear(&c->line);
    for (i = 0; i < c->count && status == ASH_OK; i++) {
        status = ashb_pick_cell(c, i, &cell);
        if (status == ASH_OK)
            status = put_cell(c, i, &cell);
    }
    return push_line(L, c, c->count, status);
}

/* The cell at place i of the arrays in arguments 2 and 3. The texts stay in
 * their table: no Lua code runs that could remove them. [-0, +0, v] */
static struct ashb_cell cell_at(lua_State *L, int i)
{
    struct ashb_cell cell = {NULL, {NULL, NULL}};
    size_t length;

    lua_rawgeti(L, 2, i);
    lua_rawgeti(L, 3, i);
    if (!lua_isnil(L, -2)) {
        luaL_argcheck(L, lua_type(L, -1) == LUA_TSTRING, 3,
                      "an array of strings expected");
        luaL_argcheck(L, lua_type(L, -2) == LUA_TSTRING, 2,
                      "an array of kinds expected");
        cell.kind = lua_tostring(L, -2);
        cell.text.start = lua_tolstring(L, -1, &length);
        cell.text.end = cell.text.start + length;
    }
    lua_pop(L, 2);
    return cell;
}

/* cells:row(kinds, texts, count) -> the line of a row, from what cells:texts
 * returns or the like */
static int cells_row(lua_State *L)
{
    struct cells *const c = begin(L);
    const int count = (int)luaL_checknumber(L, 4);
    enum ash_status status = ASH_OK;
    int i;

    luaL_checktype(L, 2, LUA_TTABLE);
    luaL_checktype(L, 3, LUA_TTABLE);
    ash_buf_clear(&c->line);
    for (i = 0; i < count && status == ASH_OK; i++) {
        const struct ashb_cell cell = cell_at(L, i + 1);

        status = put_cell(c, i, &cell);
    }
    return push_line(L, c, count, status);
}

static int cells_gc(lua_State *L)
{
    struct cells *const c = luaL_checkudata(L, 1, ASH_CELLS_TYPE);

    ash_buf_free(&c->spans);
    ash_buf_free(&c->text);
    ash_buf_free(&c->line);
    return 0;
}

void ashb_open_cells(lua_State *L)
{
    static const luaL_Reg METHODS[] = {{"texts", cells_texts},
                                       {"line", cells_line},
                                       {"row", cells_row},
                                       {NULL, NULL}};

    ashb_object_type(L, ASH_CELLS_TYPE, METHODS, cells_gc);
}
