--- pages: iterators over the pages of a list and over their records. The
-- producer is a coroutine that has the next page under way before it hands
-- over the current one.
--
-- SPDX-License-Identifier: MIT

local call = require "ashby.exchange.call"
local errors = require "ashby.errors"
local task = require "ashby.wait.task"

local coroutine = coroutine
local yield, status = coroutine.yield, coroutine.status

local pages = {}

local ITEM = {} -- marks the yields that are ours; all others belong to a wait

-- PUC 5.1 cannot yield across the call that `for` makes. Tried once, and not
-- while the module loads: nginx cannot run coroutines inside require.
local yields_in_for

local function can_yield_in_for()
  if yields_in_for ~= nil then return yields_in_for end
  local probe = setmetatable({}, { __call = function() return (coroutine.yield()) end })
  local co = coroutine.create(function()
    for _ in probe do break end -- luacheck: ignore 512
    return true
  end)
  coroutine.resume(co)
  yields_in_for = coroutine.resume(co, true) and true or false
  return yields_in_for
end

-- ---- the producer ----

-- A cursor that comes twice would go round for ever, or give records twice.
local function check_cursor(self, answer)
  if not answer.more then return nil end
  if self._seen[answer.cursor] then
    return errors.new { code = "repeated_cursor", method = self._request.method.name,
      status = 200, request_id = answer.request_id, attempts = 1,
      message = "the next cursor is one that was used before" }
  end
  self._seen[answer.cursor] = true
end

local function begin(self, cursor, ahead)
  self._exchange = call.begin(self._state, self._request.at(cursor), ahead)
end

local function wants_more(self, answer)
  if not answer.more then return false end
  if not self._left then return true end
  self._left = self._left - answer.count
  return self._left > 0
end

local function produce(self)
  if not self._exchange then begin(self, self._request.cursor) end
  while true do
    local answer, err = self._exchange:finish()
    err = err or check_cursor(self, answer)
    self._exchange = nil
    if err then return yield(ITEM, nil, err) end
    local more = wants_more(self, answer)
    if more and self._prefetch then begin(self, answer.cursor, true) end
    self.sync_token = answer.sync_token
    yield(ITEM, answer)
    if not more then return end
    if not self._exchange then begin(self, answer.cursor) end
  end
end

local settle

local function step(self, in_for, ...)
  return settle(self, in_for, task.resume(self._co, ...))
end

local function pass_up(self, in_for, ...)
  if in_for and not can_yield_in_for() then
    error("ashby: this Lua cannot wait inside 'for': "
      .. "use local it = ...; local value, err = it:next() in a while loop", 0)
  end
  return step(self, in_for, yield(...))
end

settle = function(self, in_for, ok, mark, ...)
  if not ok then error(mark, 0) end -- a bug, or misuse of a wait: no failed call
  if mark == ITEM then return ... end
  if status(self._co) == "dead" then return nil end
  return pass_up(self, in_for, mark, ...)
end

local function pull(self, in_for)
  if self._closed or status(self._co) == "dead" then return nil end
  return step(self, in_for, self)
end

-- ---- iterators ----

local function close(self)
  self._closed = true
  if self._exchange then self._exchange:cancel() end
  if self._document then self._document:close() end
  self._exchange, self._document = nil, nil
end

local function next_page(self, in_for)
  local answer, err = pull(self, in_for)
  if not answer then
    close(self)
    return nil, err
  end
  local page = self._map(answer, self._rest)
  if self._rest then self._rest = self._rest - #page.records end
  return page
end

local function next_record(self, in_for)
  while not self._closed do
    local document = self._document
    local record = document and document:next()
    if record ~= nil then
      self._rest = self._rest and self._rest - 1
      if self._rest == 0 then close(self) end
      return record
    end
    local answer, err = pull(self, in_for)
    self._document = answer and answer.document
    if not answer then
      close(self)
      return nil, err
    end
  end
  return nil
end

-- One metatable per kind of iterator.
local function class(name, advance, close_it)
  local methods = {}

  --- The next value; nil at the end; nil and an error object on failure.
  function methods:next() return advance(self, false) end

  --- Ends it: what is under way is cancelled.
  methods.close = close_it or close

  return {
    __name = name, __index = methods, __close = close_it or close,
    __tostring = function() return name end,
    __call = function(self)
      local value, err = advance(self, true)
      if err then error(err, 0) end
      return value
    end,
  }
end

--- Sends an iterator's first request before anybody waits for it.
function pages.start(it)
  begin(it, it._request.cursor, true)
end

pages.class = class

--- it:next() for those who build on an iterator over records.
pages.next_record = next_record

local Pages = class("ashby.pages", next_page)
local Records = class("ashby.records", next_record)

local function new(metatable, state, request, own, map)
  return setmetatable({
    _state = state, _request = request, _co = coroutine.create(produce),
    _left = own.max, _rest = own.max, _prefetch = own.prefetch ~= false,
    _seen = request.cursor and { [request.cursor] = true } or {}, _map = map,
  }, metatable)
end

--- Iterator over what map makes of each answer. request.at(cursor) is the
-- request for the page at a cursor.
function pages.pages(state, request, own, map)
  local it = new(Pages, state, request, own, map)
  return it, nil, nil, it
end

--- Iterator over records.
function pages.records(state, request, own)
  local it = new(Records, state, request, own)
  return it, nil, nil, it
end

return pages
