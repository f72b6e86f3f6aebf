--- Specs of fields: some members of a record, from its exact bytes.
--
-- SPDX-License-Identifier: MIT

local fields = require "ashby.cli.fields"

local RECORD = [[{ "id" : "1", "n": 12345678901234567890, "f": 1.10, "no": null, "yes": true,
  "o": { "s": "a\u0041\n", "list": [ {"x": 1, "y": [1, 2]}, {"x": "b c"}, {} ] }, "e": "" }]]

describe("a projection", function()
  it("has what the paths lead to, in the order of the paths", function()
    assert.equal('{"yes":true,"o":{"list":[{"x":1},{"x":"b c"},{}],"s":"a\\u0041\\n"},"id":"1"}',
      fields.projector { "yes", "o.list.x", "o.s", "id", "none" }(RECORD))
  end)

  it("is the record on one line where there are no paths", function()
    assert.equal(1, select(2, (fields.projector(nil)(RECORD) .. "\n"):gsub("\n", "")))
  end)
end)

describe("JSON without blanks", function()
  it("keeps blanks in strings", function()
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
    it("are not characters " .. i, function() assert.equal(row[2], fields.whole(row[1])) end)
  end
end)
