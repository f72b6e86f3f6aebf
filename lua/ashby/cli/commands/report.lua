--- report: ashby report [NAME | all]: a question answered with figures.
--
-- SPDX-License-Identifier: MIT

local cjson = require "cjson"
local max_of = require "ashby.cli.given".max
local failure = require "ashby.cli.failure"
local misuse = require "ashby.misuse"
local open = require "ashby.cli.open"
local output = require "ashby.cli.output"
local page = require "ashby.report.page"
local progress = require "ashby.cli.progress"
local report = require "ashby.report"
local rows = require "ashby.cli.rows"
local source = require "ashby.cli.source"

-- Text on a terminal, JSON lines in a pipe, or what the file's ending says.
local function format_of(options)
  if options.open then return "html" end
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
  rows.show(options, LIST, all)
end

-- ---- options ----

local function name_of(options)
  local name = options.name:gsub("%-", "_")
  if name == "all" or misuse.is_one_of(name, report.names) then return name end
  failure.usage("unknown report '%s'%s; ashby report lists them", options.name,
    misuse.nearest(name, report.names))
end

local TAKEN = { "since", "until", "month", "job", "by", "role", "report_id", "now" }

-- The options that were given; only: a report's own, where all are run.
local function given(options, only)
  local found = {}
  for _, name in ipairs(TAKEN) do
    if options[name] and (not only or name == "now" or misuse.is_one_of(name, only)) then
      found[name] = options[name]
    end
  end
  if options.max then found.max = max_of(options) end
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

local function print_report(options, found)
  local format = format_of(options)
  if format == "text" then
    return print_text(options, require "ashby.report.render.text".render(found,
      { columns = output.columns(options), colour = output.has_colour(options) }))
  end
  if format == "html" then
    return print_text(options, page.render(found.title, { page.entry(found.name, found) }))
  end
  if format == "json" then return print_json(options, found) end
  options.output = format
  local writer = output.writer(options, found.columns)
  rows.print(writer, found.columns, found.rows)
  writer.finish()
end

-- One row more than is printed shows whether there are more; to be sorted, all are
-- needed.
local function asked(options)
  local own = given(options)
  if own.max then own.max = not options.sort and own.max + 1 or nil end
  return own
end

-- Cuts the rows to --max; returns whether there were more.
local function cut(options, found)
  local max, kept = max_of(options), {}
  if #found <= max then return found, false end
  for i = 1, max do kept[i] = found[i] end
  return kept, true
end

-- A report with what --fields, --sort and --max leave; a chart needs all its columns.
local function arranged(options, found)
  local has = { none = true }
  local kept, more = cut(options, rows.sorted(options, found.columns, found.rows))
  found.rows = kept
  found.columns = rows.chosen(options, found.columns)
  for _, column in ipairs(found.columns) do has[column.name] = true end
  local chart = found.chart
  local is_whole = chart and has[chart.label] and has[chart.value] and has[chart.part or "none"]
  if not is_whole then found.chart = nil end
  return found, more
end

local function all(options, from, shown)
  if format_of(options) ~= "html" then
    failure.usage "all reports make one page: --to hiring.html, or -o html"
  end
  shown.note "reports"
  local entries, err = page.entries(from, function(name)
    return given(options, report.get(name).options)
  end)
  shown.finish()
  if not entries then error(err, 0) end
  print_text(options, page.render("Hiring", entries, not options.max and page.ROWS or nil))
end

-- What is to be opened is a page in a file.
local function prepare_open(options)
  if options.output and options.output ~= "html" then
    failure.usage "--open shows a page: use it with -o html"
  end
  options.to = options.to or os.tmpname() .. ".html"
end

local function run(options)
  local name, shown = name_of(options), progress.begin(options)
  local facts = name ~= "all" and report.get(name)
  if facts and rows.lists_fields(options, facts.columns or {}) then return end
  local from = source.open(options, shown)
  if name == "all" then return all(options, from, shown) end
  local found, err = report.run(name, from, asked(options))
  shown.finish()
  if not found then error(err, 0) end
  local shown_part, more = arranged(options, found)
  print_report(options, shown_part)
  if more then output.note_cut(max_of(options)) end
end

return function(options)
  if not options.name then return list(options) end
  if options.open then prepare_open(options) end
  run(options)
  if options.open then open(options.to) end
end
