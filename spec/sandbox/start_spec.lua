--- Specs of sandbox/start: it can be reached even if a proxy is set, and leaves
-- nothing behind when it is ended or fails.
--
-- SPDX-License-Identifier: MIT

local helper = require "spec.helper"
local shell = require "tools.shell"

local folder

-- Runs a shell line with a folder for temporary files, in which bin has programs
-- that come before those of the machine.
local function run(line)
  return shell.run(("cd '%s' && export TMPDIR='%s' PATH='%s/bin':\"$PATH\" && %s 2>&1"):format(
    helper.root, folder, folder, line))
end

local function program(name, text)
  local path = folder .. "/bin/" .. name
  shell.write(path, "#!/bin/sh\n" .. text)
  shell.run(("chmod +x '%s'"):format(path))
end

-- Asserts that no folder and no server of this spec is left.
local function assert_nothing_left()
  assert.equal("", shell.output(("ls '%s' | grep sandbox"):format(folder)))
  assert.equal("", shell.output(("ps -eo args | grep -F '%s/' | grep -v grep"):format(folder)))
end

describe("sandbox/start #slow", function()
  before_each(function()
    folder = shell.folder()
    shell.run(("mkdir '%s/bin'"):format(folder))
  end)
  after_each(function() shell.remove(folder) end)

  it("is reached where a proxy is set", function()
    local status, said = run(("env http_proxy=http://127.0.0.1:1 all_proxy=http://127.0.0.1:1 "
      .. "tools/with-sandbox -- %s -e 'print(#assert(require(\"ashby\").jobs.list()).records > 0)'")
      :format(helper.lua))
    assert.equal(0, status, said)
    assert.equal("true\n", said)
    assert_nothing_left()
  end)

  it("lets through as many requests a minute as it is told, and as many after a reset", function()
    local ask = "curl -sD- -u $ASHBY_API_KEY: -d {} $ASHBY_BASE_URL/user.list"
    local status, said = run(("tools/with-sandbox --rate-limit 12345 -- sh -c '%s; "
      .. "curl -sX POST $ASHBY_BASE_URL/_sandbox/reset; %s'"):format(ask, ask))
    assert.equal(0, status, said)
    assert.equal(2, select(2, said:gsub("ratelimit%-limit: 12345", "")), said:sub(1, 500))
  end)

  it("starts where the variable NGINX is set, which nginx reads", function()
    local status, said = run "env NGINX=/usr/sbin/nginx timeout 30 tools/with-sandbox -- echo ran"
    assert.equal(0, status, said)
    assert.matches("ran\n$", said)
    assert_nothing_left()
  end)

  it("leaves nothing where it is ended", function()
    program("curl", "kill -TERM $PPID\nexit 1\n")
    assert.equal(143, (run "sandbox/start"))
    assert_nothing_left()
  end)

  it("leaves nothing where it fails", function()
    program("nginx", "PATH=${PATH#*:}\nnginx \"$@\" || exit\n[ \"$1\" = -V ]\n")
    local status, said = run "sandbox/start"
    assert.equal(1, status)
    assert.truthy(said:find("nginx did not start", 1, true), said)
    assert_nothing_left()
  end)

  it("leaves nothing where nginx does not act on the first signal", function()
    program("nginx", 'PATH=${PATH#*:}\n[ "$1" != -V ] || exec nginx -V\n'
      .. "sh -c 'trap \"trap - TERM\" TERM; while :; do sleep 0.02; done' \"$2\" >/dev/null &\n"
      .. 'echo $! >"$2/nginx.pid"\nexit 1\n')
    local status, said = run "timeout 20 sandbox/start"
    assert.equal(1, status)
    assert.truthy(said:find("nginx did not start", 1, true), said)
    assert_nothing_left()
  end)

  -- The signal goes to the whole group, as a terminal sends it.
  it("ends on Ctrl-C and TERM, even under make", function()
    for signal, word in pairs { INT = "-- -$pid", TERM = "$pid" } do
      local _, said = run(("bash -c 'set -m; make -s sandbox >\"$TMPDIR/%s\" & pid=$!; "
        .. "until grep -sq ASHBY_API_KEY \"$TMPDIR/%s\"; do sleep 0.02; done; "
        .. "kill -%s %s; wait $pid; cat \"$TMPDIR/%s\"'"):format(signal, signal,
        signal, word, signal))
      assert.truthy(said:find "export ASHBY_BASE_URL=http://127.0.0.1:%d+ ", said)
      assert.falsy(said:find "[Tt]raceback" or said:find "Error", said)
      assert_nothing_left()
    end
  end)
end)
