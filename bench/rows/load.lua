--- load: what require "ashby" costs, what the command's start costs, and how
-- large the core is. For require it is the time of a process that requires it,
-- less that of one that does not, less what mapping libcurl and libcrypto costs
-- a program that does nothing else.
--
-- SPDX-License-Identifier: MIT

local process = require "bench.process"
local stats = require "bench.stats"

local load = {}

load.rows = {
  { id = "require", what = 'require "ashby", beyond mapping libcurl', peer = "C program on libcurl",
    bar = 2, unit = "ms" },
  { id = "version", what = "`ashby --version`, the whole process", bar = 8, unit = "ms" },
  { id = "first", what = "first line of `ashby jobs list`, beyond the request",
    peer = "the request, by curl", bar = 25, unit = "ms" },
  { id = "size", what = "the stripped shared object", bar = 150, unit = "kB" },
}

-- A function that collects commands for bench/c/times, and the words.
local function commands(bench)
  local words = { bench.compile "times", bench.size(60, 3) }
  return function(...)
    words[#words + 1] = "--"
    for _, word in ipairs { ... } do words[#words + 1] = word end
  end, words
end

-- The wall times of whole processes: with the module, with an empty script, and the C program with
-- the libraries and without. Of each the least counts: what else the machine does only adds to it.
local function times(bench)
  local command, words = commands(bench)
  local lua = process.must("command -v " .. bench.lua)
  command(lua, "-e", "require 'ashby'")
  command(lua, "-e", "")
  command(bench.compile("map", "-Wl,--no-as-needed -lcurl -lcrypto -Wl,--as-needed"))
  command(bench.compile "map-bare")
  return bench.figures(words)
end

local function measure_require(bench)
  bench.say("require: %d processes of each", bench.size(60, 3))
  local t = times(bench)
  local ours, theirs = (t.least_1 - t.least_2) * 1e3, (t.least_3 - t.least_4) * 1e3
  return { ours = ("%.2f ms"):format(ours), peer = ("%.2f ms"):format(theirs),
    value = ours - theirs }
end

local function measure_version(bench)
  local command, words = commands(bench)
  command(process.must("command -v " .. bench.lua), bench.root .. "/bin/ashby", "--version")
  local ms = bench.figures(words).wall_1 * 1e3
  return { ours = ("%.2f ms"):format(ms), peer = "", value = ms }
end

-- The seconds of one request as curl counts them, connection included.
local function request_seconds(server)
  local list = {}
  for i = 1, 5 do
    list[i] = tonumber(process.must(("curl -sS -o /dev/null -w '%%{time_total}' -u %s: "
      .. "-H 'Content-Type: application/json' -d '{\"limit\":100}' %s/job.list")
      :format(server.key, server.url)))
  end
  return stats.median(list)
end

local function measure_first(bench)
  local server = bench.server()
  server:control("warm", '{"entity":"jobs"}')
  local command, words = commands(bench)
  command(process.must("command -v " .. bench.lua), bench.root .. "/bin/ashby", "jobs", "list")
  local first = bench.figures(words, server:env()).least_1
  local request = request_seconds(server)
  bench.stop_servers()
  return { ours = ("%.2f ms"):format(first * 1e3), peer = ("%.2f ms"):format(request * 1e3),
    value = (first - request) * 1e3 }
end

local function measure_size(bench)
  local stripped = bench.tmp .. "/stripped.so"
  process.must(("strip -s -o %s %s"):format(stripped, bench.core))
  local bytes = tonumber(process.must("wc -c <" .. stripped))
  return { ours = ("%d bytes"):format(bytes), peer = "", value = bytes / 1000 }
end

function load.run(bench, rows, results)
  if rows.require then results.require = measure_require(bench) end
  if rows.version then results.version = measure_version(bench) end
  if rows.first then results.first = measure_first(bench) end
  if rows.size then results.size = measure_size(bench) end
end

return load
