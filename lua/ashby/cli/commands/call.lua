--- call: ashby call METHOD [JSON|@FILE|-]: any method of the API, its results
-- as JSON.
--
-- SPDX-License-Identifier: MIT

local catalogue = require "ashby.catalogue"
local cjson = require "cjson"
local failure = require "ashby.cli.failure"
local fields = require "ashby.cli.fields"
local misuse = require "ashby.misuse"
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

-- Says which method may have been meant, where the service has none of that name.
local function explain(method, err)
  local names = {}
  for _, name in ipairs(catalogue.names) do
    local entity = catalogue.entities[name]
    names[#names + 1] = entity.list.name
    names[#names + 1] = entity.get and entity.get.name
  end
  local near = err.status == 404 and misuse.nearest(method, names) or ""
  if near ~= "" and not misuse.is_one_of(method, names) then err.hint = near:sub(3) end
  error(err, 0)
end

return function(options)
  local body = read_body(options.body)
  local client = source.client(options)
  local result, err = client.call(options.method, body,
    { raw = true, idempotent = options.idempotent })
  if result == nil then explain(options.method, err) end
  print_result(options, result)
end
