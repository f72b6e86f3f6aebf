--- Specs of ashby call, check and describe.
--
-- SPDX-License-Identifier: MIT

local cjson = require "cjson"
local command = require "spec.cli.command"
local helper = require "spec.helper"
local shell = require "tools.shell"

before_each(helper.reset)

local function run(words, input)
  local status, text, said = command.run(words, nil, input)
  assert.equal(0, status, said)
  return text, said
end

describe("ashby call", function()
  it("reads its body from a word, a file and standard input", function()
    local job = helper.data "jobs"[1]
    local body, path = cjson.encode { id = job.id }, os.tmpname()
    shell.write(path, body)
    for _, words in ipairs { command.quote(body), "@" .. path, "-" } do
      local text = run("call job.info " .. words, path)
      assert.equal(job.title, cjson.decode(text).title)
    end
    shell.remove(path)
  end)

  it("prints a record on each line", function()
    local count = 0
    for line in run "call user.list '{\"limit\":3}'":gmatch "[^\n]+" do
      assert.is_string(cjson.decode(line).id)
      count = count + 1
    end
    assert.equal(3, count)
  end)
end)

describe("ashby check", function()
  it("lists what a key may read", function()
    local status, text = command.run("check -o csv",
      "ASHBY_API_KEY=ashby-sandbox-jobs-only ASHBY_BASE_URL=" .. helper.url)
    assert.equal(0, status)
    assert.truthy(text:find "jobs,true,\r\n")
    assert.truthy(text:find "candidates,false,")
  end)
end)

describe("ashby describe", function()
  it("lists the entities, and the fields of one", function()
    for _, name in ipairs(require "ashby".entities()) do
      assert.truthy((run "describe"):find(name:gsub("_", "-"), 1, true))
      assert.truthy((run("describe " .. name)):find('"field":"id"', 1, true))
    end
    local status, _, said = command.run "describe jbs"
    assert.equal(2, status)
    assert.truthy(said:find "did you mean 'jobs'")
  end)
end)
