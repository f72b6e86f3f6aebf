--- age: what a note says of how old data is, and of what is missing or stale.
--
-- SPDX-License-Identifier: MIT

local age = require "ashby.report.age"

local NEEDS = { a = { count = {} }, b = { list = "sources" }, c = { offers = true } }

describe("the age of data", function()
  it("is that of the oldest list, and names what is missing or stale", function()
    local passes = { applications = { pulled_at = "2026-05-28T09:14:02.123Z" },
      sources = { pulled_at = "2026-05-27T08:00:00.000Z", stale_since = "2026-05-28T09:14:02.123Z",
        stale_code = "missing_permission" } }
    assert.same({ "Data of 2026-05-27 08:00 UTC.", "Missing, as no pull got them: offers.",
      "Stale, as pulls of them fail: sources since 2026-05-28 09:14 (missing_permission)." },
      age.of(NEEDS, passes))
  end)

  it("is now where a client reads it, and none where nothing is listed", function()
    assert.truthy(age.of(NEEDS, false)[1]:find "^Data of %d+%-%d+%-%d+ %d+:%d+ UTC%.$")
    assert.is_nil(age.of({ report = { call = print } }, false))
  end)
end)
