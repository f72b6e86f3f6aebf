-- Values by their paths, from a record's exact bytes.

local fields = require "ashby.cli.fields"

local RECORD = [[{ "id" : "1", "n": 12345678901234567890, "f": 1.10, "no": null, "yes": true,
  "o": { "s": "a\u0041\n", "list": [ {"x": 1, "y": [1, 2]}, {"x": "b c"}, {} ] }, "e": "" }]]

-- path, kind, text
local CELLS = {
  { "id", "string", "1" }, { "n", "number", "12345678901234567890" }, { "f", "number", "1.10" },
  { "no" }, { "none" }, { "o.none" }, { "yes", "boolean", "true" }, { "o.s", "string", "aA\n" },
  { "o.list.x", "json", '[1,"b c",null]' }, { "o.list.y", "json", "[[1,2],null,null]" },
  { "e", "string", "" }, { "id.x" },
  { "o.list", "json", '[{"x":1,"y":[1,2]},{"x":"b c"},{}]' },
}

describe("a cell", function()
  for _, row in ipairs(CELLS) do
    it("at " .. row[1], function()
      local kinds, texts = fields.reader { row[1] }(RECORD)
      assert.equal(row[2], kinds[1])
      assert.equal(row[3], texts[1])
    end)
  end
end)

describe("a record that the module has built", function()
  it("has the same cells, where all are single texts and truth values", function()
    local read = fields.table_reader { "id", "o.s", "yes", "none", "id.x", "n" }
    local kinds, texts = read { id = "1", o = { s = "a" }, yes = true, n = 0.1 }
    assert.same({ "string", "string", "boolean", nil, nil, "number" }, kinds)
    assert.same({ "1", "a", "true", nil, nil, "0.1" }, texts)
  end)

  it("is asked for where nothing is lost by it", function()
    assert.is_true(fields.are_plain("Application", { "id", "status", "candidate.name" }))
    assert.is_true(fields.are_plain("Job", { "confidential", "createdAt", "author.globalRole" }))
    for _, path in ipairs { "hiringTeam.role", "customFields", "candidate", "none",
      "currentInterviewStage.orderInInterviewPlan" } do
      assert.is_false(fields.are_plain("Application", { "id", path }), path)
    end
  end)
end)

describe("a projection", function()
  it("has what the paths lead to, in their order", function()
    assert.equal('{"yes":true,"o":{"list":[{"x":1},{"x":"b c"},{}],"s":"a\\u0041\\n"},"id":"1"}',
      fields.projector { "yes", "o.list.x", "o.s", "id", "none" }(RECORD))
  end)

  it("is the record on one line where there are no paths", function()
    assert.equal(1, select(2, (fields.projector(nil)(RECORD) .. "\n"):gsub("\n", "")))
  end)
end)

describe("JSON without blanks", function()
  it("keeps those in strings", function()
    assert.equal('{"a b":"c  d","e":[1,"\\" "]}',
      fields.compact '{ "a b" : "c  d",\n "e" : [ 1 , "\\" " ] }')
  end)
end)

describe("halves of surrogate pairs", function()
  local ROWS = {
    { [["a\ud83d\ude00b"]], [["a\ud83d\ude00b"]] }, { [["\ud83d"]], [["\ufffd"]] },
    { [["\uD83D\uD83D\uDE00"]], [["\ufffd\uD83D\uDE00"]] }, { [["\ude00x"]], [["\ufffdx"]] },
    { [["\\ud83d"]], [["\\ud83d"]] }, { [["\ud83d\n"]], [["\ufffd\n"]] },
    { [["\u00e9\\\ud83d"]], [["\u00e9\\\ufffd"]] },
  }
  for i, row in ipairs(ROWS) do
    it("are no characters " .. i, function() assert.equal(row[2], fields.whole(row[1])) end)
  end
end)
