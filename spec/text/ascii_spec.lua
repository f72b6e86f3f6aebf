--- Specs of ascii; under another locale: spec/whole/locale_spec.lua.
--
-- SPDX-License-Identifier: MIT

local ascii = require "ashby.text.ascii"

describe("ascii", function()
  it("changes the case of its letters and of nothing else", function()
    local text = "AIZ aiz [@`{ 09 \195\156\195\188"
    assert.equal("aiz aiz [@`{ 09 \195\156\195\188", ascii.lower(text))
    assert.equal("AIZ AIZ [@`{ 09 \195\156\195\188", ascii.upper(text))
    assert.equal("created_after", ascii.snake "createdAfter")
    assert.equal("include_archived", ascii.snake "includeArchived")
  end)
end)
