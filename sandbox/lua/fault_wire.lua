-- SPDX-License-Identifier: MIT
-- Faults on the wire: resets, cut and stalled bodies, broken compression. Each sends by itself.
-- They go through nginx's own output, so most of them also work over TLS and HTTP/2.

local answer = require "answer"
local socket = require "socket"

local wire = {}

local function head(result, length)
  answer.set_head(result)
  ngx.req.clear_header("Accept-Encoding")
  if length then ngx.header["Content-Length"] = length end
end

local function abort() return ngx.exit(ngx.ERROR) end

-- Silence, until the client leaves or the time is over.
local function stall(fault)
  local stop = ngx.now() + (fault.seconds or 120)
  while ngx.now() < stop and not ngx.worker.exiting() do ngx.sleep(0.05) end
end

-- Sends the head and the first `bytes` of the body.
local function begin(fault, normal, default)
  local result = normal()
  local body = answer.body(result)
  local bytes = math.min(fault.bytes or default or math.floor(#body / 2), #body - 1)
  head(result, not fault.chunked and #body or nil)
  ngx.send_headers()
  if bytes > 0 then ngx.print(body:sub(1, bytes)) end
  ngx.flush(true)
  return body, bytes
end

function wire.reset()
  socket.arm_reset()
  return ngx.exit(444)
end

function wire.close() return ngx.exit(444) end

function wire.cut_body(fault, _, normal)
  begin(fault, normal)
  return abort()
end

function wire.reset_in_body(fault, _, normal)
  begin(fault, normal)
  ngx.sleep(0.02)  -- what was sent should arrive before the RST throws it away
  socket.arm_reset()
  return abort()
end

function wire.stall_header(fault)
  stall(fault)
  return abort()
end

function wire.stall_body(fault, _, normal)
  begin(fault, normal)
  stall(fault)
  return abort()
end

function wire.slow(fault, _, normal)
  local body, at = begin(fault, normal, 0)
  local rate = math.max(0.1, fault.bytes_per_second or 1)
  local step = math.max(1, math.floor(rate / 20))
  while at < #body do
    ngx.print(body:sub(at + 1, at + step))
    ngx.flush(true)
    at = at + step
    ngx.sleep(step / rate)
  end
end

local function gzip_head(normal)
  local result = normal()
  head(result)
  ngx.header["Content-Encoding"] = "gzip"
  return answer.body(result)
end

function wire.bad_gzip(_, _, normal)
  gzip_head(normal)
  ngx.print("\31\139\8\0\0\0\0\0\0\3", string.rep("this is not deflate \255", 40))
end

-- A valid gzip stream of stored blocks, without its end.
function wire.truncated_gzip(fault, _, normal)
  local body = gzip_head(normal)
  local n = math.min(#body, 65535)
  local low, high = n % 256, math.floor(n / 256)
  local stream = "\31\139\8\0\0\0\0\0\0\3\0"
    .. string.char(low, high, 255 - low, 255 - high) .. body
  ngx.print(stream:sub(1, math.min(fault.bytes or math.floor(n / 2), n - 1) + 15))
end

-- The bytes of the fault in place of any HTTP, then the end. Not on HTTP/2.
function wire.raw(fault)
  local raw = ngx.req.socket(true)
  if raw then raw:send(fault.text or "") end
  return ngx.exit(444)
end

-- The answer, and `seconds` later bytes that nobody asked for; the connection stays open until the
-- client leaves or asks again. Not on HTTP/2.
function wire.unasked(fault, _, normal)
  local raw = ngx.req.socket(true)
  if not raw then return ngx.exit(444) end
  local body = answer.body(normal())
  raw:send("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: " .. #body
    .. "\r\n\r\n" .. body)
  ngx.sleep(fault.seconds or 0)
  raw:send(fault.text or "")
  raw:settimeout(5000)
  raw:receive(1)
  return ngx.exit(444)
end

-- nginx itself compresses megabytes of spaces between the brackets of an empty list.
function wire.gzip_bomb(fault, _, normal)
  answer.set_head(normal())
  ngx.req.set_header("Accept-Encoding", "gzip")
  local spaces = string.rep(" ", 1024 * 1024)
  ngx.print('{"success":true,"results":[')
  for _ = 1, fault.megabytes or 64 do
    ngx.print(spaces)
    ngx.flush(true)
  end
  ngx.print('],"moreDataAvailable":false}')
end

return wire
