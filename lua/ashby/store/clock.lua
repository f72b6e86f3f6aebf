--- clock: points in time as the store writes them: texts that sort, and that
-- never go back from one pull to the next.
--
-- SPDX-License-Identifier: MIT

local core = require "ashby.core"
local time = require "ashby.time"

local clock = {}

--- "2026-05-28T09:14:02.123Z" for milliseconds since 1970.
function clock.text(ms)
  local seconds = math.floor(ms / 1000)
  return os.date("!%Y-%m-%dT%H:%M:%S", seconds) .. (".%03dZ"):format(ms - seconds * 1000)
end

--- Milliseconds since 1970, now.
function clock.ms() return math.floor(core.time() * 1000) end

--- Now, or a millisecond after the latest time that the store has, if that is
-- later; inside a transaction. Or nil, err.
function clock.now(db)
  local row, last = db:run "select value from meta where name = 'clock'"
  if row == nil then return nil, last end
  local ms = clock.ms()
  local before = row and time.to_ms(last)
  if before and before >= ms then ms = before + 1 end
  local text = clock.text(ms)
  local ok, err = db:run("insert or replace into meta (name, value) values ('clock', ?)", text)
  if ok == nil then return nil, err end
  return text
end

return clock
