--- Specs of guard: pcall that lets a wait through, in every Lua.
--
-- SPDX-License-Identifier: MIT

local guard = require "ashby.service.guard"

describe("guard.call", function()
  it("is pcall where nothing waits", function()
    assert.same({ true, 1, nil, 3 }, { guard.call(function(...) return ... end, 1, nil, 3) })
    assert.same({ true }, { guard.call(function() end) })
    local problem = {}
    assert.same({ false, problem }, { guard.call(function() error(problem, 0) end) })
  end)

  it("passes yields up and the values of resume down", function()
    local co = coroutine.create(function()
      return guard.call(function(first)
        local second = coroutine.yield(first + 1)
        local ok, third = guard.call(function() return coroutine.yield(second + 1) end)
        assert(ok)
        coroutine.yield(third + 1)
        error("over", 0)
      end, 1)
    end)
    assert.same({ true, 2 }, { coroutine.resume(co) })
    assert.same({ true, 11 }, { coroutine.resume(co, 10) })
    assert.same({ true, 21 }, { coroutine.resume(co, 20) })
    assert.same({ true, false, "over" }, { coroutine.resume(co) })
    assert.equal("dead", coroutine.status(co))
  end)
end)
