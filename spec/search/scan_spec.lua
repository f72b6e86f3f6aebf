--- Specs of scan: the pages of a source, read for one page of hits.
--
-- SPDX-License-Identifier: MIT

local scan = require "ashby.search.scan"

-- A source with these texts as its pages.
local function paged(pages, seen)
  return {
    read = function(place)
      local n = tonumber(place or 1)
      if seen then seen[#seen + 1] = n end
      return { texts = pages[n], next = pages[n + 1] and tostring(n + 1) or nil }
    end,
    build = function(texts) return texts end,
  }
end

local PAGES = { { '{"id":1}', '{"id":2}' }, {}, { '{"id":3}' }, { '{"id":4}', '{"id":5}' } }

local function run(pages, given, seen)
  return scan.run({ title = "x", entity = "x", given = given }, paged(pages, seen))
end

describe("scan", function()
  it("skips empty pages, and starts over only where it has to", function()
    local seen = {}
    local page = run(PAGES, { query = {}, limit = 3 }, seen)
    assert.same({ '{"id":1}', '{"id":2}', '{"id":3}' }, page.records)
    assert.same({ 1, 2, 3 }, seen)
    seen = {}
    page = run(PAGES, { query = {}, limit = 1, cursor = page.meta.cursor }, seen)
    assert.same({ '{"id":4}' }, page.records)
    assert.same({ 4 }, seen)
    seen = {}
    page = run(PAGES, { query = {}, limit = 1, cursor = page.meta.cursor }, seen)
    assert.same({ '{"id":5}' }, page.records)
    assert.same({ 4 }, seen)
    assert.is_false(page.meta.has_more)
  end)

  it("goes on correctly where a page is shorter than it was", function()
    local long = { { '{"id":1}', '{"id":2}', '{"id":3}', '{"id":4}' } }
    local given = { query = {}, limit = 3 }
    given.cursor = run(long, given).meta.cursor
    local short = { { '{"id":1}', '{"id":2}' }, { '{"id":3}' }, { '{"id":4}' } }
    assert.same({ '{"id":4}' }, run(short, given).records)
  end)

  it("sorts all pages, and returns a part", function()
    local given = { query = { sort = { { id = "desc" } } }, limit = 2 }
    local page = run(PAGES, given)
    assert.same({ '{"id":5}', '{"id":4}' }, page.records)
    given.cursor = page.meta.cursor
    assert.same({ '{"id":3}', '{"id":2}' }, run(PAGES, given).records)
  end)

  it("sorts more than it keeps, and pages through all of them", function()
    local pages, wanted, got, given = {}, {}, {}, { query = { sort = { { n = "asc" } } } }
    for id = 1, 5000 do
      local page = math.ceil(id / 200)
      pages[page] = pages[page] or {}
      table.insert(pages[page], ('{"id":"%05d","n":%d}'):format(id, id * 7919 % 50))
    end
    for _, page in ipairs(pages) do
      for _, text in ipairs(page) do wanted[#wanted + 1] = text end
    end
    table.sort(wanted, function(a, b)
      local n, m = tonumber(a:match '"n":(%d+)'), tonumber(b:match '"n":(%d+)')
      if n ~= m then return n < m end
      return a < b
    end)
    given.limit = 700
    repeat
      local page = run(pages, given)
      for _, text in ipairs(page.records) do got[#got + 1] = text end
      given.cursor = page.meta.cursor
    until not given.cursor
    assert.same(wanted, got)
  end)

  it("returns errors", function()
    local source = paged(PAGES)
    source.build = function() return nil, "no" end
    local what = { title = "x", entity = "x", given = { query = {} } }
    assert.same({ nil, "no" }, { scan.run(what, source) })
    source.read = function() return nil, "gone" end
    assert.same({ nil, "gone" }, { scan.run(what, source) })
    what.given = { query = { sort = { { id = "asc" } } } }
    assert.same({ nil, "gone" }, { scan.run(what, source) })
  end)
end)
