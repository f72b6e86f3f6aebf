/*
 * plan: made once from rows of names, then used for every record. The names
 * point into Lua strings, which the uservalue keeps.
 *
 * SPDX-License-Identifier: MIT
 */
#include "store/plan.h"

#include "store/database.h"

#include <string.h>

static const char *const KINDS[] = {
    "text",    "time",      "integer",   "number", "boolean", "kind",
    "if_text", "if_number", "if_nested", "nested", "bytes",   NULL,
};

#define MAX_COLUMNS 500

/* The string at a place of the row on top, which the uservalue then keeps, or
 * NULL. [-0, +0, m] */
static const char *text_of(lua_State *L, int kept, int place, size_t *length)
{
    const char *text = NULL;

    lua_rawgeti(L, -1, place);
    if (lua_type(L, -1) == LUA_TSTRING) {
        text = lua_tolstring(L, -1, length);
        lua_pushvalue(L, -1);
        lua_rawseti(L, kept, (int)lua_rawlen(L, kept) + 1);
    }
    lua_pop(L, 1);
    return text;
}

static enum column_kind kind_of(lua_State *L, const char *name)
{
    int i;

    for (i = 0; name != NULL && KINDS[i] != NULL; i++)
        if (strcmp(name, KINDS[i]) == 0)
            return (enum column_kind)i;
    return (enum column_kind)luaL_error(L, "a column of an unknown kind");
}

const char *ashs_plan_key(const struct column *column, enum level level,
                          size_t *length)
{
    const int is_group = level == OUTSIDE && column->group != NULL;

    *length = is_group ? column->group_length : column->name_length;
    return is_group ? column->group : column->name;
}

int ashs_plan_next(const struct plan *plan, enum level level, int column)
{
    return level == OUTSIDE ? plan->columns[column].group_end : column + 1;
}

static int is_same_group(const struct column *a, const struct column *b)
{
    return a->group != NULL && b->group != NULL &&
           a->group_length == b->group_length &&
           memcmp(a->group, b->group, a->group_length) == 0;
}

/* Notes for each column where its group ends, from the last one back. */
static void find_groups(struct plan *plan)
{
    int i;

    for (i = plan->count - 1; i >= 0; i--) {
        struct column *const column = &plan->columns[i];

        column->group_end = i + 1;
        if (i + 1 < plan->count && is_same_group(column, column + 1))
            column->group_end = column[1].group_end;
    }
}

static int is_same_key(const struct column *a, const struct column *b,
                       enum level level)
{
    size_t length, other_length;
    const char *const key = ashs_plan_key(a, level, &length);
    const char *const other = ashs_plan_key(b, level, &other_length);

    return key != NULL && other != NULL && length == other_length &&
           memcmp(key, other, length) == 0;
}

/* The next column of those before end that wants the same member, or -1. */
static int find_again(const struct plan *plan, enum level level, int column,
                      int end)
{
    int i = ashs_plan_next(plan, level, column);

    while (i < end &&
           !is_same_key(&plan->columns[column], &plan->columns[i], level))
        i = ashs_plan_next(plan, level, i);
    return i < end ? i : -1;
}

static void find_all_again(struct plan *plan)
{
    int i;

    for (i = 0; i < plan->count; i++) {
        struct column *const column = &plan->columns[i];

        column->again[OUTSIDE] = find_again(plan, OUTSIDE, i, plan->count);
        column->again[INSIDE] = find_again(plan, INSIDE, i, column->group_end);
    }
}

/* Reads { kind }, { kind, name } or { kind, name, group }. [-0, +0, v] */
static void read_column(lua_State *L, int kept, struct column *column)
{
    size_t length;

    if (!lua_istable(L, -1))
        luaL_error(L, "a table { kind, name, group } expected");
    column->kind = kind_of(L, text_of(L, kept, 1, &length));
    column->name = text_of(L, kept, 2, &column->name_length);
    column->group = text_of(L, kept, 3, &column->group_length);
}

int ashs_plan_new(lua_State *L)
{
    struct plan *plan;
    size_t count;
    int i, kept;

    luaL_checktype(L, 1, LUA_TTABLE);
    count = lua_rawlen(L, 1);
    luaL_argcheck(L, count >= 1 && count <= MAX_COLUMNS, 1,
                  "1 to 500 columns expected");
    plan = ashb_object_new(
        L, offsetof(struct plan, columns) + count * sizeof(struct column),
        ASH_PLAN_TYPE);
    lua_getuservalue(L, -1);
    kept = lua_gettop(L);
    for (i = 0; i < (int)count; i++) {
        lua_rawgeti(L, 1, i + 1);
        read_column(L, kept, &plan->columns[i]);
        plan->names += plan->columns[i].name != NULL;
        lua_pop(L, 1);
    }
    plan->count = (int)count;
    find_groups(plan);
    find_all_again(plan);
    lua_pop(L, 1);
    return 1;
}

/* plan:unfit() -> { [number of the column] = how many values it could not hold
 * since the last call } */
static int plan_unfit(lua_State *L)
{
    struct plan *const plan = luaL_checkudata(L, 1, ASH_PLAN_TYPE);
    int i;

    lua_newtable(L);
    for (i = 0; i < plan->count; i++) {
        if (plan->columns[i].unfit == 0)
            continue;
        compat_pushinteger(L, plan->columns[i].unfit);
        lua_rawseti(L, -2, i + 1);
        plan->columns[i].unfit = 0;
    }
    return 1;
}

void ashs_open_plan(lua_State *L)
{
    static const luaL_Reg METHODS[] = {{"unfit", plan_unfit}, {NULL, NULL}};

    ashb_object_type(L, ASH_PLAN_TYPE, METHODS, NULL);
}
