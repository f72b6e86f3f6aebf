-- SPDX-License-Identifier: MIT
-- Candidates. Optional members are absent when unset, as recorded; creditedToUser, timezone and
-- fraudStatus are null. Some records carry members that no schema names.

local json = require "json"
local random = require "random"
local words = require "words"
local clock = require "clock"
local values = require "values"
local settings = require "settings"
local catalogue = require "catalogue"
local organization = require "generate.organization"
local process = require "generate.process"

local people = {}

local candidate = json.shape{ "id", "createdAt", "updatedAt", "name", "primaryEmailAddress",
  "emailAddresses", "primaryPhoneNumber", "phoneNumbers", "socialLinks", "tags", "position",
  "company", "school", "applicationIds", "resumeFileHandle", "fileHandles", "customFields",
  "profileUrl", "source", "creditedToUser", "timezone", "fraudStatus", "location",
  "linkedProfiles", "scores", "x-future" }
local place_shape = json.shape{ "id", "locationSummary", "locationComponents" }
local part = json.shape{ "type", "name" }
local social = json.shape{ "type", "url" }

-- One application per `step`; candidates take the early part of theirs.
local function step()
  return (clock.PEOPLE_END - clock.PEOPLE_START) / settings.sizes.applications
end

function people.created_ms(i)
  local block, k = math.floor((i - 1) / 8), (i - 1) % 8
  local r = random.new("candidate_time", i)
  return math.floor(clock.PEOPLE_START + step() * (block * 12 + k * 1.5 + r:word() / 2 ^ 32 * 0.3))
end

function people.application_ms(i)
  local r = random.new("application_time", i)
  return math.floor(clock.PEOPLE_START + step() * (i - 1 + 0.5 + r:word() / 2 ^ 32 * 0.4))
end

-- What applications repeat of their candidate: name, e-mail, phone.
function people.contact(i)
  if i == settings.sizes.candidates then
    local example = catalogue.examples["candidates.list"]
    return example.name, example.primaryEmailAddress, example.primaryPhoneNumber
  end
  local r = random.new("contact", i)
  local group = r:chance(0.55) and words.people[r:range(1, 2)] or r:pick(words.people)
  local name = r:pick(group[1]) .. " " .. r:pick(group[2])
  if r:chance(0.01) then name = name .. " " .. string.rep("Long", 60) end
  local email = r:chance(0.93) and values.contact(string.format("person.%06d@mail.example", i),
    "Personal", true) or nil
  local phone = r:chance(0.6) and values.contact(string.format("+351 910 %03d %03d",
    r:int(1000), r:int(1000)), "Personal", true) or nil
  return name, email, phone
end

function people.source(r)
  if r:chance(0.1) then return json.null end
  return process.source(1 + r:int(settings.sizes.sources - 1))
end

function people.credited(r)
  if r:chance(0.5) then return json.null end
  return organization.user(1 + r:int(settings.sizes.users - 2))
end

local function where(r, i)
  local place = r:pick(words.places)
  return place_shape{ id = random.id("candidate_place", i),
    locationSummary = table.concat(place, ", "),
    locationComponents = json.array{ part{ type = "Country", name = place[3] },
      part{ type = "Region", name = place[2] }, part{ type = "City", name = place[1] } } }
end

local function tags(r)
  local list, at = json.array(), r:int(settings.sizes.candidate_tags)
  for n = 1, r:int(4) do
    list[n] = process.candidate_tag((at + n * 3) % settings.sizes.candidate_tags + 1)
  end
  return list
end

local function social_links(r, i)
  local list = json.array()
  if r:chance(0.6) then
    list[1] = social{ type = "LinkedIn", url = "https://www.linkedin.com/in/example-" .. i }
  end
  if r:chance(0.3) then
    list[#list + 1] = social{ type = "GitHub", url = "https://github.com/ex" .. i }
  end
  return list
end

local function files(r, i, id)
  local list, resume = json.array(), nil
  if r:chance(0.7) then
    resume = values.file(r, "ResumeFile", i, id, "résumé \"final\" " .. i .. ".pdf")
    list[1] = resume
  end
  if r:chance(0.2) then
    list[#list + 1] = values.file(r, "CandidateFile", i, id, "cover\\letter/" .. i .. ".docx")
  end
  return list, resume
end

-- Members that no schema names: a reader has to keep or ignore them.
local function strange(r, record)
  if not r:chance(0.12) then return record end
  record.linkedProfiles = r:pick{ json.array(),
    json.array{ { site = "x", ids = json.array{ 1, 2 } } } }
  record.scores = { fit = json.raw("7.25e-1"), rank = json.raw("1E+2"), none = json.null }
  record["x-future"] = r:pick{ {}, "yes", false, json.raw("-0.0"),
    json.raw("12345678901234567890") }
  return record
end

function people.candidate(i)
  if i == settings.sizes.candidates then return catalogue.examples["candidates.list"] end
  local r, id = random.new("candidate", i), random.id("candidates", i)
  local created = people.created_ms(i)
  local name, email, phone = people.contact(i)
  local emails = json.array{ email }
  if email and r:chance(0.2) then
    emails[2] = values.contact("work." .. i .. "@work.example", "Work", false)
  end
  local file_handles, resume = files(r, i, id)
  return strange(r, candidate{
    id = id, createdAt = clock.iso(created),
    updatedAt = clock.iso(math.min(created + r:int(300 * clock.DAY), clock.LAST_UPDATE)),
    name = name, primaryEmailAddress = email, emailAddresses = emails,
    primaryPhoneNumber = phone, phoneNumbers = json.array{ phone },
    socialLinks = social_links(r, i), tags = tags(r),
    position = r:chance(0.6) and r:pick(words.titles) or nil,
    company = r:chance(0.6) and r:pick(words.companies) or nil,
    school = r:chance(0.5) and r:pick(words.schools) or nil,
    applicationIds = json.array(), resumeFileHandle = resume, fileHandles = file_handles,
    customFields = values.custom_fields(r, "Candidate", 3),
    profileUrl = "https://app.ashbyhq.com/candidate-searches/new/right-side/candidates/" .. id,
    source = people.source(r), creditedToUser = people.credited(r),
    timezone = r:chance(0.5) and r:pick(words.timezones) or json.null,
    fraudStatus = r:chance(0.2) and r:pick{ "NotFraudulent", "Unreviewed" } or json.null,
    location = r:chance(0.7) and where(r, i) or nil,
  })
end

return people
