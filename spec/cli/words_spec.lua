-- The words of the command line: those that are wrong get the nearest one.

local command = require "spec.cli.command"
local helper = require "spec.helper"

before_each(helper.reset)

-- words, a part of stderr; all are refused before anything is sent.
local WRONG = {
  { "jbos list", "unknown command 'jbos', did you mean 'jobs'?" },
  { "JOBS list", "did you mean 'jobs'?" },
  { "jobposting list", "did you mean 'job-postings'?" },
  { "custom_field list", "did you mean 'custom-fields'?" },
  { "chekc", "did you mean 'check'?" },
  { "''", "unknown command ''" },
  { "jobs", "jobs: list or get or search expected (see ashby jobs --help)" },
  { "sources", "sources: list or search expected" },
  { "jobs LIST", "jobs has no 'LIST', did you mean 'list'?" },
  { "sources get x", "sources has no 'get' (it has list, search; see ashby sources --help)" },
  { "jobs list --statsu Open", "did you mean '--status'?" },
  { "jobs list -o cvs", "-o: unknown value 'cvs', did you mean 'csv'?" },
  { "report jobs -o htlm", "-o: unknown value 'htlm', did you mean 'html'?" },
  { "jobs list --color alwasy", "--color: unknown value 'alwasy', did you mean 'always'?" },
  { "completion bsh", "completion: unknown value 'bsh', did you mean 'bash'?" },
  { "jobs list --status Opne", "did you mean 'Open'?" },
  { "jobs list --where status=Opne", "unknown value 'Opne' of status, did you mean 'Open'?" },
  { "jobs list --where stauts=Open", "did you mean 'status'?" },
  { "jobs list --sort -titel", "did you mean 'title'?" },
  { "jobs list --max -1", "--max: a whole number of 1 or more expected, got '-1'" },
  { "jobs list --limit -1", "1 to 100 expected, got -1" },
  { "jobs list --to ''", "--to: the name of a file expected" },
}

describe("a wrong word", function()
  for _, row in ipairs(WRONG) do
    it("is refused with the nearest one: " .. row[1], function()
      local status, text, said = command.run(row[1])
      assert.equal(2, status)
      assert.equal("", text)
      assert.truthy(said:find(row[2], 1, true), said)
      assert.truthy(said:find "^ashby: [^\n]+\n$", said)
      assert.equal(0, helper.count())
    end)
  end

  it("for a method is known when the service does not know it", function()
    local status, _, said = command.run "call candidate.lst"
    assert.equal(5, status)
    assert.truthy(said:find("did you mean 'candidate.list'?", 1, true), said)
  end)
end)

describe("a word", function()
  it("is taken in any case where it is one of a few", function()
    for _, words in ipairs { "-o CSV --color Never", "--output Csv", "--status open -o csv" } do
      local status, text, said = command.run("jobs list --fields title --max 1 " .. words)
      assert.equal(0, status, said)
      assert.truthy(text:find "^title\r\n", text)
    end
  end)

  it("may begin with a hyphen where it is a value", function()
    local function titles(words)
      local status, text, said = command.run("jobs list --fields title -o csv " .. words)
      assert.equal(0, status, said)
      return text
    end
    assert.equal(titles "--sort title:desc", titles "--sort -title")
    assert.equal(titles "--sort=-title", titles "--sort -title")
    local _, _, said = command.run "jobs list --sort -o csv"
    assert.truthy(said:find("'--sort' requires an argument", 1, true), said)
  end)

  it("of a value unknown to this version reaches the search", function()
    local status, text = command.run "jobs list --where status=Paused"
    assert.equal(0, status)
    assert.equal("", text)
  end)
end)
