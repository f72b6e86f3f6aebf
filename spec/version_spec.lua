--- Specs of the version: the same in the module and at the top of the
-- CHANGELOG.
--
-- SPDX-License-Identifier: MIT

local helper = require "spec.helper"
local shell = require "tools.shell"

describe("the version", function()
  it("is the one at the top of the CHANGELOG", function()
    local version = shell.output(("cd '%s' && tools/version"):format(helper.root))
    assert.equal(version, require "ashby.version")
    assert.equal(version, require "ashby"._VERSION)
  end)
end)
