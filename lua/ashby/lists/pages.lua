--- pages: iterators over the pages of a list and over their records. The
-- producer, a coroutine, takes an answer and gives the page and the cursor of the
-- next one. It sends nothing and never waits: that is done for it in the
-- coroutine that calls next, which has the next page under way before it hands
-- over the current one.
--
-- SPDX-License-Identifier: MIT

local errors = require "ashby.errors"
local call = require "ashby.exchange.call"
local caller = require "ashby.exchange.caller"
local misuse = require "ashby.misuse"
local raise = require "ashby.misuse.raise"
local task = require "ashby.wait.task"

local coroutine = coroutine
local plain = task.plain

local pages = {}

-- ---- the producer ----

local function problem(request, answer, code, message)
  return errors.new { code = code, message = message, method = request.method.name, status = 200,
    request_id = answer.request_id, attempts = 1 }
end

-- A cursor that comes twice would loop forever, or give records twice.
local function check_cursor(request, answer, seen)
  if not answer.more then return nil end
  if seen[answer.cursor] then
    return problem(request, answer, "repeated_cursor",
      "the next cursor is one that was used before")
  end
  seen[answer.cursor] = true
end

-- A chain of empty pages could go on forever as well.
local MOST_EMPTY = 20

local function check_empty(request, answer, empty)
  if not answer.more or empty < MOST_EMPTY then return nil end
  return problem(request, answer, "empty_pages",
    ("%d pages in a row hold no record, and there should be more"):format(empty))
end

-- most: how many records are wanted in total, or nil. Gives each answer, and the
-- cursor to go on with; nil, nil, err for one that cannot be right.
local function produce(request, most, answer)
  local seen, count, empty = {}, 0, 0
  if request.cursor then seen[request.cursor] = true end
  while true do
    empty = answer.count == 0 and empty + 1 or 0
    local err = check_cursor(request, answer, seen) or check_empty(request, answer, empty)
    if err then return nil, nil, err end
    count = count + (answer.count or 0)
    if not answer.more or most and count >= most then return answer end
    answer = plain.yield(answer, answer.cursor)
  end
end

-- ---- one page ----

-- own: as call.begin takes it. Does nothing if a finalizer has called next
-- meanwhile, which has sent it, or close.
local function send(self, own)
  local wanted = self._next
  if not wanted then return end
  local exchange = call.begin(self._context, wanted, own)
  if self._exchange or self._next ~= wanted then
    exchange:cancel()
  else
    self._exchange = exchange
  end
end

local function send_now(self) send(self, { caller = self._caller }) end

local function send_ahead(self) send(self, { caller = self._caller, ahead = true }) end

local function resume(self, answer)
  local producer = self._producer
  local ok, page, cursor, err
  if producer then
    ok, page, cursor, err = plain.resume(producer, answer)
  else
    producer = plain.create(produce)
    self._producer = producer
    ok, page, cursor, err = plain.resume(producer, self._request, self._rest, answer)
  end
  if not ok then error(page, 0) end
  local following = cursor and self._request.at(cursor)
  self._next = not self._closed and following or false
  return page, err
end

-- Means that a finalizer of the program has used the iterator meanwhile, so
-- that there is something else to do. It may run wherever Lua allocates.
local AGAIN = {}

local function take_answer(self, seen)
  local exchange = self._exchange
  if not exchange or self._document ~= seen then return AGAIN end
  local answer, err = exchange:arrive()
  self._exchange = false
  if not answer then return nil, err end
  answer, err = resume(self, answer)
  if self._next and self._prefetch then send_ahead(self) end
  if answer then self.sync_token = answer.sync_token end
  return answer, err
end

-- Sends the next request if that is not under way; returns whether it had to. A
-- coroutine that was killed while it waited has left everything as it was, or
-- an exchange that was cancelled since.
local function send_if_needed(self)
  self._caller:check(self._context.session, self._request.method.title)
  if self._exchange and self._exchange.cancelled then self._exchange = false end
  if self._exchange or not self._next then return false end
  send_now(self)
  return true
end

--- The error of an iterator that was closed inside its own call.
function pages.closed_meanwhile(method)
  return errors.new { code = "cancelled", method = method,
    message = "the iterator was closed while its next value was fetched" }
end

