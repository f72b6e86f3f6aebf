--- Specs of reader: a document that finalizers read, too; spec/collector tries
-- the rest, with a sanitizer.
--
-- SPDX-License-Identifier: MIT

local core = require "ashby.core"
local helper = require "spec.helper"
local steps = require "spec.collector.steps"

local TEXT = [[{"results":[{"s":"\u0041a"},{"s":"\u0042b"},{"s":"\u0043c"}]}]]

local function opened(options)
  local document = assert(core.document(TEXT, options))
  assert.equal(3, document:open "results")
  return document
end

local function drain(document, list)
  for record in function() return document:next() end do list[#list + 1] = record.s end
  return list
end

local function at_point(nth, run, fn, check)
  local document, other = opened(), {}
  local count, results = steps.at(nth, function() fn(document, other) end, run, document)
  assert.is_true(results[1], tostring(results[2]))
  check(results[2], other)
  return count >= nth
end

-- Calls fn at each point of run, with a new document each time.
local function each_point(run, fn, check)
  local nth = 1
  while at_point(nth, run, fn, check) do nth = nth + 1 end
  return nth
end

describe("a document that a finalizer reads, too", function()
  it("returns each record once", function()
    local function run(document) return drain(document, {}) end
    local points = each_point(run, function(document, other) drain(document, other) end,
      function(list, other)
        local all = {}
        for _, s in ipairs(list) do all[#all + 1] = s end
        for _, s in ipairs(other) do all[#all + 1] = s end
        table.sort(all)
        assert.same({ "Aa", "Bb", "Cc" }, all)
      end)
    if not helper.slow then assert.is_true(points > 1) end
  end)

  it("returns the rest as a whole, or has returned it already", function()
    each_point(function(document) return #document:rest() end,
      function(document, other) other.count = #document:rest() end,
      function(count, other) assert.equal(3, count + (other.count or 0)) end)
  end)

  it("never mixes the unescaped strings of two readers", function()
    each_point(function(document) return document:value "results" end,
      function(document, other) other.value = document:value "results" end,
      function(value, other)
        for _, list in ipairs { value, other.value } do
          assert.same({ { s = "Aa" }, { s = "Bb" }, { s = "Cc" } }, list)
        end
      end)
  end)

  it("may be closed meanwhile: the reader's value is whole", function()
    each_point(function(document) return document:value "results" end,
      function(document) document:close() end,
      function(value)
        assert.is_true(value == nil or value[3].s == "Cc")
      end)
  end)
end)
