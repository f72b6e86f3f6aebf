--- saved: a recruiter's own saved report, as the service computes it.
--
-- SPDX-License-Identifier: MIT

local cjson = require "cjson"
local errors = require "ashby.errors"
local misuse = require "ashby.misuse"

local saved = {
  name = "saved", title = "Saved report", question = "What does my saved report say?",
  options = { "report_id" }, columns = {}, order = {},
}

function saved.check(options)
  if type(options.report_id) ~= "string" or options.report_id == "" then
    misuse.raise "report saved: 'report_id' is missing: the id of a report saved in Ashby"
  end
end

local function failure(answer)
  return errors.new { code = ("report_%s"):format(tostring(answer.status)), kind = "server",
    method = "report.synchronous",
    message = answer.failureReason or ("the report is %s"):format(tostring(answer.status)) }
end

function saved.needs(options)
  return { report = { call = function(source)
    if not rawget(source, "call") or rawget(source, "sql") then
      return nil, errors.new { code = "needs_service", kind = "invalid",
        message = "a saved report is computed by the service, not by a store",
        hint = "run it without a store" }
    end
    local answer, err = source.call("report.synchronous", { reportId = options.report_id,
      includeHeadersInData = false }, { idempotent = true })
    if not answer then return nil, err end
    if answer.status ~= "complete" or not answer.reportData then return nil, failure(answer) end
    return answer.reportData
  end } }
end

-- A column is known by its title; if several have the same, also by a number.
local function columns_of(titles)
  local columns, taken = {}, {}
  for i, title in ipairs(titles) do
    local name, n = title, 1
    while taken[name] do
      n = n + 1
      name = ("%s %d"):format(title, n)
    end
    taken[name], columns[i] = true, { name = name, title = title, type = "text" }
  end
  return columns
end

local function row_of(columns, line)
  local row = {}
  for i, column in ipairs(columns) do
    if line[i] ~= cjson.null then row[column.name] = line[i] end
  end
  return row
end

function saved.rows(pulled, options)
  local report, rows = pulled.report, {}
  pulled.columns = columns_of(report.columnNames)
  for i, line in ipairs(report.data) do rows[i] = row_of(pulled.columns, line) end
  options.title = report.metadata and report.metadata.title
  return rows, { report.metadata and report.metadata.reportGeneratedAt
    and ("Computed by the service at %s."):format(report.metadata.reportGeneratedAt) }
end

return saved
