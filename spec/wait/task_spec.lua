--- Specs of task: which coroutine runs for which, however deep they are nested.
--
-- SPDX-License-Identifier: MIT

local task = require "ashby.wait.task"
local helper = require "spec.helper"

describe("task.host", function()
  it("is the innermost coroutine that is not ours", function()
    local seen = {}
    local host = coroutine.create(function()
      seen[1] = task.host()
      local ours = coroutine.create(function()
        seen[2] = task.host()
        local inner = coroutine.create(function()
          seen[3] = task.host()
          coroutine.yield()
          seen[4] = task.host()
        end)
        task.resume(inner)
        task.resume(inner)
      end)
      task.resume(ours)
      seen[5] = task.host()
    end)
    assert(coroutine.resume(host))
    for i = 1, 5 do assert.equal(host, seen[i]) end
  end)

  it("is the same inside and after for the coroutine that calls", function()
    local before, within = task.host(), nil
    task.resume(coroutine.create(function() within = task.host() end))
    assert.equal(before, within)
    assert.equal(before, task.host())
  end)
end)

describe("task.resume", function()
  it("passes values both ways, and errors out", function()
    local co = coroutine.create(function(a, b)
      local c = coroutine.yield(a + b, nil, 3)
      error(c, 0)
    end)
    local ok, sum, none, three = task.resume(co, 1, 2)
    assert.is_true(ok)
    assert.same({ 3, 3 }, { sum, three })
    assert.is_nil(none)
    local failed, problem = task.resume(co, "broken")
    assert.is_false(failed)
    assert.equal("broken", problem)
    assert.is_false((task.resume(co)))
  end)
end)

describe("task.in_gather", function()
  it("is true in a member and in what it resumes, and nowhere else", function()
    local seen, caller = {}, {}
    local outer = coroutine.create(function()
      seen.outside = task.in_gather()
      task.resume(task.member(function()
        seen.member, seen.caller = task.in_gather()
        task.resume(coroutine.create(function() seen.below = task.in_gather() end))
        local stranger = coroutine.create(function() seen.stranger = task.in_gather() end)
        coroutine.resume(stranger)
      end, caller))
      seen.after = task.in_gather()
    end)
    assert(coroutine.resume(outer))
    assert.equal(caller, seen.caller)
    seen.caller = nil
    assert.same({ outside = false, member = true, below = true, stranger = false, after = false },
      seen)
    assert.is_false((task.in_gather()))
  end)
end)

describe("task.wrap", function()
  it("calls the host's wait, but passes that of a member up", function()
    local seen = {}
    local wait = task.wrap(function(...) seen[#seen + 1] = { ... } end)
    wait("session", 1, "caller")
    local ok, mark, session, seconds = task.resume(task.member(function() wait("other", 2) end, {}))
    assert.is_true(ok)
    assert.equal(task.WAIT, mark)
    assert.same({ "other", 2 }, { session, seconds })
    assert.same({ { "session", 1, "caller" } }, seen)
  end)
end)

describe("task.cancel", function()
  local function exchange(log, name)
    return { cancel = function() log[#log + 1] = name end }
  end

  it("ends what a member has begun, even in coroutines it resumed", function()
    local log, kept = {}, {}
    local one = task.member(function()
      kept[1] = exchange(log, "one")
      task.note(kept[1])
      task.resume(coroutine.create(function()
        kept[2] = exchange(log, "below")
        task.note(kept[2])
        coroutine.yield()
      end))
      coroutine.yield()
    end, {})
    local two = task.member(function()
      kept[3] = exchange(log, "two")
      task.note(kept[3])
      coroutine.yield()
    end, {})
    task.resume(one)
    task.resume(two)
    task.cancel(one)
    table.sort(log)
    assert.same({ "below", "one" }, log)
  end)

  it("outside of a gather does nothing", function()
    task.note(exchange({}, "x"))
  end)
end)

describe("what task remembers", function()
  it("keeps no coroutine alive", function()
    local weak = setmetatable({}, { __mode = "k" })
    for _ = 1, 50 do
      local caller = {}
      local co = task.member(function() coroutine.yield() end, caller)
      caller.co = co
      weak[co] = true
      task.resume(co)
      local inner = coroutine.create(function() coroutine.yield() end)
      weak[inner] = true
      task.resume(inner)
    end
    helper.collect()
    helper.collect()
    local left = 0
    for _ in pairs(weak) do left = left + 1 end
    assert.is_true(left <= 2, left)
  end)
end)
