--- read: records of a store, page by page. Each page is a query of its own, by
-- key, so that no transaction is held between them; the bytes go through the
-- same reader as an answer of the service.
--
-- SPDX-License-Identifier: MIT

local core = require "ashby.core"
local errors = require "ashby.errors"
local request = require "ashby.exchange.request"

local read = {}

local QUERY = "select e.key as key, k.bytes as bytes from %s_all e join kept k on k.key = e.key "
  .. "where e.key > ? and %s order by e.key limit ?"

--- The key after which a cursor goes on, or nil and an error.
function read.key(method, cursor)
  if cursor == nil then return 0 end
  local key = cursor:match("^s(%d+)$")
  if key and #key <= 15 then return tonumber(key) end
  return nil, errors.new { code = "invalid_next_cursor", method = method.name,
    message = "the cursor is not one of this store's" }
end

--- The cursor that goes on after a key.
function read.cursor(key) return ("s%d"):format(key) end

local unpack = rawget(table, "unpack") or rawget(_G, "unpack")

-- Draft postings are named on a job only when they are asked for.
local function hide_drafts(self, records)
  local rows, err = self.reader:rows "select id from job_postings_all where status = 'Draft'"
  if not rows then return nil, err end
  local drafts = {}
  for _, row in ipairs(rows) do drafts[row.id] = true end
  for _, record in ipairs(records) do
    local ids = type(record) == "table" and record.jobPostingIds
    for i = type(ids) == "table" and #ids or 0, 1, -1 do
      if drafts[ids[i]] then table.remove(ids, i) end
    end
  end
  return records
end

--- The records whose exact bytes these are, as the options of a call say.
function read.records(self, list, own)
  local document, code, message = core.document("[" .. table.concat(list, ",") .. "]",
    request.decode(self.decode, own))
  if not document then
    return nil, errors.new { code = "store_damaged",
      message = ("%s: bytes of a record are not JSON (%s: %s)"):format(self.path, code, message) }
  end
  document:open()
  local records = document:rest()
  if own.hides_drafts then return hide_drafts(self, records) end
  return records
end

--- One page: { records, keys, cursor, more }, or nil, err. list: { name,
-- method, where, own, limit }.
function read.page(self, list, cursor)
  local key, err = read.key(list.method, cursor)
  if not key then return nil, err end
  local values = { key }
  for _, value in ipairs(list.where.values) do values[#values + 1] = value end
  values[#values + 1] = list.limit and list.limit + 1 or -1
  local conditions = #list.where.conditions > 0 and table.concat(list.where.conditions, " and ")
    or "1"
  local rows, problem = self.reader:rows(QUERY:format(list.name, conditions), unpack(values))
  if not rows then return nil, problem end
  local more = list.limit ~= nil and #rows > list.limit
  if more then rows[#rows] = nil end
  local bytes = {}
  for i, row in ipairs(rows) do bytes[i] = row.bytes end
  local records, failed = read.records(self, bytes, list.own)
  if not records then return nil, failed end
  return { records = records, more = more,
    cursor = more and read.cursor(rows[#rows].key) or nil }
end

--- A record's bytes by its id; false where there is none; or nil, err.
function read.bytes(self, name, id, include_gone)
  local row, bytes = self.reader:run(("select k.bytes from %s_all e join kept k on k.key = e.key "
    .. "where e.id = ? and (? or e.gone_at is null)"):format(name), id, include_gone or false)
  if row == nil then return nil, bytes end
  return row and bytes
end

return read
