--- replay: the seeds of the fuzz targets and what these once found, through the
-- core's Lua functions. The two targets in Lua run as they are; the bytes of the
-- others are read as documents, as numbers and as headers of an answer.
--
-- SPDX-License-Identifier: MIT

local core = require "ashby.core"
local helper = require "spec.helper"
local shell = require "tools.shell"

local FOLDER = helper.root .. "/spec/fuzz/"

local function corpus(target)
  local folder, inputs = FOLDER .. "corpus/" .. target, {}
  for i, name in ipairs(shell.lines(("ls '%s'"):format(folder))) do
    inputs[i] = { name = name, bytes = shell.read(folder .. "/" .. name) }
  end
  assert(#inputs > 0, "no corpus for " .. target)
  return inputs
end

local function every(target, check)
  it("passes " .. target, function()
    for _, input in ipairs(corpus(target)) do
      local ok, problem = pcall(check, input.bytes)
      if not ok then error(("%s/%s: %s"):format(target, input.name, tostring(problem)), 0) end
    end
  end)
end

-- A refusal has an offset; what is accepted can be read as a whole, record
-- by record, and as bytes.
local function read(bytes)
  for _, keep_nulls in ipairs { true, false } do
    local document, code, message, offset = core.document(bytes, { keep_nulls = keep_nulls })
    if not document then
      assert(code:find "^json_" and message, code)
      assert(offset >= 0 and offset <= #bytes, offset)
    else
      document:value()
      assert(bytes:find(document:raw(), 1, true))
      local count = document:open()
      if count then assert(#document:rest() == count) end
      document:close()
    end
  end
end

local function look_up(bytes)
  local document = core.document(bytes)
  if not document then return end
  for _, name in ipairs { "success", "results", "nextCursor", "moreDataAvailable", "result" } do
    assert((document:kind(name) == nil) == (document:raw(name) == nil))
    document:value(name, "code")
  end
end

-- The same number, read by Lua.
local function number(bytes)
  core.http_date((bytes:gsub("%z", "")))
  local document = core.document(bytes)
  local value = document and document:value()
  if value then assert(value == tonumber(bytes) or value ~= value) end
end

describe("the fuzz corpus", function()
  every("json", read)
  every("envelope", function(bytes)
    read(bytes)
    look_up(bytes)
  end)
  every("number", function(bytes)
    read(bytes)
    number(bytes)
  end)
  every("projection", dofile(FOLDER .. "projection.lua"))
  every("differential", dofile(FOLDER .. "differential.lua"))

  it("passes header: a secret is never shown", function()
    for _, input in ipairs(corpus "header") do
      local secret, text = input.bytes:match "^([^\n]+)\n[^\n]*\n(.*)$"
      if secret and #secret >= 4 and not secret:find "%c" then
        local session = helper.new_session { api_key = secret }
        local transfer = assert(session:request("/x", { seconds = 5 }))
        assert.is_nil(transfer:redact(text):find(secret, 1, true), input.name)
        session:close()
      end
    end
  end)
end)
