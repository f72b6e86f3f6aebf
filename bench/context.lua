--- context: what the rows share: rounds and sizes, the sandboxes that they
-- start, programs compiled from bench/c, and the alternating runs.
--
-- SPDX-License-Identifier: MIT

local process = require "bench.process"
local shell = require "tools.shell"

local context = {}

local COMPILE = "%s -std=c99 -D_POSIX_C_SOURCE=200809L -O2 -Wall -Wextra -o %s %s %s"

local function rounds_of(options)
  if options.tiny then return 1 end
  return options.quick and 3 or 7
end

local function fact(text, name)
  return text:match('"' .. name .. '":"([^"]*)"')
end

-- ---- sandboxes ----

local Server = {}
Server.__index = Server

--- A control call: see sandbox/README.md.
function Server:control(name, body)
  return process.must(("curl -fsS -m 110 -d '%s' %s/_sandbox/%s"):format(body, self.url, name))
end

--- Sets options, given as the members of a JSON object.
function Server:options(members)
  self:control("options", "{" .. members .. "}")
end

--- The environment of a side that calls it.
function Server:env(more)
  local env = { ASHBY_BASE_URL = self.url, ASHBY_API_KEY = self.key }
  for name, value in pairs(more or {}) do env[name] = value end
  return env
end

local function start_server(bench, words)
  bench.started = bench.started + 1
  local dir = ("%s/sandbox-%d"):format(bench.tmp, bench.started)
  process.must(("%s/sandbox/start --until 2026-05-28 --dir %s %s"):format(bench.root, dir, words))
  local text = assert(shell.read(dir .. "/sandbox.json"))
  local server = setmetatable({ dir = dir, url = fact(text, "url"), key = fact(text, "api_key"),
    https = text:match('"https":{"url":"([^"]*)"'), ca_file = fact(text, "ca_file") }, Server)
  server:options '"rate_limit":1000000000,"gzip":false'
  bench.servers[#bench.servers + 1] = server
  return server
end

local function stop_servers(bench)
  for i = #bench.servers, 1, -1 do
    process.must(("%s/sandbox/stop %s"):format(bench.root, bench.servers[i].dir))
    bench.servers[i] = nil
  end
end

-- ---- alternating runs ----

--- Runs sides = { { name, function } } in turn, round after round. Returns
-- name -> list of what the function returned, one entry for each round.
local function alternate(rounds, sides)
  local samples = {}
  for _, side in ipairs(sides) do samples[side[1]] = {} end
  for round = 1, rounds do
    for _, side in ipairs(sides) do samples[side[1]][round] = side[2]() end
  end
  return samples
end

-- ---- the context ----

local function compile(bench, name, libraries)
  local out = ("%s/%s"):format(bench.tmp, name)
  process.must(COMPILE:format(os.getenv "CC" or "cc", out,
    ("%s/bench/c/%s.c"):format(bench.root, name:match("^%a+")), libraries or ""))
  return out
end

--- options: quick, tiny. Members: rounds, size(usual, tiny), lua, root, tmp,
-- side(file, ...) the words of a Lua side, figures, alternate, compile, server,
-- stop_servers, succeeds, has_module, say.
function context.new(options)
  local bench = { rounds = rounds_of(options), root = os.getenv "BENCH_ROOT",
    tmp = os.getenv "BENCH_TMP", lua = os.getenv "LUA",
    core = os.getenv "BUILD" .. "/ashby/core.so", servers = {}, started = 0,
    alternate = alternate, figures = process.figures }

  function bench.size(usual, tiny) return options.tiny and tiny or usual end

  function bench.side(file, ...)
    return { bench.lua, ("%s/bench/sides/%s.lua"):format(bench.root, file), ... }
  end

  function bench.compile(name, libraries) return compile(bench, name, libraries) end
  function bench.server(words) return start_server(bench, words or "") end
  function bench.stop_servers() stop_servers(bench) end

  function bench.succeeds(line)
    return (shell.run("exec >/dev/null 2>&1; " .. line)) == 0
  end

  function bench.has_module(name)
    return bench.succeeds(process.join { bench.lua, "-e", ("require '%s'"):format(name) })
  end

  function bench.say(...)
    io.stderr:write("  ", string.format(...), "\n")
  end

  return bench
end

return context
