--- programs: runs Lua code in a new interpreter.
--
-- SPDX-License-Identifier: MIT

local here = require "spec.helper.here"
local shell = require "tools.shell"

local programs = {}

--- Shell settings for a program that calls the sandbox.
function programs.settings()
  return ("ASHBY_API_KEY='%s' ASHBY_BASE_URL='%s'"):format(here.key, here.url)
end

--- Runs Lua code in a new interpreter, without a key unless settings has one: its
-- exit status, and what it printed.
function programs.script(text, settings, arguments)
  local path = os.tmpname()
  shell.write(path, text)
  local status, said = shell.run(("env -u ASHBY_API_KEY -u ASHBY_BASE_URL %s '%s' '%s' %s 2>&1")
    :format(settings or "", here.lua, path, arguments or ""))
  shell.remove(path)
  return status, said
end

return programs
