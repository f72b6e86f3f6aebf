--- environment: variables as people set them: blanks around them do not count,
-- and an empty one counts as not set.
--
-- SPDX-License-Identifier: MIT

local misuse = require "ashby.misuse"

local environment = {}

local getenv = os.getenv

--- The value of a variable, or nil. Raises for a value that cannot be right,
-- without showing it: it may be a key.
---@param name string
---@return string?
function environment.get(name)
  local value = (getenv(name) or ""):match "^%s*(.-)%s*$"
  if value == "" then return nil end
  if value:find "[%z\1-\31\127]" then
    misuse.raise("bad environment variable %s: it has a line break or another control character",
      name)
  end
  return value
end

return environment
