--- drain: the CPU time of a client that reads application.list, page after page of
-- 100 records, on an open connection.
--
-- SPDX-License-Identifier: MIT

local stats = require "bench.stats"

local drain = {}

local PEER = "luasocket + lua-cjson"

drain.rows = {
  { id = "whole", what = "CPU to drain application.list, whole records", peer = PEER, bar = 0.50 },
  { id = "fields", what = "the same with three `fields`", peer = PEER, bar = 0.20 },
  { id = "raw", what = "the same with `raw`", peer = PEER, bar = 0.20 },
  { id = "libcurl", what = "CPU of a `raw` drain", peer = "C loop on libcurl that throws away",
    bar = 3 },
  { id = "requests", what = "CPU to drain application.list, whole records",
    peer = "Python requests" },
  { id = "gzip", what = "CPU of the same, answers compressed with gzip",
    peer = "ours, not compressed" },
  { id = "http2", what = "CPU of the same over TLS and HTTP/2", peer = "ours over plain HTTP" },
}

-- Row -> its two sides.
local SIDES = {
  whole = { "whole", "socket" }, fields = { "fields", "socket" }, raw = { "raw", "socket" },
  libcurl = { "raw", "libcurl" }, requests = { "whole", "requests" }, gzip = { "gzip", "whole" },
  http2 = { "http2", "whole" },
}

local ORDER = { "socket", "whole", "fields", "raw", "libcurl", "requests", "gzip", "http2" }

-- What a side needs and is not installed, or nil.
local function missing(bench, side)
  if side == "socket" and not (bench.has_module "socket.http" and bench.has_module "cjson") then
    return "lua-socket is not installed"
  end
  if side == "requests" and not bench.succeeds "python3 -c 'import requests'" then
    return "Python requests is not installed"
  end
end

local function https_env(server)
  return { ASHBY_BASE_URL = server.https, BENCH_CA_FILE = server.ca_file }
end

-- name -> function that runs the side once.
local function sides_of(bench, server, pages)
  local records = pages * 100
  local function ours(mode, env)
    return bench.figures(bench.side("ours", mode, records, "warm"), server:env(env))
  end
  local sides = {}
  for _, mode in ipairs { "whole", "fields", "raw" } do
    sides[mode] = function() return ours(mode) end
  end
  function sides.socket() return bench.figures(bench.side("socket", records), server:env()) end
  function sides.libcurl()
    local figures = bench.figures({ bench.compile("drain", "-lcurl"), pages }, server:env())
    figures.records = figures.pages * 100
    return figures
  end
  function sides.requests()
    return bench.figures({ "python3", bench.root .. "/bench/sides/with_requests.py", records },
      server:env())
  end
  function sides.gzip()
    server:options '"gzip":true'
    local figures = ours "whole"
    server:options '"gzip":false'
    return figures
  end
  function sides.http2() return ours("whole", https_env(server)) end
  return sides
end

local function wanted_sides(bench, rows)
  local wanted, absent = {}, {}
  for id in pairs(rows) do
    for _, side in ipairs(SIDES[id]) do wanted[side] = true end
  end
  for side in pairs(wanted) do
    absent[side] = missing(bench, side)
  end
  return wanted, absent
end

-- Both sides have to read the same.
local function check(samples, records)
  for name, list in pairs(samples) do
    for _, figures in ipairs(list) do
      assert(figures.records == records,
        ("side %s read %d records, not %d"):format(name, figures.records, records))
    end
  end
end

local function result(samples, id, pages)
  local ours, theirs = samples[SIDES[id][1]], samples[SIDES[id][2]]
  local function per_page(list)
    return ("%.3f ms a page"):format(stats.of(list, "cpu") / pages * 1e3)
  end
  return { ours = per_page(ours), peer = per_page(theirs),
    value = stats.ratio(ours, theirs, "cpu") }
end

function drain.run(bench, rows, results)
  local wanted, absent = wanted_sides(bench, rows)
  local pages = bench.size(50, 3)
  local server = bench.server("--applications 5000" .. (wanted.http2 and " --tls" or ""))
  server:control("warm", '{"entity":"applications"}')
  local run, list = sides_of(bench, server, pages), {}
  for _, name in ipairs(ORDER) do
    if wanted[name] and not absent[name] then list[#list + 1] = { name, run[name] } end
  end
  bench.say("drain: %d pages, %d sides, %d rounds", pages, #list, bench.rounds)
  local samples = bench.alternate(bench.rounds, list)
  check(samples, pages * 100)
  for id in pairs(rows) do
    local why = absent[SIDES[id][1]] or absent[SIDES[id][2]]
    results[id] = why and { missing = why } or result(samples, id, pages)
  end
end

return drain
