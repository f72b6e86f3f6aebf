--- like: whether a whole text matches a pattern in which % is any run of characters,
-- \% a percent sign, and everything else itself, in any case.
--
-- SPDX-License-Identifier: MIT

local fold = require "ashby.search.fold"

-- "a%b\%c" -> { "a", "b%c" }: what is between the runs, folded.
local function pieces_of(pattern)
  local pieces, piece, at = {}, "", 1
  while at <= #pattern do
    local two, one = pattern:sub(at, at + 1), pattern:sub(at, at)
    if two == "\\%" then
      piece, at = piece .. "%", at + 1
    elseif one == "%" then
      pieces[#pieces + 1], piece = fold.text(piece), ""
    else
      piece = piece .. one
    end
    at = at + 1
  end
  pieces[#pieces + 1] = fold.text(piece)
  return pieces
end

-- Between two runs the first match is the right one: it leaves the most text.
local function fits(pieces, text)
  local first, last = pieces[1], pieces[#pieces]
  if #pieces == 1 then return text == first end
  if text:sub(1, #first) ~= first or #text < #first + #last then return false end
  local at = #first + 1
  for n = 2, #pieces - 1 do
    local _, stop = text:find(pieces[n], at, true)
    if not stop then return false end
    at = stop + 1
  end
  return #text - #last + 1 >= at and text:sub(#text - #last + 1) == last
end

--- A function of a text for a pattern.
return function(pattern)
  local pieces = pieces_of(pattern)
  return function(text) return fits(pieces, fold.text(text)) end
end
