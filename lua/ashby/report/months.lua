--- months: applications month by month.
--
-- Every month from the first to the last with an application; hired counts the
-- applications made in that month that are hired now.
--
-- SPDX-License-Identifier: MIT

local period = require "ashby.report.period"
local tally = require "ashby.report.tally"

local months = {
  name = "months", title = "Applications by month",
  question = "How does the number of applications change over time?",
  options = { "since", "until" },
  columns = {
    { name = "month", title = "Month", type = "month" },
    { name = "applications", title = "Applications", type = "integer" },
    { name = "hired", title = "Hired", type = "integer" },
  },
  order = { "month" },
  chart = { kind = "columns", label = "month", value = "applications", part = "hired" },
}

function months.needs()
  return { groups = { count = { "createdAt:month", "status" } } }
end

function months.rows(pulled)
  local rows, by_month = tally.by(pulled.groups, "createdAt:month", function(_, month)
    return month and { month = month }
  end)
  local first, last
  for _, row in ipairs(rows) do
    if not first or row.month < first then first = row.month end
    if not last or row.month > last then last = row.month end
  end
  local month = first
  while month and month < last do
    if not by_month[month] then rows[#rows + 1] = tally.row { month = month } end
    month = period.next_month(month)
  end
  return rows
end

return months
