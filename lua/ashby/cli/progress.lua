--- progress: one line on stderr that counts while a command reads, where stderr
-- is a terminal and --quiet was not given.
--
-- SPDX-License-Identifier: MIT

local core = require "ashby.core"

local progress = {}

local EVERY = 0.1 -- seconds between two lines
local PAGE = 100 -- records after which there is one anyway: a wait may follow

local function nothing() end

local QUIET = { log = nil, record = nothing, total = nothing, note = nothing, finish = nothing }

local function number_of(count, word)
  return ("%d %s%s"):format(count, word, count == 1 and "" or "s")
end

-- Without records where nobody counts them, as in a report.
local function line(counts)
  local parts = { number_of(counts.pages, "page") }
  if counts.records > 0 then table.insert(parts, 1, number_of(counts.records, "record")) end
  if counts.waits > 0 then
    parts[#parts + 1] = ("waited %.0f s for the rate limit"):format(counts.seconds)
  end
  return table.concat(parts, ", ")
end

local shown = false -- whether the line is there

--- Removes the line: before anything else is written to the terminal.
function progress.hide()
  if shown then io.stderr:write "\r\27[K" end
  shown = false
end

-- A dumb terminal cannot remove a line.
local function can_show(options)
  return not options.quiet and core.terminal(2) and os.getenv "TERM" ~= "dumb"
end

--- Begins to count. log is for ashby.new, record is called for each record, or
-- total with the number of all so far; note(text) shows a line of its own.
function progress.begin(options)
  if not can_show(options) then return QUIET end
  local counts = { records = 0, pages = 0, waits = 0, seconds = 0 }
  local self, last = { finish = progress.hide }, 0

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
      show(("%s; retries in %.1f s: %s"):format(line(counts), event.delay, event.kind))
    end
  end

  function self.record()
    counts.records = counts.records + 1
    if counts.records % PAGE == 0 then show() else show_now_and_then() end
  end

  function self.total(count)
    counts.records = count
    show_now_and_then()
  end

  self.note = show

  return self
end

return progress
