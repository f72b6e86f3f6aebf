--- inside: what the specs run inside nginx: the cases of the wait contract, and
-- one call in each phase.
--
-- SPDX-License-Identifier: MIT

-- luacheck: globals ngx

local cases = require "spec.wait.cases"
local helper = require "spec.helper"

local inside = {}

local env = { for_works = true }

-- No wait is named: under nginx the right one is the default.
function env.client(options) return helper.client(options) end

function env.side_by_side(functions)
  local threads = {}
  for i, fn in ipairs(functions) do threads[i] = ngx.thread.spawn(fn) end
  for _, thread in ipairs(threads) do
    local ok, problem = ngx.thread.wait(thread)
    if not ok then error(problem, 0) end
  end
end

--- Runs case n and prints "ok" or what is wrong.
function inside.case()
  local case = cases[tonumber(ngx.var.arg_n)]
  local ok, problem = pcall(case[2], env)
  ngx.print(ok and "ok" or tostring(problem))
end

--- How many of five jobs the default client lists.
function inside.count()
  local page, err = require("ashby").jobs.list { limit = 5 }
  return page and tostring(#page.records) or tostring(err)
end

--- The same, or what it raises, kept for /seen under the phase's name.
function inside.note()
  local _, said = pcall(inside.count)
  ngx.shared.seen:set(ngx.get_phase(), said)
end

inside.in_init_worker = inside.note

--- The same in a timer, for which the request waits.
function inside.in_timer()
  assert(ngx.timer.at(0, inside.note))
  repeat ngx.sleep(0.005) until ngx.shared.seen:get "timer"
  ngx.print(ngx.shared.seen:get "timer")
end

return inside
