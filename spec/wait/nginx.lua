--- nginx: starts an nginx for a spec, in a new folder, on a free port, with this
-- tree and the core for LuaJIT on its Lua paths; ends it by its process id.
--
-- SPDX-License-Identifier: MIT

local helper = require "spec.helper"
local shell = require "tools.shell"

local nginx = {}

local CONF = [[
@MODULES@
daemon on;
@PROCESSES@
pid nginx.pid;
error_log error.log warn;
@MAIN@
env ASHBY_SANDBOX_URL;
env ASHBY_SANDBOX_KEY;
env ASHBY_SANDBOX_DIR;
env ASHBY_ROOT;
events { worker_connections 1024; }
http {
  access_log off;
  client_body_temp_path body;
  proxy_temp_path proxy;
  fastcgi_temp_path fastcgi;
  uwsgi_temp_path uwsgi;
  scgi_temp_path scgi;
  lua_package_path "@ROOT@/?.lua;@ROOT@/lua/?.lua;@ROOT@/lua/?/init.lua;;";
  lua_package_cpath "@ROOT@/build/luajit/?.so;;";
  @HTTP@
  server {
    listen 127.0.0.1:@PORT@;
    @LOCATIONS@
  }
}
]]

local PATHS = "PATH=$PATH:/usr/sbin:/usr/local/sbin:/usr/local/openresty/bin; "

local function modules()
  local folder = shell.output(PATHS .. [[
    for folder in "$(nginx -V 2>&1 | sed -n 's/.*--modules-path=\([^ ]*\).*/\1/p')" \
      /usr/lib/nginx/modules /usr/lib64/nginx/modules; do
      [ -f "$folder/ngx_http_lua_module.so" ] && echo "$folder" && break
    done]])
  if folder == "" then return "" end
  return ("load_module %s/ndk_http_module.so; load_module %s/ngx_http_lua_module.so;")
    :format(folder, folder)
end

--- The core for LuaJIT, up to date.
function nginx.build()
  local status, said = shell.run(("cd '%s' && env -u MAKEFLAGS -u MFLAGS -u MAKELEVEL -u BUILD "
    .. "-u CFLAGS -u LDFLAGS -u CC -u LD_PRELOAD make -s LUA=luajit build 2>&1")
    :format(helper.root))
  assert(status == 0, said)
end

--- A free port of the loopback.
function nginx.free_port()
  for _ = 1, 50 do
    local port = 20000 + tonumber(shell.output "od -An -N2 -tu2 /dev/urandom") % 12000
    local listed = (shell.read "/proc/net/tcp" or "") .. (shell.read "/proc/net/tcp6" or "")
    if not listed:find((":%04X [%%x:]* 0A "):format(port)) then return port end
  end
end

local function fill(conf, values)
  return (conf:gsub("@(%u+)@", function(name) return values[name] or "" end))
end

local function stopper(dir)
  return function()
    local pid = tonumber(shell.read(dir .. "/nginx.pid") or "")
    if pid then shell.stop(pid) end
    shell.remove(dir)
  end
end

--- GET with the curl command: a spec must not need what it tests.
function nginx.get(url, seconds)
  return shell.output(("curl -sS -m %d '%s' 2>&1"):format(seconds or 20, url))
end

-- One process for all, or a master with so many workers, which may read this tree.
local function processes(workers)
  if not workers then return "master_process off;\nworker_processes 1;" end
  local user = shell.output "id -u" == "0" and "user root;\n" or ""
  return ("%sworker_processes %d;"):format(user, workers)
end

-- The server, or nil and what nginx said.
local function try_start(parts)
  local dir = shell.folder()
  local port = nginx.free_port()
  local root = shell.output(("cd '%s' && pwd"):format(helper.root))
  shell.write(dir .. "/nginx.conf", fill(CONF, { MODULES = modules(), MAIN = parts.main,
    PROCESSES = processes(parts.workers), HTTP = parts.http, LOCATIONS = parts.locations,
    PORT = tostring(port), ROOT = root }))
  local name = modules() == "" and "openresty" or "nginx"
  local status, said = shell.run(PATHS .. ("env -u LD_PRELOAD %s -p '%s/' -c nginx.conf "
    .. "-e error.log 2>&1"):format(name, dir))
  local server = { url = "http://127.0.0.1:" .. port, dir = dir, stop = stopper(dir) }
  function server.get(path, seconds) return nginx.get(server.url .. path, seconds) end
  function server.log() return shell.read(dir .. "/error.log") or "" end
  local function is_up() return shell.read(dir .. "/nginx.pid") end
  if status == 0 and shell.await(is_up) then return server end
  said = said .. server.log()
  server.stop()
  return nil, said
end

--- Starts nginx. parts: main, http, locations, each some lines of
-- configuration; workers: how many, under a master.
-- Returns { url, dir, get(path), log(), stop() }.
function nginx.start(parts)
  nginx.build()
  local server, said
  for _ = 1, 5 do -- another program may take the port first
    server, said = try_start(parts)
    if server or not said:find("bind()", 1, true) then break end
  end
  return server or error("nginx did not start: " .. said)
end

return nginx
