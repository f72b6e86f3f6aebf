-- SPDX-License-Identifier: MIT
-- Departments (a tree), locations (regions of type LocationHierarchy above the places) and users.
-- Each function makes the record of one index; the last index of a list is the example of
-- endpoints.json, the last but one is what that example refers to.

local json = require "json"
local random = require "random"
local words = require "words"
local clock = require "clock"
local values = require "values"
local memo = require "memo"
local settings = require "settings"
local catalogue = require "catalogue"

local organization = {}

local department = json.shape{ "id", "name", "externalName", "isArchived", "parentId", "createdAt",
  "updatedAt", "extraData" }
local location = json.shape{ "id", "name", "externalName", "isArchived", "address", "isRemote",
  "workplaceType", "parentLocationId", "type", "extraData" }
local address = json.shape{ "postalAddress" }
local postal = json.shape{ "addressCountry", "addressRegion", "addressLocality", "postalCode",
  "streetAddress" }
local user = json.shape{ "id", "firstName", "lastName", "email", "globalRole", "isEnabled",
  "updatedAt", "managerId", "customFields" }

local ROLES = { "Limited Access", "Limited Access", "Elevated Access", "Organization Admin",
  "External Recruiter" }

local function spread(index, count, from, to)
  return math.floor(from + (to - from) * (index - 1) / count)
end

local function extra_data(r)
  return r:pick{ json.null, json.null, {}, { costCenter = "CC-" .. r:range(1000, 9999) } }
end

organization.department = memo.of(function(i)
  local n = settings.sizes.departments
  if i == n then return catalogue.examples["departments.list"] end
  local r = random.new("department", i)
  local created = spread(i, n, clock.DEPARTMENTS_START, clock.DEPARTMENTS_END)
  local parent = i > 6 and i ~= n - 1 and random.id("departments", 1 + r:int(math.min(i - 1, 15)))
  return department{
    id = random.id("departments", i),
    name = i == n - 1 and "Engineering" or words.departments[(i - 1) % #words.departments + 1]
      .. (i > #words.departments and " " .. math.ceil(i / #words.departments) or ""),
    externalName = r:chance(0.2) and "Team " .. i or json.null, isArchived = i % 9 == 4,
    parentId = parent or json.null, createdAt = clock.iso(created),
    updatedAt = clock.iso(created + r:int(600) * clock.DAY), extraData = extra_data(r),
  }
end)

local function is_region(i) return i <= 4 or i == settings.sizes.locations - 1 end

local function place_address(r, place)
  if r:chance(0.15) then return json.null end
  if r:chance(0.15) then return {} end
  return address{ postalAddress = postal{ addressCountry = place[3], addressRegion = place[2],
    addressLocality = place[1], postalCode = tostring(r:range(10000, 99999)),
    streetAddress = r:chance(0.7) and "Rua do Exemplo " .. r:range(1, 200) or nil } }
end

organization.location = memo.of(function(i)
  local n = settings.sizes.locations
  if i == n then return catalogue.examples["locations.list"] end
  local r = random.new("location", i)
  local place = words.places[(i - 1) % #words.places + 1]
  local region = is_region(i)
  return location{
    id = random.id("locations", i),
    name = region and "Region " .. place[3] or place[1] .. " " .. r:pick{ "Lab", "Office", "Hub" },
    externalName = r:chance(0.6) and place[1] or json.null,
    isArchived = not region and i % 8 == 6,
    address = not region and place_address(r, place) or nil,
    isRemote = not region and r:chance(0.2),
    workplaceType = not region and r:pick(words.workplace) or json.null,
    parentLocationId = not region and random.id("locations", 1 + r:int(4)) or json.null,
    type = region and "LocationHierarchy" or "Location",
    extraData = extra_data(r),
  }
end)

local function user_name(first, last)
  return settings.hostile and "user" or (first .. "." .. last):lower()
end

organization.user = memo.of(function(i)
  local n = settings.sizes.users
  if i == n then return catalogue.examples["users.list"] end
  if i == n - 1 then return catalogue.examples["jobs.list"].author end
  local r = random.new("user", i)
  local first, last = r:pick(words.user_first), r:pick(words.user_last)
  return user{
    id = random.id("users", i), firstName = first, lastName = last,
    email = i % 15 ~= 3 and user_name(first, last) .. i .. "@brightfen.example" or nil,
    globalRole = r:pick(ROLES), isEnabled = i % 10 ~= 7,
    updatedAt = clock.iso(clock.PEOPLE_START + r:int(1000) * clock.DAY + r:int(clock.DAY)),
    managerId = i > 5 and random.id("users", 1 + r:int(i - 1)) or nil,
    customFields = r:chance(0.3) and values.custom_fields(r, "Employee", 2) or nil,
  }
end)

function organization.pin()
  local sizes, examples = settings.sizes, catalogue.examples
  random.pin("departments", sizes.departments - 1, examples["departments.list"].parentId)
  random.pin("locations", sizes.locations - 1, examples["locations.list"].parentLocationId)
  random.pin("users", sizes.users - 1, examples["jobs.list"].author.id)
end

return organization
