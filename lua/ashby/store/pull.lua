--- pull: brings the store to what the service has now: all entities side by
-- side, each in short transactions, one pull at a time.
--
-- SPDX-License-Identifier: MIT

local caller = require "ashby.exchange.caller"
local clock = require "ashby.store.clock"
local errors = require "ashby.errors"
local fields = require "ashby.store.fields"
local gather = require "ashby.gather"
local lock = require "ashby.store.lock"
local misuse = require "ashby.misuse"
local options = require "ashby.store.options"
local pass = require "ashby.store.pass"
local pulls = require "ashby.store.pulls"

local pull = {}

-- With fewer known records than TELLING, a pull does not ask whose they are; with
-- MANY or more, meeting a few of them does not prove that the company is the same.
local TELLING, MANY = 10, 100

-- ---- the passes ----

local function new_passes(run, names)
  local passes = {}
  for i, name in ipairs(names) do
    local one, err = pass.new(run, name)
    if not one then return nil, err end
    passes[i] = one
  end
  return passes
end

local function run_passes(run, passes)
  local functions = {}
  for _, one in ipairs(passes) do
    functions[one.name] = function()
      one:run()
      return true
    end
  end
  gather.run(run.context, functions, { settle = true }, run.caller)
end

-- A full pull that meets none of the known records, or hardly any of many, has
-- another company's key.
local function is_foreign(passes)
  local known, met = 0, 0
  for _, one in ipairs(passes) do
    if not one.error then
      if not one.is_full then return false end
      known, met = known + one.known, met + one.counts.known
    end
  end
  return known >= TELLING and (met == 0 or known >= MANY and pass.is_hardly_any(met, known))
end

local function undo_all(run, passes)
  for _, one in ipairs(passes) do
    local ok, err = one:undo()
    if ok == nil then return nil, err end
  end
  return run.db:run "update passes set suspect_at = null"
end

local function refuse_foreign(run, passes)
  local ok, err = run.db:transaction(undo_all, run, passes)
  if ok == nil then return nil, err end
  return nil, errors.new { code = "other_organisation",
    message = run.db.path .. ": the service lists none, or hardly any, of the records that the "
      .. "store knows" }
end

local function finish_one(run, one)
  local ok, err
  if one.error then ok, err = one:mark_stale() else ok, err = one:finish() end
  if ok == nil then return nil, err end
  return pulls.note(run, one.name, one:summary())
end

local function finish_all(run, passes)
  for _, one in ipairs(passes) do
    local ok, err = run.db:transaction(finish_one, run, one)
    if ok == nil then return nil, err end
  end
  return run.db:transaction(fields.refresh, run.db)
end

-- ---- what comes out ----

-- An entity that the key may not see is not a failure unless it was asked for.
local function first_failure(passes, named)
  for _, one in ipairs(passes) do
    local forbidden = one.error and one.error.kind == "permission"
    if one.error and (not forbidden or misuse.is_one_of(one.name, named)) then return one.error end
  end
end

-- If the key may see none of the entities, that is the error.
local function all_forbidden(passes)
  for _, one in ipairs(passes) do
    if not one.error then return nil end
  end
  return passes[1] and passes[1].error
end

local function summary_of(passes)
  local summary = {}
  for _, one in ipairs(passes) do summary[one.name] = one:summary() end
  return summary
end

local function with_history(run, given, summary)
  if not given.history then return true end
  local did, err = require "ashby.store.history".pull(run)
  if did then summary.history = did end
  return did, err
end

local function run_all(run, given)
  local passes, err = new_passes(run, options.names(given))
  if not passes then return nil, err end
  run_passes(run, passes)
  if is_foreign(passes) then return refuse_foreign(run, passes) end
  local ok, problem = finish_all(run, passes)
  if ok == nil then return nil, problem end
  local summary = summary_of(passes)
  local failure = first_failure(passes, options.named(given)) or all_forbidden(passes)
  if failure then return nil, failure, summary end
  ok, problem = with_history(run, given, summary)
  if not ok then return nil, problem, summary end
  return summary
end

-- ---- one pull ----

local function begin(run)
  local row, number = run.db:run "select coalesce(max(pull), 0) + 1 from pulls"
  if row == nil then return nil, number end
  run.number = number
  local at, err = clock.now(run.db)
  if not at then return nil, err end
  run.at = at
  return true
end

local function locked_pull(store, whole, context, given)
  local run = { db = store.db, caller = whole, context = context, full = given.full,
    progress = given.progress or function() end }
  local ok, err = store.db:transaction(begin, run)
  if not ok then return nil, err end
  local summary, failure, partial = run_all(run, given)
  local tidied, problem = store.db:tidy()
  if summary and not tidied then return nil, problem, summary end
  return summary, failure, partial
end

--- store.pull(options) -> what it did by entity, or nil, err.
function pull.run(store, given)
  given = options.check(given)
  local context = require "ashby.client".context_of(given.client or store.client)
  if not context then misuse.raise("store.pull: client is not a client of this module") end
  if given.offers and not context.service.has_methods then
    misuse.raise("store.pull: the hosted service has no offers")
  end
  if given.history and not context.service.has_methods then
    misuse.raise("store.pull: the hosted service has no history")
  end
  local whole = caller.new(context.host)
  local held, err = lock.take(store, whole, context.open())
  if not held then return nil, err end
  local summary, failure, partial = whole:run(locked_pull, store, whole, context, given)
  store.lock = nil
  held:close()
  return summary, failure, partial
end

return pull
