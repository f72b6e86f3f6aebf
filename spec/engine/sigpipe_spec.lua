--- Specs of sigpipe: the host gets no SIGPIPE that libcurl raises, and every one
-- of its own.
--
-- SPDX-License-Identifier: MIT

local helper = require "spec.helper"
local shell = require "tools.shell"

describe("SIGPIPE", function()
  it("reaches the host only if it is the host's own", function()
    local program = helper.dir .. "/sigpipe"
    local status, said = shell.run(("cd '%s' && %s -std=c99 -D_POSIX_C_SOURCE=200809L -Isrc -o %s "
      .. "spec/fixtures/sigpipe.c src/engine/sigpipe.c 2>&1"):format(helper.root,
      os.getenv "CC" or "cc", program))
    assert.equal(0, status, said)
    status, said = shell.run(program)
    assert.equal(0, status)
    assert.equal("held: 0\nown: 1\nwaiting: 2\n", said)
  end)
end)
