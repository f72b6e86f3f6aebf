-- SPDX-License-Identifier: MIT
-- Entry points of nginx.conf: init(), and handle() for every request. /_sandbox/ is the control,
-- /api/v1/ the hosted API, everything else the direct API.

local settings = require "settings"
local options = require "options"
local answer = require "answer"
local journal = require "journal"
local store = require "store"
local random = require "random"
local api = require "api"
local hosted = require "hosted"
local faults = require "faults"
local fault_kinds = require "fault_kinds"
local control = require "control"

local server = {}

local jitter

function server.init(values)
  settings.init(values)
  options.reset()
  store.init()
  jitter = random.new("jitter", 1)
end

local function body_text()
  ngx.req.read_body()
  local text = ngx.req.get_body_data()
  if text then return text end
  local name = ngx.req.get_body_file()
  if not name then return "" end
  local file = assert(io.open(name, "rb"))
  text = file:read("*a")
  file:close()
  return text
end

local function new_request()
  local path = ngx.var.uri
  return { verb = ngx.req.get_method(), path = path, method = path:sub(2), text = body_text(),
    headers = ngx.req.get_headers(0) }
end

local function wait_a_little()
  local ms = options.delay_ms
  if options.delay_jitter_ms > 0 then ms = ms + jitter:int(options.delay_jitter_ms + 1) end
  if ms > 0 then ngx.sleep(ms / 1000) end
end

function server.handle()
  local request = new_request()
  if request.path:find("^/_sandbox/") then return answer.send(control.answer_to(request)) end
  ngx.on_abort(function() ngx.exit(499) end)
  local side = request.path:find("^/api/v1/") and hosted or api
  request.side = side
  side.prepare(request)
  journal.add(request)
  wait_a_little()
  if not options.gzip then ngx.req.clear_header("Accept-Encoding") end
  local fault = faults.take(request)
  if fault then return fault_kinds.run(fault, request, side) end
  answer.send(side.answer_to(request))
end

return server
