--- failure: what a failed answer says: code, message, request id. It reads the
-- vendor's envelope, the hosted service's, and what proxies and gateways send:
-- errors as a sentence, an object or a list of either, or a message at the top.
-- No word is lost; errors.new makes one line of them.
--
-- SPDX-License-Identifier: MIT

local ascii = require "ashby.text.ascii"
local errors = require "ashby.errors"

local failure = {}

-- More bytes of a text, or names of an object, are not looked at: an error shows
-- 500 characters.
local LONGEST, MOST_NAMES = 4000, 100

local function text(value)
  return type(value) == "string" and value ~= "" and value:sub(1, LONGEST) or nil
end

-- The members that may hold a message, those for people first.
local WORDS = { "userPresentableMessage", "message", "error_description", "errorMessage", "error",
  "msg", "detail", "title", "description", "reason", "messages", "fault" }

-- Those that are not a field of the request: a code, and the members that were
-- looked at before and hold no words.
local NO_FIELD = { code = true }
for _, name in ipairs(WORDS) do NO_FIELD[name] = true end

local words_of

-- { field = "what is wrong with it" }: as "field: what is wrong with it". names_all:
-- also a field called like a member that holds a message.
local function by_field(object, names_all)
  local names, parts = {}, {}
  for name in pairs(object) do
    if #names == MOST_NAMES then break end
    local is_field = type(name) == "string" and (names_all or not NO_FIELD[name])
    if is_field then names[#names + 1] = name end
  end
  table.sort(names)
  for _, name in ipairs(names) do
    local words = words_of(object[name])
    if words then parts[#parts + 1] = name:sub(1, LONGEST) .. ": " .. words end
  end
  return parts[1] and table.concat(parts, "; ") or nil
end

local function of_list(list)
  local parts, length = {}, 0
  for _, value in ipairs(list) do
    if length > LONGEST then break end
    parts[#parts + 1] = words_of(value)
    length = length + #(parts[#parts] or "") + 2
  end
  return parts[1] and table.concat(parts, "; ") or nil
end

-- The words of the first member that is there to have some. at(name): a member.
local function named(at)
  for _, name in ipairs(WORDS) do
    local words = words_of(at(name))
    if words then return words end
  end
end

-- Whether each of several members is a list or an object: what is wrong with this
-- field and that one, one of which may be called "title".
local function has_only_fields(object)
  local count = 0
  for _, value in pairs(object) do
    if type(value) ~= "table" then return false end
    count = count + 1
  end
  return count > 1
end

-- The words of a value: a sentence, an object, or a list of either.
words_of = function(value)
  if type(value) ~= "table" then return text(value) end
  if value[1] ~= nil then return of_list(value) end
  if has_only_fields(value) then return by_field(value, true) end
  return named(function(name) return value[name] end) or by_field(value)
end

-- The code of a value: its member `code`, or the word in the deprecated list.
local function code_of(value)
  if type(value) == "table" and value[1] ~= nil then value = value[1] end
  if type(value) == "table" then return text(value.code) end
  return type(value) == "string" and value:match "^[a-z]%w*_[%w_]+$" or nil
end

-- A sentence may be one of the vendor's codes in words: "Rate limit exceeded".
local function code_in_words(words)
  local spelt = words and ascii.lower(words):gsub("[%s.]+$", ""):gsub("%s+", "_")
  local row = spelt and errors.code(spelt)
  return row and row.vendor and spelt or nil
end

-- Of errorInfo no other members are words: it has a code and an id as well.
local function words_of_info(info)
  if type(info) ~= "table" or info[1] ~= nil then return words_of(info) end
  return named(function(name) return info[name] end)
end

local function message_in(at, listed)
  return words_of_info(at "errorInfo") or words_of(listed) or named(at)
end

--- { code, message, request_id } of a document, each nil where it says nothing;
-- is_said: the code is the server's word for it. member: where the envelope is,
-- if not outermost.
function failure.of(document, member)
  local function at(...)
    if member then return document:value(member, ...) end
    return document:value(...)
  end
  if not member and document:kind() ~= "object" then return { message = words_of(at()) } end
  local listed = at "errors"
  local said = text(at("errorInfo", "code")) or code_of(listed) or text(at "code")
    or code_of(at "error")
  local message = message_in(at, listed)
  local code = said and not said:find "%s" and said or nil
  -- A single word in the deprecated list, beside a code, is a code as well: the
  -- sentence of the code's row says more.
  if code and message and message == words_of(listed) and message:find "^[a-z][%w_]*$" then
    message = nil
  end
  code = code or code_in_words(said) or code_in_words(message)
  message = message or (said ~= code and said or nil)
  return { code = code, message = message, request_id = text(at("errorInfo", "requestId")),
    is_said = code and true }
end

return failure
