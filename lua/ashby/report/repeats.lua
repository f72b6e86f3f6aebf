--- repeats: people who applied more than once.
--
-- Counted by candidate record; one that was merged into another counts as that
-- other one, as in the service's own lists.
--
-- SPDX-License-Identifier: MIT

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
  return { people = { count = { "candidate.id candidate_id" },
    greatest = { "candidate.name candidate" }, least = 2 } }
end

function repeats.rows(pulled)
  local rows = {}
  for _, row in ipairs(pulled.people) do
    row.applications = row.n
    if row.candidate_id then rows[#rows + 1] = row end
  end
  return rows
end

return repeats
