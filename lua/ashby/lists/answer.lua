--- answer: what a caller gets to see of an answer.
--
-- SPDX-License-Identifier: MIT

local answer = {}

--- A page of the records that are left in it, at most so many.
function answer.page(given, most)
  local records = given.document:rest()
  for i = #records, (most or #records) + 1, -1 do records[i] = nil end
  return {
    records = records,
    meta = { cursor = given.cursor, has_more = given.more, sync_token = given.sync_token,
      warnings = given.warnings, request_id = given.request_id },
  }
end

--- All that an iterator gives, or nil, err.
function answer.collect(it)
  local records = {}
  while true do
    local record, err = it:next()
    if err then return nil, err end
    if record == nil then return records end
    records[#records + 1] = record
  end
end

return answer
