--- Specs of examples/hosted.lua: its figures, through the hosted service, are
-- those of the data.
--
-- SPDX-License-Identifier: MIT

local helper = require "spec.helper"
local shell = require "tools.shell"

-- Runs it with these variables: its exit status and output.
local function run(settings)
  return shell.run(("ASHBY_BASE_URL='%s' %s '%s' %s/examples/hosted.lua 2>&1")
    :format(helper.url, settings, helper.lua, helper.root))
end

local BY_SECRET = "AIRBYTE_CLIENT_ID=sandbox-client AIRBYTE_CLIENT_SECRET=sandbox-secret "
  .. "AIRBYTE_WORKSPACE=default"

local function by_token()
  return "AIRBYTE_TOKEN=sandbox-token AIRBYTE_CONNECTOR_ID=" .. helper.facts().hosted.connector_id
end

describe("examples/hosted.lua #slow", function()
  before_each(helper.reset)

  it("counts what is there", function()
    local open, engineers, active = 0, 0, {}
    for _, job in ipairs(helper.data "jobs") do
      if job.status == "Open" then
        open = open + 1
        if job.title:lower():find("engineer", 1, true) then engineers = engineers + 1 end
      end
    end
    for _, application in ipairs(helper.data "applications") do
      local id = application.job.id
      if application.status == "Active" then active[id] = (active[id] or 0) + 1 end
    end
    local best, title = 0, nil
    for _, job in ipairs(helper.data "jobs") do
      local count = active[job.id] or 0
      if job.status == "Open" and count > best then best, title = count, job.title end
    end
    for _, settings in ipairs { BY_SECRET, by_token() } do
      local status, text = run(settings)
      assert.equal(0, status, text)
      assert.matches(("%d open jobs of %d, %d applications"):format(open, #helper.ids "jobs",
        #helper.ids "applications"), text, 1, true)
      assert.matches(("%6d active  %s"):format(best, title), text, 1, true)
      assert.matches(("%d%s of them for engineers"):format(math.min(10, engineers),
        engineers > 10 and " or more" or ""), text, 1, true)
      assert.is_nil(text:find("is closed", 1, true))
    end
  end)

  it("lists what is closed", function()
    helper.fault { match = "hosted:departments.list", kind = "success_false" }
    local status, text = run(by_token())
    assert.equal(0, status, text)
    assert.matches("departments is closed: ", text, 1, true)
    assert.matches("locations is closed: ", text, 1, true)
  end)

  it("prints what went wrong, in one line and without the secret", function()
    for _, settings in ipairs { (BY_SECRET:gsub("sandbox%-secret", "wrong-secret")),
      "AIRBYTE_ORGANIZATION_ID=other " .. by_token() } do
      local status, text = run(settings)
      assert.equal(1, status)
      assert.matches("^ashby: [^\n]*auth[^\n]*\n$", text)
      assert.is_nil(text:find("wrong-secret", 1, true))
    end
  end)
end)
