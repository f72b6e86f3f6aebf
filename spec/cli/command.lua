--- command: runs bin/ashby as a shell would, against the sandbox.
--
-- SPDX-License-Identifier: MIT

local helper = require "spec.helper"
local shell = require "tools.shell"

local command = {}

--- A word quoted for the shell.
function command.quote(word)
  return "'" .. word:gsub("'", "'\\''") .. "'"
end

--- The shell line that runs it, without a key unless settings have one.
function command.line(words, settings)
  return ("env -u ASHBY_API_KEY -u ASHBY_API_KEY_FILE -u ASHBY_BASE_URL -u NO_COLOR %s"
    .. " %s %s/bin/ashby %s"):format(settings or helper.settings(), helper.lua, helper.root, words)
end

--- Runs it: its exit code, its stdout, its stderr.
function command.run(words, settings, input)
  local problems = os.tmpname()
  local status, text = shell.run(("%s 2>%s %s"):format(command.line(words, settings), problems,
    input and "<" .. input or "</dev/null"))
  local said = shell.read(problems)
  shell.remove(problems)
  return status, text, said
end

--- Runs it on a terminal of so many columns: its exit code and all its output. more:
-- settings after those of the terminal itself.
function command.on_terminal(words, columns, settings, more)
  local script = os.tmpname()
  shell.write(script, ("stty cols %d; %s"):format(columns,
    command.line(words, (settings or helper.settings()) .. " TERM=xterm TZ=UTC" .. (more or ""))))
  local status, text = shell.run(("script -qec 'sh %s' /dev/null </dev/null"):format(script))
  shell.remove(script)
  return status, (text:gsub("\r\n", "\n"))
end

return command
