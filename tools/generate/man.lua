--- man: the man page of the command, from its own help texts: docs/ashby.1.
--
-- SPDX-License-Identifier: MIT

local failure = require "ashby.cli.failure"
local parser = require "ashby.cli.parser"
local report = require "ashby.report"
local version = require "ashby.version"

local function escape(text)
  return (text:gsub("\\", "\\e"):gsub("%-", "\\-"):gsub("^([.'])", "\\&%1"))
end

local function item(tag, text)
  return (".TP\n.B %s\n%s"):format(escape(tag), escape(text))
end

local function named(commands, name)
  for _, command in ipairs(commands) do
    if command._name == name then return command end
  end
end

-- The options of one command, as argparse has them; without those of another.
local function options(command, others)
  local known, lines = {}, {}
  for _, option in ipairs(others and others._options or {}) do known[option._aliases[1]] = true end
  for _, option in ipairs(command._options) do
    local names, seen = {}, {} -- argparse may list an alias twice
    for _, alias in ipairs(option._aliases) do
      if not seen[alias] and not alias:find "_" then names[#names + 1] = alias end
      seen[alias] = true
    end
    local argument = type(option._argname) == "string" and " " .. option._argname or ""
    if not known[option._aliases[1]] then
      lines[#lines + 1] = item(table.concat(names, ", ") .. argument, option._description or "")
    end
  end
  return table.concat(lines, "\n")
end

-- "pull STORE [ENTITY ...]".
local function usage(command)
  local words = { command._name }
  for _, argument in ipairs(command._arguments) do
    local word = argument._name:upper() .. (argument._maxargs > 1 and " ..." or "")
    words[#words + 1] = argument._minargs == 0 and "[" .. word .. "]" or word
  end
  return table.concat(words, " ")
end

-- Each command, with the options that lists do not have; a report's have a section.
local function commands(root, list)
  local lines = {}
  for _, command in ipairs(root._commands) do
    lines[#lines + 1] = item(usage(command), command._summary or command._description or "")
    local own = #command._commands == 0 and command._name ~= "report" and options(command, list)
    if own and own ~= "" then lines[#lines + 1] = ".RS\n" .. own .. "\n.RE" end
  end
  return table.concat(lines, "\n")
end

local function reports()
  local lines = {}
  for i, name in ipairs(report.names) do lines[i] = item(name, report.get(name).question) end
  return table.concat(lines, "\n")
end

local function exits()
  local lines = {}
  for _, row in ipairs(failure.CODES) do lines[#lines + 1] = item(tostring(row.code), row.means) end
  return table.concat(lines, "\n")
end

local PAGE = [[
.\" Generated from the command's own help texts: make docs.
.TH ASHBY 1 "" "ashby %s"
.SH NAME
ashby \- the data of the Ashby recruiting system in the shell
.SH SYNOPSIS
.B ashby
.I ENTITY
.BR list | get | search
.RI [ ID " ...] [" options ]
.br
.B ashby
.I COMMAND
.RI [ options ]
.SH DESCRIPTION
Reads candidates, applications, jobs and the other records of Ashby, over its API or from a local
copy that
.B ashby pull
made, and prints them: a table on a terminal, JSON lines in a pipe, or JSON, CSV and TSV.
.SH COMMANDS
%s
.SH OPTIONS OF A LIST
Those of
.BR "ashby applications list" ;
.B ashby ENTITY list \-\-help
shows the others. The other commands take those from \-\-fields on where they make sense, and
.B ashby COMMAND \-\-help
shows which.
%s
.SH REPORTS
.B ashby report NAME
prints one;
.B ashby report all \-\-to hiring.html
makes a page of all. Besides the formats of a list there is text, which is what a terminal gets, and
html.
%s
.SH OPTIONS OF A REPORT
%s
.SH EXIT STATUS
%s
.SH ENVIRONMENT
.TP
.B ASHBY_API_KEY
The key.
.TP
.B ASHBY_API_KEY_FILE
A file with the key, which only its owner can read.
.TP
.B ASHBY_BASE_URL
Where the API is served.
.TP
.B ASHBY_PAGER, PAGER
Shows a table on a terminal.
.TP
.B NO_COLOR, CLICOLOR_FORCE
Colours off, on.
.SH EXAMPLES
.nf
ashby jobs list \-\-status open
ashby applications list \-\-created\-after 30d \-\-to recent.csv
ashby pull hiring.db
ashby sql hiring.db 'select status, count(*) as n from applications group by status'
.fi
]]

return function()
  local root = parser.build()
  local list = named(named(root._commands, "applications")._commands, "list")
  return (PAGE:format(version, commands(root, list), options(list), reports(),
    options(named(root._commands, "report"), list), exits()))
end
