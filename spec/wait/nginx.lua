--- nginx: starts an nginx of its own for a spec, in a new folder, on a free
-- port, with this tree and the core for LuaJIT on its Lua paths; ends it by
-- its process id.
--
-- SPDX-License-Identifier: MIT

local helper = require "spec.helper"

local nginx = {}

local CONF = [[
@MODULES@
daemon on;
master_process off;
worker_processes 1;
pid nginx.pid;
error_log error.log warn;
@MAIN@
env ASHBY_SANDBOX_URL;
env ASHBY_SANDBOX_KEY;
env ASHBY_SANDBOX_DIR;
env ASHBY_ROOT;
events { worker_connections 256; }
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

local function command(line)
  local pipe = io.popen(line)
  local said = pipe:read "*a"
  pipe:close()
  return (said:gsub("%s+$", ""))
end

local function read(path)
  local file = io.open(path)
  if not file then return nil end
  local text = file:read "*a"
  file:close()
  return text
end

local function write(path, text)
  local file = assert(io.open(path, "w"))
  file:write(text)
  file:close()
end

--- Runs a shell's line and returns what it printed.
nginx.command = command

--- The whole text of a file, or nil.
nginx.read = read

local PATHS = "PATH=$PATH:/usr/sbin:/usr/local/sbin:/usr/local/openresty/bin; "

local function modules()
  local folder = command(PATHS .. [[
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
  local said = command(("cd '%s' && env -u MAKEFLAGS -u MFLAGS -u MAKELEVEL -u BUILD -u CFLAGS "
    .. "-u LDFLAGS -u CC -u LD_PRELOAD make -s LUA=luajit build 2>&1 || echo failed")
    :format(helper.root))
  assert(said == "", said)
end

--- Whether a process is alive; one that nobody has waited for yet is not.
function nginx.is_alive(pid)
  local status = read(("/proc/%d/status"):format(pid))
  return status ~= nil and not status:find "State:%s+Z"
end

--- A free port of the loopback.
function nginx.free_port()
  for _ = 1, 50 do
    local port = 20000 + tonumber(command "od -An -N2 -tu2 /dev/urandom") % 12000
    local listed = (read "/proc/net/tcp" or "") .. (read "/proc/net/tcp6" or "")
    if not listed:find((":%04X [%%x:]* 0A "):format(port)) then return port end
  end
end

local function fill(conf, values)
  return (conf:gsub("@(%u+)@", function(name) return values[name] or "" end))
end

local function stopper(dir)
  return function()
    local pid = tonumber(read(dir .. "/nginx.pid") or "")
    if pid then
      command(("kill -TERM %d"):format(pid))
      for _ = 1, 200 do
        if not nginx.is_alive(pid) then break end
        command "sleep 0.02"
      end
    end
    command(("rm -rf -- '%s'"):format(dir))
  end
end

--- GET with the shell's curl: a spec must not need what it tests.
function nginx.get(url, seconds)
  return command(("curl -sS -m %d '%s' 2>&1"):format(seconds or 20, url))
end

-- The server, or nil and what nginx said.
local function try_start(parts)
  local dir = command "mktemp -d \"${TMPDIR:-/tmp}/ashby-nginx.XXXXXX\""
  local port = nginx.free_port()
  local root = command(("cd '%s' && pwd"):format(helper.root))
  write(dir .. "/nginx.conf", fill(CONF, { MODULES = modules(), MAIN = parts.main,
    HTTP = parts.http, LOCATIONS = parts.locations, PORT = tostring(port), ROOT = root }))
  local name = modules() == "" and "openresty" or "nginx"
  local said = command(PATHS .. ("env -u LD_PRELOAD %s -p '%s/' -c nginx.conf -e error.log 2>&1 "
    .. "|| echo failed"):format(name, dir))
  local server = { url = "http://127.0.0.1:" .. port, dir = dir, stop = stopper(dir) }
  function server.get(path, seconds) return nginx.get(server.url .. path, seconds) end
  function server.log() return read(dir .. "/error.log") or "" end
  for _ = 1, 200 do
    if read(dir .. "/nginx.pid") then return server end
    if said:find "failed$" then break end
    command "sleep 0.02"
  end
  said = said .. server.log()
  server.stop()
  return nil, said
end

--- Starts nginx. parts: main, http, locations, each some lines of configuration.
-- Returns { url, dir, get(path), log(), stop() }.
function nginx.start(parts)
  nginx.build()
  local server, said
  for _ = 1, 5 do -- another may take the port first
    server, said = try_start(parts)
    if server or not said:find("bind()", 1, true) then break end
  end
  return server or error("nginx did not start: " .. said)
end

return nginx
