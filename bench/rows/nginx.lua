--- nginx: what a neighbour notices while a worker reads a list: a small page that
-- is requested every 2 ms, from the one process that also reads the list.
--
-- SPDX-License-Identifier: MIT

local process = require "bench.process"
local stats = require "bench.stats"
local shell = require "tools.shell"

local nginx = {}

nginx.rows = {
  { id = "nginx", what = "p99 of a neighbour request while the worker drains 50 pages",
    peer = "idle worker", bar = 2, unit = "ms more" },
}

local PATHS = "PATH=$PATH:/usr/sbin:/usr/local/sbin:/usr/local/openresty/bin; "

local FIND = PATHS .. [[
for folder in "$(nginx -V 2>&1 | sed -n 's/.*--modules-path=\([^ ]*\).*/\1/p')" \
  /usr/lib/nginx/modules /usr/lib64/nginx/modules; do
  [ -f "$folder/ngx_http_lua_module.so" ] && echo "$folder" && break
done; :]]

local INTERVAL_MS = 2

local function modules()
  local folder = process.must(FIND)
  if folder == "" then return "", "openresty" end
  return ("load_module %s/ndk_http_module.so; load_module %s/ngx_http_lua_module.so;")
    :format(folder, folder), "nginx"
end

-- Below those that Linux gives to clients, which could take it before nginx does.
local function free_port()
  for _ = 1, 50 do
    local port = 20000 + tonumber(process.must "od -An -N2 -tu2 /dev/urandom") % 12000
    local taken = (shell.read "/proc/net/tcp" or "") .. (shell.read "/proc/net/tcp6" or "")
    if not taken:find((":%04X [%%x:]* 0A "):format(port)) then return port end
  end
  error "no free port"
end

-- The core for LuaJIT is built beside that for the interpreter. make has the
-- objects, and the headers they were made from, under relative paths.
local function build(bench)
  local folder = bench.core:gsub("/[^/]*/ashby/core%.so$", "/luajit")
  local root = bench.root .. "/"
  local named = folder:sub(1, #root) == root and folder:sub(#root + 1) or folder
  process.must(("make -s -C %s LUA=luajit BUILD=%s build"):format(bench.root, named))
  return folder
end

local function start(bench, server)
  local dir, port = bench.tmp .. "/host-nginx", free_port()
  local load, name = modules()
  local values = { MODULES = load, PORT = port, ROOT = bench.root, CORE = build(bench),
    URL = server.url, KEY = server.key }
  local text = assert(shell.read(bench.root .. "/bench/nginx.conf.in"))
  process.must("mkdir -p " .. dir)
  shell.write(dir .. "/nginx.conf", (text:gsub("@(%u+)@", function(word)
    return assert(values[word], word)
  end)))
  process.must(PATHS .. ("%s -p %s/ -c nginx.conf -e error.log"):format(name, dir))
  process.must(("for i in $(seq 200); do [ -s %s/nginx.pid ] && exit 0; sleep 0.02; done; exit 1")
    :format(dir))
  return port, dir
end

local function stop(dir)
  process.must(("kill -TERM $(cat %s/nginx.pid)"):format(dir))
end

local function check(figures, pages)
  if figures.records == pages * 100 then return figures end
  error(("the worker read %s records, not %d"):format(figures.records, pages * 100))
end

function nginx.run(bench, _, results)
  if not bench.succeeds(bench.root .. "/tools/luainc luajit") then
    results.nginx = { missing = "LuaJIT's headers are not installed" }
    return
  end
  local pages, delay_ms = bench.size(50, 3), bench.size(50, 10)
  local server = bench.server("--applications 5000")
  server:control("warm", '{"entity":"applications"}')
  server:options(('"delay_ms":%d'):format(delay_ms))
  local probe = bench.compile "probe"
  local port, dir = start(bench, server)
  local idle_seconds = bench.size(pages * delay_ms / 1000, 0.1)
  local busy = ("/drain?max=%d"):format(pages * 100)
  local rounds = math.min(bench.rounds, 5)
  process.must(("curl -fsS 'http://127.0.0.1:%d/drain?max=1'"):format(port)) -- loads the module
  bench.say("nginx: %d pages, %d rounds", pages, rounds)
  local samples = bench.alternate(rounds, {
    { "idle", function()
      return bench.figures { probe, port, "/neighbour", INTERVAL_MS, idle_seconds }
    end },
    { "busy", function()
      return check(bench.figures { probe, port, "/neighbour", INTERVAL_MS, 60, busy }, pages)
    end },
  })
  stop(dir)
  local function text(list)
    return ("p99 %.2f ms, max %.2f"):format(stats.of(list, "p99_ms"), stats.of(list, "max_ms"))
  end
  results.nginx = { ours = text(samples.busy), peer = text(samples.idle),
    value = stats.difference(samples.busy, samples.idle, "p99_ms") }
end

return nginx
