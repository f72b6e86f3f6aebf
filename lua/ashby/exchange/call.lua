--- call: one request with all its attempts: send, wait, read, retry. begin
-- sends and returns at once, finish waits, in the coroutine that calls it;
-- between the two the answer is under way.
--
-- SPDX-License-Identifier: MIT

local core = require "ashby.core"
local errors = require "ashby.errors"
local caller = require "ashby.exchange.caller"
local places = require "ashby.exchange.places"
local reply = require "ashby.exchange.reply"
local request = require "ashby.exchange.request"
local retry = require "ashby.exchange.retry"
local task = require "ashby.wait.task"

local clock = core.clock
local min = math.min

local call = {}

local Exchange = {}
Exchange.__index = Exchange

local function log(context, event)
  if context.log then context.log(event) end
end

local UNSURE = "it may have been done: look before you call it again"

-- The kinds of failures after which a write may have been done, but for the codes
-- of failures before the request was sent.
local OPEN = { network = true, timeout = true, server = true, protocol = true }
local NOT_LEFT = { resolve = true, connect = true }

-- Whether a write may have been done. Where trying again does not help, another
-- hint says why.
local function is_unsure(x, err)
  return x.sent_at and not x.request.idempotent and OPEN[err.kind] and not NOT_LEFT[err.code]
    and (err.retryable or not err.hint)
end

-- Every error is made here.
local function failure(x, facts)
  facts.method = x.request.method.name
  facts.attempts = facts.attempts or x.attempt
  facts.permission = x.request.method.permission
  local err = errors.new(facts)
  if err.kind == "auth" and x.context.service.auth_hint then
    err.hint = x.context.service.auth_hint
  elseif is_unsure(x, err) then
    err.hint = UNSURE
  end
  return err
end

-- ---- sending ----

local function send(x)
  local context, now = x.context, clock()
  local transfer, code, message = x.service.begin(context.session, x.request, context.timeout,
    x.notes)
  if not transfer then return failure(x, { code = code, message = message }) end
  context.session:step() -- it leaves now, not when it is waited for
  context.rate.leave(now)
  x.transfer, x.sent_at = transfer, now
  places.take(context, x)
  log(context, { event = "request", method = x.request.method.name, attempt = x.attempt })
end

-- Whether the service has to be prepared first, which may have to wait.
local function is_unprepared(x)
  local service = x.service
  return service == x.context.service and service.ready and not service.ready()
end

-- Sends, unless the rate limit says to wait first; returns an error if it
-- cannot.
local function start(x)
  local context = x.context
  if context.host.check then context.host.check() end
  local session, err = context.open()
  if not session then
    x.attempt = 0
    return failure(x, err)
  end
  if is_unprepared(x) then return end
  local delay = context.rate.delay(clock())
  if delay <= 0 then return send(x) end
  x.not_before = clock() + delay
  log(context, { event = "rate_wait", method = x.request.method.name, delay = delay })
end

-- ---- waiting ----

-- Wherever Lua allocates, a finalizer of the program may end the exchange: its
-- transfer is read once, and may be closed or nil afterwards; `cancelled` says so.
local function drop(x)
  local transfer = x.transfer
  x.transfer = nil
  if transfer then transfer:close() end
  places.leave(x.context, x)
end

local function deadline_passed(x)
  drop(x)
  return failure(x, { code = "deadline",
    message = ("not done within %g s"):format(x.context.deadline) })
end

-- One turn of the loop that drives everything.
local function turn(x, seconds)
  local session = x.context.session
  local look = places.look(x.context, x.caller)
  x.caller:wait(session, min(session:due() or 1, look or seconds, seconds))
  session:step()
end

-- Lets time pass until not_before. A delay that ends too late fails at once.
local function pause(x)
  local context = x.context
  local delay = x.not_before - clock()
  if x.not_before >= x.expires then
    return failure(x, { code = "rate_limit_exceeded", retry_after = delay,
      attempts = x.attempt - 1,
      message = ("the rate limit leaves no request for %.1f s"):format(delay) })
  end
  while clock() < x.not_before do
    if not context.session:is_open() then return failure(x, { code = "closed" }) end
    turn(x, x.not_before - clock())
  end
  x.not_before = nil
end

local function await(x)
  local transfer = x.transfer
  while transfer and not transfer:finished() do
    local left = x.expires - clock()
    if left <= 0 then return deadline_passed(x) end
    turn(x, left)
  end
end

-- ---- its outcome ----

