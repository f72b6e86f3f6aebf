--- fold: text in which upper and lower case are the same, and its words. Simple
-- Unicode case folding, free of the locale; accents count.
--
-- SPDX-License-Identifier: MIT

local fold = {}

local char, floor = string.char, math.floor

local ASCII = {}
for byte = 65, 90 do ASCII[char(byte)] = char(byte + 32) end

local function utf8(code)
  if code < 0x80 then return char(code) end
  if code < 0x800 then return char(0xc0 + floor(code / 0x40), 0x80 + code % 0x40) end
  local last = char(0x80 + floor(code / 0x40) % 0x40, 0x80 + code % 0x40)
  if code < 0x10000 then return char(0xe0 + floor(code / 0x1000)) .. last end
  return char(0xf0 + floor(code / 0x40000), 0x80 + floor(code / 0x1000) % 0x40) .. last
end

-- Letter -> folded letter, made for the first text that is not all ASCII.
local letters

local function load_letters()
  local runs = require "ashby.search.folding"
  letters = {}
  for n = 1, #runs, 4 do
    for code = runs[n], runs[n + 1], runs[n + 2] do
      letters[utf8(code)] = utf8(code + runs[n + 3])
    end
  end
end

local BEYOND = "[\194-\244][\128-\191]+"

--- A text with its letters folded.
function fold.text(text)
  text = text:gsub("[A-Z]", ASCII)
  if not text:find "[\128-\255]" then return text end
  if not letters then load_letters() end
  return (text:gsub(BEYOND, letters))
end

-- The blanks beyond ASCII.
local BLANKS = {}
for _, code in ipairs { 0x85, 0xa0, 0x1680, 0x2028, 0x2029, 0x202f, 0x205f, 0x3000 } do
  BLANKS[utf8(code)] = " "
end
for code = 0x2000, 0x200a do BLANKS[utf8(code)] = " " end

--- The words of a text, folded: what is between blanks.
function fold.words(text)
  local words = {}
  text = fold.text(text)
  if text:find "[\128-\255]" then text = text:gsub(BEYOND, BLANKS) end
  for word in text:gmatch "[^ \t\n\v\f\r]+" do words[#words + 1] = word end
  return words
end

return fold
