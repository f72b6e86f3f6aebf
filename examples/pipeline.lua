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
local function check(value, err) -- no half report: it would look like a whole one
  if value then return value end
  io.stderr:write(tostring(err), "\n")
  os.exit(1, true)
end

local from = copy and check(ashby.store(copy)) or ashby
if copy then check(from.pull()) end
for i, name in ipairs { "jobs", "pipeline", "departments", "sources", "repeats" } do
  pages[i] = text.render(check(ashby.report.run(name, from)), { rows = rows, columns = 100 })
end
print(table.concat(pages, "\n"))
