/*
 * machine: terminals and the modes of files, which Lua's own library does not
 * know.
 *
 * SPDX-License-Identifier: MIT
 */
#include "binding/machine.h"

#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

/* core.terminal(descriptor) -> the columns of the terminal there, 0 where it
 * does not say; nil where there is no terminal */
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

/* core.mode(path) -> the permission bits of a file, such as 384 for 0600; nil
 * where it cannot be asked */
int ashb_machine_mode(lua_State *L)
{
    struct stat facts;

    if (stat(luaL_checkstring(L, 1), &facts) != 0)
        return ashb_object_nil(L);
    compat_pushinteger(L, facts.st_mode & 07777);
    return 1;
}
