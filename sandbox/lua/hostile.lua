-- SPDX-License-Identifier: MIT
-- The hostile organisation (start --hostile): valid JSON on which a careless
-- reader fails. Names, titles and sentences come from TEXTS; each generated
-- record has unknown members, and in one of nine the member in which changes
-- show has another type. The examples stay as they are.

local json = require "json"
local entities = require "entities"

local hostile = {}

hostile.TEXTS = {
  "=1+1", "+1+1", "-2+3", "@SUM(A1:A9)", "\t=1+1",
  " =HYPERLINK(\"http://x\")", "=cmd|' /C calc'!A0",
  "nul\0inside", "\1\2\31 control \127", "\27[31mred\27[0m", "bell\7",
  "cr\rlf\nboth\r\n",
  "tab\there", "\"quoted\"", "back\\slash", "'; DROP TABLE jobs; --", "a,b;c|d",
  "100%", "50\\%_off",
  "<script>alert(1)</script>", "{{7*7}} ${x} %s%n", "../../etc/passwd", "", " ",
  "  blanks around  ",
  "null", "NULL", "true", "007", "1e5", "2026-05-28", "id",
  "\226\128\174evil\226\128\172", "\226\129\166isolate\226\129\169", "zero\226\128\139width",
  "\226\128\168line separator", "\239\187\191mark", "\239\191\189",
  "\215\169\215\156\215\149\215\157 \217\133\216\177\216\173\216\168\216\167",
  "\230\188\162\229\173\151\227\129\139\227\129\170\237\149\156\234\184\128",
  "\240\159\145\169\226\128\141\240\159\146\187 \240\159\135\170\240\159\135\186",
  "e\204\129 combining", "\195\159 \197\191 \196\176 \196\177 \207\130 \207\131",
  "\244\143\191\191 last", string.rep("long name ", 20), string.rep("\230\188\162", 200),
  string.rep("x", 200),
}

local LISTS = { "departments", "titles", "companies", "schools", "sources", "source_types",
  "reasons", "tags", "form_titles", "sentences", "user_last" }

-- Puts the texts in the place of the organisation's words.
function hostile.replace(words)
  for n, name in ipairs(LISTS) do
    local list, count = {}, #hostile.TEXTS
    for i = 1, count do list[i] = hostile.TEXTS[(i * 7 + n) % count + 1] end
    words[name] = list
  end
  words.people = { { hostile.TEXTS, hostile.TEXTS }, { hostile.TEXTS, { "" } } }
end

function hostile.text(i) return hostile.TEXTS[(i - 1) % #hostile.TEXTS + 1] end

local function nested(depth)
  local value = json.array{ "deep" }
  for _ = 1, depth do value = json.array{ value } end
  return value
end

local function members(i)
  local text = hostile.text(i)
  return {
    ["x-text"] = text, ["x-key\n\"" .. i % 7] = i, ["ключ"] = "значение",
    ["a.b"] = { ["c.d"] = text },
    ["x-lone"] = json.raw('"\\ud800 and \\udc00"'), ["x-half"] = json.raw('"\\uD83D"'),
    ["x-nul"] = "a\0b", ["x-escaped"] = json.raw('"\\u0041\\/\\u00e9\\ud83e\\udd89"'),
    ["x-digits"] = json.raw(string.rep("9", 300)), ["x-large"] = json.raw("9007199254740993"),
    ["x-exponent"] = json.raw("1E308"), ["x-tiny"] = json.raw("4.9e-324"),
    ["x-zero"] = json.raw("-0"), ["x-deep"] = nested(30), ["x-empty"] = {},
    ["x-none"] = json.array(),
    ["x-mixed"] = json.array{ 1, text, json.null, true, {}, json.array() }, [""] = "no name",
    constructor = false, __index = json.null,
  }
end

local OTHER_TYPES = { 42, true, json.array{ "x", 1 }, { value = "x" }, 0.5, json.null }

-- The record with what is hostile in it; a new table.
function hostile.spoil(entity, record, i)
  local result, keys, known = {}, {}, {}
  for k, v in pairs(record) do result[k] = v end
  for n, name in ipairs(json.keys(record)) do keys[n], known[name] = name, true end
  local more = members(i)
  for _, name in ipairs(json.keys(more)) do
    if not known[name] then keys[#keys + 1] = name end
    result[name] = more[name]
  end
  local shown = entities.by_name[entity].shown
  if shown and i % 9 == 4 then result[shown] = OTHER_TYPES[i % #OTHER_TYPES + 1] end
  return json.shape(keys)(result)
end

return hostile
