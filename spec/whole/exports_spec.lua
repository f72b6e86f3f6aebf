--- exports: what the command writes of a hostile organisation is read back as the
-- same values by Python's csv and json, by jq and by miller. The differences, as
-- docs/usage.md says: the guard's ', null and empty text in CSV, integers beyond
-- 2^53 in jq, CR LF in a cell and a member without a name in miller.
--
-- SPDX-License-Identifier: MIT

local catalogue = require "ashby.catalogue"
local client = require "spec.sandbox.client"
local command = require "spec.cli.command"
local helper = require "spec.helper"
local misuse = require "ashby.misuse"
local shell = require "tools.shell"

local script = helper.root .. "/spec/fixtures/exports.py"

-- With such a field the command requests more than the plain list.
local function is_expanded(list, name)
  local expand = list.by_name.expand
  return expand and misuse.is_one_of(name, expand.values)
end

describe("an export of a hostile organisation #slow", function()
  setup(function()
    client.start "--hostile --scale 0.05 --until 2026-05-28"
    client.curl("/_sandbox/options", '{"rate_limit":1000000000}')
  end)
  teardown(function() client.stop() end)

  for _, name in ipairs(catalogue.names) do
    it("is read back: " .. name, function()
      local list, names = catalogue.entities[name].list, {}
      for _, field in ipairs(catalogue.records[list.record]) do
        if not is_expanded(list, field.name) then names[#names + 1] = field.name end
      end
      local env = ("ASHBY_BASE_URL=%s ASHBY_API_KEY=%s"):format(client.url, client.KEY)
      local basic = shell.output(("printf %%s '%s:' | openssl base64"):format(client.KEY))
      local status, said = shell.run(("env %s ASHBY_BASIC=%s python3 %s %s %s %s 2>&1")
        :format(env, basic, script, list.name, table.concat(names, ","),
          command.line(name .. " list", env)))
      assert.equal(0, status, said)
    end)
  end
end)
