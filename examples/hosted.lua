--- hosted: the same data through Airbyte's hosted connector. What it opens, the
-- open jobs with their applications, and a search.
--
--   AIRBYTE_CLIENT_ID=... AIRBYTE_CLIENT_SECRET=... AIRBYTE_WORKSPACE=... lua examples/hosted.lua
--   AIRBYTE_TOKEN=... AIRBYTE_CONNECTOR_ID=... lua examples/hosted.lua
--
-- AIRBYTE_ORGANIZATION_ID as well, where the account has several.
--
-- SPDX-License-Identifier: MIT

local ashby = require "ashby"

local function fail(err)
  io.stderr:write(tostring(err), "\n")
  os.exit(1, true)
end

local client, problem = ashby.new { hosted = {
  token = os.getenv "AIRBYTE_TOKEN",
  client_id = os.getenv "AIRBYTE_CLIENT_ID", client_secret = os.getenv "AIRBYTE_CLIENT_SECRET",
  connector_id = os.getenv "AIRBYTE_CONNECTOR_ID", workspace = os.getenv "AIRBYTE_WORKSPACE",
  organization_id = os.getenv "AIRBYTE_ORGANIZATION_ID",
} }
if not client then fail(problem) end

-- ---- what is open ----

local found, why = client.check()
if not found then fail(why) end
if not found.ok then fail(found.error) end
for _, name in ipairs(client.entities()) do
  if found.closed[name] then print(name .. " is closed: " .. found.closed[name]) end
end

-- ---- lists: the service filters nothing, so that is done here ----

local data, err = client.gather {
  jobs = function() return client.jobs.all { fields = { "id", "title", "status" } } end,
  applications = function()
    return client.applications.all { fields = { "status", "job.id" } }
  end,
}
if not data then fail(err) end

local active = {}
for _, application in ipairs(data.applications) do
  if application.status == "Active" then
    active[application.job.id] = (active[application.job.id] or 0) + 1
  end
end

local open = {}
for _, job in ipairs(data.jobs) do
  if job.status == "Open" then open[#open + 1] = job end
end
table.sort(open, function(a, b)
  local x, y = active[a.id] or 0, active[b.id] or 0
  return x > y or x == y and a.id < b.id
end)

print(("%d open jobs of %d, %d applications"):format(#open, #data.jobs, #data.applications))
for i = 1, math.min(10, #open) do
  print(("%6d active  %s"):format(active[open[i].id] or 0, open[i].title))
end

-- ---- one by its id, and a search in the service's own copy ----

if open[1] then
  local job, missing = client.jobs.get(open[1].id)
  if not job then fail(missing) end
  print(("%s is open since %s"):format(job.title, job.openedAt or "an unknown day"))
end

local page, no_copy = client.jobs.search { limit = 10, fields = { "id", "title" }, query = {
  filter = { ["and"] = { { eq = { status = "Open" } }, { like = { title = "%engineer%" } } } },
  sort = { { title = "asc" } } } }
if not page then fail(no_copy) end
print(("%d%s of them for engineers"):format(#page.records, page.meta.has_more and " or more" or ""))
