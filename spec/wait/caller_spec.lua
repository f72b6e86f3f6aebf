--- Specs of caller: who waits in a call or an iterator, and whether that one can
-- come back.
--
-- SPDX-License-Identifier: MIT

local caller = require "ashby.wait.caller"

describe("a caller", function()
  local function suspended_in(one)
    local co = coroutine.create(function()
      one:enter()
      coroutine.yield()
      one:leave()
    end)
    assert(coroutine.resume(co))
    return co
  end

  local host = { wait = function() end }
  local by = caller.new(host)

  it("that nobody is in is not gone, whoever may hold it", function()
    assert.is_false(caller.new(host):is_gone(by))
  end)

  it("is there while its coroutine is suspended", function()
    local one = caller.new(host)
    local co = suspended_in(one)
    assert.is_false(one:is_gone(by))
    assert.equal("suspended", coroutine.status(co))
  end)

  it("is gone with its coroutine", function()
    local one = caller.new(host)
    local co = coroutine.create(function()
      one:enter()
      error "broken"
    end)
    coroutine.resume(co)
    assert.is_true(one:is_gone(by))
  end)

  it("is never gone in the main coroutine", function()
    local one = caller.new(host)
    one:enter()
    assert.is_false(one:is_gone(by))
  end)

  it("is asked of its host, where a dead coroutine does not show itself", function()
    local asked
    local one = caller.new { wait = host.wait, is_gone = function(...)
      asked = { ... }
      return true
    end }
    suspended_in(one)
    assert.is_true(one:is_gone(by))
    assert.equal(one, asked[1])
    assert.equal(by, asked[2])
  end)
end)
