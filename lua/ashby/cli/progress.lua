--- progress: one line on stderr that counts while a command reads, where stderr
-- is a terminal and --quiet was not given.
--
-- SPDX-License-Identifier: MIT

local core = require "ashby.core"

local progress = {}

local EVERY = 0.1 -- seconds between two lines

local function nothing() end

local QUIET = { log = nil, record = nothing, total = nothing, note = nothing, finish = nothing }

local function number_of(count, word)
  return ("%d %s%s"):format(count, word, count == 1 and "" or "s")
end

local function line(counts)
  local parts = { number_of(counts.records, "record"), number_of(counts.pages, "page") }
  if counts.waits > 0 then
    parts[3] = ("waited %.0f s for the rate limit"):format(counts.seconds)
  end
  return table.concat(parts, ", ")
end

--- Begins to count. log is for ashby.new, record is called for each record, or
-- total with the number of all so far; note(text) shows a line of its own.
function progress.begin(options)
  if options.quiet or not core.terminal(2) then return QUIET end
  local counts = { records = 0, pages = 0, waits = 0, seconds = 0 }
  local self, last, shown = {}, 0, false

  local function show(text)
    io.stderr:write("\r", text or line(counts), "\27[K")
    shown = true
  end

  local function show_now_and_then()
    local now = core.clock()
    if now - last < EVERY then return end
    last = now
    show()
  end

  function self.log(event)
    if event.event == "response" and event.status == 200 then
      counts.pages = counts.pages + 1
      show_now_and_then()
    elseif event.event == "rate_wait" or event.kind == "rate_limited" and event.delay then
      show(("%s; waits %.0f s for the rate limit"):format(line(counts), event.delay))
      counts.waits, counts.seconds = counts.waits + 1, counts.seconds + event.delay
    elseif event.event == "retry" then
      show(("%s; retries in %.0f s: %s"):format(line(counts), event.delay, event.kind))
    end
  end

  function self.record()
    counts.records = counts.records + 1
    show_now_and_then()
  end

  function self.total(count)
    counts.records = count
    show_now_and_then()
  end

  self.note = show

  function self.finish()
    if shown then io.stderr:write "\r\27[K" end
    shown = false
  end

  return self
end

return progress
