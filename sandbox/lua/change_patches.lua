-- SPDX-License-Identifier: MIT
-- What an update or an archiving changes in a record of each entity: members with new values. An
-- update is always visible in the record.

local json = require "json"
local clock = require "clock"
local settings = require "settings"
local store = require "store"
local jobs = require "generate.jobs"
local applications = require "generate.applications"

local patches = {}

-- The member that shows that a record was updated.
local SHOWN = { candidates = "position", jobs = "customRequisitionId",
  departments = "externalName", locations = "externalName", users = "lastName",
  job_postings = "title", sources = "title", archive_reasons = "text",
  candidate_tags = "title", custom_fields = "description", feedback_form_definitions = "title" }

-- An active application goes one stage further. The second result: whether the stage changed.
local function update_application(record, i, now)
  local patch = { updatedAt = clock.iso(now) }
  local stage = record.currentInterviewStage
  if record.status ~= "Active" or stage.orderInInterviewPlan >= 6 then
    patch.submitterUserAgent = "changed at " .. clock.iso(now)
    return patch, false
  end
  local _, job = applications.facts(i)
  patch.currentInterviewStage = jobs.stage(job, stage.orderInInterviewPlan + 2)
  return patch, true
end

function patches.update(entity, record, i, _, now)
  if entity == "applications" then return update_application(record, i, now) end
  local patch = {}
  if record.updatedAt then patch.updatedAt = clock.iso(now) end
  local name = SHOWN[entity]
  local old = record[name]
  if type(old) ~= "string" then old = "" end
  patch[name] = old:gsub(" %(change %d+%)$", "") .. " (change " .. store.state.serial .. ")"
  return patch, false
end

function patches.archive(entity, record, i, r, now)
  local patch = {}
  if record.updatedAt then patch.updatedAt = clock.iso(now) end
  if entity == "applications" then
    local _, job = applications.facts(i)
    patch.status, patch.archivedAt = "Archived", clock.iso(now)
    patch.archiveReason = applications.reason(1 + r:int(settings.sizes.archive_reasons))
    patch.currentInterviewStage = jobs.stage(job, 10)
  elseif entity == "jobs" then
    patch.status, patch.closedAt = "Archived", clock.iso(now)
  elseif entity == "users" then
    patch.isEnabled = false
  elseif entity == "job_postings" then
    patch.status, patch.publishedDate = "Draft", json.null
  elseif entity ~= "candidates" then
    patch.isArchived = true
  end
  return patch
end

return patches
