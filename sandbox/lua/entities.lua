-- SPDX-License-Identifier: MIT
-- The entities, one row each; settings, store, filters, changes and routes loop over them.
--   singular       what its not-found code is made of
--   id_parameter   the member of .info that carries the id, where there is an .info
--   size           base of a list that grows with the square root of the scale,
--                  or a function of the number of blocks (see links.lua)
--   make           module and function that make the record of an index;
--                  absent: generate/plain.lua, from the example of endpoints.json
--   big            its records are kept as text only
--   shown          the member in which an update shows
--   hidden         switch -> what a list without that switch leaves out
-- FURTHER are lists beyond endpoints.json, made from other records as they stand now:
--   follows, each  which entity, and how many indices each of its records has
--   exists         module and function: whether there is a record at an index

local function archived(record) return record.isArchived == true end

local ARCHIVED = { includeArchived = archived }

local entities = {
  { name = "candidates", singular = "candidate", id_parameter = "id", big = true,
    size = function(blocks) return blocks * 8 end, make = "generate.people.candidate",
    shown = "position", hidden = {} },
  { name = "applications", singular = "application", id_parameter = "applicationId", big = true,
    size = function(blocks) return blocks * 12 end, make = "generate.applications.make",
    hidden = {} },
  { name = "jobs", singular = "job", id_parameter = "id", size = 60, make = "generate.jobs.make",
    shown = "customRequisitionId", hidden = {} },
  { name = "departments", singular = "department", id_parameter = "departmentId", size = 40,
    make = "generate.organization.department", shown = "externalName", hidden = ARCHIVED },
  { name = "locations", singular = "location", id_parameter = "locationId", size = 25,
    make = "generate.organization.location", shown = "externalName",
    hidden = { includeArchived = archived, includeLocationHierarchy = function(record)
      return record.type == "LocationHierarchy"
    end } },
  { name = "users", singular = "user", id_parameter = "userId", size = 120,
    make = "generate.organization.user", shown = "lastName",
    hidden = { includeDeactivated = function(record) return not record.isEnabled end } },
  { name = "job_postings", singular = "job_posting", id_parameter = "jobPostingId", size = 80,
    make = "generate.postings.make", shown = "title",
    hidden = { includeUnpublishedJobPostings = function(record)
      return record.status ~= "Published"
    end } },
  { name = "sources", singular = "source", size = 60, make = "generate.process.source",
    shown = "title", hidden = ARCHIVED },
  { name = "archive_reasons", singular = "archive_reason", size = 30,
    make = "generate.process.archive_reason", shown = "text", hidden = ARCHIVED },
  { name = "candidate_tags", singular = "candidate_tag", size = 50,
    make = "generate.process.candidate_tag", shown = "title", hidden = ARCHIVED },
  { name = "custom_fields", singular = "custom_field", size = function() return 40 end,
    make = "generate.process.custom_field", shown = "description", hidden = ARCHIVED },
  { name = "feedback_form_definitions", singular = "feedback_form_definition", size = 20,
    make = "generate.process.form", shown = "title", hidden = ARCHIVED },
}

local FURTHER = {
  { name = "offers", size = function(blocks) return blocks * 12 end, big = true,
    follows = "applications", each = 1,
    make = "generate.offers.make", exists = "generate.offers.exists", hidden = {} },
  { name = "interview_plans", size = 60, follows = "jobs", each = 2,
    make = "generate.plans.make", exists = "generate.plans.exists", hidden = ARCHIVED },
}

local by_name, all = {}, {}
for _, row in ipairs(entities) do
  row.listed = true
  by_name[row.name], all[#all + 1] = row, row
end
for _, row in ipairs(FURTHER) do by_name[row.name], all[#all + 1] = row, row end

-- A list that grows with the square root of the scale.
local function mild(base, scale)
  return math.max(12, math.floor(base * math.sqrt(math.max(scale, 0.04)) + 0.5))
end

-- How many records an entity has.
local function size_of(row, blocks, scale)
  if type(row.size) == "function" then return row.size(blocks) end
  return mild(row.size, scale)
end

-- The function that a row names as "module.function", or nil.
local function named(text)
  if not text then return nil end
  local from, name = text:match("^(.*)%.([%w_]+)$")
  return require(from)[name]
end

return { listed = entities, all = all, by_name = by_name, size_of = size_of, named = named }
