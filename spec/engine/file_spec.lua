--- Specs of the engine's files: a lock that one has at a time, and a file that
-- is the old one or the new one, whole.
--
-- SPDX-License-Identifier: MIT

local core = require "ashby.core"
local shell = require "tools.shell"

describe("a file", function()
  local dir, path

  before_each(function()
    dir = shell.folder()
    path = dir .. "/file"
  end)

  after_each(function() shell.remove(dir) end)

  it("is locked by one at a time, and kept as it is", function()
    shell.write(path, "content")
    local lock = assert(core.lock(path))
    local other, code = core.lock(path)
    assert.is_nil(other)
    assert.equal("locked", code)
    assert.equal("content", shell.read(path))
    lock:close()
    assert(core.lock(path)):close()
  end)

  it("is made by its lock, for the owner's eyes only", function()
    assert(core.lock(path)):close()
    assert.equal("", shell.read(path))
    assert.equal("600", shell.output(("stat -c %%a '%s'"):format(path)))
  end)

  it("is not held by the programs that its holder starts", function()
    local lock = assert(core.lock(path))
    local pipe = io.popen "echo started; sleep 5 >/dev/null & echo $!"
    assert.equal("started", pipe:read "*l")
    local pid = pipe:read "*l"
    lock:close()
    local again = core.lock(path)
    shell.run("kill " .. pid)
    pipe:close()
    assert(again):close()
  end)

  it("is saved whole, whatever is in it", function()
    for _, text in ipairs { "", "x", "\0\255\r\n", ("abc"):rep(1e6) } do
      assert.is_true(core.save(path, text))
      assert.is_true(text == shell.read(path))
      assert.is_nil(shell.read(path .. ".new"))
    end
    assert.equal("600", shell.output(("stat -c %%a '%s'"):format(path)))
  end)

  it("is saved over what a crash has left beside it", function()
    shell.write(path .. ".new", ("half"):rep(1000))
    assert.is_true(core.save(path, "whole"))
    assert.equal("whole", shell.read(path))
    assert.is_nil(shell.read(path .. ".new"))
  end)

  it("stays as it was when it cannot be saved", function()
    assert.is_true(core.save(path, "old"))
    local function fails(at, why)
      local ok, code, message = core.save(at, "new")
      assert.is_nil(ok)
      assert.equal("file", code)
      assert.matches(why, message)
    end
    fails(dir .. "/no/folder", "No such file")
    fails("/dev/full/x", "Not a directory")
    shell.run(("ln -s /dev/full '%s.new'"):format(path)) -- a disk that is full
    fails(path, "No space left")
    assert.equal("old", shell.read(path))
    assert.equal("", shell.output(("ls '%s' | grep new"):format(dir))) -- nothing lies about
    shell.run(("mkdir '%s/folder'"):format(dir))
    fails(dir .. "/folder", "Is a directory")
    assert.is_nil(shell.read(dir .. "/folder.new"))
  end)

  it("that cannot be locked says why", function()
    for at, why in pairs { [dir .. "/no/folder"] = "No such file", [dir] = "Is a directory" } do
      local lock, code, message = core.lock(at)
      assert.is_nil(lock)
      assert.equal("file", code)
      assert.matches(why, message)
    end
  end)
end)
