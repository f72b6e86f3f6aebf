--- What can go wrong around a store: processes that end at any moment, a full
-- disk, other programs, and unexpected records. Each leads to a named error or
-- the right rows, and nothing is lost.
--
-- SPDX-License-Identifier: MIT

local ashby = require "ashby"
local files = require "spec.store.files"
local helper = require "spec.helper"
local kit = require "spec.store.kit"
local process = require "spec.fixtures.process"
local shell = require "tools.shell"
local sqlite = require "ashby.sqlite"

local client

setup(function() client = helper.client() end)
before_each(function()
  helper.reset()
  helper.control("POST", "options", { rate_limit = 1000000 })
end)
teardown(function()
  helper.reset()
  client.close()
  files.remove()
end)

local function open(path, options)
  return assert(ashby.store(path or files.path(), kit.with({ client = client }, options)))
end

-- ---- processes ----

local PULL = [[
local ashby = require "ashby"
local store, err = ashby.store(arg[1])
if not store then io.stderr:write(tostring(err), "\n") os.exit(1) end
io.stdout:write("open\n") io.stdout:flush()
local summary, failure = store.pull { full = arg[2] == "full" }
print(summary and "done" or failure)
]]

describe("another process #slow", function()
  it("cannot pull while one does", function()
    local path, program = files.path(), files.path "pull.lua"
    shell.write(program, PULL)
    local store, said = open(path), nil
    assert(store.pull { entities = { "jobs" }, progress = function()
      said = said or shell.output(("env %s '%s' '%s' '%s' 2>&1"):format(helper.settings(),
        helper.lua, program, path))
    end })
    assert.is_truthy(said:find("another pull is under way (invalid, locked)", 1, true), said)
    store.close()
  end)

  it("sees the same counts twice inside one transaction during a pull", function()
    local path = files.path()
    local store = open(path)
    assert(store.pull { entities = { "users" } })
    local engine = require "ashby.store.engine.sqlite"
    local reader = assert(require "ashby.sqlite".open(path, {}))
    assert(engine.run(reader, "begin") ~= nil)
    local _, before = engine.run(reader, "select count(*) from applications_all")
    local pages = 0
    assert(store.pull { entities = { "applications" }, progress = function()
      pages = pages + 1
      local _, again = engine.run(reader, "select count(*) from applications_all")
      assert(again == before)
    end })
    assert.equal(30, pages)
    assert(engine.run(reader, "commit") ~= nil)
    local _, after = engine.run(reader, "select count(*) from applications_all")
    assert.equal(3000, after)
    reader:close()
    store.close()
  end)

  -- A process that opens and closes a file loses the locks that it has on it.
  -- The last program that has a lock removes the log when it closes the file.
  it("that opens and closes the file leaves the log to those that still have it", function()
    local path = files.path()
    local store = open(path)
    local second = open(path, { read_only = true })
    assert(store.pull { entities = { "jobs" } })
    second.close()
    local status, said = helper.script(([[
      local store = assert(require "ashby".store "%s")
      print(#store.jobs.all())
      store.close()
    ]]):format(path))
    assert.equal(0, status, said)
    assert.equal("54", said:match "%d+")
    assert.is_truthy(shell.read(path .. "-wal"))
    store.close()
  end)

  it("that is forked while a pull waits writes nothing, and the parent's pull goes on", function()
    local store, pid = open(), nil
    local summary, err = store.pull { progress = function() pid = pid or process.fork() end }
    if pid == 0 then process.exit(not summary and err.code == "forked" and 0 or 1) end
    assert.equal(0, process.wait(pid))
    assert.is_nil(err)
    kit.assert_equal(store, client)
    assert.equal(1, #store.pulls())
    store.close()
  end)

  it("that is a forked child leaves the parent's store alone", function()
    local path = files.path()
    local store = open(path)
    assert(store.pull { entities = { "jobs", "users" } })
    local pid = process.fork()
    if pid == 0 then
      local ok, good = pcall(function()
        local jobs, err = store.jobs.all()
        local row, failed = store.sql("select 1"):next()
        store.close()
        collectgarbage()
        return not jobs and err.code == "forked" and not row and failed.code == "forked"
          and select(2, store.pull()).code ~= nil
      end)
      process.exit(ok and good and 0 or 1)
    end
    assert.equal(0, process.wait(pid))
    assert.equal(54, #store.jobs.all())
    assert(store.pull { entities = { "jobs" } })
    store.close()
    assert.equal(54, #(function()
      local again = open(path, { read_only = true })
      local jobs = again.jobs.all()
      again.close()
      return jobs
    end)())
  end)
end)

-- ---- the disk ----

describe("a full disk #slow", function()
  local folder

  -- Whether a disk of that size is there now.
  local function mount(size)
    folder = files.path "small"
    shell.run("mkdir -p '" .. folder .. "'")
    local status = shell.run(("mount -t tmpfs -o size=%s none '%s' 2>/dev/null"):format(size,
      folder))
    return status == 0 or pending("no tmpfs can be mounted here")
  end

  after_each(function() shell.run(("umount '%s' 2>/dev/null"):format(folder)) end)

  it("is an error with a code even where a file beside the store does not fit", function()
    if not mount "32k" then return end
    local store, err = ashby.store(folder .. "/hiring.db")
    assert.is_nil(store)
    assert.equal("store_full", err.code)
  end)

  it("is told where what is erased cannot be written into the file", function()
    if not mount "8m" then return end
    local path = folder .. "/hiring.db"
    local store, reader = open(path), assert(sqlite.open(path, {}))
    local run = require "ashby.store.engine.sqlite".run
    run(reader, "begin")
    run(reader, "select count(*) from kept")
    assert(store.pull { entities = { "jobs", "users" } })
    reader:close()
    shell.run(("cat /dev/zero > '%s/filler' 2>/dev/null"):format(folder))
    local did, err = store.purge { gone_before = "1d" }
    os.remove(folder .. "/filler")
    local again = store.purge { gone_before = "1d" }
    local log = shell.read(path .. "-wal")
    store.close()
    assert.is_nil(did)
    assert.equal("store_full", err.code)
    assert.is_table(again)
    assert.equal("", log)
  end)

  it("is an error with a code, and the next pull goes on", function()
    if not mount "3m" then return end
    local path = folder .. "/hiring.db"
    local store = open(path)
    local summary, err = store.pull()
    local before = kit.value(store, "select count(*) from kept")
    shell.run(("mount -o remount,size=200m '%s'"):format(folder))
    local again, problem = store.pull()
    local difference = again and kit.difference(store, client, "applications")
    store.close()
    assert.is_nil(summary)
    assert.equal("store_full", err.code)
    assert.is_truthy(tostring(err):find("make room", 1, true))
    assert.is_true(before > 0)
    assert(again, tostring(problem))
    assert.is_nil(difference)
  end)
end)

describe("a store's file", function()
  for name, orders in pairs {
    ["is deleted"] = "rm '%s'",
    ["is moved"] = "mv '%s' '%s.old'",
    ["is replaced"] = "mv '%s' '%s.old' && cp '%s.old' '%s'",
  } do
    it("that " .. name .. " during a pull is an error with a code", function()
      local path, done = files.path(), nil
      local store = open(path)
      local summary, err = store.pull { progress = function()
        done = done or shell.run((orders:gsub("%%s", function() return path end)))
      end }
      store.close()
      assert.is_nil(summary)
      assert.equal("store_missing", err.code)
    end)
  end

  it("whose lock cannot be taken is not blamed itself", function()
    local path = files.path()
    local store = open(path)
    shell.run(("mkdir '%s.lock'"):format(path))
    local summary, err = store.pull()
    store.close()
    assert.is_nil(summary)
    assert.is_truthy(tostring(err):find(path .. ".lock: ", 1, true))
  end)
end)

describe("a store that another program has spoilt", function()
  for name, sql in pairs {
    ["a table of arrays that is gone"] = "drop table application_hiring_team_all",
    ["a table in the place of an index"] = "drop index applications_all_by_job_id;"
      .. "create table applications_all_by_job_id (a)",
  } do
    it(name .. " is an error with a code, and no pass is taken for whole", function()
      local path = files.path()
      local store = open(path)
      assert(store.pull { entities = { "applications" } })
      store.close()
      local other = assert(sqlite.open(path, {}))
      for statement in sql:gmatch "[^;]+" do
        assert(assert(other:prepare(statement)):run() ~= nil)
      end
      other:close()
      store = open(path)
      local summary, err = store.pull { entities = { "applications" } }
      assert.is_nil(summary)
      assert.equal("sql", err.code)
      store.close()
    end)
  end
end)

-- ---- records ----

describe("a record", function()
  local store

  before_each(function() store = open() end)
  after_each(function() store.close() end)

  local TAG = '{"id":"t1","title":"one","isArchived":false}'
  local ONLY = { entities = { "candidate_tags" } }

  for name, record in pairs {
    ["without an id"] = '{"title":"x","isArchived":false}',
    ["with a number for an id"] = '{"id":7,"title":"x","isArchived":false}',
    ["with null for an id"] = '{"id":null,"title":"x","isArchived":false}',
  } do
    it(name .. " is an error with a code, and nothing is lost", function()
      kit.sends("candidateTag.list", { TAG, record })
      local summary, err = store.pull(ONLY)
      assert.is_nil(summary)
      assert.equal("no_id", err.code)
      assert(store.pull(ONLY))
      assert.is_nil(kit.difference(store, client, "candidate_tags", { include_archived = true }))
    end)
  end

  it("that comes twice in a pass is kept once, as it was last", function()
    kit.sends("candidateTag.list", { TAG, TAG, (TAG:gsub("one", "two")) })
    local did = assert(store.pull(ONLY)).candidate_tags
    assert.same({ 1, 1, 3 }, { did.new, did.changed, did.records })
    assert.equal("two", store.candidate_tags.get("t1").title)
  end)

  it("whose member has another type keeps it in its bytes, and the pull says so", function()
    kit.sends("candidateTag.list", { '{"id":"t1","title":{"en":"one"},"isArchived":"no"}',
      '{"id":"t2","title":5,"isArchived":true}' })
    local did = assert(store.pull(ONLY)).candidate_tags
    assert.same({ title = { count = 2, first_id = "t1" }, is_archived = { count = 1,
      first_id = "t1" } }, did.unfit)
    assert.same({ en = "one" }, store.candidate_tags.get("t1").title)
    local row = store.sql("select title, is_archived from candidate_tags where id = 't1'"):next()
    assert.same({}, row)
    assert.equal(1, store.pulls()[1].entities.candidate_tags.unfit.is_archived.count)
  end)

  it("whose arrays are not arrays, or have other elements, is counted by table", function()
    kit.sends("candidate.list", { '{"id":"c1","emailAddresses":"x","phoneNumbers":5,'
      .. '"tags":["a",{"id":"t"}],"socialLinks":{"type":"x"},"applicationIds":[1,"a"],'
      .. '"customFields":[5,null]}' })
    local did = assert(store.pull { entities = { "candidates" } }).candidates
    local one = { count = 1, first_id = "c1" }
    assert.same({ candidate_emails = one, candidate_phones = one, candidate_links = one,
      candidate_tag_links = one, custom_field_values = one,
      ["candidate_applications.application_id"] = one }, did.unfit)
    assert.equal("1", tostring(did.unfit.candidate_emails.count))
    assert.equal("t", kit.value(store, "select tag_id from candidate_tag_links where position = 2"))
  end)

  it("of a job with anything in the place of posting ids is returned as it was sent", function()
    local records = {}
    for i, ids in ipairs { "5", '"p"', "true", "{}", '[null,7,["p"],"p"]' } do
      records[i] = ('{"id":"j%d","title":"x","status":"Open","jobPostingIds":%s}'):format(i, ids)
    end
    kit.sends("jobPosting.list", { '{"id":"p","title":"x","status":"Draft"}' })
    kit.sends("job.list", records)
    assert(store.pull { entities = { "jobs", "job_postings" } })
    local got = assert(store.jobs.all())
    assert.same({ 5, "p", true, {} }, { got[1].jobPostingIds, got[2].jobPostingIds,
      got[3].jobPostingIds, got[4].jobPostingIds })
    assert.equal(3, #got[5].jobPostingIds)
    assert.same(records, store.jobs.all { raw = true })
  end)

  it("of any content is returned as it was sent", function()
    local records = {
      [[{"id":"a","title":"a\u0000b","isArchived":false,"x":"\u0000"}]],
      [[{"id":"b","title":"\ud800","isArchived":false,"\udfff":"\ud83d"}]],
      '{"id":"c","title":"x","isArchived":false,"n":' .. ("9"):rep(300) .. "}",
      '{"id":"d","title":"x","isArchived":false,"n":-0.0,"m":1E5,"o":[[[]]],"p":{"":{}}}',
      [[{"id":"e\u0065","title":"'; drop table kept; --","isArchived":false}]],
      '{"id":"f","title":"", "isArchived" : false , "unknown": [1, null, {"a":null}] }',
      '{"id":"g","title":"' .. ("x"):rep(300000) .. '","isArchived":true}',
    }
    kit.sends("candidateTag.list", records)
    assert(store.pull(ONLY))
    local raw = {}
    for record in store.candidate_tags.each { raw = true, include_archived = true } do
      raw[#raw + 1] = record
    end
    assert.same(records, raw)
    local row = store.sql("select title from candidate_tags where id = 'a'"):next()
    assert.equal("a\0b", row.title)
    assert.equal("'; drop table kept; --", store.candidate_tags.get("ee").title)
  end)
end)
