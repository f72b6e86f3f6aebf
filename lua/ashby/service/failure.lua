--- failure: what a failed answer says: code, message, request id. It reads the
-- vendor's envelope, the hosted service's, and what proxies and gateways send:
-- errors as a sentence, an object or a list of either, or a message at the top.
-- No word is lost; errors.new makes one line of them.
--
-- SPDX-License-Identifier: MIT

local errors = require "ashby.errors"

local failure = {}

local function text(value)
  return type(value) == "string" and value ~= "" and value or nil
end

-- The members that may hold a message, those for people first.
local WORDS = { "userPresentableMessage", "message", "error", "msg", "detail", "title" }

local words_of

-- { field = "what is wrong with it" }: as "field: what is wrong with it".
local function by_field(object)
  local names, parts = {}, {}
  for name in pairs(object) do
    if type(name) == "string" then names[#names + 1] = name end
  end
  table.sort(names)
  for _, name in ipairs(names) do
    local words = words_of(object[name])
    if words and name ~= "code" then parts[#parts + 1] = name .. ": " .. words end
  end
  return parts[1] and table.concat(parts, "; ") or nil
end

local function of_list(list)
  local parts = {}
  for _, value in ipairs(list) do parts[#parts + 1] = words_of(value) end
  return parts[1] and table.concat(parts, "; ") or nil
end

-- The words of a value: a sentence, an object, or a list of either.
words_of = function(value)
  if type(value) ~= "table" then return text(value) end
  if value[1] ~= nil then return of_list(value) end
  for _, name in ipairs(WORDS) do
    local words = words_of(value[name])
    if words then return words end
  end
  return by_field(value)
end

-- The code of a value: its member `code`, or the word in the deprecated list.
local function code_of(value)
  if type(value) == "table" and value[1] ~= nil then value = value[1] end
  if type(value) == "table" then return text(value.code) end
  return type(value) == "string" and value:match "^%l%w*_[%w_]+$" or nil
end

-- A sentence may be one of the vendor's codes in words: "Rate limit exceeded".
local function code_in_words(words)
  local spelt = words and words:lower():gsub("[%s.]+$", ""):gsub("%s+", "_")
  local row = spelt and errors.code(spelt)
  return row and row.vendor and spelt or nil
end

local function message_in(at, listed)
  local message = text(at("errorInfo", "message")) or words_of(listed)
  for _, name in ipairs { "message", "error", "detail" } do
    message = message or words_of(at(name))
  end
  return message
end

--- { code, message, request_id } of a document, each nil where it says nothing.
-- member: where the envelope is, if not outermost.
function failure.of(document, member)
  local function at(...)
    if member then return document:value(member, ...) end
    return document:value(...)
  end
  local listed = at "errors"
  local said = text(at("errorInfo", "code")) or code_of(listed) or text(at "code")
    or code_of(at "error")
  local message = message_in(at, listed)
  local code = said and not said:find "%s" and said or nil
  -- A single word in the deprecated list, beside a code, is a code as well: the
  -- sentence of the code's row says more.
  if code and message and message == words_of(listed) and message:find "^%l[%w_]*$" then
    message = nil
  end
  code = code or code_in_words(said) or code_in_words(message)
  message = message or (said ~= code and said or nil)
  return { code = code, message = message, request_id = text(at("errorInfo", "requestId")) }
end

return failure
