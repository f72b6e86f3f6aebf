--- display: lines in the columns of a terminal. They come from line.of, so that
-- nothing in them moves the cursor, changes a colour or the direction of text.
--
-- SPDX-License-Identifier: MIT

local ranges = require "ashby.text.ranges"

local display = {}

-- A character, by the rules of UTF-8, or a byte that begins none.
local CHARACTER = "[%z\1-\127\194-\244][\128-\191]*"

local function code_of(char)
  local lead = char:byte()
  if lead < 0x80 then return lead end
  local code = lead % (lead >= 0xF0 and 8 or lead >= 0xE0 and 16 or 32)
  for i = 2, #char do code = code * 64 + char:byte(i) % 64 end
  return code
end

local function is_in(pairs_, code)
  local low, high = 1, #pairs_ / 2
  while low <= high do
    local middle = math.floor((low + high) / 2)
    if code < pairs_[2 * middle - 1] then
      high = middle - 1
    elseif code > pairs_[2 * middle] then
      low = middle + 1
    else
      return true
    end
  end
  return false
end

local known = {}

local function width_of(char)
  if #char == 1 then return 1 end
  local width = known[char]
  if not width then
    local code = code_of(char)
    width = is_in(ranges.NONE, code) and 0 or is_in(ranges.TWO, code) and 2 or 1
    known[char] = width
  end
  return width
end

--- The columns that a line takes.
function display.width(text)
  if not text:find "[\128-\255]" then return #text end
  local columns = 0
  for char in text:gmatch(CHARACTER) do columns = columns + width_of(char) end
  return columns
end

--- A line cut to so many columns, the last of them a sign that it was cut.
function display.cut(text, columns)
  if display.width(text) <= columns then return text end
  local kept, used = {}, 0
  for char in text:gmatch(CHARACTER) do
    local width = width_of(char)
    if used + width > columns - 1 then break end
    kept[#kept + 1], used = char, used + width
  end
  return table.concat(kept) .. "…"
end

--- A line in exactly so many columns; on_right: its end at the last one.
function display.fit(text, columns, on_right)
  local cut = display.cut(text, columns)
  local blanks = (" "):rep(columns - display.width(cut))
  return on_right and blanks .. cut or cut .. blanks
end

--- The lines of a text of words, each of at most so many columns where no word is
-- longer.
function display.wrap(text, columns)
  local lines, row = {}, nil
  for word in text:gmatch "%S+" do
    local longer = row and row .. " " .. word or word
    if row and display.width(longer) > columns then
      lines[#lines + 1], row = row, word
    else
      row = longer
    end
  end
  lines[#lines + 1] = row
  return lines
end

return display
