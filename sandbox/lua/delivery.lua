-- SPDX-License-Identifier: MIT
-- Delivers webhooks: plain HTTP POST over a cosocket in a timer, signed, and again after
-- (2^n - 1) * 10 s divided by the hook's speed, up to ten times. 401, 403, 404, 405 and 410 end it.

local json = require "json"
local hmac = require "hmac"

local delivery = {}

local MOST, FINAL = 10, { [401] = true, [403] = true, [404] = true, [405] = true, [410] = true }

local deliveries, generation = json.array(), 0

local shape = json.shape{ "id", "webhook", "action", "attempt", "status", "error", "body" }

function delivery.reset()
  deliveries = json.array()
  generation = generation + 1
end

function delivery.list() return deliveries end

local function address(url)
  local host, port, path = url:match("^http://([^/:]+):?(%d*)(.*)$")
  if host == "localhost" then host = "127.0.0.1" end
  return host, tonumber(port) or 80, path == "" and "/" or path
end

-- The status, or nil and what went wrong.
local function post(hook, body)
  local host, port, path = address(hook.url)
  local socket = ngx.socket.tcp()
  socket:settimeout(5000)
  local ok, problem = socket:connect(host, port)
  if not ok then return nil, problem end
  socket:send{ "POST ", path, " HTTP/1.1\r\nHost: ", host, ":", port,
    "\r\nContent-Type: application/json\r\nUser-Agent: Ashby-Webhooks\r\nAshby-Signature: sha256=",
    hmac(hook.secret, body), "\r\nContent-Length: ", #body, "\r\nConnection: close\r\n\r\n", body }
  local line
  line, problem = socket:receive("*l")
  socket:close()
  if not line then return nil, problem end
  return tonumber(line:match("^HTTP/%d%.%d (%d+)")), "no HTTP answer"
end

local attempt

local function later(seconds, ...)
  local ok, problem = ngx.timer.at(seconds, attempt, ...)
  if not ok then ngx.log(ngx.ERR, "webhook timer: ", problem) end
end

function attempt(premature, mine, hook, action, body, id, n)
  if premature or mine ~= generation then return end
  local status, problem = post(hook, body)
  if mine ~= generation then return end
  deliveries[#deliveries + 1] = shape{ id = id or json.null, webhook = hook.id, action = action,
    attempt = n, status = status or json.null, error = not status and problem or nil, body = body }
  local good = status and status >= 200 and status < 300
  if good or n > MOST or status and FINAL[status] then return end
  later((2 ^ n - 1) * 10 / hook.speed, mine, hook, action, body, id, n + 1)
end

function delivery.send(hook, action, body, id)
  later(0, generation, hook, action, body, id, 1)
end

return delivery
