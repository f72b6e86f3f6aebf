--- source: runs the table of cases over E.search of a client or store that has its
-- records as candidates.
--
-- SPDX-License-Identifier: MIT

local assert = require "luassert"

local cases = require "spec.search.cases"

local source = {}

--- All hits of a query, page by page, as the letters of their ids.
function source.letters(search, query, limit)
  local letters, cursor, pages = {}, nil, 0
  repeat
    local page = assert(search { query = query, limit = limit, cursor = cursor, fields = { "id" } })
    for _, record in ipairs(page.records) do letters[#letters + 1] = record.id end
    assert(#page.records <= limit)
    assert(page.meta.has_more == (page.meta.cursor ~= nil))
    assert(not page.meta.has_more or #page.records == limit)
    cursor, pages = page.meta.cursor, pages + 1
  until not cursor
  return table.concat(letters), pages
end

--- The answer to candidate.list that has the records.
function source.body()
  return '{"success":true,"results":[' .. table.concat(cases.records, ",")
    .. '],"moreDataAvailable":false}'
end

--- Makes specs of every filter and sort, and their pages; it is busted's, of() returns
-- E.search.
function source.specs(it, of)
  for n, case in ipairs(cases.filters) do
    it("finds filter " .. n, function()
      assert.equal(case[2], (source.letters(of(), { filter = case[1] }, 100)))
    end)
  end

  for n, case in ipairs(cases.sorts) do
    it("sorts by sort " .. n, function()
      assert.equal(case[2], (source.letters(of(), { sort = case[1] }, 100)))
    end)
  end

  it("finds the same by pages of any size", function()
    for limit = 1, 4 do
      for n = 1, #cases.filters, 5 do
        local case = cases.filters[n]
        assert.equal(case[2], (source.letters(of(), { filter = case[1] }, limit)))
      end
      for _, case in ipairs(cases.sorts) do
        local letters, pages = source.letters(of(), { sort = case[1] }, limit)
        assert.equal(case[2], letters)
        assert.equal(math.ceil(#letters / limit), pages)
      end
    end
  end)

  it("returns records whole, raw, picked, and with null", function()
    local given = { query = { filter = { eq = { company = "ACME" } } } }
    local whole = assert(of()(given)).records[1]
    assert.equal("Ana Müller", whole.name)
    assert.is_nil(whole.school)
    given.null = false
    assert.is_false(assert(of()(given)).records[1].school)
    given.null, given.raw = nil, true
    assert.same({ cases.records[1] }, assert(of()(given)).records)
    given.raw, given.fields = nil, { "source.title" }
    assert.same({ { source = { title = "LinkedIn" } } }, assert(of()(given)).records)
  end)
end

return source
