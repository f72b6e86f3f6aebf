-- SPDX-License-Identifier: MIT
--
-- Runs busted inside the interpreter that reads this file, whichever `lua`
-- the busted command would pick, and without a second process between, so
-- that valgrind and the sanitizers see the specs themselves. Closes the state
-- at the end, where the interpreter can: then every __gc has run before leaks
-- are counted.

local exit = os.exit

-- luacheck: push ignore 122
os.exit = function(code)
  io.stdout:flush()
  exit(code, true)
end
-- luacheck: pop

if os.getenv "ASHBY_GC" == "full" then
  collectgarbage("setpause", 100)
  collectgarbage("setstepmul", 1000)
end

require "busted.runner" { standalone = false }
