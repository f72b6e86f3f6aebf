--- like: a pattern of a search as one of SQL's like, which finds at least what
-- the matcher finds. SQL folds ASCII letters only and ends a text at a NUL: a
-- character that it could miss becomes any character, and texts with a NUL are
-- always found.
--
-- SPDX-License-Identifier: MIT

local like = {}

-- SQL tries every place for every run: more runs than this are not sent.
local MOST_RUNS, LONGEST = 4, 200

-- "s" and "k" are also the long s and the sign of Kelvin.
local ANY = { s = "_", S = "_", k = "_", K = "_" }
local PLAIN = { ["%"] = "\\%", ["_"] = "\\_", ["\\"] = "\\\\" }

local function literal(text)
  text = text:gsub("[%%_\\]", PLAIN):gsub("[sSkK]", ANY)
  return (text:gsub("[\194-\244][\128-\191]+", "_"))
end

local function is_fit(text)
  return #text <= LONGEST and not text:find("\0", 1, true)
end

--- SQL's pattern for a checked pattern of a search, or nil.
function like.pattern(pattern)
  if not is_fit(pattern) then return nil end
  local parts, runs, piece, at = {}, 0, "", 1
  while at <= #pattern do
    if pattern:sub(at, at + 1) == "\\%" then
      piece, at = piece .. "%", at + 1
    elseif pattern:sub(at, at) == "%" then
      parts[#parts + 1], piece, runs = literal(piece) .. "%", "", runs + 1
    else
      piece = piece .. pattern:sub(at, at)
    end
    at = at + 1
  end
  if runs > MOST_RUNS then return nil end
  parts[#parts + 1] = literal(piece)
  return table.concat(parts)
end

--- SQL's pattern for a text that is part of another.
function like.part(text)
  return is_fit(text) and "%" .. literal(text) .. "%" or nil
end

--- The condition on a column; its value is a pattern.
function like.condition(column)
  return ("(e.%s like ? escape '\\' or instr(e.%s, char(0)) > 0)"):format(column, column)
end

return like
