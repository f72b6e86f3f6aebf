-- SPDX-License-Identifier: MIT
-- Sources, archive reasons, candidate tags, custom field definitions and feedback forms.
-- define_fields() also tells values.lua which custom fields exist for which kind of record.

local json = require "json"
local random = require "random"
local words = require "words"
local values = require "values"
local memo = require "memo"
local settings = require "settings"
local catalogue = require "catalogue"
local hostile = require "hostile"

local process = {}

local titled = json.shape{ "id", "title", "isArchived", "sourceType" }
local reason = json.shape{ "id", "text", "reasonType", "isArchived" }
local field = json.shape{ "id", "isPrivate", "title", "objectType", "isArchived", "fieldType",
  "isRequired", "selectableValues", "description", "isEditableOnlyViaPublicApi",
  "isDateOnlyField", "referencedObjectType", "referenceIdentifier" }
local choice = json.shape{ "label", "value", "isArchived" }
local form = json.shape{ "id", "organizationId", "title", "isArchived", "isDefaultForm",
  "formDefinition", "interviewId" }
local section = json.shape{ "title", "descriptionHtml", "descriptionPlain", "fields" }
local form_row = json.shape{ "isRequired", "descriptionHtml", "descriptionPlain", "field" }
local form_field = json.shape{ "id", "type", "path", "humanReadablePath", "title", "isNullable",
  "selectableValues" }

local OBJECT_TYPES = { "Application", "Candidate", "Job", "Application", "Candidate", "JobPosting",
  "Application", "Candidate", "Opening", "Employee", "Application", "Candidate", "Offer",
  "Talent_Project" }

local FORM_TYPES = { "String", "LongText", "RichText", "Email", "Phone", "Url", "Boolean", "Date",
  "Number", "Score", "ValueSelect", "MultiValueSelect", "File", "EducationHistory" }

local function numbered(list, i)
  local round = math.floor((i - 1) / #list)
  return list[(i - 1) % #list + 1] .. (round > 0 and " " .. round + 1 or "")
end

process.source = memo.of(function(i)
  if i == settings.sizes.sources then return catalogue.examples["sources.list"] end
  local r = random.new("source", i)
  local t = r:range(1, #words.source_types)
  local kind = titled{ id = random.id("source_types", t), title = words.source_types[t],
    isArchived = false }
  if r:chance(0.15) then kind = json.null elseif r:chance(0.1) then kind = nil end
  return titled{ id = random.id("sources", i), title = numbered(words.sources, i),
    isArchived = i % 12 == 5, sourceType = kind }
end)

process.archive_reason = memo.of(function(i)
  if i == settings.sizes.archive_reasons then return catalogue.examples["archive_reasons.list"] end
  local r = random.new("reason", i)
  return reason{ id = random.id("archive_reasons", i), text = numbered(words.reasons, i),
    reasonType = r:pick{ "RejectedByCandidate", "RejectedByOrg", "Other" },
    isArchived = i % 8 == 5 }
end)

process.candidate_tag = memo.of(function(i)
  if i == settings.sizes.candidate_tags then return catalogue.examples["candidate_tags.list"] end
  return titled{ id = random.id("candidate_tags", i), title = numbered(words.tags, i),
    isArchived = i % 10 == 6 }
end)

-- What a definition is, without its record: object type, field type, title, private or not.
local function field_facts(i)
  local kind = values.field_types[(i - 1) % #values.field_types + 1]
  local title = settings.hostile and hostile.text(i) or kind .. " field " .. i
  return { index = i, type = kind, object = OBJECT_TYPES[(i - 1) % #OBJECT_TYPES + 1],
    title = title, private = i % 11 == 5, archived = i % 13 == 8 }
end

function process.custom_field(i)
  if i == settings.sizes.custom_fields then return catalogue.examples["custom_fields.list"] end
  local r, facts = random.new("field", i), field_facts(i)
  local choices = facts.type:find("Select") and json.array()
  for n = 1, choices and 4 or 0 do
    choices[n] = choice{ label = "Option " .. n, value = "option_" .. n, isArchived = n == 4 }
  end
  return field{
    id = random.id("custom_fields", i), isPrivate = facts.private, title = facts.title,
    objectType = facts.object, isArchived = facts.archived, fieldType = facts.type,
    isRequired = r:chance(0.2), selectableValues = choices or nil,
    description = r:chance(0.5) and r:pick(words.sentences) or json.null,
    isEditableOnlyViaPublicApi = r:chance(0.1),
    isDateOnlyField = facts.type == "Date" and r:chance(0.5) or nil,
    referencedObjectType = r:chance(0.2) and json.null or nil,
    referenceIdentifier = r:chance(0.2) and "ref_" .. i or nil,
  }
end

function process.define_fields()
  values.definitions = {}
  for i = 1, settings.sizes.custom_fields - 1 do
    local facts = field_facts(i)
    local list = values.definitions[facts.object] or {}
    values.definitions[facts.object] = list
    if not facts.archived then list[#list + 1] = facts end
  end
end

-- sections of a form; also used for the application forms of postings
function process.form_definition(kind, i, sections)
  local r, list = random.new(kind, i), json.array()
  for s = 1, sections do
    local rows = json.array()
    for n = 1, r:range(1, 5) do
      local t = r:pick(FORM_TYPES)
      local id = random.id("form_field", i * 64 + s * 8 + n)
      rows[n] = form_row{ isRequired = r:chance(0.5),
        descriptionPlain = r:chance(0.3) and "Pick the closest answer." or nil,
        field = form_field{ id = id, type = t, path = r:chance(0.5) and id or "field_" .. n,
          humanReadablePath = t, title = t .. " " .. n, isNullable = r:chance(0.5),
          selectableValues = t:find("Select") and json.array{
            choice{ label = "0 to 2", value = "0-2" }, choice{ label = "3 or more", value = "3+" },
          } or nil } }
    end
    list[s] = section{ title = s > 1 and "Part " .. s or nil, fields = rows }
  end
  return json.shape{ "sections" }{ sections = list }
end

function process.form(i)
  local example = catalogue.examples["feedback_form_definitions.list"]
  if i == settings.sizes.feedback_form_definitions then return example end
  local r = random.new("form", i)
  return form{ id = random.id("feedback_form_definitions", i),
    organizationId = example.organizationId, title = numbered(words.form_titles, i),
    isArchived = i % 6 == 5, isDefaultForm = i == 1,
    formDefinition = i % 7 == 3 and {} or process.form_definition("form", i, r:range(1, 3)),
    interviewId = r:chance(0.6) and random.id("interview", i) or nil }
end

return process
