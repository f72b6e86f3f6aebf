--- reports: each report with its definition, from the heads of their files:
-- docs/reports.md.
--
-- SPDX-License-Identifier: MIT

local markdown = require "tools.generate.markdown"
local report = require "ashby.report"
local shell = require "tools.shell"

local code, table_of = markdown.code, markdown.table

local HEAD = [[
# Reports

A report answers a question of a hiring team with figures, from a client or from a local copy
([store.md](store.md)); both give the same rows. Which command answers which question:
[questions.md](questions.md). `ashby demo` shows the reports of a made-up company.

```lua
local ashby = require "ashby"
local found = assert(ashby.report.sources(ashby, { since = "2025-01-01" }))
print(found.title, found.note)
for _, row in ipairs(found.rows) do print(row.source, row.applications, row.hired) end
```

`ashby.report.NAME(source, options)` takes a client, the module itself or a store, and returns
`{ name, title, question, note, columns, rows, chart }`, or `nil, err`. `columns` is an array of
`{ name, title, type }`, `rows` an array of tables by those names; missing values are absent.
`ashby.report.names` lists the reports, `ashby.report.get(name)` has the facts of one, and
`ashby.report.run(name, source, options)` runs it by its name. `ashby.report.several(names, source,
given)`, `given(name)` being the options of each, runs several that read what they share once, and
returns their results and their errors by name.

```sh
ashby report sources --since 90d
ashby report all --from hiring.db --to hiring.html
```

On a terminal a report is text with bars, in a pipe JSON lines; `-o
text|table|jsonl|json|csv|tsv|html` and the ending of `--to` choose another format.

`ashby report all` makes one page of HTML that has no script and loads nothing; `--open` shows it.
It begins with what stands out: where most candidates are lost, which source hires, who waits
longest. A table on it has 50 rows, so that it can be read and printed, and says of how many;
`--max` chooses another number. A report that lacks its data says so at the end of the page.

## What all reports have in common

- An application is what Ashby's own reports call a job consideration: one candidate for one job
  (docs.ashbyhq.com/ashby-subject-and-field-definitions). Where Ashby publishes how it defines a
  report, that definition is used here and its page is named; all others count the API's records by
  the fields that the report names.
- The note says what period was counted, how old the oldest of the data is, and what is missing or
  stale in a local copy. Confidential jobs count only as far as the key may see them.
- `since` and `until` are included, in UTC: "30d", a day, an ISO time or seconds since 1970. They
  select by the time at which an application was made, unless the report says otherwise. A time
  that is not in UTC, which the service does not send, counts as missing.
- Rows are cut only by `max`; as text, only the first 20 are shown, on the page of all reports 50,
  and both say so. They are ordered by their count, the greatest first, then by name and id,
  unless the report has an order of its own.
- A percentage has its count beside it, and none is given for fewer than 10.
- A job that the key may not see is in no count, except where its applications are listed.
- Merged candidates count as the service lists them: the applications of both are those of the one
  that is left. An application that was archived and opened again counts by its status now. Hired
  is an application with that status; the time of a hire is that of its accepted offer.
- A client fetches no more than a report needs: the lists that it names, the applications once.
  The stages that applications went through cost it a request each. It fetches them for one job,
  or for a period with at most 500 applications; where neither is named, for the newest 250, and
  the note says so.

## The reports
]]

local function definition(name)
  local head = shell.read("lua/ashby/report/" .. name .. ".lua"):match "^(.-)\n%-%- SPDX"
  local lines = {}
  for line in head:gmatch "[^\n]+" do lines[#lines + 1] = line:gsub("^%-%-%-? ?", "") end
  table.remove(lines, 1)
  return table.concat(lines, "\n"):gsub("^\n+", ""):gsub("\n+$", "")
end

local function columns_of(facts)
  local rows = {}
  for i, column in ipairs(facts.columns) do
    rows[i] = { code(column.name), column.title, column.type }
  end
  return #rows > 0 and table_of({ "column", "title", "type" }, rows)
    or "Its columns are those of the saved report."
end

local function section(name)
  local facts, options = report.get(name), {}
  for i, option in ipairs(facts.options) do options[i] = code(option) end
  return ("### %s\n\n%s\n\n%s\n\nOptions: %s, `max`, `now`.\n\n%s"):format(code(name),
    facts.question, definition(name), table.concat(options, ", "), columns_of(facts))
end

return function()
  local parts = { HEAD }
  for _, name in ipairs(report.names) do parts[#parts + 1] = section(name) end
  return table.concat(parts, "\n\n"):gsub("\n\n\n+", "\n\n") .. "\n"
end
