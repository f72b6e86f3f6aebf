--- programs: Lua texts run in an interpreter of their own.
--
-- SPDX-License-Identifier: MIT

local here = require "spec.helper.here"
local shell = require "tools.shell"

local programs = {}

--- What a shell's line sets for a program that asks the sandbox.
function programs.settings()
  return ("ASHBY_API_KEY='%s' ASHBY_BASE_URL='%s'"):format(here.key, here.url)
end

--- Runs a Lua text in an interpreter of its own, without a key but for what
-- settings says: its exit status, and what it printed.
function programs.script(text, settings, arguments)
  local path = os.tmpname()
  shell.write(path, text)
  local status, said = shell.run(("env -u ASHBY_API_KEY -u ASHBY_BASE_URL %s '%s' '%s' %s 2>&1")
    :format(settings or "", here.lua, path, arguments or ""))
  shell.remove(path)
  return status, said
end

return programs
