-- SPDX-License-Identifier: MIT
-- What each kind of fault does. A kind gets the fault, the request and `normal()`, which makes the
-- ordinary answer; it returns an answer to send, or sends by itself and returns nothing.
-- run() adds what every fault may have: delay_ms, status, headers, body.

local json = require "json"
local answer = require "answer"
local auth = require "auth"
local faults = require "faults"
local lists = require "lists"
local wire = require "fault_wire"

local kinds = {}

local function html(status, title)
  return { status = status, headers = { ["Content-Type"] = "text/html" }, body = "<html>\r\n<head>"
    .. "<title>" .. status .. " " .. title .. "</title></head>\r\n<body>\r\n<center><h1>" .. status
    .. " " .. title .. "</h1></center>\r\n<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n" }
end

function kinds.html_502() return html(502, "Bad Gateway") end

function kinds.envelope_503(_, request)
  return request.side.fail(request, "generic_internal_error", "The service is not available.", 503)
end

local function too_many(fault, request, without)
  local seconds = fault.seconds or 1
  if request.side.hosted then
    local result = request.side.fail(request, "rate_limit_exceeded", "Too many requests", 429)
    if not without then result.headers["Retry-After"] = tostring(seconds) end
    return result
  end
  return auth.too_many(request, seconds, without)
end

function kinds.rate_429(fault, request) return too_many(fault, request) end

function kinds.no_retry_after_429(fault, request) return too_many(fault, request, true) end

function kinds.empty_body(_, _, normal)
  local result = normal()
  result.body = ""
  return result
end

function kinds.not_json(fault, _, normal)
  local result = normal()
  local bodies = { text = "upstream says hello", half = '{"success":true,"results":[{"id":',
    trailing = '{"success":true,"results":[]} x', nan = '{"success":true,"results":[NaN]}' }
  result.body = bodies[fault.variant or "text"] or bodies.text
  return result
end

local SHAPES = {
  results_string = '{"success":true,"results":"none"}',
  results_null = '{"success":true,"results":null,"moreDataAvailable":false}',
  results_missing = '{"success":true}',
  results_number = '{"success":true,"results":7}',
  results_object = '{"success":true,"results":{"a":1},"moreDataAvailable":false}',
  results_array = '{"success":true,"results":[1,2]}',
  record_not_object = '{"success":true,"results":[1,"a",null],"moreDataAvailable":false}',
  top_array = "[]", top_string = '"hello"', top_null = "null", top_number = "5",
  success_missing = '{"results":[],"moreDataAvailable":false}',
  success_string = '{"success":"true","results":[],"moreDataAvailable":false}',
  more_string = '{"success":true,"results":[],"moreDataAvailable":"yes"}',
  cursor_number = '{"success":true,"results":[],"moreDataAvailable":true,"nextCursor":7}',
  cursor_too_long = '{"success":true,"results":[],"moreDataAvailable":true,"nextCursor":"'
    .. ("x"):rep(17 * 1024) .. '"}',
  empty_object = "{}",
}

function kinds.wrong_shape(fault, _, normal)
  local result = normal()
  result.body = SHAPES[fault.variant or "results_string"] or SHAPES.results_string
  return result
end

local function error_bodies(code, request)
  local info = { code = code, message = "Made by a fault.", requestId = request.id }
  local message = "Made by a fault."
  return {
    strings = { success = false, errors = json.array{ code }, errorInfo = info },
    objects = { success = false, errorInfo = json.null,
      errors = json.array{ { message = message, parameter = "cursor" } } },
    code_objects = { success = false, errors = json.array{ { code = code, message = message } } },
    null_error_info = { success = false, errors = json.array{ code }, errorInfo = json.null },
    no_errors = { success = false },
    info_only = { success = false, errorInfo = info },
    empty_errors = { success = false, errors = json.array(), errorInfo = json.null },
  }
end

function kinds.success_false(fault, request, normal)
  if request.side.hosted then
    request.tweak = fault
    return normal()
  end
  local bodies = error_bodies(fault.code or "invalid_input", request)
  return answer.json(fault.status or 200, bodies[fault.variant or "strings"] or bodies.strings)
end

function kinds.expired_cursor(fault, request, normal)
  if not request.text:find('"cursor"') then
    faults.give_back(fault)
    return normal()
  end
  if request.side.hosted then
    request.tweak = fault
    return normal()
  end
  return lists.refuse(request, "next_cursor_expired")
end

function kinds.extra_members(fault, _, normal)
  local result = normal()
  local warnings = json.encode { fault.warning or "a warning" }
  result.body = answer.body(result):gsub("}$", function()
    return (',"warnings":%s,"servedBy":{"a":[]}}'):format(warnings)
  end)
  return result
end

function kinds.huge_headers(fault, _, normal)
  local result = normal()
  for n = 1, math.floor((fault.bytes or 65536) / 1000) do
    result.headers["X-Padding-" .. n] = string.rep("p", 980)
  end
  return result
end

function kinds.redirect(fault)
  return { status = fault.status or 307, body = "",
    headers = { Location = fault.location or "/elsewhere" } }
end

-- Kinds that only change a page: lists.lua does the work.
local function bend(fault, request, normal)
  request.tweak = fault
  local result = normal()
  if request.tweak_missed == nil or request.tweak_missed then faults.give_back(fault) end
  return result
end

for _, name in ipairs{ "short_page", "empty_last_page", "empty_page", "repeat_cursor",
  "missing_cursor", "drop_more" } do
  kinds[name] = bend
end

for name, kind in pairs(wire) do kinds[name] = kind end

-- A fault without a kind: status, headers and body, or just the delay.
local function plain(fault, request, normal)
  local result
  if fault.status or fault.body ~= nil then
    result = fault.status and fault.status >= 400 and fault.body == nil
      and request.side.fail(request, fault.status == 429 and "rate_limit_exceeded"
        or "generic_internal_error", "Made by a fault.", fault.status)
      or { status = fault.status or 200, headers = {}, body = "" }
  else
    result = normal()
  end
  if type(fault.body) == "string" then
    result.body, result.headers["Content-Type"] = fault.body, "text/plain; charset=utf-8"
  elseif fault.body ~= nil then
    result.body = json.encode(fault.body)
    result.headers["Content-Type"] = "application/json; charset=utf-8"
  end
  return result
end

local function run(fault, request, side)
  if fault.delay_ms then ngx.sleep(fault.delay_ms / 1000) end
  local function normal() return side.answer_to(request) end
  local result = (kinds[fault.kind] or plain)(fault, request, normal)
  if not result then return end
  if fault.kind and fault.status then result.status = fault.status end
  if not result.headers["x-ashby-request-id"] then side.add_headers(request, result) end
  for name, value in pairs(fault.headers or {}) do result.headers[name] = tostring(value) end
  answer.send(result)
end

return { run = run, kinds = kinds }
