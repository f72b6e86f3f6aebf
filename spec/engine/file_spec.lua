--- Specs of the engine's files: one holder has the lock at a time, and the file is
-- the old one or the new one, whole, at the path it had when it was opened.
--
-- SPDX-License-Identifier: MIT

local core = require "ashby.core"
local helper = require "spec.helper"
local lfs = require "lfs"
local process = require "spec.fixtures.process"
local shell = require "tools.shell"

describe("a file", function()
  local dir, path, file

  before_each(function()
    dir = shell.folder()
    path = dir .. "/file"
  end)

  after_each(function()
    if file then file:close() end
    file = nil
    shell.remove(dir)
  end)

  local function open(at)
    if file then file:close() end
    file = assert(core.file(at or path))
    return file
  end

  local function mode(at) return shell.output(("stat -c %%a '%s'"):format(at)) end

  local function refused(at, wanted, words)
    local other, code, message = core.file(at)
    assert.is_nil(other)
    assert.equal(wanted, code)
    assert.matches(words, message, 1, true)
  end

  it("is locked by one holder at a time, and not changed by that", function()
    shell.write(path, "content")
    open()
    refused(path, "locked", "another writer")
    assert.equal("content", shell.read(path))
    file:close()
    open()
  end)

  it("need not exist, is not made by locking, and its lock file is its owner's alone", function()
    shell.write(path .. ".lock", "")
    shell.run(("chmod 666 '%s.lock'"):format(path))
    for _, at in ipairs { path, dir .. "/other" } do
      open(at)
      assert.is_nil(shell.read(at))
      assert.equal("600", mode(at .. ".lock"))
    end
  end)

  it("is not kept locked by programs that its holder starts", function()
    open()
    local pipe = io.popen "echo started; sleep 5 >/dev/null & echo $!"
    assert.equal("started", pipe:read "*l")
    local pid = pipe:read "*l"
    local held = shell.output(("ls -l /proc/%s/fd | grep -c '%s'"):format(pid, dir))
    file:close()
    local again = core.file(path)
    shell.run("kill " .. pid)
    pipe:close()
    assert(again):close()
    assert.equal("0", held)
  end)

  it("is saved whole, whatever is in it, readable by its owner alone", function()
    open()
    for _, text in ipairs { "", "x", "\0\255\r\n", ("abc"):rep(1e6) } do
      assert.is_true(file:save(text))
      assert.is_true(text == shell.read(path))
      assert.is_nil(shell.read(path .. ".new"))
    end
    assert.equal("600", mode(path))
    shell.run(("chmod 644 '%s'; umask"):format(path))
    assert.is_true(file:save "again")
    assert.equal("600", mode(path))
  end)

  it("is readable by its owner alone whatever the umask", function()
    for _, umask in ipairs { "000", "077", "777" } do
      local status, said = shell.run(("umask %s; '%s' -e '%s' 2>&1"):format(umask, helper.lua,
        ([[local f = assert(require("ashby.core").file("%s")) assert(f:save "x")]]):format(path)))
      assert.equal(0, status, said)
      assert.equal("600", mode(path))
      assert.equal("600", mode(path .. ".lock"))
      os.remove(path)
      os.remove(path .. ".lock")
    end
  end)

  it("is saved over what a crash has left beside it, and follows no link there", function()
    open()
    shell.write(path .. ".new", ("half"):rep(1000))
    shell.run(("chmod 666 '%s.new'"):format(path))
    assert.is_true(file:save "whole")
    assert.equal("whole", shell.read(path))
    assert.equal("600", mode(path))
    assert.is_nil(shell.read(path .. ".new"))
    shell.write(dir .. "/victim", "precious")
    shell.run(("ln -s victim '%s.new'"):format(path))
    assert.is_true(file:save "newer")
    assert.equal("precious", shell.read(dir .. "/victim"))
    assert.equal("newer", shell.read(path))
    assert.equal("file", lfs.symlinkattributes(path, "mode"))
    file:close()
    shell.run(("rm '%s.lock'; ln -s victim '%s.lock'"):format(path, path))
    refused(path, "file", "a symbolic link has taken its place")
  end)

  it("stays as it was when it cannot be saved", function()
    assert.is_true(open():save "old")
    shell.run(("mkdir '%s.new'"):format(path))
    local ok, code, message = file:save "new"
    assert.is_nil(ok)
    assert.equal("file", code)
    assert.matches("directory", message, 1, true)
    assert.equal("old", shell.read(path))
    shell.run(("rmdir '%s.new'"):format(path))
    ok, code, message = shell.run(("ulimit -f 1; trap '' XFSZ; '%s' -e '%s' 2>&1"):format(
      helper.lua, ([[local f = assert(require("ashby.core").file("%s"))
      print(f:save(("x"):rep(1e6)))]]):format(dir .. "/other"))) -- a full disk
    assert.equal(0, ok)
    assert.matches("file", code)
    assert.matches("too large", code)
    assert.is_nil(message)
    assert.equal("", shell.output(("ls '%s' | grep new"):format(dir))) -- no new file is left
  end)

  it("that cannot be saved says why", function()
    refused(dir .. "/no/folder", "file", "No such file")
    refused("/dev/full/x", "file", "Not a directory")
    refused(dir, "file", "Is a directory")
    refused(dir .. "/", "file", "Is a directory")
    refused("/dev/full", "file", "it is not a regular file")
    refused(("x"):rep(5000), "file", "name too long")
    refused(dir .. "/" .. ("x"):rep(252), "file", "name too long")
    shell.run(("cd '%s'; ln -s b a; ln -s a b"):format(dir))
    refused(dir .. "/a", "file", "links lead in a circle")
  end)

  describe("with several names", function()
    it("is saved where its links lead, even if nothing is there yet", function()
      shell.run(("mkdir '%s/far'; cd '%s'; ln -s far/target link; ln -s link again")
        :format(dir, dir))
      open(dir .. "/again")
      assert.equal(dir .. "/far/target", file:path())
      assert.is_true(file:save "x")
      assert.equal("x", shell.read(dir .. "/far/target"))
      assert.is_true(file:save "y")
      assert.equal("link", lfs.symlinkattributes(dir .. "/again", "mode"))
      assert.equal("link", lfs.symlinkattributes(dir .. "/link", "mode"))
      assert.equal("y", shell.read(dir .. "/far/target"))
      shell.run(("ln -s '%s/far/target' '%s/absolute'"):format(dir, dir))
      for _, name in ipairs { "link", "far/target", "far/../far/target", "absolute" } do
        refused(dir .. "/" .. name, "locked", "another writer")
      end
    end)

    it("has one lock, even when opened through a linked folder", function()
      shell.run(("mkdir '%s/far'; ln -s far '%s/near'"):format(dir, dir))
      open(dir .. "/far/file")
      refused(dir .. "/near/file", "locked", "another writer")
    end)

    it("that are hard links is refused", function()
      shell.write(path, "x")
      shell.run(("ln '%s' '%s.too'"):format(path, path))
      refused(path, "file", "it has a second name (a hard link)")
    end)

    it("is not saved while a folder has the name of the new one, which is said", function()
      open(path)
      shell.run(("mkdir '%s.new'"):format(path))
      local ok, code, message = file:save "x"
      assert.is_nil(ok)
      assert.equal("file", code)
      assert.matches("with .new at the end", message, 1, true)
      shell.run(("rmdir '%s.new'"):format(path))
      assert.is_true(file:save "x")
    end)

    it("that is a mount point of its own is refused with advice", function()
      shell.write(path, "old")
      if shell.run(("mount --bind '%s' '%s' 2>&1"):format(path, path)) ~= 0 then
        pending "only root can mount"
        return
      end
      local kept = core.file(path)
      local ok, code, message = kept:save "new"
      kept:close()
      shell.run(("umount '%s'"):format(path))
      assert.is_nil(ok)
      assert.equal("file", code)
      assert.matches("mount its folder instead", message, 1, true)
      assert.equal("old", shell.read(path))
    end)
  end)

  it("is saved where it was opened, whatever the current folder is then", function()
    local home = lfs.currentdir()
    lfs.chdir(dir)
    open "file"
    lfs.chdir "/"
    local ok = file:save "x"
    lfs.chdir(home)
    assert.is_true(ok)
    assert.equal("x", shell.read(path))
    shell.run(("mkdir '%s/old'"):format(dir))
    open(dir .. "/old/file")
    shell.run(("cd '%s' && mv old new && mkdir old"):format(dir))
    assert.is_true(file:save "y")
    assert.equal("y", shell.read(dir .. "/new/file"))
    assert.is_nil(shell.read(dir .. "/old/file"))
  end)

  it("whose lock was removed is not saved", function()
    for _, change in ipairs { "rm '%s.lock'", "rm '%s.lock'; touch '%s.lock'",
      "mv '%s.lock' '%s.away'" } do
      assert.is_true(open():save "old")
      shell.run(change:format(path, path))
      local ok, code = file:save "new"
      assert.is_nil(ok)
      assert.equal("lock_lost", code)
      assert.equal("old", shell.read(path))
    end
  end)

  describe("and a fork:", function()
    -- Forks a child that exits with what work returns: its pid.
    local function child(work)
      local pid = process.fork()
      if pid == 0 then
        local ok, status = pcall(work)
        process.exit(ok and status or 99)
      end
      return pid
    end

    it("the child neither saves nor unlocks it", function()
      assert.is_true(open():save "old")
      assert.equal(7, process.wait(child(function()
        local ok, code = file:save "new"
        file:close()
        return not ok and code == "foreign" and 7 or 1
      end)))
      assert.equal("old", shell.read(path))
      refused(path, "locked", "another writer")
      assert.is_true(file:save "newer")
    end)

    it("it is unlocked when its holder closes it, while the child runs", function()
      open()
      local pid = child(function()
        while true do os.execute "sleep 10" end
      end)
      file:close()
      local again, code = core.file(path)
      process.kill(pid)
      process.wait(pid)
      assert(again, code):close()
    end)

    it("it is unlocked when its holder ends without a word, while the child runs", function()
      local living, running = path .. ".living", path .. ".running"
      shell.write(living, "")
      local holder = child(function()
        open()
        if process.fork() > 0 then
          while not shell.read(running) do os.execute "sleep 0.01" end
          return 7
        end
        shell.write(running, "")
        while shell.read(living) do os.execute "sleep 0.05" end
        return 0
      end)
      assert.equal(7, process.wait(holder))
      local again, code = core.file(path)
      shell.remove(living)
      shell.remove(running)
      assert(again, code):close()
    end)

    it("a descriptor of the child's that has its number stays open", function()
      open()
      assert.equal(7, process.wait(child(function()
        local mine = {}
        for i = 1, 4 do mine[i] = assert(io.open "/dev/null") end
        file:close()
        collectgarbage()
        for i = 1, 4 do
          if not mine[i]:seek "cur" then return i end
        end
        return 7
      end)))
      assert.is_true(file:save "new")
    end)
  end)
end)
