--- process: child processes of the benchmark. Each side of a row is a process that
-- prints its figures as `name=number`, one on each line.
--
-- SPDX-License-Identifier: MIT

local shell = require "tools.shell"

local process = {}

-- No child may block the whole run.
local SECONDS = 120

local function quote(word)
  return "'" .. tostring(word):gsub("'", "'\\''") .. "'"
end

local function join(words)
  local quoted = {}
  for i, word in ipairs(words) do quoted[i] = quote(word) end
  return table.concat(quoted, " ")
end

process.join = join

local function assignments(env)
  local words = {}
  for name, value in pairs(env or {}) do words[#words + 1] = quote(name .. "=" .. value) end
  return #words > 0 and "env " .. table.concat(words, " ") .. " " or ""
end

--- Runs a command that has to succeed; returns what it printed.
function process.must(line)
  local status, said = shell.run("exec 2>&1; " .. line)
  if status ~= 0 then error(("exit status %d of: %s\n%s"):format(status, line, said), 0) end
  return (said:gsub("%s+$", ""))
end

--- Runs a side: its figures as a table of numbers.
function process.figures(words, env)
  local said = process.must(("%stimeout %d %s"):format(assignments(env), SECONDS, join(words)))
  local figures = {}
  for name, number in ("\n" .. said):gmatch("\n([%w_]+)=(%-?[%d.]+)") do
    figures[name] = tonumber(number)
  end
  if not next(figures) then error("no figures: " .. said, 0) end
  return figures
end

return process
