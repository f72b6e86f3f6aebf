--- page: which reports a page of all has, and in which order: first those that
-- people read first, last those that lack their data.
--
-- SPDX-License-Identifier: MIT

local html = require "ashby.report.render.html"
local lead = require "ashby.report.lead"
local misuse = require "ashby.misuse"
local report = require "ashby.report"

local page = {}

--- Rows of a table on a page of all reports, unless max gives another number: a page
-- is for reading and for paper.
page.ROWS = 50

local FIRST = { "funnel", "sources", "aging", "time_in_stage", "jobs" }

-- All except the saved report, which has to be named by its id.
local function in_order()
  local names = {}
  for _, name in ipairs(FIRST) do names[#names + 1] = name end
  for _, name in ipairs(report.names) do
    if name ~= "saved" and not misuse.is_one_of(name, FIRST) then names[#names + 1] = name end
  end
  return names
end

--- The entry of a report, which has its result or failed.
function page.entry(name, found, err)
  local facts = report.get(name)
  local hint = err and err.hint and "; " .. err.hint or ""
  return { name = name, title = found and found.title or facts.title, question = facts.question,
    report = found, problem = err and err.message .. hint, lead = found and lead(name, found.rows),
    is_first = misuse.is_one_of(name, FIRST) }
end

-- A failure that every report would meet.
local FATAL = { auth = true, network = true, tls = true, timeout = true, closed = true }

--- The entries of all reports of a source; or nil and the error that every
-- report would meet. given(name): the options of each.
function page.entries(source, given)
  local names = in_order()
  local results, errors = report.several(names, source, given)
  local entries, failed = {}, {}
  for _, name in ipairs(names) do
    local err = errors[name]
    if err and FATAL[err.kind] then return nil, err end
    local list = err and failed or entries
    list[#list + 1] = page.entry(name, results[name], err)
  end
  for _, entry in ipairs(failed) do entries[#entries + 1] = entry end
  return entries
end

--- The page as HTML; rows: how many each table has, all if it is left out.
function page.render(title, entries, rows)
  return html.render(title, entries,
    ("Made on %s UTC. All times are UTC."):format(os.date "!%Y-%m-%d %H:%M"), rows)
end

return page
