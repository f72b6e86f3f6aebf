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

-- BROWSER names one or several, with a colon between them.
local function opener()
  local browsers = os.getenv "BROWSER" or ""
  for browser in browsers:gmatch "[^:]+" do
    if has(browser:match "%S+" or browser) then return browser end
  end
  for _, command in ipairs(OPENERS) do
    if has(command) then return command end
  end
end

--- Opens a file; the browser runs on by itself. A failure names the file, which is
-- there in any case.
return function(path)
  local command = opener()
  if not command then
    failure.other("found no program that opens files: set BROWSER to one, or open %s yourself",
      path)
  end
  os.execute(("%s '%s' </dev/null >/dev/null 2>&1 &"):format(command, (path:gsub("'", "'\\''"))))
end
