--- socket: reads application.list with luasocket and lua-cjson, in the loop that a
-- user would write. socket.lua RECORDS; the first page is fetched once before and
-- not measured. luasocket opens a connection for each request; here `create` keeps
-- one, which the simplest loop does not do and which is to this side's advantage.
--
--
-- SPDX-License-Identifier: MIT

local cjson = require "cjson"
local http = require "socket.http"
local ltn12 = require "ltn12"
local mime = require "mime"
local socket = require "socket"

local url = os.getenv "ASHBY_BASE_URL" .. "/application.list"
local authorization = "Basic " .. mime.b64(os.getenv "ASHBY_API_KEY" .. ":")
local most = tonumber(arg[1])

local kept

local function keep()
  if kept then return kept end
  local sock = assert(socket.tcp())
  local connected = false
  kept = {
    settimeout = function(_, ...) return sock:settimeout(...) end,
    send = function(_, ...) return sock:send(...) end,
    receive = function(_, ...) return sock:receive(...) end,
    close = function() return 1 end,
  }
  function kept.connect(_, ...)
    if connected then return 1 end
    connected = true
    return sock:connect(...)
  end
  return kept
end

local function page(cursor)
  local body, chunks = cjson.encode{ limit = 100, cursor = cursor }, {}
  local ok, code = http.request{
    url = url, method = "POST", create = keep, source = ltn12.source.string(body),
    sink = ltn12.sink.table(chunks),
    headers = { authorization = authorization, connection = "keep-alive",
      ["content-type"] = "application/json", ["content-length"] = #body },
  }
  assert(ok and code == 200, code)
  local answer = cjson.decode(table.concat(chunks))
  assert(answer.success, "not successful")
  return answer
end

local function drain(max)
  local count, cursor = 0, nil
  repeat
    local answer = page(cursor)
    for _, record in ipairs(answer.results) do
      if record.id and count < max then count = count + 1 end
    end
    cursor = answer.moreDataAvailable and answer.nextCursor or nil
  until not cursor or count >= max
  return count
end

drain(100)
collectgarbage()
local cpu = os.clock()
local count = drain(most)
cpu = os.clock() - cpu
print(("cpu=%.6f\nrecords=%d"):format(cpu, count))
