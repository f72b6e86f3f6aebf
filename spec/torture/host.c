/*
 * host: runs each task of tasks.lua again and again and lets one allocation
 * more succeed each time: those of Lua, of the engine and of libcurl, counted
 * together. After each run the state is closed and every block must have been
 * freed. What libcurl keeps for the whole process it allocates in
 * curl_global_init, before the first run. The linker's --wrap sends the
 * engine's malloc, calloc, realloc and free here.
 *
 * host TASKS MODE STRIDE: mode "once" fails one allocation, "on" that one and
 * all after it; a stride above 1 leaves out some of the later numbers, and
 * more of them in a task that says so.
 *
 * SPDX-License-Identifier: MIT
 */
#include <curl/curl.h>
#include <lauxlib.h>
#include <lua.h>
#include <lualib.h>
#include <poll.h>
#include <signal.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

int luaopen_ashby_core(lua_State *L);
int luaopen_ashby_sqlite(lua_State *L);

void *__real_malloc(size_t size);
void *__real_calloc(size_t count, size_t size);
void *__real_realloc(void *block, size_t size);
void __real_free(void *block);
void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t count, size_t size);
void *__wrap_realloc(void *block, size_t size);
void __wrap_free(void *block);

static struct {
    int armed;
    int stay;    /* all after the first one fail as well */
    long left;   /* allocations that succeed until one fails */
    long failed; /* how many did */
    long lua;    /* blocks in use: Lua's, */
    long c;      /* and those of the engine and libcurl */
    char task[64];
    long number;
    long thin; /* of the task's many allocations, one in so many */
} t;

/* ---- allocators ---- */

/* Atomic: libcurl takes an address that it could not copy for a name, and looks
 * that up in a thread. */
static void add(long *counter, long change)
{
    __atomic_add_fetch(counter, change, __ATOMIC_SEQ_CST);
}

static int refuse(void)
{
    if (!t.armed || __atomic_fetch_sub(&t.left, 1, __ATOMIC_SEQ_CST) > 0)
        return 0;
    if (t.failed > 0 && !t.stay)
        return 0;
    add(&t.failed, 1);
    return 1;
}

static void *count(void *block)
{
    add(&t.c, block != NULL);
    return block;
}

void *__wrap_malloc(size_t size)
{
    return refuse() ? NULL : count(__real_malloc(size));
}

void *__wrap_calloc(size_t number, size_t size)
{
    return refuse() ? NULL : count(__real_calloc(number, size));
}

void *__wrap_realloc(void *block, size_t size)
{
    if (block == NULL)
        return __wrap_malloc(size);
    return refuse() ? NULL : __real_realloc(block, size);
}

void __wrap_free(void *block)
{
    add(&t.c, -(block != NULL));
    __real_free(block);
}

static char *wrap_strdup(const char *text)
{
    const size_t size = strlen(text) + 1;
    char *const copy = __wrap_malloc(size);

    return copy == NULL ? NULL : memcpy(copy, text, size);
}

/* SQLite asks for the size of a block, which is kept before it. */
#define SIZE_ROOM 16

static void *sqlite_alloc(int size)
{
    char *const block = __wrap_malloc((size_t)size + SIZE_ROOM);

    if (block == NULL)
        return NULL;
    memcpy(block, &size, sizeof size);
    return block + SIZE_ROOM;
}

static int sqlite_size(void *block)
{
    int size = 0;

    if (block != NULL)
        memcpy(&size, (char *)block - SIZE_ROOM, sizeof size);
    return size;
}

static void sqlite_free(void *block)
{
    if (block != NULL)
        __wrap_free((char *)block - SIZE_ROOM);
}

static void *sqlite_realloc(void *block, int size)
{
    char *const other = __wrap_realloc((char *)block - SIZE_ROOM,
                                       (size_t)size + SIZE_ROOM);

    if (other == NULL)
        return NULL;
    memcpy(other, &size, sizeof size);
    return other + SIZE_ROOM;
}

static int sqlite_round(int size)
{
    return (size + 7) & ~7;
}

static int sqlite_begin(void *unused)
{
    (void)unused;
    return SQLITE_OK;
}

static void sqlite_end(void *unused)
{
    (void)unused;
}

static void wrap_sqlite(void)
{
    static const sqlite3_mem_methods METHODS = {
        sqlite_alloc, sqlite_free,  sqlite_realloc, sqlite_size,
        sqlite_round, sqlite_begin, sqlite_end,     NULL};

    sqlite3_config(SQLITE_CONFIG_MALLOC, &METHODS);
    sqlite3_initialize();
}

/* Lua may rely on it that shrinking succeeds. */
static void *lua_alloc(void *unused, void *block, size_t old, size_t size)
{
    void *other;

    (void)unused;
    if (size == 0) {
        t.lua -= block != NULL;
        __real_free(block);
        return NULL;
    }
    if ((block == NULL || size > old) && refuse())
        return NULL;
    other = __real_realloc(block, size);
    t.lua += block == NULL && other != NULL;
    return other;
}

