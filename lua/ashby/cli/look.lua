--- look: what a person looks at first: the columns of each entity's table, as
-- path and title.
--
-- SPDX-License-Identifier: MIT

local catalogue = require "ashby.catalogue"
local fields = require "ashby.cli.fields"

local look = {}

look.COLUMNS = {
  candidates = { "name", "primaryEmailAddress.value=email", "company", "position",
    "source.title=source", "createdAt=created" },
  applications = { "candidate.name=candidate", "job.title=job", "status",
    "currentInterviewStage.title=stage", "source.title=source", "createdAt=created" },
  jobs = { "title", "status", "employmentType=employment", "customRequisitionId=requisition",
    "openedAt=opened", "createdAt=created" },
  departments = { "name", "externalName=external name", "isArchived=archived",
    "updatedAt=updated" },
  locations = { "name", "workplaceType=workplace", "isRemote=remote",
    "address.postalAddress.addressLocality=town", "address.postalAddress.addressCountry=country",
    "isArchived=archived" },
  users = { "firstName=first name", "lastName=last name", "email", "globalRole=role",
    "isEnabled=enabled" },
  job_postings = { "title", "departmentName=department", "locationName=location", "status",
    "isListed=listed", "publishedDate=published" },
  sources = { "title", "sourceType.title=type", "isArchived=archived" },
  archive_reasons = { "text", "reasonType=type", "isArchived=archived" },
  candidate_tags = { "title", "isArchived=archived" },
  custom_fields = { "title", "objectType=of", "fieldType=type", "isRequired=required",
    "isArchived=archived" },
  feedback_form_definitions = { "title", "isDefaultForm=default", "isArchived=archived" },
}

local ALWAYS = 2 -- columns that a narrow terminal shows, too

local MOST = 6 -- columns of an entity that has no row above

-- The first fields that a cell can show.
local function first_fields(record)
  local names = {}
  for _, field in ipairs(catalogue.records[record]) do
    local is_shown = field.name ~= "id" and not field.list and not catalogue.records[field.type]
    if is_shown and #names < MOST then names[#names + 1] = field.name end
  end
  return names
end

-- Points in time are never cut.
local function column(record, path, title)
  local type = record and fields.type(record, path)
  return { name = path, title = title, type = type, whole = type == "datetime" }
end

--- The columns of an entity's table; the id comes last, where there is room.
function look.of(entity, record)
  local columns = {}
  for i, row in ipairs(look.COLUMNS[entity] or first_fields(record)) do
    local path, title = row:match "^([^=]+)=?(.*)$"
    columns[i] = column(record, path, title ~= "" and title or path)
    columns[i].spare = i > ALWAYS and 2 or nil
  end
  columns[#columns + 1] = { name = "id", title = "id", spare = 1, whole = true }
  return columns
end

--- Columns for paths that the user has named.
function look.named(record, paths)
  local columns = {}
  for i, path in ipairs(paths) do columns[i] = column(record, path, path) end
  return columns
end

return look
