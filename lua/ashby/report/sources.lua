--- sources: where applications and hires come from.
--
-- An application counts for the source that it was credited to when it was
-- made.
--
-- SPDX-License-Identifier: MIT

local tally = require "ashby.report.tally"

local sources = {
  name = "sources", title = "Sources", question = "Where do applications and hires come from?",
  options = { "since", "until" },
  columns = {
    { name = "source", title = "Source", type = "text" },
    { name = "source_type", title = "Type", type = "text" },
    { name = "applications", title = "Applications", type = "integer" },
    { name = "active", title = "Active", type = "integer" },
    { name = "hired", title = "Hired", type = "integer" },
  },
  order = { "-applications", "source", "source_id" },
  chart = { kind = "bars", label = "source", value = "applications", part = "hired" },
}

function sources.needs()
  return {
    sources = { list = "sources", fields = { "id", "title", "sourceType.title" } },
    groups = { count = { "source.id", "source.title", "status" } },
  }
end

function sources.rows(pulled)
  local known = tally.index(pulled.sources)
  return (tally.by(pulled.groups, "source.id", function(group, id)
    local source = known[id or ""]
    return { source_id = id, source = group["source.title"] or "(no source)",
      source_type = source and source.sourceType and source.sourceType.title }
  end))
end

return sources
