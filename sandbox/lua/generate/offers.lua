-- SPDX-License-Identifier: MIT
-- Offers, by the index of their application: those that came to the stage of offers, or were hired.
-- Hired: accepted that moment; archived after it: declined or cancelled; still there: open.

local json = require "json"
local random = require "random"
local clock = require "clock"
local values = require "values"
local settings = require "settings"
local jobs = require "generate.jobs"
local applications = require "generate.applications"
local organization = require "generate.organization"

local offers = {}

local offer = json.shape{ "id", "applicationId", "acceptanceStatus", "offerStatus", "decidedAt",
  "latestVersion" }
local version = json.shape{ "id", "startDate", "salary", "createdAt", "openingId", "customFields",
  "fileHandles", "author", "approvalStatus" }
local salary = json.shape{ "currencyCode", "value" }

-- acceptanceStatus, offerStatus, approvalStatus
local ACCEPTED = { "Accepted", "CandidateAccepted", "Approved" }
local AFTER = { { "Declined", "CandidateRejected", "Approved" },
  { "Declined", "CandidateRejected", "Approved" }, { "Cancelled", "OfferCancelled", "Declined" } }
local OPEN = { { "WaitingOnResponse", "WaitingOnCandidateResponse", "Approved" },
  { "WaitingOnResponse", "WaitingOnCandidateResponse", "Approved" },
  { "Pending", "WaitingOnOfferApproval", "WaitingOnApprovals" },
  { "Created", "WaitingOnApprovalStart", json.null } }

-- When the application came to the stage of offers (or was hired), when that was decided, and
-- whether somebody was hired.
local function stay(i, store)
  local entered, left
  for _, step in ipairs(applications.stays(i, store)) do
    local kind = step.stage.type
    if kind == "Hired" then return entered or step.at, step.at, true end
    if kind == "Offer" then entered = entered or step.at end
    if entered and kind == "Archived" then left = step.at end
  end
  return entered, left, false
end

function offers.exists(i, store)
  return store.exists("applications", i) and stay(i, store) ~= nil
end

local function latest(i, r, entered, job, approval)
  return version{ id = random.id("offer_version", i),
    startDate = r:chance(0.8) and clock.iso(entered + r:range(30, 90) * clock.DAY) or json.null,
    salary = salary{ currencyCode = r:pick{ "EUR", "USD" }, value = r:range(40, 140) * 1000 },
    createdAt = clock.iso(entered),
    openingId = job % 3 > 0 and random.id("opening", job * 8 + 1) or nil,
    customFields = values.custom_fields(r, "Offer", 1), fileHandles = json.array(),
    author = organization.user(1 + r:int(settings.sizes.users - 2)), approvalStatus = approval }
end

function offers.make(i, store)
  local r = random.new("offer", i)
  local _, job = store.application_facts(i)
  local entered, decided, hired = stay(i, store)
  local state = hired and ACCEPTED or r:pick(decided and AFTER or OPEN)
  return offer{ id = random.id("offers", i), applicationId = random.id("applications", i),
    acceptanceStatus = state[1], offerStatus = state[2],
    decidedAt = decided and clock.iso(decided) or json.null,
    latestVersion = latest(i, r, entered, job, state[3]) }
end

-- Whether a key without the switch may not see the job of an offer.
function offers.confidential(i, store)
  local _, job = store.application_facts(i)
  return jobs.confidential(job)
end

return offers
