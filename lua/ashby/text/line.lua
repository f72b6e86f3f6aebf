--- line: text from outside (a server, libcurl, the system) as one line that a
-- log or a terminal can take: valid UTF-8, no line breaks, no control
-- characters, none that change the direction of the text, and not long. Pure.
--
-- SPDX-License-Identifier: MIT

local line = {}

--- The most characters of a message, and of a name or an id.
line.MOST, line.MOST_NAME = 500, 100

--- No such limit: for text that is shown as a whole.
line.UNCUT = math.huge

-- Bytes that are looked at: enough for as many characters and some blanks.
local BYTES = 4000

local CUT, UNKNOWN = "\226\128\166", "\239\191\189" -- U+2026, U+FFFD

-- A character by its lead byte, or a byte that begins none. Spelled out: what %c
-- and %s match depends on the program's locale.
local CHARACTER = "[%z\1-\127\192-\255]?[\128-\191]*"

local BLANKS = "[%z\1-\32\127]+"

-- The least and the greatest second byte, where it may not be any of 80 to BF.
local LEAST = { [0xE0] = 0xA0, [0xF0] = 0x90 }
local GREATEST = { [0xED] = 0x9F, [0xF4] = 0x8F }

-- The length of a sequence by its lead byte; nil for a byte that begins none.
local function length_of(lead)
  if lead < 0xC2 or lead > 0xF4 then return nil end
  return lead < 0xE0 and 2 or lead < 0xF0 and 3 or 4
end

local function is_valid(char)
  local lead, second = char:byte(1, 2)
  if length_of(lead) ~= #char then return false end
  return second >= (LEAST[lead] or 0x80) and second <= (GREATEST[lead] or 0xBF)
end

-- C1 controls; marks and overrides of direction; line and paragraph ends; the
-- byte order mark; characters that Unicode has deprecated, and annotation
-- marks.
local UNWANTED = { "\194[\128-\159]", "\216\156", "\226\128[\142\143\168-\174]",
  "\226\129[\166-\175]", "\239\187\191", "\239\191[\185-\187]" }

-- Keeps a sequence that is UTF-8, and gives a sign for one that is not.
local function valid(char)
  if char == "" or (#char == 1 and char:byte() < 0x80) or is_valid(char) then return nil end
  local length = length_of(char:byte())
  if length and #char > length and is_valid(char:sub(1, length)) then
    return char:sub(1, length) .. UNKNOWN
  end
  return char:byte() < 0x80 and char:sub(1, 1) .. UNKNOWN or UNKNOWN
end

local function cut(text, most)
  if #text <= most then return text end
  local count, last = 0, #text
  for at in text:gmatch "()[%z\1-\127\194-\244][\128-\191]*" do
    count = count + 1
    if count == most then last = at - 1 end
  end
  return count > most and text:sub(1, last) .. CUT or text
end

local function is_line(text)
  return not text:find "[%z\1-\31\127-\255]" and not text:find("  ", 1, true)
    and not text:find "^ " and not text:find " $"
end

--- The text as one line of at most so many characters.
---@param text string
---@param most number?  line.MOST if none is named
---@return string
function line.of(text, most)
  most = most or line.MOST
  if #text <= most and is_line(text) then return text end
  local is_long = #text > math.max(BYTES, most)
  if is_long then text = text:sub(1, BYTES):gsub("[\194-\244][\128-\191]*$", "") end
  text = text:gsub(CHARACTER, valid)
  for _, pattern in ipairs(UNWANTED) do text = text:gsub(pattern, " ") end
  text = text:gsub(BLANKS, " "):match "^ ?(.-) ?$"
  return cut(is_long and text .. CUT or text, most)
end

return line
