-- SPDX-License-Identifier: MIT
-- An answer on its way: a table { status, headers, body } where body is a string or nested lists
-- of strings. Here it is made (success, error envelope, plain text) and sent; faults may change it
-- in between.

local json = require "json"
local options = require "options"

local answer = {}

local error_shape = json.shape{ "success", "errors", "errorInfo" }
local info_shape = json.shape{ "code", "message", "requestId", "meta" }

function answer.text(status, text)
  return { status = status, headers = { ["Content-Type"] = "text/plain; charset=utf-8" },
    body = text }
end

function answer.json(status, value)
  local body = type(value) == "string" and value or json.encode(value)
  return { status = status, headers = { ["Content-Type"] = "application/json; charset=utf-8" },
    body = body }
end

-- The error envelope; HTTP 200 unless told otherwise, as the API does.
function answer.fail(request, code, message, status)
  local value = error_shape{ success = false, errors = json.array{ code },
    errorInfo = info_shape{ code = code, message = message or code, requestId = request.id,
      meta = {} } }
  local result = answer.json(status or 200, value)
  result.failed = true
  return result
end

-- results: one rendered record, or a list of them with `tail` for the members after it.
function answer.record(text)
  local result = answer.json(200, "")
  result.body = { '{"success":true,"results":', text, "}" }
  return result
end

function answer.list(texts, tail)
  local parts, n = {}, 0
  for i = 1, #texts do
    if i > 1 then n = n + 1; parts[n] = "," end
    n = n + 1
    parts[n] = texts[i]
  end
  local result = answer.json(200, "")
  result.body = { '{"success":true,"results":[', parts, "]", tail or "", "}" }
  result.texts = texts
  return result
end

local function flat(part, out)
  if type(part) == "string" then out[#out + 1] = part; return end
  for i = 1, #part do flat(part[i], out) end
end

function answer.body(result)
  if type(result.body) == "string" then return result.body end
  local out = {}
  flat(result.body, out)
  return table.concat(out)
end

function answer.set_head(result)
  ngx.status = result.status
  for name, value in pairs(result.headers) do ngx.header[name] = value end
end

function answer.send(result)
  answer.set_head(result)
  if not options.chunked then
    local body = answer.body(result)
    ngx.header["Content-Length"] = #body
    ngx.print(body)
  else
    ngx.print(result.body)
  end
end

return answer
