--- shown: how a report's values are shown to people.
--
-- SPDX-License-Identifier: MIT

local shown = {}

local forms = {}

function forms.time(value) return (tostring(value):sub(1, 16):gsub("T", " ")) end
function forms.percent(value) return ("%.1f %%"):format(value) end
function forms.days(value) return ("%.1f"):format(value) end
function forms.integer(value) return ("%.0f"):format(value) end

--- The text of a value; empty if it is missing.
function shown.value(column, value)
  if value == nil then return "" end
  local form = forms[column.type]
  if form and (column.type == "time" or type(value) == "number") then return form(value) end
  return tostring(value)
end

--- The greatest value of a report's chart.
function shown.most(report)
  local most = 0
  for _, row in ipairs(report.rows) do
    local value = report.chart and row[report.chart.value]
    if type(value) == "number" and value > most then most = value end
  end
  return most
end

return shown