/* ---- a run ---- */

static void die(const char *what, const char *detail)
{
    t.armed = 0;
    fprintf(stderr, "torture: %s, allocation %ld: %s %s\n", t.task, t.number,
            what, detail);
    exit(1);
}

static void on_alarm(int signal)
{
    (void)signal;
    die("does not end", "");
}

static int preload(lua_State *L)
{
    luaL_openlibs(L);
    lua_getglobal(L, "package");
    lua_getfield(L, -1, "preload");
    lua_pushcfunction(L, luaopen_ashby_core);
    lua_setfield(L, -2, "ashby.core");
    lua_pushcfunction(L, luaopen_ashby_sqlite);
    lua_setfield(L, -2, "ashby.sqlite");
    return 0;
}

/* Makes a state with the array of tasks on top. */
static lua_State *open_state(const char *tasks)
{
    lua_State *const L = lua_newstate(lua_alloc, NULL);

    if (L == NULL)
        die("cannot run:", "this Lua takes no allocator");
    lua_pushcfunction(L, preload);
    if (lua_pcall(L, 0, 0, 0) != 0 || luaL_loadfile(L, tasks) != 0 ||
        lua_pcall(L, 0, 1, 0) != 0)
        die("cannot load", lua_tostring(L, -1));
    return L;
}

/* A task returns true, or nil and an error; what it raises is about memory. */
static void judge(lua_State *L, int status)
{
    const char *const text = lua_tostring(L, -1);

    if (status != 0) {
        if (t.failed == 0 || text == NULL ||
            strstr(text, "not enough memory") == NULL)
            die("raised", text != NULL ? text : "no text");
    } else if (!lua_toboolean(L, -2)) {
        if (t.failed == 0)
            die("failed", text != NULL ? text : "with an error object");
        if (t.stay && text != NULL && strstr(text, "header_limit") != NULL)
            die("misnamed", text);
    }
}

/* A thread of libcurl that was left running frees what it has at its end. */
static int is_freed(long base)
{
    int i;

    for (i = 0; i < 200 && __atomic_load_n(&t.c, __ATOMIC_SEQ_CST) != base; i++)
        poll(NULL, 0, 10);
    return t.c == base;
}

/* Returns whether an allocation has failed. */
static int run(const char *tasks, int task, long number)
{
    const long base = t.c;
    lua_State *const L = open_state(tasks);
    int status;

    lua_rawgeti(L, -1, task);
    lua_rawgeti(L, -1, 2);
    t.left = t.number = number;
    t.failed = 0;
    alarm(60);
    t.armed = 1;
    status = lua_pcall(L, 0, 2, 0);
    t.armed = 0;
    alarm(0);
    judge(L, status);
    lua_close(L);
    if (t.lua != 0)
        die("leaks", "blocks of Lua");
    if (!is_freed(base))
        die("leaks", "blocks of the engine or libcurl");
    return t.failed > 0;
}

static int next_task(const char *tasks, int task)
{
    lua_State *const L = open_state(tasks);

    lua_rawgeti(L, -1, task);
    if (!lua_istable(L, -1))
        return lua_close(L), 0;
    lua_rawgeti(L, -1, 1);
    snprintf(t.task, sizeof t.task, "%s", lua_tostring(L, -1));
    lua_rawgeti(L, -2, 3);
    t.thin = lua_isnil(L, -1) ? 1 : (long)lua_tonumber(L, -1);
    lua_close(L);
    return 1;
}

int main(int argc, char **argv)
{
    const char *const tasks = argc > 1 ? argv[1] : "tasks.lua";
    const long stride = argc > 3 ? atol(argv[3]) : 1;
    long total = 0, number, runs;
    int task;

    t.stay = argc > 2 && strcmp(argv[2], "on") == 0;
    setvbuf(stdout, NULL, _IOLBF, 0);
    signal(SIGALRM, on_alarm);
    signal(SIGPIPE, SIG_IGN);
    wrap_sqlite();
    if (curl_global_init_mem(CURL_GLOBAL_DEFAULT, __wrap_malloc, __wrap_free,
                             __wrap_realloc, wrap_strdup,
                             __wrap_calloc) != CURLE_OK)
        return 1;
    for (task = 1; next_task(tasks, task); task++) {
        run(tasks, task, 1L << 40); /* what happens only once happens now */
        for (number = runs = 0; run(tasks, task, number); runs++)
            number += number < 40 ? 1 : stride * t.thin;
        total += runs;
        printf("torture %s: %s, %ld runs, %ld allocations\n", LUA_NAME, t.task,
               runs, number);
    }
    printf("torture %s %s: %ld runs\n", LUA_NAME, t.stay ? "on" : "once",
           total);
    return 0;
}
