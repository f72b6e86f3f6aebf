--- errors: the kinds of errors, and which codes each has.
--
-- SPDX-License-Identifier: MIT

local kinds = require "ashby.errors.kinds"
local markdown = require "tools.generate.markdown"
local code, table_of = markdown.code, markdown.table

local parts = {}

local function each_kind(row_of)
  local rows = {}
  for i, kind in ipairs(kinds.KINDS) do rows[i] = row_of(kind) end
  return rows
end

function parts.errors()
  return table_of({ "`err.kind`", "what it says" }, each_kind(function(kind)
    return { code(kind.name), kind.says }
  end))
end

-- Codes that stand for many.
local FAMILIES = { protocol = "`json_…`", not_found = "`…_not_found`" }

local function codes_of(kind)
  local names = {}
  for _, row in ipairs(kinds.CODES) do
    if row.kind == kind and not row.name:find "^json_" then names[#names + 1] = code(row.name) end
  end
  names[#names + 1] = FAMILIES[kind]
  return table.concat(names, ", ")
end

local function retryable_of(kind)
  local names = {}
  for _, row in ipairs(kinds.CODES) do
    local exception = row.again ~= nil and row.again ~= (kind.again or false)
    if row.kind == kind.name and exception then names[#names + 1] = code(row.name) end
  end
  local word = kind.again and "yes" or "no"
  return #names == 0 and word or word .. ", but " .. table.concat(names, " and ")
end

function parts.kinds()
  return table_of({ "kind", "what it says", "`retryable`", "codes" }, each_kind(function(kind)
    return { code(kind.name), kind.says, retryable_of(kind), codes_of(kind.name) }
  end))
end

return parts
