--- alone: reading for an iterator of a store, with nothing else of that iterator
-- in between. Wherever Lua allocates, a finalizer of the program may run: it may
-- close the iterator or the store, but not go on with the iterator.
--
-- SPDX-License-Identifier: MIT

local caller = require "ashby.exchange.caller"
local pages = require "ashby.lists.pages"

local alone = {}

local function let_go(self, name, problem, ok, value, err)
  self._busy = false
  if self._closed then return nil, pages.closed_meanwhile(name) end
  local ended = problem and problem(self)
  if ended then return nil, ended end
  if not ok then error(value, 0) end
  return value, err
end

--- What read(self) gives, or nil and an error where self was closed meanwhile.
-- read never waits. name: what errors call the iterator. problem(self): the
-- error of what self reads from, if that was closed.
function alone.read(self, name, read, problem)
  if self._busy then caller.refuse_inside(name) end
  self._busy = true
  return let_go(self, name, problem, pcall(read, self))
end

return alone
