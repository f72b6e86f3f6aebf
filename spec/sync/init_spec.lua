--- Specs of sync: passes and tokens, what resets them, and that after any series
-- of changes the first pull and the increments together equal a full pull.
--
-- SPDX-License-Identifier: MIT

local cjson = require "cjson"
local helper = require "spec.helper"

local WITH_TOKENS = { "candidates", "applications", "jobs", "departments", "locations", "users",
  "candidate_tags", "custom_fields", "feedback_form_definitions" }
local WHOLE = { "job_postings", "sources", "archive_reasons" }

local function change(entity, order)
  local body = { entity = entity }
  for name, value in pairs(order) do body[name] = value end
  return helper.control("POST", "change", body)
end

-- A table that keeps a state, and the functions to load and save it.
local function in_memory()
  local kept = {}
  return kept, {
    load = function() return kept.data end,
    save = function(data)
      kept.data, kept.saves = data, (kept.saves or 0) + 1
      return true
    end,
  }
end

-- The records of a whole pass, by :next(), which works in every Lua.
local function drain(it, most)
  local records = {}
  while #records < (most or math.huge) do
    local record, err = it:next()
    if err then return records, err end
    if record == nil then break end
    records[#records + 1] = record
  end
  return records
end

local function sorted(list)
  local copy = {}
  for i, value in ipairs(list) do copy[i] = value end
  table.sort(copy)
  return copy
end

local function tokens_sent(method)
  local sent = {}
  for i, request in ipairs(helper.requests(method)) do
    sent[i] = cjson.decode(request.body).syncToken or false
  end
  return sent
end

describe("sync", function()
  local client, s, kept, state

  before_each(function()
    helper.reset()
    client = helper.client { retries = 0 }
    kept, state = in_memory()
    s = assert(client.sync { state = state })
  end)

  after_each(function() client.close() end)

  local function token_of(entity, filter)
    local entry = kept.data.entities[entity]
    return entry and entry[filter or "{}"].token
  end

  -- Makes a first pass and commits it: its records.
  local function first(entity, given)
    local records = drain(s.changes(entity, given))
    assert(s.commit())
    return records
  end

  for _, entity in ipairs(WITH_TOKENS) do
    it("returns all records first, then only what changed: " .. entity, function()
      assert.is_nil(s.full(entity))
      assert.same(helper.ids(entity), helper.pluck(first(entity)))
      assert.same({ true, "first_pass" }, { s.full(entity) })
      assert.same({}, first(entity))
      assert.same({ false }, { s.full(entity) })
      local done = change(entity, { update = 5, create = 2 })
      local wanted = sorted(done.updated)
      for _, id in ipairs(done.created) do wanted[#wanted + 1] = id end
      local got = {}
      for _, record in ipairs(drain(s.changes(entity, { limit = 2 }))) do
        got[#got + 1] = record.id
      end
      assert.same(sorted(wanted), sorted(got))
      assert.same({ false }, { s.full(entity) })
    end)
  end

  for _, entity in ipairs(WHOLE) do
    it("pulls lists without tokens whole: " .. entity, function()
      for _ = 1, 2 do
        assert.same(helper.ids(entity), helper.pluck(first(entity)))
        assert.same({ true, "no_sync_token" }, { s.full(entity) })
        assert.is_nil(token_of(entity))
      end
    end)
  end

  it("works in for loops, raw and by fields", function()
    first "users"
    local done = change("users", { update = 3 })
    local lines, names = {}, {}
    for line in s.changes("users", { raw = true }) do lines[#lines + 1] = line end
    assert.same(sorted(done.updated),
      sorted { cjson.decode(lines[1]).id, cjson.decode(lines[2]).id, cjson.decode(lines[3]).id })
    for user in s.changes("users", { fields = { "lastName" } }) do names[#names + 1] = user end
    for _, user in ipairs(names) do
      assert.matches("change", user.lastName)
      assert.is_string(user.id) -- is always there, as reconcile needs it
      assert.is_nil(user.firstName)
    end
    assert.equal(3, #names)
    assert(s.commit())
    assert.same(sorted(helper.ids "users"), sorted(kept.data.entities.users["{}"].ids))
  end)

  it("takes the token of the last page, and saves it only at commit", function()
    local it = s.changes("users", { limit = 50 })
    drain(it)
    assert.is_nil(kept.data)
    assert(s.commit())
    local answers = tokens_sent "user.list"
    assert.same({ false, false, false }, answers)
    assert.matches("^%w+$", token_of "users")
    local before = token_of "users"
    change("users", { update = 3 })
    drain(s.changes("users", { limit = 2 }))
    assert.equal(before, token_of "users")
    assert.same({ false, false, false, before, before }, tokens_sent "user.list")
    assert(s.commit())
    assert.not_equal(before, token_of "users")
  end)

  it("saves nothing of a pass that was broken off", function()
    first "users"
    local before = token_of "users"
    local done = change("users", { update = 9 })
    for _, most in ipairs { 1, 8, 9 } do -- 9: all records, but not the end
      local it = s.changes("users", { limit = 4 })
      assert.equal(most, #drain(it, most))
      it:close()
      assert.is_nil(it:next())
      assert(s.commit())
      assert.equal(before, token_of "users")
    end
    helper.fault { match = "user.list", skip = 1, status = 500, body = "x" }
    local records, err = drain(s.changes("users", { limit = 4 }))
    assert.equal(4, #records)
    assert.equal("server", err.kind)
    assert(s.commit())
    assert.equal(before, token_of "users")
    assert.same(sorted(done.updated), sorted(helper.pluck(drain(s.changes "users"))))
  end)

  describe("starts over and reports it:", function()
    -- A pass over changed users in pages of 2, under a fault that makes it start over.
    local function is_reset(reason, prepare)
      first "users"
      local token = token_of "users"
      change("users", { update = 5 })
      prepare()
      local all = helper.ids "users"
      local records = drain(s.changes("users", { limit = 2 }))
      assert.same({ true, reason }, { s.full "users" })
      for _ = 1, #records - #all do table.remove(records, 1) end -- from before the reset
      assert.same(all, helper.pluck(records))
      assert.equal(token, token_of "users")
      assert(s.commit())
      assert.not_equal(token, token_of "users")
      assert.same({}, drain(s.changes "users"))
      assert.same({ false }, { s.full "users" })
    end

    for _, code in ipairs { "sync_token_expired", "sync_token_invalid",
      "incremental_sync_too_large", "next_cursor_expired", "invalid_next_cursor",
      "cursor_invalid" } do
      for skip = 0, 1 do
        it(("%s on page %d"):format(code, skip + 1), function()
          is_reset(code, function()
            helper.fault { match = "user.list", kind = "success_false", code = code, skip = skip }
          end)
        end)
      end
    end

    it("a token that has expired", function()
      is_reset("sync_token_expired", function()
        helper.control("POST", "expire", { sync_tokens = true })
      end)
    end)

    it("an increment of too many pages", function()
      is_reset("incremental_sync_too_large", function()
        helper.control("POST", "options", { sync_page_cap = 2 })
      end)
    end)

    it("cursors that expire in a first pass", function()
      local it = s.changes("users", { limit = 50, prefetch = false })
      assert.equal(60, #drain(it, 60))
      helper.control("POST", "expire", { cursors = true })
      local rest = drain(it)
      assert.same({ true, "next_cursor_expired" }, { s.full "users" })
      assert.equal(#helper.ids "users", #rest - 40) -- the records of the second page come first
    end)

    it("but not forever", function()
      helper.fault { match = "user.list", kind = "success_false", code = "cursor_invalid",
        times = -1 }
      local records, err = drain(s.changes "users")
      assert.same({}, records)
      assert.equal("cursor_invalid", err.code)
      assert.equal("expired", err.kind)
      assert.equal(4, #helper.requests "user.list")
    end)
  end)

  it("leaves the token as it was after any other error", function()
    first "users"
    local before = token_of "users"
    local done = change("users", { update = 4 })
    for _, fault in ipairs { { status = 401, body = "no" }, { status = 429, body = "no" },
      { status = 500, body = "no" }, { kind = "cut_body", bytes = 20 }, { kind = "not_json" },
      { kind = "success_false", code = "missing_endpoint_permission" },
      { kind = "success_false", code = "invalid_input" }, { kind = "success_false" },
      { kind = "wrong_shape", variant = "results_null" } } do
      fault.match = "user.list"
      helper.fault(fault)
      local records, err = drain(s.changes "users")
      assert.same({}, records)
      assert.is_table(err)
      assert.not_equal("expired", err.kind)
      assert(s.commit())
      assert.equal(before, token_of "users")
    end
    assert.same(sorted(done.updated), sorted(helper.pluck(drain(s.changes "users"))))
  end)

  it("keeps a token per entity and filter", function()
    first "departments"
    first("departments", { include_archived = true })
    first("departments", { includeArchived = false })
    first "locations"
    local filters = kept.data.entities.departments
    assert.same({ '{"includeArchived":false}', '{"includeArchived":true}', "{}" }, sorted {
      next(filters), next(filters, (next(filters))),
      (next(filters, (next(filters, (next(filters)))))) })
    assert.not_equal(token_of "departments", token_of("departments", '{"includeArchived":true}'))
    assert.not_equal(token_of "departments", token_of "locations")
    first("departments", { limit = 3, fields = { "name" } }) -- select no records: the same token
    assert.same({ false }, { s.full "departments" })
    assert.same({}, first("departments", { include_archived = true }))
  end)

  it("returns by reconcile what is gone, each id once", function()
    first "users"
    local gone = change("users", { delete = 3, update = 2 }).deleted
    drain(s.changes "users")
    assert.same(sorted(gone), sorted(s.reconcile "users"))
    assert.same({}, s.reconcile "users")
    assert(s.commit())
    assert.same({}, s.reconcile "users")
    local hidden = change("users", { archive = 2 }).archived
    s = assert(client.sync { state = state })
    assert.same(sorted(hidden), sorted(s.reconcile("users", { raw = true, limit = 50 })))
    s = assert(client.sync { state = state }) -- not committed, so returned again
    assert.same(sorted(hidden), sorted(s.reconcile "users"))
  end)

  it("reconciles what a full pass no longer lists, and lists without tokens", function()
    first "users"
    first "sources"
    local gone = change("users", { delete = 2 }).deleted
    local gone_sources = change("sources", { delete = 1 }).deleted
    helper.control("POST", "expire", { sync_tokens = true })
    first "users"
    assert.is_true(s.full "users")
    assert.same(sorted(gone), sorted(s.reconcile "users"))
    first "sources"
    assert.same(gone_sources, s.reconcile "sources")
    helper.fault { match = "user.list", status = 500, body = "x" }
    local ids, err = s.reconcile "users"
    assert.is_nil(ids)
    assert.equal("server", err.kind)
  end)

  it("reconciles with the records of all passes before a commit", function()
    drain(s.changes "users")
    local gone = change("users", { delete = 2 }).deleted
    drain(s.changes "users") -- from the beginning again, as nothing was committed
    assert(s.commit())
    local told, listed = s.reconcile "users"
    assert.same(sorted(gone), sorted(told))
    local ids = {}
    for id in pairs(listed) do ids[#ids + 1] = id end
    assert.same(sorted(helper.ids "users"), sorted(ids))
  end)

  it("pulls whole lists through the hosted service, and takes no failed one for empty", function()
    local hosted = helper.hosted()
    local own = assert(hosted.sync { state = state })
    assert.same(helper.ids "users", helper.pluck(drain(own.changes "users")))
    assert.same({ true, "no_sync_token" }, { own.full "users" })
    assert.equal(#helper.ids "sources", #drain(own.changes "sources"))
    assert(own.commit())
    helper.fault { match = "hosted:sources.list", kind = "success_false" }
    local ids, err = own.reconcile "sources"
    assert.is_nil(ids)
    assert.equal("hosted_list_failed", err.code)
    assert.same({}, own.reconcile "sources")
    hosted.close()
  end)

  it("raises for misuse", function()
    local ROWS = {
      { client.sync, nil, "a table with state" }, { client.sync, {}, "state = a file's path" },
      { client.sync, { state = "" }, "state = a file's path" },
      { client.sync, { state = {} }, "state = { load = function" },
      { client.sync, { state = state, stat = 1 }, "did you mean 'state'" },
      { s.changes, "user", "did you mean 'users'" }, { s.full, "user", "unknown entity" },
      { s.reconcile, "user", "unknown entity" }, { s.changes, s, "with a dot, not a colon" },
    }
    for _, row in ipairs(ROWS) do
      assert.matches(row[3], helper.misuse(row[1], row[2]), 1, true)
    end
    for _, name in ipairs { "cursor", "sync_token", "syncToken", "max", "parallel" } do
      assert.matches("'" .. name .. "' is set by the sync itself",
        helper.misuse(s.changes, "users", { [name] = 5 }), 1, true)
    end
    assert.matches("unknown parameter 'includ_deactivated'",
      helper.misuse(s.changes, "users", { includ_deactivated = true }), 1, true)
    for _, status in ipairs { { "Open", 7 }, { a = "Open" }, 7, { "Open", nil, "Closed" } } do
      assert.matches("bad argument 'status'",
        helper.misuse(s.changes, "jobs", { status = status }), 1, true)
    end
    assert.matches("a table of parameters expected",
      helper.misuse(s.changes, "jobs", "Open"), 1, true)
    assert.equal(0, helper.count())
  end)

  it("commits nothing after it is closed, or where nothing can be saved", function()
    drain(s.changes "departments")
    state.save = function() return nil, "the disk is full" end
    local broken = assert(client.sync { state = state })
    drain(broken.changes "departments")
    local ok, err = broken.commit()
    assert.is_nil(ok)
    assert.matches("the disk is full", tostring(err), 1, true)
    s.close()
    s.close()
    ok, err = s.commit()
    assert.is_nil(ok)
    assert.equal("closed", err.kind)
    assert.is_nil(kept.saves)
  end)

  it("reports a list that should have a token and has none", function()
    helper.fault { match = "department.list", status = 200,
      body = '{"success":true,"results":[],"moreDataAvailable":false}' }
    first "departments"
    first "departments"
    assert.same({ true, "no_sync_token" }, { s.full "departments" })
  end)
end)
