-- SPDX-License-Identifier: MIT
-- The direct API: POST /<category>.<method>. answer_to() takes a request to its answer without
-- sending anything, so that faults can change either.

local json = require "json"
local ulid = require "ulid"
local auth = require "auth"
local answer = require "answer"
local catalogue = require "catalogue"
local parameters = require "parameters"
local lists = require "lists"
local records = require "records"
local vendor = require "vendor"
require "further"

local api = { fail = answer.fail }

local VERSIONS = { ["2026-01-01"] = "active", ["2025-06-01"] = "deprecated",
  ["2026-09-01"] = "pre-release" }

-- Sets request.body, or returns the refusal.
local function read_body(request)
  local kind = request.headers["content-type"]
  if type(kind) ~= "string" or not kind:lower():find("^application/json") then
    return answer.fail(request, "invalid_input", "Content-Type must be application/json")
  end
  local body, problem = json.decode(request.text)
  if problem then return answer.fail(request, "invalid_input", "Body is not JSON: " .. problem) end
  if not json.is_object(body) then
    return answer.fail(request, "invalid_input", "The body must be a JSON object")
  end
  request.body = body
end

local function check_version(request)
  local version = request.headers["ashby-version"] or "2026-01-01"
  request.version, request.version_status = version, VERSIONS[version]
  if not request.version_status then
    request.version, request.version_status = tostring(version), "removed"
    return answer.fail(request, "invalid_input", "Ashby-Version " .. tostring(version)
      .. " is not supported", 200)
  end
end

local function run_operation(request, row)
  local values, problem = parameters.check(row, request.body)
  if problem then return answer.fail(request, "invalid_input", problem) end
  if row.action == "list" then return lists.run(request, row, values) end
  return records.run(request, row, values)
end

local function dispatch(request)
  if request.verb ~= "POST" then return answer.text(404, "Not Found") end
  local row = catalogue.by_method[request.method]
  local other = vendor.methods[request.method]
  if not row and not other then return answer.text(404, "Not Found") end
  local refusal = auth.check(request)
  local over = auth.count(request)
  refusal = refusal or over or check_version(request)
    or auth.permit(request, (row or other).permission) or read_body(request)
  if refusal then return refusal end
  if row then return run_operation(request, row) end
  return other.run(request, request.body)
end

function api.add_headers(request, result)
  local headers, rate = result.headers, request.rate
  headers["x-ashby-request-id"] = headers["x-ashby-request-id"] or request.id
  if rate then
    headers["x-ratelimit-limit"] = rate.limit
    headers["x-ratelimit-remaining"] = rate.remaining
    headers["x-ratelimit-reset"] = rate.reset
  end
  headers["Ashby-Version"] = request.version or "2026-01-01"
  headers["Ashby-Version-Status"] = request.version_status or "active"
  return result
end

function api.prepare(request) request.id = ulid() end

function api.answer_to(request)
  local result = dispatch(request)
  if not request.rate then auth.count(request) end
  return api.add_headers(request, result)
end

return api
