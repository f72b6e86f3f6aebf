/*
 * host: a program with Lua and the core linked in, so that no shared object is
 * searched for. Its loop runs 60 frames a second and calls Lua once in each;
 * open jobs arrive meanwhile. Prints the longest frame.
 *
 *   host SCRIPT_FOLDER      the folder with main.lua; LUA_PATH finds ashby
 *
 * SPDX-License-Identifier: MIT
 */
#include <lauxlib.h>
#include <lua.h>
#include <lualib.h>

#include <stdio.h>
#include <string.h>
#include <time.h>

#define FRAMES_PER_SECOND 60
#define MOST_FRAMES (FRAMES_PER_SECOND * 60)

int luaopen_ashby_core(lua_State *L);

static double now(void)
{
    struct timespec t;

    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void sleep_until(double end)
{
    const double left = end - now();
    struct timespec t;

    if (left <= 0)
        return;
    t.tv_sec = 0;
    t.tv_nsec = (long)(left * 1e9);
    nanosleep(&t, NULL);
}

/* require "ashby.core" finds the function that is linked in. Where Lua has
 * luaL_requiref it can be loaded at once. */
static void preload(lua_State *L)
{
#if LUA_VERSION_NUM == 501
    lua_getglobal(L, "package");
    lua_getfield(L, -1, "preload");
    lua_pushcfunction(L, luaopen_ashby_core);
    lua_setfield(L, -2, "ashby.core");
    lua_pop(L, 2);
#else
    luaL_requiref(L, "ashby.core", luaopen_ashby_core, 0);
    lua_pop(L, 1);
#endif
}

static int complain(lua_State *L)
{
    fprintf(stderr, "host: %s\n", lua_tostring(L, -1));
    lua_close(L);
    return 1;
}

/* Calls the global function that main.lua defined. Returns 0 when it was the
 * last time, and -1 on an error, with its message on the stack. Does not raise.
 */
static int frame(lua_State *L, int number)
{
    int goes_on;

    lua_getglobal(L, "frame");
    lua_pushnumber(L, number);
    if (lua_pcall(L, 1, 1, 0) != 0)
        return -1;
    goes_on = lua_toboolean(L, -1);
    lua_pop(L, 1);
    return goes_on;
}

int main(int argc, char **argv)
{
    lua_State *const L = luaL_newstate();
    char script[1024];
    double longest = 0;
    int number, goes_on = 1;

    if (L == NULL || argc != 2 || strlen(argv[1]) > sizeof script - 20) {
        fprintf(stderr, "usage: host FOLDER\n");
        return 2;
    }
    luaL_openlibs(L);
    preload(L);
    snprintf(script, sizeof script, "%s/main.lua", argv[1]);
    if (luaL_loadfile(L, script) != 0 || lua_pcall(L, 0, 0, 0) != 0)
        return complain(L);
    for (number = 0; goes_on && number < MOST_FRAMES; number++) {
        const double start = now();

        goes_on = frame(L, number);
        if (goes_on < 0)
            return complain(L);
        if (now() - start > longest)
            longest = now() - start;
        sleep_until(start + 1.0 / FRAMES_PER_SECOND);
    }
    printf("%d frames; the longest worked for %.2f ms\n", number,
           longest * 1000);
    lua_close(L);
    return 0;
}
