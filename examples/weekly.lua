--- weekly: what changed in the last days, from a local copy: new applications,
-- moves from stage to stage, hires. For cron:
--
--   ashby pull hiring.db && lua examples/weekly.lua hiring.db 7 | mail -s Hiring team@example.com
--
-- A copy knows only the moves that its own pulls have seen: pull it daily.
--
-- SPDX-License-Identifier: MIT

local ashby = require "ashby"

local function fail(problem)
  io.stderr:write(tostring(problem), "\n")
  os.exit(1, true)
end

if not arg[1] then fail "usage: lua examples/weekly.lua STORE [DAYS]" end
local store, err = ashby.store(arg[1], { read_only = true })
if not store then fail(err) end
local days = tonumber(arg[2]) or 7
local since = os.date("!%Y-%m-%dT%H:%M:%S.000Z", os.time() - days * 86400)

local QUESTIONS = {
  { "New applications, by job", [[select job_title as what, count(*) as n from applications
    where created_at >= ? group by job_id order by n desc, what limit 20]] },
  { "Moves", [[select coalesce(from_stage_title, '(new)') || ' -> '
    || coalesce(to_stage_title, '?') as what, count(*) as n from stage_changes
    where seen_at >= ? and from_stage_id is not to_stage_id
    group by what order by n desc, what limit 20]] },
  { "Hired", [[select a.candidate_name || ', ' || a.job_title as what, 1 as n
    from stage_changes c join applications a on a.id = c.application_id
    where c.seen_at >= ? and c.to_status = 'Hired' and c.from_status is not 'Hired'
    order by what]] },
}

local pulls = 0
for _, pull in ipairs(store.pulls()) do
  if pull.started_at >= since then pulls = pulls + 1 end
end
print(("Hiring since %s, as %d pulls since then saw it"):format(since:sub(1, 10), pulls))
for _, question in ipairs(QUESTIONS) do
  print("\n" .. question[1])
  local it, count = store.sql(question[2], since), 0
  while true do
    local row, problem = it:next()
    if problem then fail(problem) end
    if not row then break end
    count = count + 1
    print(("%6d  %s"):format(row.n, row.what))
  end
  if count == 0 then print "        none" end
end
store.close()
