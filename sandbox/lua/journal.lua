-- SPDX-License-Identifier: MIT
-- What was asked since the last reset: the last 10,000 requests, and counts of all of them.
-- Credentials are not kept, only their scheme.

local json = require "json"

local journal = {}

local KEEP = 10000

local entry_shape = json.shape{ "n", "verb", "method", "path", "headers", "body", "time",
  "connection", "http", "port" }

local entries, total, counts

function journal.reset() entries, total, counts = {}, 0, {} end
journal.reset()

local function masked(headers)
  local result = {}
  for name, value in pairs(headers) do
    if type(value) == "table" then value = table.concat(value, ", ") end
    if name == "authorization" then value = (tostring(value):match("^%S+") or "") .. " ..." end
    result[name] = tostring(value)
  end
  return result
end

function journal.add(request)
  total = total + 1
  counts[request.method] = (counts[request.method] or 0) + 1
  entries[(total - 1) % KEEP + 1] = entry_shape{
    n = total, verb = request.verb, method = request.method, path = request.path,
    headers = request.headers, body = request.text, time = ngx.req.start_time(),
    connection = tonumber(ngx.var.connection), http = ngx.req.http_version(),
    port = tonumber(ngx.var.server_port) }
end

function journal.count() return { count = total, by_method = counts } end

-- The kept entries, oldest first; with a method only those.
function journal.list(method)
  local list = json.array()
  for n = math.max(1, total - KEEP + 1), total do
    local entry = entries[(n - 1) % KEEP + 1]
    if not method or entry.method == method then
      local seen = setmetatable({}, getmetatable(entry))
      for k, v in pairs(entry) do seen[k] = v end
      seen.headers = masked(entry.headers)
      list[#list + 1] = seen
    end
  end
  return list
end

return journal
