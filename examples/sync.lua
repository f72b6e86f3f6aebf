--- sync: keeps what changes in files, one for each entity, a record in each
-- line. The last line with an id is the record's latest version;
-- {"id":…,"gone":true} says that it is no longer listed. Run it as often as you
-- like.
--
--   ASHBY_API_KEY=... lua examples/sync.lua [folder] [entity...]
--
-- SPDX-License-Identifier: MIT

local ashby = require "ashby"

local folder = arg[1] or "."
local entities = {}
for i = 2, #arg do entities[i - 1] = arg[i] end
if #entities == 0 then entities = { "candidates", "applications", "jobs" } end

local function pull(s, out, entity)
  local changed, it = 0, s.changes(entity, { raw = true })
  while true do
    local record, err = it:next()
    if err then return nil, err end
    if not record then break end
    assert(out:write((record:gsub("%c", " ")), "\n"))
    changed = changed + 1
  end
  local gone, err = s.reconcile(entity)
  if not gone then return nil, err end
  for _, id in ipairs(gone) do assert(out:write(('{"id":"%s","gone":true}\n'):format(id))) end
  return changed, #gone
end

local function run(s)
  for _, entity in ipairs(entities) do
    local out = assert(io.open(folder .. "/" .. entity .. ".jsonl", "a"))
    local changed, gone = pull(s, out, entity)
    assert(out:close()) -- the records are kept: only now is the progress saved
    if not changed then return nil, gone end
    local ok, err = s.commit()
    if not ok then return nil, err end
    local is_full, why = s.full(entity)
    print(("%s: %d changed, %d gone%s"):format(entity, changed, gone,
      is_full and " (all of them, " .. why .. ")" or ""))
  end
  return true
end

local ok
local s, err = ashby.sync { state = folder .. "/ashby.state.json" }
if s then
  ok, err = run(s)
  s.close()
end
if not ok then
  io.stderr:write(tostring(err), "\n")
  os.exit(1, true)
end
