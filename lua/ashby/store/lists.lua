--- lists: list, pages, each and all of a store's entity, over the pages that read
-- gives.
--
-- SPDX-License-Identifier: MIT

local alone = require "ashby.store.alone"
local answer = require "ashby.lists.answer"
local filter = require "ashby.store.filter"
local given = require "ashby.store.given"
local misuse = require "ashby.misuse"
local pages = require "ashby.lists.pages"
local params = require "ashby.params"
local read = require "ashby.store.read"

local lists = {}

-- A client's parallel changes nothing here, and is refused where a client refuses it.
local function check_parallel(method, checked, in_one_chain)
  if not checked.own.parallel then return end
  if in_one_chain then misuse.raise("%s: parallel works with each and all", method.title) end
  require "ashby.lists.parallel".parts(method, checked.wire)
end

local NONE = {}

-- How many records an iterator reads at a time.
local AHEAD = 200

-- A checked list: what read.page takes, and the cursor and max of the call.
local function list_of(method, what, in_one_chain)
  local rest, include_gone = given.include_gone(method.title, what)
  local checked = params.check(method, rest)
  check_parallel(method, checked, in_one_chain)
  local own, wire = checked.own, checked.wire
  own.hides_drafts = given.hides_drafts(method, checked)
  return { name = method.entity, method = method, own = own, max = own.max,
    where = filter.of(method, wire, include_gone), cursor = wire.cursor,
    limit = method.paged and (wire.limit or math.min(own.max or 100, 100)) or nil }
end

local function to_page(got, most)
  local records = got.records
  for i = #records, (most or #records) + 1, -1 do records[i] = nil end
  return answer.page_of(records, { cursor = got.cursor, has_more = got.more })
end

local function close(self)
  self._closed, self._records, self._at = true, NONE, 0
end

local function read_on(self) return self._read(self._list, self._cursor) end

-- The next page as read.page gives it; nil at the end.
local function fetch(self)
  if self._ended or self._closed then return nil end
  local got, err = alone.read(self, self._list.method.title, read_on)
  self._cursor = got and got.cursor
  self._ended = not got or not got.more
  return got, err
end

local function next_page(self)
  local got, err = fetch(self)
  if not got then return nil, err end
  local page = to_page(got, self._left)
  self._left = self._left and self._left - #page.records
  if self._left == 0 then self._ended = true end
  return page
end

local function next_record(self)
  if self._left == 0 then return nil end
  while self._at >= #self._records do
    local got, err = fetch(self)
    if not got then
      self._records, self._at = NONE, 0
      return nil, err
    end
    self._records, self._at = got.records, 0
  end
  self._at, self._left = self._at + 1, self._left and self._left - 1
  return self._records[self._at]
end

local Pages = pages.class("ashby.pages", next_page, close)
local Records = pages.class("ashby.records", next_record, close)

local function iterator(metatable, list, reader)
  local it = setmetatable({ _list = list, _cursor = list.cursor,
    _left = list.max or false, _read = reader, _records = NONE, _at = 0, _ended = false,
    _closed = false, _busy = false }, metatable)
  return it, nil, nil, it
end

--- The calls by name. guard: see face.fill.
function lists.calls(self, method, guard)
  local calls = {}
  local reader = guard(read.page)

  function calls.list(what)
    local list = list_of(method, what, true)
    local got, err = reader(list, list.cursor)
    if not got then return nil, err end
    return to_page(got, list.max)
  end

  function calls.pages(what)
    return iterator(Pages, list_of(method, what, true), reader)
  end

  function calls.each(what)
    local list = list_of(method, what)
    list.limit = list.limit and AHEAD
    return iterator(Records, list, reader)
  end

  function calls.all(what)
    return answer.collect((calls.each(what)))
  end

  return calls
end

return lists
