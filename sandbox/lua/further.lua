-- SPDX-License-Identifier: MIT
-- Methods beyond endpoints.json that reports and stores use: offers, the
-- history of an application, interview plans with their stages, saved reports.
-- Parameters as the vendor's schema has them.

local answer = require "answer"
local auth = require "auth"
local json = require "json"
local lists = require "lists"
local options = require "options"
local parameters = require "parameters"
local plans = require "generate.plans"
local applications = require "generate.applications"
local reports = require "reports"
local store = require "store"
local vendor = require "vendor"

local UUID = { type = "string", format = "uuid" }

local function needed(rule) return { type = rule.type, format = rule.format, required = true } end

local function paging(more)
  more.cursor, more.syncToken = { type = "string" }, { type = "string" }
  more.limit = { type = "integer", min = 1, max = 100 }
  return more
end

local function one_of(...) return { type = "array", items = "string", enum = { ... } } end

-- A method whose parameters are checked before `run(request, values, row)`.
local function add(row, run)
  row.action = row.action or "list"
  vendor.methods[row.method] = { permission = row.permission, run = function(request, body)
    local values, problem = parameters.check(row, body)
    if problem then return answer.fail(request, "invalid_input", problem) end
    return run(request, values, row)
  end }
end

local function list(request, values, row) return lists.run(request, row, values) end

add({ method = "offer.list", entity = "offers", permission = "offersRead", paginated = true,
  params = paging{ createdAfter = { type = "integer" }, applicationId = UUID,
    offerStatus = one_of("WaitingOnApprovalStart", "WaitingOnOfferApproval",
      "WaitingOnApprovalDefinition", "WaitingOnCandidateResponse", "CandidateRejected",
      "CandidateAccepted", "OfferCancelled"),
    acceptanceStatus = one_of("Accepted", "Declined", "Pending", "Created", "Cancelled",
      "WaitingOnResponse"),
    approvalStatus = one_of("Approved", "WaitingOnApprovals", "Declined") } }, list)

add({ method = "interviewPlan.list", entity = "interview_plans", permission = "interviewsRead",
  paginated = true, params = paging{ includeArchived = { type = "boolean" } } }, list)

add({ method = "interviewStage.list", permission = "interviewsRead",
  params = { interviewPlanId = needed(UUID) } }, function(request, values)
  local stages, texts = plans.stages(values.interviewPlanId), {}
  if not stages then return answer.fail(request, "interview_plan_not_found") end
  for n, stage in ipairs(stages) do texts[n] = json.encode(stage) end
  return answer.list(texts, ',"moreDataAvailable":false')
end)

add({ method = "application.listHistory", permission = "candidatesRead",
  params = { applicationId = needed(UUID), cursor = { type = "string" },
    limit = { type = "integer", min = 1, max = 100 } } }, function(request, values)
  local i = store.index("applications", values.applicationId)
  if not i then return answer.fail(request, "application_not_found") end
  return vendor.page_of(request, applications.history(i, store), values)
end)

add({ method = "report.synchronous", permission = "reportsRead",
  params = { reportId = needed(UUID), includeHeadersInData = { type = "boolean" } } },
function(request, values)
  local refusal = auth.count_report(request, options.report_limit) or reports.begin(request)
  if refusal then return refusal end
  local text = reports.run(values.reportId, values.includeHeadersInData ~= false)
  if not text then return answer.fail(request, "report_not_found") end
  return answer.record(text)
end)
