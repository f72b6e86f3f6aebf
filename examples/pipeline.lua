--- pipeline: a hiring report: open jobs, the pipeline of the newest one,
-- departments, sources, and who applied more than once.
--
--   make demo                                             a made-up company
--   ASHBY_API_KEY=... lua examples/pipeline.lua [rows]    yours
--   ... lua examples/pipeline.lua [rows] hiring.db        from a local copy, which
--                                                         is brought up to date first
--
-- SPDX-License-Identifier: MIT

local ashby = require "ashby"
local text = require "ashby.report.render.text"

local rows, copy, pages = tonumber(arg[1]), arg[2], {}
local function need(x, e) return x or io.stderr:write(tostring(e), "\n") and os.exit(1, true) end
local from = copy and need(ashby.store(copy)) or ashby
if copy then need(from.pull()) end

for i, name in ipairs { "jobs", "pipeline", "departments", "sources", "repeats" } do
  pages[i] = text.render(need(ashby.report.run(name, from)), { rows = rows, columns = 100 })
end
print(table.concat(pages, "\n")) -- not before all are there: half a report looks like a whole one
