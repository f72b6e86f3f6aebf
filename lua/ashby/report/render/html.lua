--- html: reports as one page, each a drawing in SVG and a table. There is no
-- script, and nothing is loaded or linked; every text from the data is escaped.
--
-- SPDX-License-Identifier: MIT

local display = require "ashby.text.display"
local drawing = require "ashby.report.render.drawing"
local escape = require "ashby.report.render.escape"
local line = require "ashby.text.line"
local shown = require "ashby.report.render.shown"

local html = {}

local STYLE = [[
:root { color-scheme: light dark; --ink: #1b1f24; --paper: #ffffff; --quiet: #57606a;
  --line: #d0d7de; --bar: #0a4d94; --part: #d97706; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6edf3; --paper: #0d1117; --quiet: #9da7b3;
  --line: #3d444d; --bar: #3d8bfd; --part: #ffb454; } }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 60rem; padding: 1.5rem 1rem 4rem; background: var(--paper);
  color: var(--ink); font: 16px/1.5 system-ui, sans-serif; }
h1 { font-size: 1.75rem; line-height: 1.2; margin: 0 0 .25rem; }
h2 { font-size: 1.25rem; line-height: 1.3; margin: 3rem 0 .25rem; }
p { margin: .25rem 0 .75rem; } .note { color: var(--quiet); font-size: .9rem; }
.lead { font-weight: 600; } a { color: var(--bar); }
nav ol { columns: 2; } ol { padding-left: 1.75rem; } ul { padding-left: 1.25rem; }
svg { display: block; width: 100%; max-width: 46rem; margin: .75rem 0 1.25rem; }
svg text { fill: var(--ink); font: 13px system-ui, sans-serif; unicode-bidi: plaintext; }
.bar { fill: var(--bar); } .part { fill: var(--part); } .axis { stroke: var(--line); }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; min-width: min(100%, 32rem); font-size: .9rem; }
th, td { text-align: left; padding: .3rem 1.25rem .3rem 0; border-bottom: 1px solid var(--line);
  vertical-align: top; } td { overflow-wrap: anywhere; } th { font-weight: 600;
  box-sizing: content-box; min-width: calc(var(--letters, 0) * .65em); }
th:last-child, td:last-child { padding-right: 0; } td.time, td.number { white-space: nowrap; }
.number { text-align: right; font-variant-numeric: tabular-nums; }
@media screen and (max-width: 40rem) { nav ol { columns: 1; } .more { display: none; }
  table { font-size: .8rem; } th, td { padding-right: .6rem; }
  td.time { white-space: normal; } }
@page { size: A4; margin: 15mm; }
@media print { :root { --ink: #000; --paper: #fff; --quiet: #444; --line: #bbb; --bar: #0a4d94;
  --part: #d97706; } body { max-width: none; padding: 0; font-size: 11pt; }
  nav { display: none; } tr, svg, p { break-inside: avoid; } h2, section > p { break-after: avoid; }
  thead { display: table-header-group; }
  table { font-size: 9.5pt; } th, td { padding-right: .75rem; }
  th { min-width: calc(min(var(--letters, 0), var(--paper-letters)) * .65em); }
  .scroll { overflow: visible; } }
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

-- Which rows a table has: the first ones, or the last ones of months.
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

local WORD = 20 -- letters that stay together; longer words break
local SHEET, TAKEN = 72, { time = 17, number = 10 } -- letters of a row on paper; of one column

-- The letters of a column's longest word.
local function longest(report, column, first, last)
  local most = 0
  for place = first, last do
    local text = line.of(shown.value(column, report.rows[place][column.name]), line.UNCUT)
    for word in text:gmatch "[^ ]+" do most = math.max(most, display.width(word)) end
  end
  return math.min(most, WORD)
end

-- On paper nothing can be scrolled: the letters for which each column of text has
-- room in any case.
local function on_paper(list)
  local room, texts = SHEET, 0
  for _, column in ipairs(list) do
    local class = CLASSES[column.type]
    if class then room = room - TAKEN[class] else texts = texts + 1 end
  end
  return math.max(4, math.floor(room / math.max(texts, 1)))
end

local function heads(report, list, first, last)
  local cells = {}
  for i, column in ipairs(list) do
    local style = CLASSES[column.type] ~= "number"
      and (' style="--letters:%d"'):format(longest(report, column, first, last)) or ""
    cells[i] = cell("th", column, escape(column.title), ' scope="col"' .. style)
  end
  return table.concat(cells)
end

local function table_of(report, most)
  if #report.rows == 0 then return "<p>Nothing to show.</p>" end
  local first, last = range(report, most)
  local list = kept(report)
  local lines = { cut_note(report, first, last),
    ('<div class="scroll" role="region" aria-label="Table: %s" tabindex="0">'):format(
      escape(report.title)),
    ('<table style="--paper-letters:%d"><thead><tr>'):format(on_paper(list)),
    heads(report, list, first, last), "</tr></thead><tbody>" }
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

-- What a reader should know after a minute: the first sentence of each report that
-- has one, and why an important report has none.
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
---@param most integer?  rows of a table; all if it is left out
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
