--- call: ashby call METHOD [JSON|@FILE|-]: any method of the API, its results
-- as JSON.
--
-- SPDX-License-Identifier: MIT

local cjson = require "cjson"
local failure = require "ashby.cli.failure"
local fields = require "ashby.cli.fields"
local output = require "ashby.cli.output"
local source = require "ashby.cli.source"

local function read_file(path)
  local file, problem = io.open(path, "rb")
  if not file then failure.usage("%s", problem) end
  local text = file:read "*a"
  file:close()
  return text
end

local function read_text(given)
  if given == "-" then return io.read "*a" end
  if given:sub(1, 1) == "@" then return read_file(given:sub(2)) end
  return given
end

local function read_body(given)
  if not given then return nil end
  local ok, body = pcall(cjson.decode, read_text(given))
  if not ok then failure.usage("the body is not JSON: %s", tostring(body)) end
  if type(body) ~= "table" then failure.usage "the body must be a JSON object" end
  return body
end

local function print_result(options, result)
  local write, close = output.destination(options)
  if type(result) ~= "table" then result = { result == true and "true" or result } end
  for _, text in ipairs(result) do write(fields.compact(text), "\n") end
  close()
end

return function(options)
  local body = read_body(options.body)
  local client = source.client(options)
  local result, err = client.call(options.method, body,
    { raw = true, idempotent = options.idempotent })
  if result == nil then error(err, 0) end
  print_result(options, result)
end
