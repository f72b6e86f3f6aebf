--- webhook: what Ashby sends unasked: whether it is from Ashby, and what it
-- says.
--
-- SPDX-License-Identifier: MIT

local cjson = require "cjson"

local ascii = require "ashby.text.ascii"
local core = require "ashby.core"
local errors = require "ashby.errors"
local misuse = require "ashby.misuse"

local webhook = {}

local function check_text(name, position, value)
  if type(value) ~= "string" then
    misuse.raise("webhook.%s: argument %s: a string expected, got %s", name, position,
      misuse.kind(value))
  end
end

local ANSWER = "answer 401 and do nothing: Ashby does not try that one again"

-- A secret that was read from a file or a variable often ends in a line break.
local ODD = "; but look at the secret: it has a line break, another control character or blanks "
  .. "around it, which belong to it only if they do in Ashby"

local function refuse(code, message, more)
  return nil, errors.new { code = code, kind = "auth", message = message,
    hint = ANSWER .. (more or "") }
end

local function is_odd(secret)
  return secret:find "^ " or secret:find " $" or secret:find "[%z\1-\31\127]"
end

--- Whether a request is from Ashby: true, or nil and an error to answer 401 on.
---@param raw_body string  exactly as it was received
---@param signature string?  the header Ashby-Signature
---@param secret string    the webhook's secretToken
local function verify(raw_body, signature, secret)
  check_text("verify", "raw_body", raw_body)
  check_text("verify", "secret", secret)
  if secret == "" then misuse.raise("webhook.verify: the secret is empty") end
  if type(signature) ~= "string" or signature == "" then
    return refuse("no_signature", "the request has no Ashby-Signature header")
  end
  local digits = signature:match("^%s*sha256=(%x+)%s*$")
  if digits and core.signed(raw_body, ascii.lower(digits), secret) then return true end
  return refuse("wrong_signature", "the signature does not fit the body and the secret",
    is_odd(secret) and ODD)
end

-- What the event is about, where its data says so: the first record in it that
-- has an id. candidateMerge has two: the deleted one counts.
local SUBJECTS = { "deletedCandidate", "application", "candidate", "job", "jobPosting", "offer",
  "opening", "interviewSchedule", "surveySubmission" }

-- Some events have no record and only name an id.
local NAMED = { { "applicationId", "application" }, { "offerId", "offer" }, { "jobId", "job" } }

-- Its name and id.
local function subject_of(action, data)
  for _, name in ipairs(SUBJECTS) do
    local record = data[name]
    if type(record) == "table" and type(record.id) == "string" then return name, record.id end
  end
  if type(data.id) == "string" then return action:match("^(jobPosting)Delete$"), data.id end
  for _, row in ipairs(NAMED) do
    if type(data[row[1]]) == "string" then return row[2], data[row[1]] end
  end
end

-- The action id stays the same over retries and over several webhooks for one
-- event, but it is optional: then the body's digest is used.
local function dedup_key(action, id, raw_body)
  return action .. ":" .. (id or core.signature(raw_body, ""))
end

--- { action, id, data, is_ping, subject, subject_id, dedup_key } of a verified
-- body, or nil and an error. Deliveries with the same dedup_key are the same.
local function event(raw_body)
  check_text("event", "raw_body", raw_body)
  local document, _, message, offset = core.document(raw_body, { null = cjson.null })
  if not document then
    return nil, errors.new { code = "not_json", offset = offset,
      message = ("the webhook's body is not JSON (%s at byte %d)"):format(message, offset) }
  end
  local action = document:kind("action") == "string" and document:value("action")
  if not action or action == "" then
    return nil, errors.new { code = "wrong_shape", message = "the webhook's body has no action" }
  end
  local id = document:kind("webhookActionId") == "string" and document:value("webhookActionId")
  if id == "" then id = nil end
  local data = document:kind("data") == "object" and document:value("data") or {}
  local subject, subject_id = subject_of(action, data)
  return {
    action = action, id = id or nil, data = data, is_ping = action == "ping",
    subject = subject, subject_id = subject_id,
    dedup_key = dedup_key(action, id, raw_body),
  }
end

webhook.verify, webhook.event = verify, event

return webhook
