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

  it("has the same elements whatever the names are", function()
    local function elements(name)
      local one = entry("a", rows_of(2, name))
      one.title, one.question, one.lead, one.report.title, one.report.note = name, name, name, name,
        name
      one.report.columns[2].title, one.report.chart.word = name, "part"
      local failed = { name = "b", title = name, question = name, problem = name }
      local tags = html.render(name, { one, failed }, name):match "</style>(.*)"
        :gsub('%-%-letters:%d+', ""):gsub('aria%-label="[^"]*"', "")
      return (tags:gsub(">[^<]*<", "><"))
    end
    local good = elements "Ada"
    for _, name in ipairs { EVIL, "</style><b>x</b>", "]]>", "<![CDATA[", "&#x3c;b&#x3e;",
      '" onload="alert(1)', "' onload='alert(1)", "a\226\128\168b", "a\0b", "<!--", "--><b>",
      "</title></svg></bdi></td></table><b>" } do
      assert.equal(good, elements(name), name)
    end
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
    assert.equal(15, count_of(text, '<rect class="bar"'))
    assert.truthy(text:find("The drawing shows 15 of 30 rows.", 1, true))
    assert.is_nil(text:find("secret-id", 1, true))
  end)

  it("draws no rows, one, zeros, and one that is a thousand times the others", function()
    for _, rows in ipairs { {}, rows_of(1), { { label = "x", n = 0, m = 0 } },
      { { label = "x", n = 1000, m = 0 }, { label = "y", n = 1, m = 0 } }, { { n = 1 } } } do
      for _, kind in ipairs { "bars", "columns" } do
        local text = page { entry("a", rows, kind) }
        assert.is_nil(text:find "nan")
        assert.is_nil(text:find '"inf')
        assert.is_nil(text:find '="%-%d')
      end
    end
  end)

  it("does not draw what is missing as 0", function()
    local text = page { entry("a", { { label = "x" }, { label = "y", n = 2, m = 1 } }) }
    assert.truthy(text:find(">no figure</text>", 1, true))
    assert.truthy(text:find("The first: x, no figure.", 1, true))
    assert.is_nil(text:find(">0</text>", 1, true))
  end)

  it("has all figures of a row beside its bar, written as in the table", function()
    local days = entry("a", { { label = "x", n = 283, m = 7 } })
    days.report.columns[3].type = "days"
    assert.truthy(page { days }:find(">283.0, 7 part</text>", 1, true))
    days.report.chart.word = "lost"
    local text = page { days }
    assert.truthy(text:find(">283.0, 7 lost</text>", 1, true))
    assert.truthy(text:find("Number by label, of them lost in orange", 1, true))
  end)

  it("cuts a label to its room, between two letters", function()
    local cut = { W = 20, i = 35 }
    for letter, most in pairs(cut) do
      local text = page { entry("a", rows_of(1, letter:rep(200))) }
      local drawn = text:match("<text[^>]*>(" .. letter .. "+)")
      assert.is_true(#drawn < most and #drawn > most - 4, letter .. " " .. #drawn)
    end
  end)

  it("has room on a phone for a bar and what stands beside it", function()
    for _, n in ipairs { 1, 12345678 } do
      local text = page { entry("a", { { label = "x", n = n, m = n } }) }
      local wide = tonumber(text:match '<rect class="bar"[^>]* width="([%d.]+)%%"')
      local figures = text:match '<text[^>]* dx="8"[^>]*>([^<]+)<'
      assert.is_true(wide >= 20 and wide / 100 * 288 + 8 + #figures * 8 <= 288, figures)
    end
  end)

  it("has no label that would leave the drawing, on a phone nor on a screen", function()
    for count = 1, 60 do
      local text = page { entry("a", rows_of(count, "2026-05"), "columns") }
      for x, more in text:gmatch '<text x="([%d.]+)%%"[^>]-y="198"( ?[^>]*)>' do
        local width = more:find "more" and 608 or 288
        assert.is_true(tonumber(x) / 100 * width + 58 <= width, count .. ": " .. x)
      end
    end
  end)

  it("draws the same where the decimal point is a comma", function()
    local real = string.format
    local entries = { entry("a", rows_of(7)), entry("b", rows_of(7), "columns") }
    local before = page(entries)
    string.format = function(form, ...) -- luacheck: ignore 122
      local text = real(form, ...)
      return form:find "%%[%d.]*f" and text:gsub("(%d)%.(%d)", "%1,%2") or text
    end
    local after = page(entries)
    string.format = real -- luacheck: ignore 122
    assert.equal(before, after)
  end)

  it("lets no word of usual length be torn, as far as a sheet of paper has room", function()
    local text = page { entry("a", rows_of(2, "a RejectedByCandidate")) }
    assert.truthy(text:find('<table style="--paper-letters:52">', 1, true))
    assert.truthy(text:find('<th scope="col" style="--letters:19">Label</th>', 1, true))
    text = page { entry("a", rows_of(2, ("W"):rep(200))) }
    assert.truthy(text:find('<th scope="col" style="--letters:20">Label</th>', 1, true))
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
