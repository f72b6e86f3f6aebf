-- SPDX-License-Identifier: MIT
-- Keeps what a function of one index gave, and its text: for the records of small lists, which many
-- others repeat. The results are shared and must not be changed. forget()
-- empties all (a new seed).

local json = require "json"

local memo = { kept = {} }

function memo.of(make)
  local n = #memo.kept + 1
  memo.kept[n] = {}
  return function(i)
    local kept = memo.kept[n]
    local value = kept[i]
    if value == nil then
      value = make(i)
      if json.is_object(value) then json.keep(value) end
      kept[i] = value
    end
    return value
  end
end

function memo.forget()
  for n = 1, #memo.kept do memo.kept[n] = {} end
  json.forget()
end

return memo
