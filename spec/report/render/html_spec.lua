--- Specs of reports as a page: everything escaped, nothing loaded.
--
-- SPDX-License-Identifier: MIT

local html = require "ashby.report.render.html"

local EVIL = "<script>alert(1)</script>\"'&\226\128\174<img src=x onerror=y>"

local function entry(name, rows, kind)
  return { name = name, title = "Title " .. name, question = "Why?", lead = rows[1] and EVIL,
    report = { name = name, title = "Title " .. name, note = EVIL, rows = rows,
      columns = { { name = "id", title = "Id", type = "id" },
        { name = "label", title = "Label", type = "text" },
        { name = "n", title = "Number", type = "integer" },
        { name = "m", title = "Part", type = "integer" } },
      chart = { kind = kind or "bars", label = "label", value = "n", part = "m" } } }
end

local function rows_of(count, label)
  local rows = {}
  for i = 1, count do rows[i] = { id = "secret-id", label = label or "row " .. i, n = i, m = 1 } end
  return rows
end

local function page(entries) return html.render("Hiring", entries, "Made today.") end

local function count_of(text, pattern) return select(2, text:gsub(pattern, "")) end

describe("a page of reports", function()
  it("never has markup from the data", function()
    local text = page { entry("a", rows_of(3, EVIL)), entry("b", rows_of(3, EVIL), "columns") }
    assert.is_nil(text:find("<script", 1, true))
    assert.is_nil(text:find("<img", 1, true))
    assert.is_nil(text:find("onerror=y>", 1, true))
    assert.is_nil(text:find("\226\128\174", 1, true))
    assert.truthy(text:find("&lt;script&gt;alert(1)&lt;/script&gt;", 1, true))
  end)

  it("loads and links nothing", function()
    local text = page { entry("a", rows_of(3)), entry("b", rows_of(3)) }
    for _, word in ipairs { "http:", "https:", "//", "url%(", "@import", "<[^>]* src=", "<link",
      "<script" } do
      assert.is_nil(text:find(word), word)
    end
    for target in text:gmatch 'href="([^"]*)"' do assert.equal("#", target:sub(1, 1)) end
  end)

  it("has a drawing with its title and description, and the table under it", function()
    local text = page { entry("a", rows_of(30)) }
    assert.equal(1, count_of(text, "<svg "))
    assert.equal(1, count_of(text, "<desc "))
    assert.truthy(text:find('aria-labelledby="drawing-a-title drawing-a-text"', 1, true))
    assert.equal(31, count_of(text, "<tr>"))
    assert.equal(20, count_of(text, '<rect class="bar"'))
    assert.truthy(text:find("The drawing shows 20 of 30 rows.", 1, true))
    assert.is_nil(text:find("secret-id", 1, true))
  end)

  it("draws no rows, one, zeros, and one that is a thousand times the others", function()
    for _, rows in ipairs { {}, rows_of(1), { { label = "x", n = 0, m = 0 } },
      { { label = "x", n = 1000, m = 0 }, { label = "y", n = 1, m = 0 } }, { { n = 1 } } } do
      for _, kind in ipairs { "bars", "columns" } do
        local text = page { entry("a", rows, kind) }
        assert.is_nil(text:find "nan")
        assert.is_nil(text:find '"inf')
        assert.is_nil(text:find '="%-')
      end
    end
  end)

  it("does not draw what is missing as 0", function()
    local text = page { entry("a", { { label = "x" }, { label = "y", n = 2, m = 1 } }) }
    assert.truthy(text:find(">no figure</text>", 1, true))
    assert.truthy(text:find("The first: x, no figure.", 1, true))
    assert.is_nil(text:find(">0</text>", 1, true))
  end)

  it("cuts a label to its room, between two letters", function()
    local cut = { W = 16, i = 28 }
    for letter, most in pairs(cut) do
      local text = page { entry("a", rows_of(1, letter:rep(200))) }
      local drawn = text:match('text%-anchor="end">(' .. letter .. "+)")
      assert.is_true(#drawn < most and #drawn > most - 4, letter .. " " .. #drawn)
    end
  end)

  it("has no label that would leave the drawing", function()
    for count = 1, 60 do
      local text = page { entry("a", rows_of(count, "2026-05"), "columns") }
      for x in text:gmatch 'x="([%d.]+)" y="[%d.]+" text%-anchor="start"' do
        assert.is_true(tonumber(x) + 58 < 800, count)
      end
    end
  end)

  it("says why a report has no data", function()
    local text = page { { name = "a", title = "A", question = "Why?", problem = "no history; x" } }
    assert.truthy(text:find("no history; x", 1, true))
    assert.equal(0, count_of(text, "<svg"))
  end)

  it("begins with what stands out, and says why a report that is read first has none", function()
    local text = page { entry("a", rows_of(3)), entry("b", {}),
      { name = "c", title = "C", question = "Why?", problem = "no history", is_first = true },
      { name = "d", title = "D", question = "Why?", problem = "no offers" } }
    local said = text:match '<section id="summary">(.-)</section>'
    assert.truthy(said:find('<a href="#a">Title a</a>', 1, true))
    assert.is_nil(said:find("#b", 1, true))
    assert.truthy(said:find("no history", 1, true))
    assert.is_nil(said:find("no offers", 1, true))
    assert.is_true(text:find('id="summary"', 1, true) < text:find('<section id="a"', 1, true))
  end)

  it("has as many rows of a table as are asked for, and says so: of months the last", function()
    for kind, word in pairs { bars = "first", columns = "last" } do
      local text = html.render("Hiring", { entry("a", rows_of(30), kind) }, "Made today.", 12)
      assert.equal(13, count_of(text, "<tr>"))
      assert.truthy(text:find("The " .. word .. " 12 of 30 rows; ashby report a -o csv", 1, true))
      assert.equal(word == "first", text:find("<bdi>row 1</bdi>", 1, true) ~= nil)
      assert.truthy(text:find(word == "first" and "<bdi>row 12</bdi>" or "<bdi>row 30</bdi>", 1,
        true))
    end
  end)

  it("has a table of contents where there are several reports", function()
    local text = page { entry("a", rows_of(1)), entry("b", rows_of(1)) }
    assert.truthy(text:find('<li><a href="#b">Title b</a></li>', 1, true))
    assert.equal(0, count_of(page { entry("a", rows_of(1)) }, "<nav"))
  end)
end)
