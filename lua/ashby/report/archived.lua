--- archived: why applications were archived.
--
-- Applications whose status is Archived now, by the reason given; the period
-- selects by archivedAt. One that was reopened does not count.
--
-- SPDX-License-Identifier: MIT

local tally = require "ashby.report.tally"

local archived = {
  name = "archived", title = "Archive reasons", question = "Why do we lose applications?",
  options = { "since", "until" },
  columns = {
    { name = "reason", title = "Reason", type = "text" },
    { name = "reason_type", title = "Type", type = "text" },
    { name = "applications", title = "Applications", type = "integer" },
  },
  order = { "-applications", "reason", "reason_id" },
  chart = { kind = "bars", label = "reason", value = "applications" },
}

function archived.needs()
  return {
    groups = { status = "Archived", by = "archivedAt",
      count = { "archiveReason.id", "archiveReason.text", "archiveReason.reasonType" } },
  }
end

function archived.rows(pulled)
  return (tally.by(pulled.groups, "archiveReason.id", function(group, id)
    return { reason_id = id, reason = group["archiveReason.text"] or "(no reason)",
      reason_type = group["archiveReason.reasonType"] }
  end))
end

return archived