local function outcome(x)
  local transfer, answer, facts = x.transfer, nil, nil
  if transfer then answer, facts = reply.read(x.context, x.service, x.request, transfer) end
  drop(x)
  if x.cancelled then
    return nil, failure(x, { code = "cancelled", message = "its iterator was closed meanwhile" })
  end
  local event = { event = "response", method = x.request.method.name, attempt = x.attempt,
    status = answer and 200 or facts.status, seconds = clock() - x.sent_at }
  if answer then
    event.request_id = answer.request_id
    log(x.context, event)
    return answer
  end
  local err = failure(x, facts)
  event.request_id, event.kind, event.code = err.request_id, err.kind, err.code
  log(x.context, event)
  return nil, err, facts.reset_in
end

-- ---- again ----

-- A request sent ahead may time out while the caller works on other things; it
-- is then sent again at once, and that does not count as an attempt.
local function was_stale(x, err)
  if not x.ahead or not err.retryable then return false end
  if err.kind ~= "network" and err.kind ~= "timeout" then return false end
  x.ahead = nil
  return x.request.idempotent
end

local function delay_of(x, err, reset_in)
  if was_stale(x, err) then return 0 end
  local context = x.context
  local delay = retry.decide({
    attempt = x.attempt, retries = context.retries, kind = err.kind,
    status = err.status, retryable = err.retryable, idempotent = x.request.idempotent,
    retry_after = err.retry_after, reset_in = reset_in, left = x.expires - clock(),
  }, context.random())
  if delay then x.attempt = x.attempt + 1 end
  return delay
end

local function plan_again(x, err, reset_in)
  local delay = delay_of(x, err, reset_in)
  if not delay then
    if err.kind == "rate_limited" then err.retry_after = err.retry_after or reset_in end
    return false
  end
  log(x.context, { event = "retry", method = x.request.method.name, attempt = x.attempt,
    delay = delay, kind = err.kind, code = err.code })
  x.not_before = clock() + delay
  return true
end

-- ---- the exchange ----

-- Runs until the request has been sent and its transfer has ended.
local function complete(x)
  if x.failed then return x.failed end
  while not x.transfer and not x.cancelled do
    if clock() >= x.expires then return deadline_passed(x) end
    local err
    if x.not_before then err = pause(x) end
    if not err and is_unprepared(x) then
      err = x.service.prepare(x, x.expires - clock())
    end
    err = err or start(x)
    if err then return err end
  end
  return await(x)
end

local function run(self)
  self.expires = self.latest or clock() + self.context.deadline
  local transfer = self.transfer
  if transfer then
    self.context.session:step()
    self.ahead = self.ahead and transfer:finished()
  end
  while true do
    local err = complete(self)
    if err then return nil, err end
    local answer, problem, reset_in = outcome(self)
    if answer then return answer end
    if self.service.recover and self.service.recover(self.notes, problem) then
      self.not_before = clock()
    elseif not plan_again(self, problem, reset_in) then
      return nil, problem
    end
  end
end

--- Waits for the answer: { document, count, more, cursor, sync_token,
-- request_id }, or nil and an error object.
function Exchange:finish()
  return self.caller:run(run, self)
end

--- As finish, for code that already runs inside the exchange's caller.
Exchange.arrive = run

--- Ends it wherever it is.
function Exchange:cancel()
  self.cancelled = true
  drop(self)
end

-- What a service may use to prepare itself, in the exchange that waits for it.

--- Sends another request first (see request.first), within the deadline of this
-- one; returns what finish returns.
function Exchange:ask(facts)
  return run(call.begin(self.context, request.first(facts),
    { caller = self.caller, latest = self.expires }))
end

--- Lets some time pass.
function Exchange:pass(seconds)
  turn(self, seconds)
end

--- Sends a request (see request.lua) and returns its exchange. own: ahead =
-- true if nobody waits for it yet; caller = the caller, where one has several
-- exchanges; latest = the time on the core's clock by which the whole call has
-- to be done. The notes of an exchange belong to its service, from sending to
-- answer.
function call.begin(context, what, own)
  local x = setmetatable({ context = context, request = what, attempt = 1, notes = {},
    ahead = own and own.ahead, latest = own and own.latest,
    caller = own and own.caller or caller.new(context.host),
    service = what.service or context.service }, Exchange)
  task.note(x)
  x.failed = start(x)
  return x
end

--- begin and finish.
function call.once(context, what)
  return call.begin(context, what):finish()
end

return call
