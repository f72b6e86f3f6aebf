--- errors: the error object, and which kind each failure is. Pure: it knows no
-- clock and no socket. All facts are in the tables of errors/kinds. A code without
-- a row gets its kind from the HTTP status.
--
-- SPDX-License-Identifier: MIT

local kinds = require "ashby.errors.kinds"
local line = require "ashby.text.line"
local misuse = require "ashby.misuse"

local errors = {}

---@class ashby.Error
---@field kind string         one of kinds.KINDS
---@field code string         the vendor's or the module's own name for it
---@field message string      what happened
---@field method string?      the vendor's method, "job.list"
---@field status integer?     HTTP status, where there was an answer
---@field request_id string?  what to quote to the vendor
---@field retryable boolean   whether the same call may succeed later
---@field retry_after number? seconds that the server asked to wait
---@field attempts integer    how often the call tried; libcurl may repeat a read in one attempt
---@field hint string?        what to do
---@field offset integer?     byte of the answer at which JSON reading stopped

local function by_name(rows)
  local found = {}
  for _, row in ipairs(rows) do found[row.name] = row end
  return found
end

local KIND, CODE = by_name(kinds.KINDS), by_name(kinds.CODES)

local UNKNOWN_PATH = "check base_url (ASHBY_BASE_URL) and the name of the method"
local NOTHING_THERE = "the server has nothing at this address"
local PERMISSIONS = "the key lacks %s: enable it under Admin, API keys"

local Error = {}
Error.__index = Error
Error.__name = "ashby.Error"

local function context(err)
  local parts = { err.kind }
  if err.code ~= err.kind then parts[#parts + 1] = err.code end
  if err.status then parts[#parts + 1] = ("HTTP %d"):format(err.status) end
  if (err.attempts or 0) > 1 then parts[#parts + 1] = err.attempts .. " attempts" end
  if err.request_id then parts[#parts + 1] = "request " .. err.request_id end
  return table.concat(parts, ", ")
end

--- One line that a person can act on; with the script's line where nothing
-- catches the error.
function Error:__tostring()
  local where = self.method and (self.method .. ": ") or ""
  local hint = self.hint and ("; " .. self.hint) or ""
  return ("%sashby: %s%s (%s)%s"):format(misuse.raised_at(), where, self.message, context(self),
    hint)
end

--- err .. "" and "" .. err, in every Lua.
function Error.__concat(a, b)
  return tostring(a) .. tostring(b)
end

-- What is known of a code. Of one that a server says, only what the vendor means
-- by it: a server that says "tls" or "closed" has not met ours.
local function row_of(facts)
  local row = CODE[facts.code]
  return row and (row.vendor or not facts.is_said) and row or nil
end

local function kind_of(err, row, is_said)
  local code = err.code
  if row then return row.kind end
  if code and code:find("^json_") and not is_said then return "protocol" end
  if code and code:find("_not_found$") then return "not_found" end
  local status = err.status
  if status and status >= 500 then return "server" end
  return kinds.STATUSES[status] or "invalid"
end

local function hint_of(err, row, permission)
  if err.kind == "permission" and permission then return PERMISSIONS:format(permission) end
  if err.status == 404 then return UNKNOWN_PATH end
  return row and row.hint or KIND[err.kind].hint
end

local function is_retryable(err, row)
  if row and row.kind == err.kind and row.again ~= nil then return row.again end
  return KIND[err.kind].again or false
end

-- A server's words as a line, or nil if there are none: blanks alone do not
-- count. Names and ids have less room than sentences.
local function words(text, most)
  local said = text ~= nil and line.of(tostring(text), most) or ""
  return said ~= "" and said or nil
end

--- Makes an error object. facts: code, message, and whatever of the other
-- fields is known; permission names what the method needs; is_said: the code is
-- a server's. Text from a server becomes one line.
---@param facts table
---@return ashby.Error
function errors.new(facts)
  local err = {
    code = words(facts.code, line.MOST_NAME), message = words(facts.message),
    method = facts.method, status = facts.status,
    request_id = words(facts.request_id, line.MOST_NAME), retry_after = facts.retry_after,
    attempts = facts.attempts or 0, offset = facts.offset,
  }
  local row = row_of(facts)
  err.kind = facts.kind or kind_of(err, row, facts.is_said)
  err.code = err.code or err.kind
  err.message = err.message or err.status == 404 and NOTHING_THERE or KIND[err.kind].says
  err.retryable = is_retryable(err, row)
  err.hint = words(facts.hint) or hint_of(err, row, facts.permission)
  return setmetatable(err, Error)
end

--- The row of a kind or a code, or nil.
function errors.kind(name) return KIND[name] end
function errors.code(name) return CODE[name] end

--- Whether a value is one of our error objects.
function errors.is(value)
  return getmetatable(value) == Error
end

return errors
