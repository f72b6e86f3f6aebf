--- Specs of ashby.store: which files it makes, opens, upgrades and refuses.
--
-- SPDX-License-Identifier: MIT

local ashby = require "ashby"
local files = require "spec.store.files"
local helper = require "spec.helper"
local shell = require "tools.shell"
local sqlite = require "ashby.sqlite"

-- Runs statements on a file without the store.
local function change(path, ...)
  local db = assert(sqlite.open(path, { create = true }))
  for _, sql in ipairs { ... } do
    local statement = assert(db:prepare(sql))
    assert(statement:run() ~= nil)
    statement:close()
  end
  db:close()
end

-- Asserts that a path fails with that code, and the file stays as it was.
local function refuses(path, options, code, words)
  local before = shell.read(path)
  local store, err = ashby.store(path, options)
  assert.is_nil(store)
  assert.equal(code, err.code)
  assert.is_truthy(err.message:find(path, 1, true), err.message)
  if words then assert.is_truthy(tostring(err):find(words, 1, true), tostring(err)) end
  assert.is_string(err.hint)
  assert.equal(before, shell.read(path))
end

describe("ashby.store", function()
  local client

  setup(function()
    helper.reset()
    client = helper.client()
  end)
  teardown(function()
    client.close()
    files.remove()
  end)

  local function filled(path)
    local store = assert(ashby.store(path, { client = client }))
    assert(store.pull { entities = { "jobs", "users", "candidate_tags" } })
    return store
  end

  it("makes a file that its owner alone can read, and opens it again", function()
    local path = files.path()
    filled(path).close()
    assert.equal("600", shell.output("stat -c %a '" .. path .. "'"))
    local store = assert(ashby.store(path))
    assert.equal(54, #store.jobs.all())
    store.close()
    store.close()
    local jobs, err = store.jobs.all()
    assert.is_nil(jobs)
    assert.equal("closed", err.code)
    assert.equal("closed", select(2, store.sql("select 1"):next()).code)
    assert.equal("closed", select(2, store.pull()).code)
    assert.equal("closed", select(2, store.jobs.search { query = {} }).code)
    assert.matches("query = {", helper.misuse(store.jobs.search), 1, true)
  end)

  it("is closed by the collector", function()
    local path = files.path()
    filled(path)
    collectgarbage()
    collectgarbage()
    assert(ashby.store(path)).close()
    local mt = getmetatable(assert(ashby.store(path)))
    assert.is_function(mt.__close)
    collectgarbage()
    collectgarbage()
  end)

  it("with read_only changes nothing", function()
    local path = files.path()
    filled(path).close()
    local before = shell.read(path)
    local store = assert(ashby.store(path, { read_only = true }))
    assert.equal(54, #store.jobs.all())
    for _, call in ipairs { store.pull, store.apply, store.purge } do
      local done, err = call()
      assert.is_nil(done)
      assert.equal("store_read_only", err.code)
    end
    store.close()
    assert.equal(before, shell.read(path))
  end)

  it("refuses a file that is not a store, and leaves it alone", function()
    local text, other = files.path(), files.path()
    shell.write(text, ("no database "):rep(500))
    refuses(text, nil, "not_a_store")
    refuses(text, { read_only = true }, "not_a_store")
    change(other, "create table t (a)", "insert into t values (1)")
    refuses(other, nil, "not_a_store", "not the store's")
    refuses(other, { read_only = true }, "not_a_store")
    refuses(files.path "nowhere.db", { read_only = true }, "store_missing")
    refuses("/nowhere/at/all.db", nil, "store_file", "No such file")
    refuses(os.getenv "TMPDIR" or "/tmp", nil, "store_file")
    local emptied = files.path()
    change(emptied, "pragma application_id = 0x61736862", "pragma user_version = 1")
    refuses(emptied, nil, "store_damaged", "tables are missing")
  end)

  it("does not wait for the other end of a pipe", function()
    local path = files.path "pipe"
    shell.run(("mkfifo '%s'"):format(path))
    for _, options in ipairs { { read_only = true }, {} } do
      local store, err = ashby.store(path, options)
      assert.is_nil(store)
      assert.equal("store_file", err.code)
      assert.is_truthy(err.message:find("not a regular file", 1, true))
    end
  end)

  it("refuses a newer store, and one with damaged bytes", function()
    local path = files.path()
    filled(path).close()
    change(path, "pragma user_version = 99")
    refuses(path, nil, "store_newer", "99")
    refuses(path, { read_only = true }, "store_newer")
    local damaged = files.path()
    filled(damaged).close()
    local bytes = shell.read(damaged)
    shell.write(damaged, bytes:sub(1, 100) .. ("\255"):rep(16000) .. bytes:sub(16101))
    refuses(damaged, nil, "store_damaged")
  end)

  it("leaves a user's own tables and views alone, also where it makes its columns again", function()
    local path = files.path()
    filled(path).close()
    change(path, "create table notes (job_id, text)", "insert into notes select id, 'x' from jobs",
      "create view noted as select j.title, n.text from jobs j join notes n on n.job_id = j.id",
      "update meta set value = 'other' where name = 'columns'")
    local store = assert(ashby.store(path))
    assert.equal(54, #store.jobs.all())
    assert.equal(60, store.sql("select count(*) as n from noted"):next().n)
    store.close()
  end)

  it("brings an older store up to date from its bytes", function()
    local path = files.path()
    local store = filled(path)
    helper.control("POST", "change", { entity = "jobs", delete = 1 })
    assert(store.pull { entities = { "jobs" }, full = true })
    local function facts(from)
      local rows = {}
      for row in from.sql("select j.*, (select count(*) from job_hiring_team h "
        .. "where h.job_id = j.id) as team from jobs_all j order by id") do
        rows[#rows + 1] = row
      end
      return rows
    end
    local before, records = facts(store), store.jobs.all()
    assert.equal(60, #before)
    store.close()
    change(path, "update meta set value = 'other' where name = 'columns'",
      "update jobs_all set title = 'spoilt', status = null", "delete from job_hiring_team_all")
    refuses(path, { read_only = true }, "store_older")
    store = assert(ashby.store(path, { client = client }))
    assert.is_nil(helper.difference(before, facts(store)))
    assert.is_nil(helper.difference(records, store.jobs.all()))
    local summary = assert(store.pull { entities = { "jobs" } })
    assert.equal("incremental", summary.jobs.mode)
    store.close()
    helper.reset()
  end)

  it("says that another writer holds it #slow", function()
    local path = files.path()
    local store = filled(path)
    local db = assert(sqlite.open(path, {}))
    assert(assert(db:prepare("begin immediate")):run() == false)
    local summary, err = store.pull { entities = { "jobs" } }
    assert.is_nil(summary)
    assert.equal("store_busy", err.code)
    assert.is_true(err.retryable)
    db:close()
    assert(store.pull { entities = { "jobs" } })
    store.close()
  end)

  it("stays where it was opened when the program changes its folder", function()
    local status, said = helper.script([[
      local lfs = require "lfs"
      local ashby = require "ashby"
      assert(lfs.chdir(arg[1]))
      local store = assert(ashby.store "moved.db")
      assert(lfs.chdir "/")
      assert(store.pull { entities = { "jobs" } })
      print(store.sql("select count(*) as n from jobs"):next().n)
      store.close()
      print((lfs.attributes("/moved.db.lock", "mode") or lfs.attributes("/moved.db", "mode")))
    ]], helper.settings(), ("'%s'"):format(files.path():match "(.*)/"))
    assert.equal(0, status, said)
    assert.equal("60\nnil", (said:gsub("%s+$", "")))
  end)

  it("reports that its file is gone", function()
    local path = files.path()
    local store = filled(path)
    os.remove(path)
    for _, err in ipairs { select(2, store.pull()), select(2, store.jobs.all()),
      select(2, store.purge { gone_before = "1d" }), select(2, store.sql "select 1":next()) } do
      assert.equal("store_missing", err.code)
      assert.is_truthy(tostring(err):find("open the store again", 1, true))
    end
    store.close()
  end)

  it("says what to install where SQLite is missing", function()
    local status, said = helper.script([[
      package.preload["ashby.sqlite"] = function() error("no such library") end
      local store, err = require "ashby".store("/tmp/nothing.db")
      print(store, err.code, tostring(err))
    ]])
    assert.equal(0, status)
    assert.is_truthy(said:find("nil%s+no_sqlite"), said)
    assert.is_truthy(said:find("libsqlite3-dev", 1, true), said)
  end)

  it("raises for misuse at the caller's line", function()
    for words, fn in pairs {
      ["the path of a file"] = function() ashby.store() end,
      ["got ''"] = function() ashby.store("") end,
      ["NUL"] = function() ashby.store("a\0b") end,
      ["did you mean 'read_only'"] = function() ashby.store("x", { readonly = true }) end,
      ["a boolean expected"] = function() ashby.store("x", { read_only = 1 }) end,
    } do
      local said = helper.misuse(fn)
      assert.is_truthy(said:find(words, 1, true), said)
      assert.is_truthy(said:find("init_spec.lua:%d+:"), said)
    end
  end)

  -- Another user, who may read everything: this tree may be in root's own folder.
  local READER = "setpriv --reuid=nobody --clear-groups --inh-caps=-all,+dac_read_search "
    .. "--ambient-caps=-all,+dac_read_search"

  -- What an ordinary user gets from a store in a folder that cannot be written
  -- to; nil where no other user can be had.
  local function as_reader(path)
    local folder = path:match "(.*)/"
    shell.run(("rm -f '%s.lock'; chmod 755 '%s/..'; chmod 444 '%s'*; chmod 555 '%s'"):format(path,
      folder, path, folder))
    if shell.run "id nobody >/dev/null && command -v setpriv" ~= 0 then return nil end
    local program = os.tmpname()
    shell.write(program, ([[
      local store, err = require "ashby".store("%s", { read_only = true })
      print(store and #store.jobs.all() or tostring(err))
      print(select(2, require "ashby".store "%s"))]]):format(path, path))
    shell.run(("chmod 644 '%s'"):format(program))
    local status, said = shell.run(("%s '%s' '%s' 2>&1"):format(READER, helper.lua, program))
    os.remove(program)
    assert.equal(0, status, said)
    return said
  end

  local function in_folder(name)
    shell.run(("mkdir '%s'"):format(files.path(name)))
    return files.path(name) .. "/hiring.db"
  end

  it("opens a file in a folder that it cannot write to", function()
    local path = in_folder "closed"
    filled(path).close()
    local said = as_reader(path)
    if not said then return end
    assert.equal("54", said:match "^%d+", said)
    assert.is_truthy(said:find("store_read_only); check the modes", 1, true), said)
  end)

  it("opens it there beside an empty log, but not beside one that is not", function()
    local empty, left = in_folder "empty", in_folder "left"
    local path = files.path()
    local store = filled(path)
    assert(store.pull { entities = { "users" }, full = true, progress = function()
      shell.run(("cp '%s' '%s'; cp '%s-wal' '%s-wal'"):format(path, left, path, left))
    end })
    shell.run(("cp '%s' '%s'; cp '%s-wal' '%s-wal'"):format(path, empty, path, empty))
    store.close()
    assert.equal("", shell.read(empty .. "-wal"))
    if shell.read(left .. "-wal") == "" then error "the log is empty" end
    local said = as_reader(empty)
    if not said then return end
    assert.equal("54", said:match "^%d+", said)
    said = as_reader(left)
    assert.is_truthy(said:find("it was not closed, and the log beside it", 1, true), said)
    assert.is_truthy(said:find("store_file", 1, true), said)
  end)
end)