-- The answer after the document `seen`; nil at the end; nil, err; or AGAIN. That it
-- was closed meanwhile is an error, since it looks like the end.
local function pull(self, seen)
  if send_if_needed(self) or self._document ~= seen then return AGAIN end
  local answer, err
  if self._next then answer, err = self._caller:run(take_answer, self, seen) end
  if not self._closed then return answer, err end
  return nil, pages.closed_meanwhile(self._request.method.name)
end

-- ---- iterators ----

local function finish(self)
  local exchange, document = self._exchange, self._document
  self._exchange, self._document, self._next, self._producer = false, false, false, false
  if exchange then exchange:cancel() end
  if document then document:close() end
end

local function close(self)
  self._closed = true
  finish(self)
end

local function next_page(self)
  if self._closed then return nil end
  local answer, err
  repeat answer, err = pull(self, false) until answer ~= AGAIN
  if not answer then
    finish(self)
    return nil, err
  end
  local page = self._map(answer, self._rest)
  if self._rest then self._rest = self._rest - #page.records end
  return page
end

-- One of `max` was returned.
local function count_down(self)
  local rest = self._rest - 1
  self._rest = rest
  if rest == 0 then finish(self) end
end

-- A record that is there already, or nil.
local function take_record(self)
  local document = self._document
  local record = document and document:next() or nil
  if record ~= nil and self._rest then count_down(self) end
  return record
end

local function next_record(self)
  if self._closed then return nil end
  while true do
    local document = self._document
    local record = document and document:next() or nil
    if record ~= nil then
      if self._rest then count_down(self) end
      return record
    end
    local answer, err = pull(self, document)
    if answer ~= AGAIN then
      if not answer then
        finish(self)
        return nil, err
      end
      self._document = answer.document
    end
  end
end

-- ---- classes ----

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

-- There a step that may wait runs in a coroutine of its own, which is done
-- afterwards if the wait does not yield.
local function advance_apart(self, advance, take)
  local there = take and take(self)
  if there ~= nil then return there end
  local co = coroutine.create(advance)
  local ok, value, err = task.resume(co, self)
  if not ok then error(value, 0) end
  if coroutine.status(co) == "dead" then return value, err end
  self:close()
  error("ashby: this Lua cannot wait inside 'for': "
    .. "use local it = ...; local value, err = it:next() in a while loop", 0)
end

local function refuse()
  misuse.raise ("an iterator is not an array: for value in it do ... end, or it:next(); "
    .. "all{} gives an array, and list{} a page with its .records")
end

-- Our own fields may be absent; a number means that it is taken for an array.
local NO_ARRAY = { __index = function(_, key)
  if type(key) == "number" then refuse() end
end }

-- One metatable per kind of iterator. take: gives what is there without a wait.
local function class(name, advance, close_it, take)
  local methods = setmetatable({}, NO_ARRAY)

  --- The next value; nil at the end; nil and an error object on failure.
  methods.next = advance

  --- Ends it: what is under way is cancelled.
  methods.close = close_it or close

  return {
    __name = name, __index = methods, __close = close_it or close,
    __tostring = function() return name end,
    __len = refuse, __ipairs = refuse,
    __call = function(self)
      local value, err
      local context = self._context
      if context and context.host.never_yields or can_yield_in_for() then
        value, err = advance(self)
      else
        value, err = advance_apart(self, advance, take)
      end
      if err then raise.error(err, misuse.here) end
      return value
    end,
  }
end

--- Sends an iterator's first request before it is waited for.
pages.start = send_ahead

pages.class = class

--- it:next() for modules that build on an iterator over records.
pages.next_record = next_record

local Pages = class("ashby.pages", next_page)
local Records = class("ashby.records", next_record, close, take_record)

-- All fields are there from the beginning and none ever becomes nil: a call inside
-- which it is closed goes on with what it has.
local function new(metatable, context, request, own, map)
  return setmetatable({
    _context = context, _request = request, _next = request, _rest = own.max or false,
    _exchange = false, _document = false, _producer = false, _closed = false,
    _prefetch = own.prefetch ~= false, _map = map,
    _caller = own.caller or caller.new(context.host),
  }, metatable)
end

--- Iterator over what map makes of each answer. request.at(cursor) is the
-- request for the page at a cursor. own: max, prefetch; caller, if it is part of
-- another iterator.
function pages.pages(context, request, own, map)
  local it = new(Pages, context, request, own, map)
  return it, nil, nil, it
end

--- Iterator over records.
function pages.records(context, request, own)
  local it = new(Records, context, request, own)
  return it, nil, nil, it
end

return pages
