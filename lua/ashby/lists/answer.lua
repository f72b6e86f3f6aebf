--- answer: what a caller gets to see of an answer.
--
-- SPDX-License-Identifier: MIT

local misuse = require "ashby.misuse"

local answer = {}

local function refuse()
  misuse.raise ("a page is not an array: its records are in page.records; "
    .. "each{}, all{} and pages{} go on to the next pages")
end

-- Not every Lua uses all of these: 5.1 and LuaJIT no __len, and only 5.2
-- __ipairs; from 5.3 on ipairs reads page[1].
local Page = { __name = "ashby.page", __len = refuse, __ipairs = refuse, __call = refuse }

local MEMBERS = { "records", "meta" }

function Page.__index(_, key)
  if type(key) == "number" then refuse() end
  misuse.no_member("a page", key, MEMBERS)
end

function Page:__tostring()
  local count = #(rawget(self, "records") or {})
  local has_more = (rawget(self, "meta") or {}).has_more
  return ("ashby.page: %d record%s in .records%s"):format(count, count == 1 and "" or "s",
    has_more and ", and more pages after it" or "")
end

--- A page: a plain table, except that using it as an array raises.
function answer.page_of(records, meta)
  return setmetatable({ records = records, meta = meta }, Page)
end

--- A page of the records that are left in it, at most so many.
function answer.page(given, most)
  local records = given.document:rest()
  for i = #records, (most or #records) + 1, -1 do records[i] = nil end
  return answer.page_of(records, { cursor = given.cursor, has_more = given.more,
    sync_token = given.sync_token, warnings = given.warnings, request_id = given.request_id })
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
