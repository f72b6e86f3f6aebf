--- browser: the page of reports, opened in a real browser: nothing is loaded,
-- nothing overlaps, everything can be read, the tables have the reports' values.
-- `make browser` installs what it needs; without that the spec is skipped.
--
-- SPDX-License-Identifier: MIT

local cjson = require "cjson"
local command = require "spec.cli.command"
local line = require "ashby.text.line"
local helper = require "spec.helper"
local html = require "ashby.report.render.html"
local odd = require "spec.report.odd"
local page = require "ashby.report.page"
local shell = require "tools.shell"

local MODULES = helper.root .. "/build/browser/node_modules"
local AT = " --now 2026-05-28 --max 20"

local function missing()
  if helper.slow then return "not with " .. helper.slow end
  if shell.output "command -v chromium" == "" then return "no chromium here: make browser" end
  if not shell.read(MODULES .. "/puppeteer-core/package.json") then
    return "no puppeteer-core here: make browser"
  end
end

-- What the browser finds on a page; the pictures are left in build/browser/.
local function look(path, name)
  local pictures = helper.root .. "/build/browser/" .. name
  shell.run(("mkdir -p '%s'"):format(pictures))
  local status, text = shell.run(("CHROMIUM=$(command -v chromium) NODE_PATH='%s' timeout 120 node "
    .. "%s/spec/report/render/browser.js '%s' '%s' 2>&1"):format(MODULES, helper.root, path,
    pictures))
  assert.equal(0, status, text)
  return cjson.decode(text:match "[^\n]+\n?$"), pictures
end

-- ---- a page that is hard to draw ----

local LABELS = { ("long name "):rep(20), ("王小明"):rep(30),
  "عبد الرحمن بن محمد بن عبد الله آل سعود الكبير جدا الطويل", ("W"):rep(200), ("i"):rep(200),
  "<script>alert(1)</script>", "" }

local function rows_of(count, label, value)
  local rows = {}
  for i = 1, count do rows[i] = { label = label(i), n = value(i), m = math.floor(value(i) / 3) } end
  return rows
end

local SETS = {
  hard = rows_of(#LABELS, function(i) return LABELS[i] end, function(i) return 10 ^ (i - 1) end),
  many = rows_of(60, function(i) return "Source " .. i end, function(i) return 61 - i end),
  one = rows_of(1, function() return "only" end, function() return 3 end),
  zero = rows_of(2, tostring, function() return 0 end),
  none = {},
}

local function hard_page(path)
  local entries = {}
  for name, rows in pairs(SETS) do
    for _, kind in ipairs { "bars", "columns" } do
      local id = name .. "-" .. kind
      entries[#entries + 1] = { name = id, title = id, question = "Why?", lead = LABELS[3],
        report = { name = id, title = id, note = LABELS[6], rows = rows,
          columns = { { name = "label", title = "Label", type = "text" },
            { name = "n", title = "Number", type = "integer" },
            { name = "m", title = "Part", type = "integer" } },
          chart = { kind = kind, label = "label", value = "n", part = "m" } } }
    end
  end
  shell.write(path, html.render("Hard", entries, "Made today."))
end

-- ---- what holds for every page ----

local LEAST = { ["rect.bar"] = 3, ["rect.part"] = 3 } -- of drawings; of text 4.5

local function check(found, pictures, path)
  assert.same({}, found.messages)
  for _, url in ipairs(found.requests) do assert.equal("file://" .. path, url) end
  assert.same({}, found.misplaced)
  assert.same({ tr = "avoid", svg = "avoid", p = "avoid" }, found.breaks)
  assert.same({ phone = {}, paper = {} }, found.torn)
  assert.same({ beyond = 0, small = 0, scrolled = 0 }, found.cramped)
  for scheme, kinds in pairs(found.contrasts) do
    for kind, contrast in pairs(kinds) do
      assert.is_true(contrast >= (LEAST[kind] or 4.5), scheme .. " " .. kind)
    end
  end
  for _, name in ipairs { "light.png", "dark.png", "page.pdf" } do
    assert.is_true(#assert(shell.read(pictures .. "/" .. name)) > 1000, name)
  end
end

local FORMS = { integer = "%d", days = "%.1f", percent = "%.1f %%" }

local function text_of(column, value)
  if value == cjson.null then return "" end
  if column.type == "time" then return value:sub(1, 10) .. " " .. value:sub(12, 16) end
  return line.of(FORMS[column.type] and FORMS[column.type]:format(value) or value, line.UNCUT)
end

-- The cells that a report's table should have.
local function cells_of(name)
  local status, text, said = command.run("report " .. name .. " -o json" .. AT)
  assert.equal(0, status, said)
  local report, cells = cjson.decode(text), {}
  for i, row in ipairs(report.rows) do
    cells[i] = {}
    for _, column in ipairs(report.columns) do
      if column.type ~= "id" then
        table.insert(cells[i], text_of(column, row[column.name]))
      end
    end
  end
  return cells
end

describe("a page of reports in Chromium #slow", function()
  local dir

  setup(function() dir = shell.folder() end)
  teardown(function() shell.remove(dir) end)
  before_each(helper.reset)

  it("shows what is hard to draw without a mistake", function()
    local reason = missing()
    if reason then return pending(reason) end
    local path = dir .. "/hard.html"
    hard_page(path)
    local found, pictures = look(path, "hard")
    check(found, pictures, path)
    assert.equal(60, #found.tables["many-bars"])
    assert.equal("<script>alert(1)</script>", found.tables["hard-bars"][6][1])
  end)

  it("shows an odd organisation without a fault", function()
    local reason = missing()
    if reason then return pending(reason) end
    local path, client = dir .. "/odd.html", odd.client()
    local entries = assert(page.entries(client, function() return { now = "2026-04-01" } end))
    client.close()
    shell.write(path, page.render("Odd", entries, page.ROWS))
    local found, pictures = look(path, "odd")
    check(found, pictures, path)
    assert.equal(50, #found.tables.aging)
    assert.equal(5, #found.tables.summary)
  end)

  it("has the values of the reports", function()
    local reason = missing()
    if reason then return pending(reason) end
    local path = dir .. "/hiring.html"
    local status, _, said = command.run("report all --to " .. path .. AT)
    assert.equal(0, status, said)
    local found, pictures = look(path, "hiring")
    check(found, pictures, path)
    for _, name in ipairs { "sources", "aging", "jobs", "departments", "months", "offers" } do
      assert.same(cells_of(name), found.tables[name], name)
    end
  end)
end)
