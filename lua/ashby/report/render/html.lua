--- html: reports as one page: a drawing in SVG and its table for each. No script,
-- nothing loaded or linked; every text from the data is escaped.
--
-- SPDX-License-Identifier: MIT

local drawing = require "ashby.report.render.drawing"
local escape = require "ashby.report.render.escape"
local shown = require "ashby.report.render.shown"

local html = {}

local STYLE = [[
:root { color-scheme: light dark; --ink: #1b1f24; --paper: #ffffff; --quiet: #57606a;
  --line: #d0d7de; --bar: #0b5cad; --part: #b35900; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6edf3; --paper: #0d1117; --quiet: #9da7b3;
  --line: #3d444d; --bar: #58a6ff; --part: #f0a04b; } }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 60rem; padding: 1.5rem 1rem 4rem; background: var(--paper);
  color: var(--ink); font: 16px/1.5 system-ui, sans-serif; }
h1 { font-size: 1.75rem; line-height: 1.2; margin: 0 0 .25rem; }
h2 { font-size: 1.25rem; line-height: 1.3; margin: 3rem 0 .25rem; }
p { margin: .25rem 0 .75rem; } .note { color: var(--quiet); font-size: .9rem; }
.lead { font-weight: 600; } a { color: var(--bar); }
nav ol { columns: 2; padding-left: 1.5rem; }
svg { display: block; width: 100%; height: auto; margin: .75rem 0; }
svg text { fill: var(--ink); font: 13px system-ui, sans-serif; }
.bar { fill: var(--bar); } .part { fill: var(--part); } .axis { stroke: var(--line); }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-size: .9rem; }
th, td { text-align: left; padding: .3rem .6rem .3rem 0; border-bottom: 1px solid var(--line);
  vertical-align: top; overflow-wrap: anywhere; }
td:not(.number) { min-width: 5.5rem; }
th { font-weight: 600; overflow-wrap: normal; } .time { white-space: nowrap; }
.number { text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums; }
@media screen and (max-width: 40rem) { nav ol { columns: 1; } .scroll svg { min-width: 38rem; }
  td, th { min-width: 5.5rem; } td:not(.number) { min-width: 6.5rem; }
  td:not(.number):first-child { min-width: 10.5rem; } }
@page { size: A4; margin: 15mm; }
@media print { :root { --ink: #000; --paper: #fff; --quiet: #444; --line: #bbb; --bar: #0b5cad;
  --part: #b35900; } body { max-width: none; padding: 0; font-size: 11pt; }
  nav { display: none; } tr, svg, p { break-inside: avoid; } h2, section > p { break-after: avoid; }
  thead { display: table-header-group; } .scroll { overflow: visible; } }
]]

-- ---- tables ----

local CLASSES = { integer = "number", days = "number", percent = "number", time = "time" }

local function cell(tag, column, text, more)
  local class = CLASSES[column.type] and (' class="%s"'):format(CLASSES[column.type]) or ""
  return ("<%s%s%s>%s</%s>"):format(tag, class, more or "", text, tag)
end

local function kept(report)
  local list = {}
  for _, column in ipairs(report.columns) do
    if column.type ~= "id" then list[#list + 1] = column end
  end
  return list
end

-- Which rows a table has: the first, of months the last.
local function range(report, most)
  local count = #report.rows
  if not most or count <= most then return 1, count end
  if report.chart and report.chart.kind == "columns" then return count - most + 1, count end
  return 1, most
end

local function cut_note(report, first, last)
  local count = #report.rows
  if last - first + 1 == count then return "" end
  return ('<p class="note">The %s %d of %d rows; ashby report %s -o csv has all.</p>\n'):format(
    first == 1 and "first" or "last", last - first + 1, count, report.name)
end

local function table_of(report, most)
  if #report.rows == 0 then return "<p>Nothing to show.</p>" end
  local first, last = range(report, most)
  local list, lines = kept(report), { cut_note(report, first, last)
    .. '<div class="scroll"><table><thead><tr>' }
  for _, column in ipairs(list) do
    lines[#lines + 1] = cell("th", column, escape(column.title), ' scope="col"')
  end
  lines[#lines + 1] = "</tr></thead><tbody>"
  for place = first, last do
    local row, cells = report.rows[place], {}
    for i, column in ipairs(list) do
      cells[i] = cell("td", column, "<bdi>" .. escape(shown.value(column, row[column.name]))
        .. "</bdi>")
    end
    lines[#lines + 1] = "<tr>" .. table.concat(cells) .. "</tr>"
  end
  lines[#lines + 1] = "</tbody></table></div>"
  return table.concat(lines, "\n")
end

-- ---- the page ----

local function section(entry, most)
  local report = entry.report
  local lines = { ('<section id="%s"><h2>%s</h2>'):format(entry.name, escape(entry.title)),
    ("<p>%s</p>"):format(escape(entry.question)) }
  if not report then
    lines[#lines + 1] = ('<p class="note">%s</p>'):format(escape(entry.problem))
  else
    if entry.lead then
      lines[#lines + 1] = ('<p class="lead"><bdi>%s</bdi></p>'):format(escape(entry.lead))
    end
    if report.note ~= "" then
      lines[#lines + 1] = ('<p class="note">%s</p>'):format(escape(report.note))
    end
    lines[#lines + 1] = drawing(report)
    lines[#lines + 1] = table_of(report, most)
  end
  lines[#lines + 1] = "</section>"
  return table.concat(lines, "\n")
end

-- What a reader should know after a minute: the sentences of the reports, and why
-- one of those that are read first has none.
local function summary(entries)
  local lines = {}
  for _, entry in ipairs(entries) do
    local said = entry.lead or entry.is_first and entry.problem
    if said then
      lines[#lines + 1] = ('<li%s><a href="#%s">%s</a>: <bdi>%s</bdi></li>'):format(
        entry.lead and "" or ' class="note"', entry.name, escape(entry.title), escape(said))
    end
  end
  if #entries < 2 or #lines == 0 then return "" end
  return '<section id="summary"><h2>What stands out</h2><ul>\n' .. table.concat(lines, "\n")
    .. "\n</ul></section>"
end

local function contents(entries)
  if #entries < 2 then return "" end
  local lines = { '<nav aria-label="Contents"><ol>' }
  for _, entry in ipairs(entries) do
    lines[#lines + 1] = ('<li><a href="#%s">%s</a></li>'):format(entry.name, escape(entry.title))
  end
  lines[#lines + 1] = "</ol></nav>"
  return table.concat(lines, "\n")
end

--- A page of reports.
---@param title string
---@param entries table[]  each { name, title, question, report or problem, lead },
-- and is_first where the summary names it in any case
---@param made string  when, for the page's head
---@param most integer?  rows of a table; all where it is left out
---@return string
function html.render(title, entries, made, most)
  local parts = { "<!DOCTYPE html>", '<html lang="en"><head><meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    ("<title>%s</title>"):format(escape(title)), "<style>\n" .. STYLE .. "</style></head><body>",
    ("<h1>%s</h1>"):format(escape(title)), ('<p class="note">%s</p>'):format(escape(made)),
    "<main>", summary(entries), contents(entries) }
  for _, entry in ipairs(entries) do parts[#parts + 1] = section(entry, most) end
  parts[#parts + 1] = "</main></body></html>\n"
  return table.concat(parts, "\n")
end

return html
