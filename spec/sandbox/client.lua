--- client: calls the sandbox by plain HTTP, with no code of the module's.
--
-- SPDX-License-Identifier: MIT
-- What the sandbox's specs share: starting and stopping one, and calling it with curl.
-- Nothing of the client module is used here, since a mistake on both sides would go unseen.

local cjson = require("cjson").new()
local shell = require "tools.shell"

local client = { KEY = "ashby-sandbox-key" }

local here = debug.getinfo(1, "S").source:match("^@(.*)/[^/]*$")
client.root = here .. "/../../sandbox"

local function quote(text) return "'" .. text:gsub("'", "'\\''") .. "'" end

function client.start(options)
  local said = shell.output(client.root .. "/start --env " .. (options or ""))
  client.url = assert(said:match("ASHBY_BASE_URL=(%S+)"), said)
  client.dir = assert(said:match("ASHBY_SANDBOX_DIR='([^']+)'"))
  client.facts = cjson.decode(shell.read(client.dir .. "/sandbox.json"))
  return client.url
end

function client.stop(what) shell.run(client.root .. "/stop " .. (what or client.dir)) end

local serial = 0

-- curl(path, body, options) -> { status, headers, body, json, failed (curl's exit code) }.
-- options: key, url, headers (lines), curl (more arguments), get, time (limit in s).
function client.curl(path, body, options)
  options = options or {}
  serial = serial + 1
  local head = client.dir .. "/head." .. serial
  local parts = { "curl -s -o - -D", quote(head), "--max-time", options.time or 10 }
  local function add(...) for _, part in ipairs{ ... } do parts[#parts + 1] = part end end
  if options.key ~= false then add("-u", quote((options.key or client.KEY) .. ":")) end
  if options.type ~= false then
    add("-H", quote("Content-Type: " .. (options.type or "application/json")))
  end
  for _, line in ipairs(options.headers or {}) do add("-H", quote(line)) end
  if body and not options.get then add("--data-binary", quote(body)) end
  add(options.curl or "", quote((options.url or client.url) .. path))
  local code, text = shell.run(table.concat(parts, " "))
  local answer = { failed = code, body = text, headers = {} }
  for line in shell.read(head):gmatch("[^\r\n]+") do
    answer.status = tonumber(line:match("^HTTP/%S+ (%d+)")) or answer.status
    local name, value = line:match("^([%w-]+):%s*(.*)$")
    if name then answer.headers[name:lower()] = value end
  end
  local ok, value = pcall(cjson.decode, text)
  if ok then answer.json = value end
  return answer
end

-- call("user.list", { limit = 2 } or JSON text, options): the direct API.
function client.call(method, params, options)
  if type(params) ~= "string" then
    params = params and next(params) and cjson.encode(params) or "{}"
  end
  return client.curl("/" .. method, params, options)
end

-- Makes a control call: the decoded answer.
function client.control(name, order)
  local answer = client.curl("/_sandbox/" .. name, order and (type(order) == "string" and order
    or next(order) and cjson.encode(order) or "{}"), { key = false, get = not order })
  assert(answer.status == 200, answer.body)
  return answer.json
end

function client.fault(order) return client.control("faults", order) end

-- Reads a whole list: records, number of pages, the last answer; fails on success:false.
function client.drain(method, params)
  local body, records, pages = {}, {}, 0
  local answer
  for k, v in pairs(params or {}) do body[k] = v end
  repeat
    answer = client.call(method, body).json
    assert(answer and answer.success, answer and answer.errors and answer.errors[1])
    for _, record in ipairs(answer.results) do records[#records + 1] = record end
    pages, body.cursor = pages + 1, answer.nextCursor
  until not answer.moreDataAvailable
  return records, pages, answer
end

-- The error code of an answer, read as the vendor's documents say.
function client.code(answer)
  assert(answer.status == 200 and answer.json.success == false, answer.body)
  assert(answer.json.errors[1] == answer.json.errorInfo.code)
  return answer.json.errorInfo.code
end

client.json = cjson

return client
