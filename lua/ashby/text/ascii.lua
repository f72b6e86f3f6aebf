--- ascii: the 26 letters between upper and lower case, whatever the program's
-- locale. Under a Turkish one string.lower does not make an i of an I, and others
-- change bytes of UTF-8. Pure.
--
-- SPDX-License-Identifier: MIT

local ascii = {}

local LOWER, UPPER, PART = {}, {}, {}
for byte = 65, 90 do
  local upper, lower = string.char(byte, byte + 32):match "(.)(.)"
  LOWER[upper], UPPER[lower], PART[upper] = lower, upper, "_" .. lower
end

function ascii.lower(text) return (text:gsub("[A-Z]", LOWER)) end
function ascii.upper(text) return (text:gsub("[a-z]", UPPER)) end

--- "createdAfter" -> "created_after"
function ascii.snake(name) return (name:gsub("[A-Z]", PART)) end

return ascii
