--- Specs of buf: bytes are read as they were written, at every size around those at
-- which a buffer grows; a ceiling is exact to the byte, and a buffer that was to
-- pass it is empty and can be used again.
--
-- SPDX-License-Identifier: MIT

local core = require "ashby.core"
local helper = require "spec.helper"

local PLAIN = { body = "{}", seconds = 20 }
local SIZES = { 0, 1, 2, 254, 255, 256, 257, 511, 512, 513, 1023, 1024, 1025, 16383, 16384, 16385,
  65535, 65536, 65537, 131072, 300000 }

-- Bytes in which a mistake of order shows.
local function pattern(length)
  local text = {}
  for i = 1, math.ceil(length / 8) do text[i] = ("%07d,"):format(i) end
  return table.concat(text):sub(1, length)
end

local function ask(options)
  local session = helper.new_session(options)
  local transfer = helper.finish(session, assert(session:request("/job.list", PLAIN)))
  session:close()
  return transfer
end

local function answer_of(length, options)
  helper.fault { body = pattern(length) }
  return ask(options)
end

before_each(helper.reset)

describe("the body of an answer", function()
  it("is whole at every size", function()
    for _, size in ipairs(SIZES) do
      local transfer = answer_of(size)
      assert.equal(200, (transfer:result()))
      assert.equal(pattern(size), transfer:text(2 ^ 31))
      transfer:close()
    end
  end)

  it("may be as long as max_body, and not a byte longer", function()
    for _, size in ipairs { 1, 2, 255, 256, 257, 1000, 65536, 300000 } do
      assert.equal(200, (answer_of(size, { max_body = size }):result()), size)
      local status, code, message = answer_of(size + 1, { max_body = size }):result()
      assert.is_nil(status)
      assert.equal("body_limit", code)
      assert.equal(core.statuses().body_limit, message)
    end
  end)

  it("is measured unpacked", function()
    helper.fault { kind = "gzip_bomb", megabytes = 16 }
    local transfer = ask { max_body = 2 ^ 20 }
    assert.equal("body_limit", select(2, transfer:result()))
    assert.equal("", transfer:text(100))
  end)

  it("is measured as it arrives when its length was not announced", function()
    helper.control("POST", "options", { chunked = true })
    for _, limit in ipairs { 100, 20000 } do
      local transfer = ask { max_body = limit, api_key = helper.key,
        headers = { "Content-Type: application/json" } }
      assert.equal("body_limit", select(2, transfer:result()))
    end
  end)

  it("beyond its ceiling is empty, and the next one is whole", function()
    local session = helper.new_session { max_body = 1000 }
    for round = 1, 5 do
      helper.fault { body = pattern(1001) }
      local long = helper.finish(session, session:request("/job.list", PLAIN))
      assert.equal("body_limit", select(2, long:result()))
      assert.equal("", long:text(2000))
      local document, code = long:document()
      assert.is_nil(document)
      assert.equal("json_empty", code)
      helper.fault { body = pattern(1000 - round) }
      local short = helper.finish(session, session:request("/job.list", PLAIN))
      assert.equal(pattern(1000 - round), short:text(2000))
    end
    session:close()
  end)
end)

describe("the headers of an answer", function()
  -- Header lines of exactly so many bytes.
  local function head(length)
    local first, last = "HTTP/1.1 200 OK\r\n", "X-End: 1\r\nContent-Length: 2\r\n\r\n"
    local left = length - #first - #last
    local lines = {}
    while left > 0 do
      local size = left > 2000 and 1000 or left
      lines[#lines + 1] = "X-Pad: " .. ("p"):rep(size - 9) .. "\r\n"
      left = left - size
    end
    local text = first .. table.concat(lines) .. last
    assert(#text == length)
    return text .. "{}"
  end

  it("may be as long as 64 KiB, and not a byte longer", function()
    helper.fault { kind = "raw", text = head(65536) }
    local transfer = ask()
    assert.equal(200, (transfer:result()))
    assert.equal("1", transfer:header "x-end")
    helper.fault { kind = "raw", text = head(65537) }
    transfer = ask()
    assert.equal("header_limit", select(2, transfer:result()))
    assert.is_nil(transfer:header "x-pad")
  end)

  it("are counted together with those of interim answers", function()
    local line = "X-Early: " .. ("e"):rep(1000) .. "\r\n"
    local function early(lines, length)
      return "HTTP/1.1 103 Early Hints\r\n" .. line:rep(lines) .. "\r\n" .. head(length)
    end
    helper.fault { kind = "raw", text = early(4, 60000) }
    local transfer = ask()
    assert.equal(200, (transfer:result()))
    assert.equal("1", transfer:header "x-end")
    assert.is_nil(transfer:header "x-early")
    helper.fault { kind = "raw", text = early(50, 60000) }
    assert.equal("header_limit", select(2, ask():result()))
  end)
end)

describe("the body of a request", function()
  it("arrives whole at every size", function()
    for _, size in ipairs(SIZES) do
      helper.reset()
      local session = helper.new_session()
      local body = pattern(size)
      helper.finish(session, assert(session:request("/job.list", { body = body, seconds = 10 })))
      session:close()
      assert.equal(body, helper.requests()[1].body)
    end
  end)

  it("arrives with its NULs", function()
    local session = helper.new_session()
    helper.finish(session, assert(session:request("/job.list", { body = "a\0b", seconds = 10 })))
    session:close()
    assert.equal("a\0b", helper.requests()[1].body)
  end)
end)

describe("max_body", function()
  it("is a number of bytes from 1 to 2 GiB", function()
    for _, wrong in ipairs { 0, -1, 2 ^ 31 + 1, 0 / 0, 1 / 0, "x", {} } do
      assert.matches("max_body", helper.misuse(helper.new_session, { max_body = wrong }))
    end
    for _, right in ipairs { 1, 2 ^ 31 } do helper.new_session({ max_body = right }):close() end
  end)
end)
