--- load: what require "ashby" costs, and how large the core is. It is the time
-- of a process that requires it, less that of one that does not, less what
-- mapping libcurl and libcrypto costs a program that does nothing else.
--
-- SPDX-License-Identifier: MIT

local process = require "bench.process"

local load = {}

load.rows = {
  { id = "require", what = 'require "ashby", beyond mapping libcurl', peer = "C program on libcurl",
    bar = 2, unit = "ms" },
  { id = "size", what = "the stripped shared object", bar = 150, unit = "kB" },
}

-- The wall times of whole processes: with the module, with an empty script, and the C program with
-- the libraries and without.
local function times(bench)
  local words = { bench.compile "times", bench.size(60, 3) }
  local function command(...)
    words[#words + 1] = "--"
    for _, word in ipairs { ... } do words[#words + 1] = word end
  end
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
  local ours, theirs = (t.wall_1 - t.wall_2) * 1e3, (t.wall_3 - t.wall_4) * 1e3
  return { ours = ("%.2f ms"):format(ours), peer = ("%.2f ms"):format(theirs),
    value = ours - theirs }
end

local function measure_size(bench)
  local stripped = bench.tmp .. "/stripped.so"
  process.must(("strip -s -o %s %s"):format(stripped, bench.core))
  local bytes = tonumber(process.must("wc -c <" .. stripped))
  return { ours = ("%d bytes"):format(bytes), peer = "", value = bytes / 1000 }
end

function load.run(bench, rows, results)
  if rows.require then results.require = measure_require(bench) end
  if rows.size then results.size = measure_size(bench) end
end

return load
