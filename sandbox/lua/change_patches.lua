-- SPDX-License-Identifier: MIT
-- What an update or an archiving changes in a record of each entity: members with new values. An
-- update is always visible in the record.

local json = require "json"
local clock = require "clock"
local entities = require "entities"
local settings = require "settings"
local store = require "store"
local jobs = require "generate.jobs"
local applications = require "generate.applications"

local patches = {}

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
  local name = entities.by_name[entity].shown
  local old = record[name]
  if type(old) ~= "string" then old = "" end
  patch[name] = old:gsub(" %(change %d+%)$", "") .. " (change " .. store.state.serial .. ")"
  return patch, false
end

local ARCHIVE = {}

function ARCHIVE.applications(patch, i, r, now)
  local _, job = applications.facts(i)
  patch.status, patch.archivedAt = "Archived", clock.iso(now)
  patch.archiveReason = applications.reason(1 + r:int(settings.sizes.archive_reasons))
  patch.currentInterviewStage = jobs.stage(job, 10)
end

function ARCHIVE.jobs(patch, _, _, now)
  patch.status, patch.closedAt = "Archived", clock.iso(now)
end

function ARCHIVE.users(patch) patch.isEnabled = false end

function ARCHIVE.job_postings(patch) patch.status, patch.publishedDate = "Draft", json.null end

function ARCHIVE.candidates() end

function patches.archive(entity, record, i, r, now)
  local patch = {}
  if record.updatedAt then patch.updatedAt = clock.iso(now) end
  if ARCHIVE[entity] then ARCHIVE[entity](patch, i, r, now) else patch.isArchived = true end
  return patch
end

return patches
