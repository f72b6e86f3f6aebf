--- charset: the text of an error page as UTF-8. Such pages come from proxies
-- and gateways, in an encoding of their own. The first bytes say which, or the
-- header Content-Type, or the page itself; a page that is not UTF-8 and says
-- nothing is taken for Windows-1252, as in browsers.
-- What cannot be decoded stays as it is, for line.of to mark. Pure.
--
-- SPDX-License-Identifier: MIT

local ascii = require "ashby.text.ascii"
local encode = require "ashby.encode"

local charset = {}

local UNKNOWN = 0xFFFD

-- ---- characters ----

local char = string.char

local function tail(code, shift)
  return 0x80 + math.floor(code / shift) % 64
end

local function utf8_of(code)
  if code < 0x80 then return char(code) end
  if code < 0x800 then return char(0xC0 + math.floor(code / 64), tail(code, 1)) end
  if code < 0x10000 then
    return char(0xE0 + math.floor(code / 4096), tail(code, 64), tail(code, 1))
  end
  return char(0xF0 + math.floor(code / 262144), tail(code, 4096), tail(code, 64), tail(code, 1))
end

-- ---- decoders ----

-- What Windows-1252 has from 128 to 159, where ISO-8859-1 has controls; false
-- where it has nothing.
local WINDOWS = {
  0x20AC, false, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
  0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, false, 0x017D, false,
  false, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
  0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, false, 0x017E, 0x0178,
}

-- Where ISO-8859-15 differs from ISO-8859-1.
local LATIN_9 = { [0xA4] = 0x20AC, [0xA6] = 0x0160, [0xA8] = 0x0161, [0xB4] = 0x017D,
  [0xB8] = 0x017E, [0xBC] = 0x0152, [0xBD] = 0x0153, [0xBE] = 0x0178 }

local function from_bytes(text, different)
  return (text:gsub("[\128-\255]", function(byte)
    local code = byte:byte()
    if code < 160 then return utf8_of(WINDOWS[code - 127] or UNKNOWN) end
    return utf8_of(different[code] or code)
  end))
end

local function windows_1252(text) return from_bytes(text, {}) end
local function latin_9(text) return from_bytes(text, LATIN_9) end

-- Two units that are a pair are one character; half a pair is none.
local function joined(high, low)
  if low and high >= 0xD800 and high < 0xDC00 and low >= 0xDC00 and low < 0xE000 then
    return 0x10000 + (high - 0xD800) * 1024 + low - 0xDC00
  end
end

local function from_utf16(text, unit_at)
  local parts, at = {}, 1
  while at < #text do
    local code = unit_at(text, at)
    local pair = at + 2 < #text and joined(code, unit_at(text, at + 2))
    parts[#parts + 1] = utf8_of(pair or code >= 0xD800 and code < 0xE000 and UNKNOWN or code)
    at = at + (pair and 4 or 2)
  end
  return table.concat(parts)
end

local function utf_16be(text)
  return from_utf16(text, function(bytes, at) return bytes:byte(at) * 256 + bytes:byte(at + 1) end)
end

local function utf_16le(text)
  return from_utf16(text, function(bytes, at) return bytes:byte(at) + bytes:byte(at + 1) * 256 end)
end

local DECODERS = {
  ["utf-16"] = utf_16le, ["utf-16le"] = utf_16le, ["utf-16be"] = utf_16be,
  ["windows-1252"] = windows_1252, ["cp1252"] = windows_1252, ["us-ascii"] = windows_1252,
  ["iso-8859-1"] = windows_1252, ["iso8859-1"] = windows_1252, ["latin1"] = windows_1252,
  ["iso-8859-15"] = latin_9, ["iso8859-15"] = latin_9, ["latin-9"] = latin_9,
}

-- ---- which one ----

-- The marks at the beginning of a page that is in UTF-16.
local MARKS = { ["\254\255"] = utf_16be, ["\255\254"] = utf_16le }

-- The name after charset= or encoding=.
local function named(text)
  local lower = ascii.lower(text)
  return lower:match "charset%s*=%s*[\"']?([%w_-]+)" or lower:match "encoding%s*=%s*[\"']([%w_-]+)"
end

-- A text without its last character, where that is cut.
local function uncut(text)
  return (text:gsub("[\194-\244][\128-\191]*$", ""))
end

--- The UTF-8 of the beginning of a page. content_type: that header, or nil.
---@param page string
---@param content_type string?
---@return string
function charset.decode(page, content_type)
  local by_mark = MARKS[page:sub(1, 2)]
  if by_mark then return by_mark(page) end
  local name = named(content_type or "") or named(page:sub(1, 1024))
  local decode = name and DECODERS[name]
  if not name and not encode.is_utf8(uncut(page)) then decode = windows_1252 end
  return decode and decode(page) or page
end

return charset
