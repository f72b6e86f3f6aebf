--- report: the table, for the terminal and as Markdown, and the facts of the
-- machine to print with it.
--
-- SPDX-License-Identifier: MIT

local process = require "bench.process"
local shell = require "tools.shell"

local report = {}

-- ---- the machine ----

local function first_line(command)
  local status, said = shell.run("exec 2>&1; " .. command)
  return status == 0 and said:match("[^\n]+") or nil
end

local function lua_says(bench, expression)
  return first_line(process.join { bench.lua, "-e", ("print(%s)"):format(expression) })
    or "not installed"
end

local function processor()
  local text = shell.read "/proc/cpuinfo" or ""
  local _, cores = text:gsub("processor%s*:", "")
  local model = text:match("model name%s*:%s*([^\n]*)") or first_line "uname -m" or "unknown"
  return ("%s, %d cores"):format(model, math.max(cores, 1))
end

local function nginx_version()
  return first_line [[PATH=$PATH:/usr/sbin; nginx -v 2>&1 | sed 's|.*/||']] or "openresty"
end

local function load_average()
  return (shell.read "/proc/loadavg" or ""):match("^%S+ (%S+)") or "unknown"
end

--- The facts above the table: { { name, text } }.
function report.facts(bench, options, seconds)
  return {
    { "command", "bench/run" .. (options.quick and " --quick" or "")
      .. (options.tiny and " --tiny (the figures mean nothing)" or "") },
    { "date", ("%s, %d s in all"):format(os.date "!%Y-%m-%d %H:%M UTC", seconds) },
    { "machine", processor() .. ", " .. (first_line "uname -sr" or "") },
    { "load", load_average() .. " in the last five minutes, the benchmark included" },
    { "interpreter", lua_says(bench, "jit and jit.version or _VERSION") },
    { "module", lua_says(bench, "require 'ashby'._VERSION") },
    { "libcurl", lua_says(bench, "require 'ashby.core'.curl_version()") },
    { "luasocket", lua_says(bench, "(require 'socket'._VERSION:gsub('%a+ ', ''))") },
    { "lua-cjson", lua_says(bench, "require 'cjson'._VERSION") },
    { "curl", first_line "curl --version | cut -d' ' -f1-2" or "not installed" },
    { "Python", first_line("python3 -c 'import sys, requests; "
      .. "print(sys.version.split()[0] + \", requests \" + requests.__version__)'")
      or "requests is not installed" },
    { "server", "the sandbox on the loopback, nginx " .. nginx_version() .. " as one process" },
  }
end

-- ---- the rows ----

--- ok, over, failed, missing; "" for a row without a bar.
function report.verdict(row, result)
  if result.failed then return "failed" end
  if result.missing then return "missing" end
  if not row.bar then return "" end
  return result.value <= row.bar and "ok" or "over"
end

local function number(value)
  if value >= 100 then return ("%.0f"):format(value) end
  return ("%.2f"):format(value)
end

local function with_unit(text, row)
  return row.unit and text .. " " .. row.unit or text
end

-- The cells of a row: what, ours, peer, ratio, bar, verdict.
local function cells(row, result)
  local verdict = report.verdict(row, result)
  local bar = row.bar and with_unit(("%g"):format(row.bar), row) or ""
  local peer = row.peer or ""
  if not result.value then return { row.what, result.missing or "", peer, "", bar, verdict } end
  if result.peer ~= "" then peer = peer .. ": " .. result.peer end
  return { row.what, result.ours, peer, with_unit(number(result.value), row), bar, verdict }
end

local HEAD = { "what", "ours", "beside it", "ratio", "bar", "" }

-- Tables of cells: the rows with a bar, then those for information.
local function tables(order, results)
  local held, told = { HEAD }, { HEAD }
  for _, row in ipairs(order) do
    if results[row.id] then
      local list = row.bar and held or told
      list[#list + 1] = cells(row, results[row.id])
    end
  end
  return held, told
end

-- ---- the terminal ----

local function plain(text) return (text:gsub("`", "")) end

local function widths(list)
  local width = {}
  for _, row in ipairs(list) do
    for i, cell in ipairs(row) do width[i] = math.max(width[i] or 1, #plain(cell)) end
  end
  return width
end

local function print_table(list)
  if #list == 1 then return end
  local width = widths(list)
  for _, row in ipairs(list) do
    local line = {}
    for i, cell in ipairs(row) do line[i] = ("%-" .. width[i] .. "s"):format(plain(cell)) end
    print((table.concat(line, "  "):gsub("%s+$", "")))
  end
end

--- Prints the table.
function report.print(order, results, facts)
  local held, told = tables(order, results)
  print()
  for _, fact in ipairs(facts) do print(("%-12s %s"):format(fact[1], fact[2])) end
  print()
  print_table(held)
  if #held > 1 and #told > 1 then print "\nfor information" end
  print_table(told)
end

-- ---- Markdown ----

local ABOUT = [[
# Figures

Written by `make bench`; `docs/internals/speed.md` says what is measured, and why. Both sides of a
row ran in this one run, in turn, each in a process of its own; figures are medians over the rounds,
ratios the medians of the ratios of each round. A ratio below 1 means less than what is beside it.
The server's records are rendered beforehand, and CPU is that of the client's process alone (user
and system). Answers are not compressed except where a row says so: luasocket asks for none.
]]

local function markdown(list)
  local lines = {}
  for n, row in ipairs(list) do
    lines[#lines + 1] = ("| " .. table.concat(row, " | ") .. " |"):gsub("%s+|", " |")
    if n == 1 then lines[#lines + 1] = ("|---"):rep(#row) .. "|" end
  end
  return table.concat(lines, "\n") .. "\n"
end

--- Writes the table as Markdown.
function report.write(path, order, results, facts)
  local held, told = tables(order, results)
  local parts = { ABOUT, "" }
  for _, fact in ipairs(facts) do parts[#parts + 1] = ("- %s: %s"):format(fact[1], fact[2]) end
  if #held > 1 then parts[#parts + 1] = "\n" .. markdown(held) end
  if #told > 1 then parts[#parts + 1] = "For information:\n\n" .. markdown(told) end
  shell.write(path, (table.concat(parts, "\n"):gsub("\n+$", "\n"):gsub("\n\n\n+", "\n\n")))
end

return report
