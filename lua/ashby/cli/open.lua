--- open: shows a file in the browser: the one that BROWSER names, else the
-- desktop's own.
--
-- SPDX-License-Identifier: MIT

local failure = require "ashby.cli.failure"

local OPENERS = { "xdg-open", "open" }

local function has(command)
  local pipe = io.popen(("command -v '%s' 2>/dev/null"):format(command:gsub("'", "'\\''")))
  local found = pipe:read "*l"
  pipe:close()
  return found ~= nil
end

local function opener()
  local browser = (os.getenv "BROWSER" or ""):match "^[^:]+"
  if browser then return browser end
  for _, command in ipairs(OPENERS) do
    if has(command) then return command end
  end
  failure.other "found no program that opens files: set BROWSER, or open the file yourself"
end

--- Opens a file; the browser runs on by itself.
return function(path)
  os.execute(("%s '%s' </dev/null >/dev/null 2>&1 &"):format(opener(),
    (path:gsub("'", "'\\''"))))
end
