--- members: what happens when a program reads a member that a table of ours
-- does not have, or sets a new one. Loaded when that first happens.
--
-- SPDX-License-Identifier: MIT

local misuse = require "ashby.misuse"

local members = {}

local function names_of(owner)
  local list = {}
  for name in next, owner do
    if type(name) == "string" then list[#list + 1] = name end
  end
  table.sort(list)
  return list
end

-- What to write instead of the table itself.
local function instead(owner, path)
  if rawget(owner, "each") then return (": for record in %s.each{} do ... end"):format(path) end
  if rawget(owner, "new") then return (": %s.new{} makes a client"):format(path) end
  return ""
end

--- For # and ipairs.
function members.array(owner, path)
  misuse.raise("%s is not an array%s", path, instead(owner, path))
end

--- For a read of a member that is not there.
function members.missing(owner, path, key)
  if type(key) == "string" then return misuse.no_member(path, key, names_of(owner)) end
  return members.array(owner, path)
end

--- For a call of the table, which `for record in ashby.jobs do` is as well.
function members.called(owner, path)
  misuse.raise("%s is not a function%s", path, instead(owner, path))
end

--- For a new member.
function members.new(_, path, key)
  local name = tostring(key)
  if misuse.is_one_of(name, require "ashby.options".NAMES) then
    misuse.raise("%s.%s cannot be set: options are given when a client is made, "
      .. "ashby.new{ %s = ... }", path, name, name)
  end
  misuse.raise("%s.%s cannot be set: it takes no new members; options are those of ashby.new",
    path, name)
end

--- "ashby.jobs (all, each, ...)".
function members.line(owner, path)
  return ("%s (%s)"):format(path, table.concat(names_of(owner), ", "))
end

return members
