--- Specs of memory: the state that a sync keeps between runs, in a file that
-- people can read, with one writer at a time, or by functions.
--
-- SPDX-License-Identifier: MIT

local cjson = require "cjson"
local state = require "ashby.sync.memory"
local helper = require "spec.helper"
local shell = require "tools.shell"

local DATA = {
  version = 1,
  entities = {
    users = { ["{}"] = { token = "abc123def", saved_at = "2026-09-01T08:00:00Z",
      ids = { "u1", "u2" } } },
    jobs = {
      ['{"status":["Open"]}'] = { token = "t\"\\\1ü", ids = {} },
      ["{}"] = { saved_at = "2026-09-01T08:00:00Z" },
    },
  },
}

describe("a state", function()
  local dir, path

  before_each(function()
    dir = shell.folder()
    path = dir .. "/my state.json"
  end)

  after_each(function()
    shell.remove(dir)
    shell.remove(dir .. ".lock")
  end)

  it("in a file is empty at first, and then what was saved", function()
    local s = assert(state.open(path))
    assert.same({ version = 1, entities = {} }, s.data)
    assert.is_nil(io.open(path)) -- nothing is written before there is something
    assert.is_true(s.save(s.data))
    assert.same(s.data, cjson.decode(shell.read(path)))
    assert.is_true(s.save(DATA))
    s.close()
    s = assert(state.open(path))
    assert.is_nil(helper.difference(DATA, s.data))
    s.close()
  end)

  it("can be read by people", function()
    local s = assert(state.open(path))
    assert(s.save(DATA))
    s.close()
    assert.equal([[
{
  "version": 1,
  "entities": {
    "jobs": {
      "{\"status\":[\"Open\"]}": {
        "token": "t\"\\\u0001ü",
        "ids": []
      },
      "{}": {
        "saved_at": "2026-09-01T08:00:00Z"
      }
    },
    "users": {
      "{}": {
        "token": "abc123def",
        "saved_at": "2026-09-01T08:00:00Z",
        "ids": ["u1","u2"]
      }
    }
  }
}
]], shell.read(path))
    assert.matches("^%-rw%-%-%-%-%-%-%-", shell.output(("ls -l '%s'"):format(path)))
  end)

  it("may be edited by people", function()
    shell.write(path,
      '{"entities": {"users": {"{}": {"token": null, "note": "x"}}}, "version": 1.0}')
    local s = assert(state.open(path))
    assert.is_nil(s.data.entities.users["{}"].token)
    s.close()
  end)

  it("that is damaged is refused, and left as it is", function()
    for _, text in ipairs { "", "{", "[]", "null", "3", "{}", '{"version":1}', '{"entities":{}}',
      '{"version":"1","entities":{}}', '{"version":1,"entities":7}',
      '{"version":1,"entities":{"users":7}}', '{"version":1,"entities":{"users":{"{}":7}}}',
      '{"version":1,"entities":{"users":{"{}":{"token":7}}}}',
      '{"version":1,"entities":{"users":{"{}":{"token":""}}}}',
      '{"version":1,"entities":{"users":{"{}":{"ids":"u1"}}}}',
      '{"version":1,"entities":{"users":{"{}":{"ids":["u1",2]}}}}',
      '{"version":1,"entities":{}} x', "\0\0\0\0" } do
      shell.write(path, text)
      local s, err = state.open(path)
      assert.is_nil(s, text)
      assert.equal("bad_state", err.code)
      assert.equal("invalid", err.kind)
      assert.matches(path, err.message, 1, true)
      assert.equal(text, shell.read(path))
    end
  end)

  it("of a newer version is refused, and says so", function()
    shell.write(path, '{"version":2,"entities":{}}')
    local s, err = state.open(path)
    assert.is_nil(s)
    assert.equal("bad_state", err.code)
    assert.matches("is of version 2; this one reads version 1", err.message, 1, true)
  end)

  it("that cannot be read or written is an error", function()
    local s, err = state.open(dir .. "/no/such/folder.json")
    assert.is_nil(s)
    assert.equal("file", err.code)
    assert.matches("No such file", err.message, 1, true)
    assert.matches("its folder has to be there", err.hint, 1, true)
    assert.matches("or the .lock beside it", err.message, 1, true)
    s, err = state.open(dir)
    assert.is_nil(s)
    assert.equal("file", err.code)
    assert.matches("directory", err.message, 1, true)
    s = assert(state.open(path))
    shell.run(("mkdir '%s.new'"):format(path))
    local ok, problem = s.save(DATA)
    assert.is_nil(ok)
    assert.equal("file", problem.code)
    assert.matches(path .. ": ", problem.message, 1, true)
    s.close()
  end)

  it("has one writer at a time", function()
    local s = assert(state.open(path))
    local other, err = state.open(path)
    assert.is_nil(other)
    assert.equal("locked", err.code)
    assert.equal("invalid", err.kind)
    s.close()
    s.close()
    other = assert(state.open(path))
    other.close()
    local function forget()
      assert(state.open(path))
    end
    forget()
    helper.collect()
    assert(state.open(path)).close()
  end)

  it("has one writer at a time across processes, and is free when that has ended", function()
    local function child(rest)
      return ([['%s' -e 'local s, err = require("ashby.sync.memory").open("%s") %s' 2>/dev/null]])
        :format(helper.lua, path, rest)
    end
    local s = assert(state.open(path))
    assert.equal("locked", shell.output(child "io.write(s and s.close() or err.code)"))
    s.close()
    assert.equal("open", shell.output(child 'io.write(s and "open" or err.code)'))
    -- A child that opens it and is killed while it holds it.
    shell.run(("mkfifo '%s/go'"):format(dir))
    local pipe = io.popen("{ " .. child
      'io.write("held\\n") io.flush() io.read() os.execute("kill -9 $PPID")' .. "; } <'"
      .. dir .. "/go' 2>/dev/null")
    local go = io.open(dir .. "/go", "w")
    assert.equal("held", pipe:read "*l")
    assert.equal("locked", select(2, state.open(path)).code)
    go:write "\n"
    go:close()
    pipe:read "*a"
    pipe:close()
    assert(state.open(path)).close()
  end)

  describe("by functions", function()
    local function of(data, save)
      return { load = function() return data end, save = save or function() return true end }
    end

    it("is what load returns and save gets", function()
      local saved
      local s = assert(state.open(of(DATA, function(data)
        saved = data
        return true
      end)))
      assert.same(DATA, s.data)
      assert.not_equal(DATA.entities.users["{}"].ids, s.data.entities.users["{}"].ids)
      assert.is_true(s.save { version = 1, entities = {} })
      assert.same({ version = 1, entities = {} }, saved)
      s.close()
      assert.same({ version = 1, entities = {} }, state.open(of(nil)).data)
    end)

    it("is checked as a file is", function()
      local function entry(value)
        return { version = 1, entities = { users = { ["{}"] = value } } }
      end
      for _, data in ipairs { {}, "x", { version = 3, entities = {} },
        { version = 1, entities = { users = 3 } }, { version = 1, entities = { {} } },
        { version = 1, entities = { users = { { token = "t" } } } },
        entry(7), entry { token = 7 }, entry { token = "" }, entry { saved_at = {} },
        entry { ids = "u1" }, entry { ids = { a = "u1" } }, entry { ids = { "u1", x = "u2" } },
        entry { ids = { "u1", 2 } }, entry { ids = { [2] = "u1" } }, entry { ids = { "" } },
        entry { ids = { "\255" } }, entry { token = "M\252nchen" },
        { version = 1, entities = { ["\255"] = {} } },
        { version = 1, entities = { users = { ['{"location":"\252"}'] = { token = "t" } } } } } do
        local s, err = state.open(of(data))
        assert.is_nil(s)
        assert.equal("bad_state", err.code)
      end
    end)

    it("may have null where a text may be absent", function()
      local s = assert(state.open(of { version = 1, entities = { users = { ["{}"] = {
        token = cjson.null, saved_at = cjson.null, ids = cjson.null } } } }))
      assert.same({ users = { ["{}"] = {} } }, s.data.entities)
    end)

    it("fails as they do", function()
      for _, said in ipairs { { nil, "full" }, { false, "full" }, {} } do
        local function says() return said[1], said[2] end
        local ok, problem = state.open(of(DATA, says)).save(DATA)
        assert.is_nil(ok)
        assert.matches("save: " .. (said[2] or "it returned neither true"), problem.message, 1,
          true)
        assert.equal("that is what your own function says", problem.hint)
        local s, err = state.open { load = says, save = says }
        if said[2] then
          assert.is_nil(s)
          assert.matches("load: full", err.message, 1, true)
        end
      end
    end)

    it("has advice for functions, where what they return is no state", function()
      for _, data in ipairs { 7, {}, { version = 1, entities = { jobs = { {} } } },
        { version = 1, entities = { jobs = { ["\255"] = {} } } } } do
        local _, err = state.open(of(data))
        assert.equal("bad_state", err.code)
        assert.matches("have load return what save got", err.hint, 1, true)
      end
    end)
  end)

  it("is a path or two functions", function()
    for _, given in ipairs { 7, true, "", { load = function() end }, { save = 1, load = 2 } } do
      assert.matches("sync: state = ", helper.misuse(state.open, given), 1, true)
    end
    assert.matches("holds a NUL", helper.misuse(state.open, path .. "\0.json"), 1, true)
  end)
end)
