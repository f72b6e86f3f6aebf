--- repeats: people who applied more than once.
--
-- Counted by candidate record; a candidate that was merged into another counts
-- with that one, as the service counts it.
--
-- SPDX-License-Identifier: MIT

local tally = require "ashby.report.tally"

local repeats = {
  name = "repeats", title = "Repeated applications", question = "Who applied more than once?",
  options = { "since", "until" },
  columns = {
    { name = "candidate_id", title = "Candidate id", type = "id" },
    { name = "candidate", title = "Candidate", type = "text" },
    { name = "applications", title = "Applications", type = "integer" },
  },
  order = { "-applications", "candidate", "candidate_id" },
  chart = { kind = "bars", label = "candidate", value = "applications" },
}

function repeats.needs()
  return { groups = { count = { "candidate.id", "candidate.name" } } }
end

function repeats.rows(pulled)
  local all = tally.by(pulled.groups, "candidate.id", function(group, id)
    return id and { candidate_id = id, candidate = group["candidate.name"] }
  end)
  local rows = {}
  for _, row in ipairs(all) do
    if row.applications > 1 then rows[#rows + 1] = row end
  end
  return rows
end

return repeats
