/*
 * machine: terminals and file modes, which Lua's own library has no functions
 * for.
 *
 * SPDX-License-Identifier: MIT
 */
#include "binding/machine.h"

#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

/* core.terminal(descriptor) -> the columns of the terminal there, 0 where they
 * are not known; nil where it is not a terminal */
int ashb_machine_terminal(lua_State *L)
{
    const int descriptor = (int)luaL_checknumber(L, 1);
    struct winsize size;

    if (!isatty(descriptor))
        return ashb_object_nil(L);
    if (ioctl(descriptor, TIOCGWINSZ, &size) != 0)
        size.ws_col = 0;
    compat_pushinteger(L, size.ws_col);
    return 1;
}

/* core.mode(path) -> the permission bits of a file, such as 384 for 0600, or
 * nil on failure */
int ashb_machine_mode(lua_State *L)
{
    struct stat facts;

    if (stat(luaL_checkstring(L, 1), &facts) != 0)
        return ashb_object_nil(L);
    compat_pushinteger(L, facts.st_mode & 07777);
    return 1;
}
