--- Specs of fields: the names of the columns for custom fields.
--
-- SPDX-License-Identifier: MIT

local fields = require "ashby.store.fields"
local helper = require "spec.helper"
local kit = require "spec.store.kit"

local ID = "f91437b5-964d-40d6-8b1c-0b73a924fe9c"

describe("the column of a custom field", function()
  local function name(title) return fields.names({ { id = ID, title = title } })[1] end

  it("is its title in snake_case", function()
    for title, expected in pairs {
      ["Notice period"] = "notice_period", ["noticePeriod"] = "notice_period",
      ["  Salary (EUR) "] = "salary_eur", ["Größe"] = "gr_e", ["2nd choice"] = "_2nd_choice",
    } do
      assert.equal(expected, name(title))
    end
  end)

  it("ends in the field's id where the title gives no name", function()
    for _, row in ipairs {
      { "", "_f91437b5" }, { "職種", "_f91437b5" }, { "Order", "order_f91437b5" },
      { "ID", "id_f91437b5" }, { "Select", "select_f91437b5" },
      { ("x"):rep(41), ("x"):rep(40) .. "_f91437b5" }, { ("x"):rep(40), ("x"):rep(40) },
    } do
      assert.equal(row[2], name(row[1]))
    end
    assert.equal("_f91437b5", fields.names({ { id = ID } })[1])
  end)

  it("is not another field's, in whatever case", function()
    assert.same({ "level_aaaaaaaa", "level_bbbbbbbb", "other" }, fields.names {
      { id = "aaaaaaaa-1", title = "Level" }, { id = "bbbbbbbb-2", title = "LEVEL" },
      { id = "cccccccc-3", title = "Other" } })
  end)

  it("is not another field's where the ids begin alike", function()
    assert.same({ "level_aaaaaaaa", "level_aaaaaaaa_2", "level_aaaaaaaa_2_2" }, fields.names {
      { id = "aaaaaaaa-1", title = "Level" }, { id = "aaaaaaaa-2", title = "LEVEL" },
      { id = "aaaaaaaa_2", title = "level" } })
    assert.same({ "foo_aaaaaaaa", "foo_aaaaaaaa_9", "foo_bbbbbbbb" }, fields.names {
      { id = "cccccccc", title = "Foo_aaaaaaaa" }, { id = "aaaaaaaa-9", title = "foo" },
      { id = "bbbbbbbb", title = "Foo" } })
  end)
end)

describe("the view of custom fields", function()
  teardown(kit.remove)

  local function columns(store)
    local names = {}
    for row in store.sql "select name from pragma_table_info('candidates_fields')" do
      names[#names + 1] = row.name
    end
    table.sort(names)
    return names
  end

  it("has a column for each field that is defined or used, under its newest title", function()
    helper.reset()
    local store, client = kit.store()
    local function pull(title, value)
      kit.sends("customField.list", {
        ('{"id":"f1","title":"%s","objectType":"Candidate","isArchived":false}'):format(title),
        '{"id":"f2","title":"Level","objectType":"Job","isArchived":false}',
        '{"id":"f3","title":"Old","objectType":"Candidate","isArchived":true}' })
      kit.sends("candidate.list", {
        ('{"id":"c1","customFields":[%s,{"id":"%s","title":"long","value":1}]}'):format(value,
          ("x"):rep(1000000)) })
      assert(store.pull { entities = { "candidates", "custom_fields" }, full = true })
    end
    pull("Notice period", '{"id":"f4","title":"Own","value":"x"}')
    assert.same({ "id", "notice_period", "own" }, columns(store))
    assert.equal("x", store.sql("select own from candidates_fields"):next().own)
    pull("Notice", '{"id":"f1","title":"Notice period","value":"now"}')
    assert.same({ "id", "notice" }, columns(store))
    assert.equal("now", store.sql("select notice from candidates_fields"):next().notice)
    store.close()
    client.close()
  end)
end)
