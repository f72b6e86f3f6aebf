--- report: ashby report [NAME | all]: a question answered with figures.
--
-- SPDX-License-Identifier: MIT

local cjson = require "cjson"
local failure = require "ashby.cli.failure"
local lead = require "ashby.report.lead"
local misuse = require "ashby.misuse"
local output = require "ashby.cli.output"
local progress = require "ashby.cli.progress"
local report = require "ashby.report"
local rows = require "ashby.cli.rows"
local source = require "ashby.cli.source"

-- Text on a terminal, JSON lines in a pipe, or what the file's ending says.
local function format_of(options)
  if options.output then return options.output end
  local ending = options.to and options.to:match "%.(%w+)$"
  if ending == "html" or ending == "htm" then return "html" end
  if ending == "txt" then return "text" end
  local format = output.format(options)
  return format == "table" and not options.to and "text" or format
end

-- ---- the list of reports ----

local LIST = rows.columns { "report", "question" }

local function list(options)
  local all = {}
  for i, name in ipairs(report.names) do
    all[i] = { report = name, question = report.get(name).question }
  end
  local writer = output.writer(options, LIST)
  rows.print(writer, LIST, all)
  writer.finish()
end

-- ---- options ----

local function name_of(options)
  local name = options.name:gsub("%-", "_")
  if name == "all" or misuse.is_one_of(name, report.names) then return name end
  failure.usage("unknown report '%s'%s; ashby report lists them", options.name,
    misuse.nearest(name, report.names))
end

local TAKEN = { "since", "until", "month", "job", "role", "report_id", "now" }

-- The options that were given; only: a report's own, where all are run.
local function given(options, only)
  local found = {}
  for _, name in ipairs(TAKEN) do
    if options[name] and (not only or name == "now" or misuse.is_one_of(name, only)) then
      found[name] = options[name]
    end
  end
  if options.max then
    found.max = tonumber(options.max)
      or failure.usage("--max: a number expected, got '%s'", options.max)
  end
  return found
end

-- ---- printing ----

local function print_text(options, text)
  local write, close = output.destination(options)
  write(text)
  close()
end

local function print_json(options, found)
  local parts = {}
  for i, row in ipairs(found.rows) do
    local cells = {}
    for n, column in ipairs(found.columns) do
      local value = row[column.name]
      cells[n] = ("%s:%s"):format(cjson.encode(column.name),
        value == nil and "null" or cjson.encode(value))
    end
    parts[i] = "{" .. table.concat(cells, ",") .. "}"
  end
  local columns = {}
  for i, column in ipairs(found.columns) do
    columns[i] = ('{"name":%s,"title":%s,"type":%s}'):format(cjson.encode(column.name),
      cjson.encode(column.title), cjson.encode(column.type))
  end
  print_text(options, (('{"name":%s,"title":%s,"question":%s,"note":%s,\n"columns":[%s],\n'
    .. '"rows":[%s]}\n'):format(cjson.encode(found.name), cjson.encode(found.title),
    cjson.encode(found.question), cjson.encode(found.note), table.concat(columns, ","),
    "\n" .. table.concat(parts, ",\n") .. (#parts > 0 and "\n" or "")):gsub("\\/", "/")))
end

local function entry_of(name, found, err)
  local facts = report.get(name)
  return { name = name, title = found and found.title or facts.title, question = facts.question,
    report = found, problem = err and ("%s%s"):format(err.message,
      err.hint and "; " .. err.hint or ""), lead = found and lead(name, found.rows) }
end

local function made()
  return ("Made on %s UTC. All times are UTC."):format(os.date "!%Y-%m-%d %H:%M")
end

local function print_html(options, title, entries)
  print_text(options, require "ashby.report.render.html".render(title, entries, made()))
end

local function print_report(options, found)
  local format = format_of(options)
  if format == "text" then
    return print_text(options, require "ashby.report.render.text".render(found,
      { columns = output.columns(options), colour = output.has_colour(options) }))
  end
  if format == "html" then
    return print_html(options, found.title, { entry_of(found.name, found) })
  end
  if format == "json" then return print_json(options, found) end
  options.output = format
  local writer = output.writer(options, found.columns)
  rows.print(writer, found.columns, found.rows)
  writer.finish()
end

-- What a person looks at first.
local FIRST = { "funnel", "sources", "aging", "time_in_stage", "jobs" }

local function in_order()
  local names = {}
  for _, name in ipairs(FIRST) do names[#names + 1] = name end
  for _, name in ipairs(report.names) do
    if name ~= "saved" and not misuse.is_one_of(name, FIRST) then names[#names + 1] = name end
  end
  return names
end

-- A failure that every report would meet ends the command.
local FATAL = { auth = true, network = true, tls = true, timeout = true, closed = true }

local function all(options, from, shown)
  if format_of(options) ~= "html" then
    failure.usage "all reports make one page: --to hiring.html, or -o html"
  end
  local entries = {}
  for _, name in ipairs(in_order()) do
    shown.note("report " .. name)
    local found, err = report.run(name, from, given(options, report.get(name).options))
    if err and FATAL[err.kind] then error(err, 0) end
    entries[#entries + 1] = entry_of(name, found, err)
  end
  shown.finish()
  print_html(options, "Hiring", entries)
end

return function(options)
  if not options.name then return list(options) end
  local name, shown = name_of(options), progress.begin(options)
  local from = source.open(options, shown)
  if name == "all" then return all(options, from, shown) end
  local found, err = report.run(name, from, given(options))
  shown.finish()
  if not found then error(err, 0) end
  print_report(options, found)
end
