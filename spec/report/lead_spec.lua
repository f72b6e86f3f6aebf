--- lead: the sentence of a report's rows.
--
-- SPDX-License-Identifier: MIT

local lead = require "ashby.report.lead"

describe("what a report says first", function()
  it("is the stage that loses the most", function()
    assert.equal("Most candidates are lost at Interview: 30 of 50 went no further.",
      lead("funnel", { { stage = "Review", applications = 60, lost = 10 },
        { stage = "Interview", applications = 50, lost = 30 } }))
    assert.is_nil(lead("funnel", {}))
    assert.is_nil(lead("funnel", { { stage = "Review", applications = 0, lost = 0 } }) or nil)
  end)

  it("is the source that hires the most, of those that are known", function()
    assert.truthy(lead("sources", { { source = "(no source)", hired = 9, applications = 9 },
      { source = "Referral", hired = 3, applications = 8 } }):find("Referral: 3 of 8", 1, true))
  end)

  it("says how many others are level with the first", function()
    assert.equal("Most hires with a known source come from A (and 2 more with as many): 3 of 8 "
      .. "applications.", lead("sources", { { source = "(no source)", hired = 3, applications = 9 },
      { source = "A", hired = 3, applications = 8 }, { source = "B", hired = 3, applications = 7 },
      { source = "C", hired = 3, applications = 3 },
      { source = "D", hired = 1, applications = 3 } }))
    assert.equal("Most candidates are lost at A (and 1 more with as many): 3 of 9 went no further.",
      lead("funnel", { { stage = "A", applications = 9, lost = 3 },
        { stage = "B", applications = 6, lost = 3 } }))
  end)

  it("is who waits longest, and how many wait long", function()
    assert.equal("Somebody has waited for 40 days, for no job in Offer; 1 of 3 wait for more than "
      .. "30 days.", lead("aging", { { days = 40.2, stage = "Offer", candidate = "" },
      { days = 30, candidate = "Ada" }, { candidate = "Bo" } }))
    assert.is_nil(lead("aging", { { candidate = "Ada" } }) or nil)
  end)

  it("has room for a name, not for a letter", function()
    local said = lead("jobs", { { job = ("W"):rep(200), applications = 3 } })
    assert.is_true(#said < 120)
    assert.truthy(said:find(": 3.", 1, true))
  end)

  it("is nothing for other reports", function() assert.is_nil(lead("months", { { n = 1 } })) end)
end)
