--- Specs of a store's tables: they have what the records have, under the
-- documented names.
--
-- SPDX-License-Identifier: MIT

local helper = require "spec.helper"
local kit = require "spec.store.kit"
local schema = require "ashby.store.schema"
local shell = require "tools.shell"

describe("the tables of a store", function()
  local store, client

  kit.pulled(function(...) store, client = ... end)

  local function names(of)
    local list = {}
    for row in store.sql("select name from pragma_table_info(?)", of) do
      list[#list + 1] = row.name
    end
    return table.concat(list, " ")
  end

  it("have the documented columns", function()
    assert.equal("id created_at updated_at archived_at status applied_via_job_posting_id "
      .. "submitter_client_ip submitter_user_agent candidate_id candidate_name "
      .. "current_interview_stage_id current_interview_stage_title current_interview_stage_type "
      .. "current_interview_stage_interview_plan_id "
      .. "current_interview_stage_order_in_interview_plan "
      .. "current_interview_stage_interview_stage_group_id source_id source_title "
      .. "source_is_archived credited_to_user_id credited_to_user_first_name "
      .. "credited_to_user_last_name credited_to_user_email credited_to_user_global_role "
      .. "credited_to_user_is_enabled credited_to_user_updated_at credited_to_user_manager_id "
      .. "archive_reason_id archive_reason_text archive_reason_reason_type "
      .. "archive_reason_is_archived job_id job_title job_location_id job_department_id "
      .. "job_brand_id gone_at first_seen_at pulled_at", names "applications")
    assert.is_truthy(names "candidates":find("primary_email_address_value", 1, true))
    assert.is_truthy(names "sources":find("source_type_title", 1, true))
    assert.is_nil(names "jobs":find("location_name", 1, true))
    assert.equal("candidate_id position tag_id title is_archived", names "candidate_tag_links")
    assert.equal("entity id bytes", names "records")
  end)

  it("have what the records have", function()
    local stages = 0
    for application in client.applications.each { max = 150 } do
      local query = store.sql("select * from applications where id = ?", application.id)
      local row = assert(query:next())
      assert.equal(application.status, row.status)
      assert.equal(application.job.title, row.job_title)
      assert.equal(application.archiveReason and application.archiveReason.text,
        row.archive_reason_text)
      assert.equal(application.currentInterviewStage.orderInInterviewPlan,
        row.current_interview_stage_order_in_interview_plan)
      stages = stages + #application.hiringTeam
    end
    assert.is_true(stages > 0)
    local emails, fields = 0, 0
    stages = 0
    for candidate in client.candidates.each() do
      emails, fields = emails + #candidate.emailAddresses, fields + #candidate.customFields
      stages = stages + #candidate.applicationIds
    end
    assert.equal(emails, kit.value(store, "select count(*) from candidate_emails"))
    assert.equal(stages, kit.value(store, "select count(*) from candidate_applications"))
    assert.equal(fields, kit.value(store,
      "select count(*) from custom_field_values where entity = 'candidates'"))
  end)

  it("return a record's bytes by entity and id, using its key", function()
    local job = client.jobs.all({ raw = true, max = 1, include_unpublished_job_postings_ids = true,
      status = { "Draft", "Open", "Closed", "Archived" } })[1]
    local id = job:match('"id":"([^"]+)"')
    assert.equal(job, kit.value(store,
      "select bytes from records where entity = 'jobs' and id = '" .. id .. "'"))
    for row in store.sql("explain query plan select bytes from records "
      .. "where entity = 'jobs' and id = 'x'") do
      assert.is_nil(row.detail:find("^SCAN"), row.detail)
    end
  end)

  it("have a view of custom fields by their titles", function()
    local columns = names "candidates_fields"
    assert.equal("id", columns:match("^%S+"))
    local title = kit.value(store,
      "select title from custom_field_values where entity = 'candidates' limit 1")
    local column = require "ashby.store.fields".plain_name(title)
    assert.is_truthy(columns:find(column, 1, true), columns)
    assert.equal(kit.value(store, "select count(*) from candidates"),
      kit.value(store, "select count(*) from candidates_fields"))
    assert.is_true(kit.value(store,
      ("select count(%s) from candidates_fields"):format(column)) > 0)
  end)

  it("have the columns that docs/store.md says", function()
    local function sorted(list)
      table.sort(list)
      return list
    end
    local page, count = shell.read(helper.root .. "/docs/store.md"), 0
    page = page:match "generated: tables(.-)<!%-%- end"
    for name, said in page:gmatch "\n| `([%w_]+)` | ([^|]+) |" do
      local wanted, has = {}, {}
      for column in said:gmatch "`([%w_]+)`" do wanted[#wanted + 1] = column end
      for i, column in ipairs(store.sql("select * from " .. name).columns) do has[i] = column end
      assert.same(sorted(wanted), sorted(has), name)
      count = count + 1
    end
    assert.equal(count, #page:gsub("[^\n]", "") - 5)
  end)

  it("answer the ten questions of docs/store.md", function()
    local page, count = shell.read(helper.root .. "/docs/store.md"), 0
    for query in page:gmatch "\n```sql\n(.-)\n```" do
      count = count + 1
      local row, err = store.sql(query):next()
      assert(row or not err, tostring(err))
      if not query:find("stage_changes", 1, true) then assert.is_table(row, query) end
    end
    assert.equal(10, count)
  end)

  it("are described by one piece of code", function()
    assert.is_true(#schema.fingerprint() > 5000)
    assert.equal(schema.fingerprint(), schema.fingerprint())
  end)
end)
