-- SPDX-License-Identifier: MIT
-- Job postings: the short record of jobPosting.list and the long one of jobPosting.info, with
-- descriptions of several kilobytes, linked data, forms and compensation tiers.

local json = require "json"
local random = require "random"
local words = require "words"
local clock = require "clock"
local values = require "values"
local links = require "links"
local settings = require "settings"
local catalogue = require "catalogue"
local jobs = require "generate.jobs"
local organization = require "generate.organization"
local process = require "generate.process"

local postings = {}

local posting = json.shape{ "id", "title", "jobId", "departmentName", "teamName", "locationName",
  "locationExternalName", "workplaceType", "employmentType", "status", "isListed", "publishedDate",
  "applicationDeadline", "externalLink", "applyLink", "locationIds", "compensationTierSummary",
  "shouldDisplayCompensationOnJobBoard", "updatedAt", "customFields" }
local long = json.shape{ "id", "title", "descriptionPlain", "descriptionHtml", "descriptionSocial",
  "descriptionParts", "departmentName", "teamName", "teamNameHierarchy", "jobId", "locationName",
  "locationIds", "workplaceType", "linkedData", "publishedDate", "address", "applicationDeadline",
  "isRemote", "employmentType", "applicationFormDefinition", "surveyFormDefinitions", "status",
  "isListed", "suppressDescriptionOpening", "suppressDescriptionClosing", "externalLink",
  "applyLink", "compensation", "updatedAt", "applicationLimitCalloutHtml", "customFields", "job" }
local parts = json.shape{ "descriptionOpening", "descriptionBody", "descriptionClosing" }
local rich = json.shape{ "html", "plain" }
local linked = json.shape{ "@context", "@type", "title", "description", "directApply", "identifier",
  "datePosted", "hiringOrganization", "employmentType" }
local ids = json.shape{ "primaryLocationId", "secondaryLocationIds" }
local component = json.shape{ "id", "compensationType", "interval", "currencyCode", "minValue",
  "maxValue", "summary" }

-- Two boards: the primary external one shows every posting, the internal one every third.
function postings.boards() return random.id("board", 1), random.id("board", 2) end

function postings.on_board(i, board)
  local external, internal = postings.boards()
  if board == nil or board == external then return true end
  return board == internal and i % 3 == 0
end

function postings.published(i)
  if i == settings.sizes.job_postings then return true end
  return jobs.status(links.job_of_posting(i)) ~= "Draft" and i % 9 ~= 4
end

local function department_names(i)
  local _, index = jobs.place(i)
  local team = organization.department(index)
  if team.parentId == json.null then return team.name, team.name end
  local parent = organization.department(random.index("departments", team.parentId))
  return parent.name, team.name
end

function postings.make(i)
  if i == settings.sizes.job_postings then return catalogue.examples["job_postings.list"] end
  local r, job = random.new("posting", i), links.job_of_posting(i)
  local place = organization.location((jobs.place(job)))
  local department, team = department_names(job)
  local published = postings.published(i)
  local link = "https://jobs.ashbyhq.com/brightfen/" .. random.id("job_postings", i)
  local from = jobs.created_ms(job) + 5 * clock.DAY
  return posting{
    id = random.id("job_postings", i), title = jobs.title(job), jobId = random.id("jobs", job),
    departmentName = department, teamName = team, locationName = place.name,
    locationExternalName = place.externalName, workplaceType = place.workplaceType,
    employmentType = r:pick(words.employment), status = published and "Published" or "Draft",
    isListed = i % 7 ~= 3, publishedDate = published and clock.date(from) or json.null,
    applicationDeadline = r:chance(0.2) and clock.iso(from + 90 * clock.DAY) or json.null,
    externalLink = r:chance(0.7) and link or json.null, applyLink = link .. "/application",
    locationIds = ids{ primaryLocationId = place.id, secondaryLocationIds = r:chance(0.3)
      and json.array{ random.id("locations", 5) } or json.array() },
    compensationTierSummary = r:chance(0.5) and "€48K – €66K" or json.null,
    shouldDisplayCompensationOnJobBoard = r:chance(0.5),
    updatedAt = clock.iso(math.min(from + r:int(200) * clock.DAY, clock.LAST_UPDATE)),
    customFields = r:chance(0.5) and values.custom_fields(r, "JobPosting", 2) or nil,
  }
end

local function compensation(i, short)
  local summary = "€48K – €66K"
  local function salary(id)
    return component{ id = id, compensationType = "Salary", interval = "1 YEAR",
      currencyCode = "EUR", minValue = 48000, maxValue = 66000.5, summary = summary }
  end
  local tiers = json.array()
  if short.compensationTierSummary ~= json.null then
    tiers[1] = { id = random.id("tier", i), tierSummary = summary, title = json.null,
      additionalInformation = json.null,
      components = json.array{ salary(random.id("component", i)) } }
  end
  return { compensationTierSummary = short.compensationTierSummary,
    summaryComponents = #tiers > 0 and json.array{ salary() } or json.array(),
    compensationTiers = tiers,
    shouldDisplayCompensationOnJobBoard = short.shouldDisplayCompensationOnJobBoard }
end

local function linked_data(short, html)
  return linked{ ["@context"] = "https://schema.org/", ["@type"] = "JobPosting",
    title = short.title, description = html, directApply = true,
    identifier = { ["@type"] = "PropertyValue", name = short.title, value = short.id },
    datePosted = short.publishedDate ~= json.null and short.publishedDate or nil,
    hiringOrganization = { ["@type"] = "Organization", name = "Brightfen",
      sameAs = "brightfen.example" }, employmentType = "FULL_TIME" }
end

-- The record of jobPosting.info; `short` is the list record as it stands now.
function postings.info(i, short)
  if i == settings.sizes.job_postings then return catalogue.examples["job_postings.get"] end
  local r = random.new("posting_info", i)
  local plain, html = values.prose(r, r:range(6, 14))
  local place = organization.location((jobs.place(links.job_of_posting(i))))
  local record = {}
  for k, v in pairs(short) do record[k] = v end
  record.locationExternalName, record.compensationTierSummary = nil, nil
  record.shouldDisplayCompensationOnJobBoard = nil
  record.descriptionPlain, record.descriptionHtml = plain, html
  record.descriptionSocial = r:chance(0.5) and r:pick(words.sentences) or json.null
  record.descriptionParts = parts{ descriptionOpening = json.null,
    descriptionBody = rich{ html = html, plain = plain }, descriptionClosing = json.null }
  record.teamNameHierarchy = json.array{ short.departmentName, short.teamName }
  record.linkedData = linked_data(short, html)
  record.address = place.address
  record.isRemote = place.isRemote
  record.applicationFormDefinition = process.form_definition("apply", i, 1)
  record.surveyFormDefinitions = json.array()
  record.suppressDescriptionOpening, record.suppressDescriptionClosing = false, false
  record.compensation = compensation(i, short)
  return long(record)
end

return postings
