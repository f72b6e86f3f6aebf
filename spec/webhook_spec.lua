--- Specs of webhook: which deliveries are from Ashby, and what is in them.
--
-- SPDX-License-Identifier: MIT

local ashby = require "ashby"
local core = require "ashby.core"
local helper = require "spec.helper"
local shell = require "tools.shell"

local webhook = ashby.webhook

local SECRET = "s3cret of the webhook"
local BODY = '{"webhookActionId":"5f2c9d0e-6a4b-4f57-9a0e-0d2f6f3c7b11","action":"jobUpdate",'
  .. '"data":{"job":{"id":"b21d0f3c-5c1b-4c59-8c55-0c8f2f6a9d10","title":"K\195\188hlung"}}}'

-- By the openssl command, without any code of ours.
local function sign(body, secret)
  local path = os.tmpname()
  shell.write(path, body)
  local said = shell.output(("openssl dgst -sha256 -hmac '%s' '%s'"):format(secret, path))
  shell.remove(path)
  return "sha256=" .. assert(said:match "(%x+)$", said)
end

describe("webhook.verify", function()
  local SIGNATURE = sign(BODY, SECRET)

  local function refused(code, ...)
    local ok, err = webhook.verify(...)
    assert.is_nil(ok)
    assert.equal("auth", err.kind)
    assert.equal(code, err.code)
    assert.is_false(err.retryable)
    assert.matches("answer 401", tostring(err), 1, true)
    assert.is_nil(tostring(err):find(SECRET, 1, true))
  end

  it("accepts what the openssl command has signed", function()
    assert.equal("3fde4162c9f0a65eca9526415ca955525f27fe22a96bdb793cb2a5f34fedc18b",
      SIGNATURE:sub(8))
    assert.is_true(webhook.verify(BODY, SIGNATURE, SECRET))
    assert.is_true(webhook.verify("", sign("", SECRET), SECRET))
  end)

  it("accepts upper-case digits and blanks around them", function()
    assert.is_true(webhook.verify(BODY, "sha256=" .. SIGNATURE:sub(8):upper(), SECRET))
    assert.is_true(webhook.verify(BODY, " " .. SIGNATURE .. "\t", SECRET))
  end)

  it("refuses a signature that is wrong anywhere", function()
    for i = 8, 71 do
      local other = SIGNATURE:sub(i, i) == "7" and "8" or "7"
      refused("wrong_signature", BODY, SIGNATURE:sub(1, i - 1) .. other .. SIGNATURE:sub(i + 1),
        SECRET)
    end
  end)

  it("warns where a secret has a line break that may not belong to it", function()
    for _, secret in ipairs { SECRET .. "\n", SECRET .. "\r\n", " " .. SECRET,
      "a\nb", "a\tb", "a\0b", "\127" .. SECRET } do
      local ok, err = webhook.verify(BODY, SIGNATURE, secret)
      assert.is_nil(ok)
      assert.equal("wrong_signature", err.code)
      assert.matches("look at the secret: it has a line break", err.hint, 1, true)
      assert.is_nil(tostring(err):find(SECRET, 1, true))
    end
    local _, err = webhook.verify(BODY, SIGNATURE, "another secret")
    assert.is_nil(err.hint:find("look at the secret", 1, true))
    local with_break = "a secret\n" -- where it belongs to it, it counts
    assert.is_true(webhook.verify("x", "sha256=" .. core.signature("x", with_break), with_break))
  end)

  it("refuses a body that is changed anywhere", function()
    for i = 1, #BODY do
      refused("wrong_signature", BODY:sub(1, i - 1) .. "?" .. BODY:sub(i + 1), SIGNATURE, SECRET)
    end
    refused("wrong_signature", BODY .. "\n", SIGNATURE, SECRET)
    refused("wrong_signature", BODY, SIGNATURE, SECRET .. "x")
  end)

  it("refuses every other form of header", function()
    local digits = SIGNATURE:sub(8)
    for _, header in ipairs { digits, "sha1=" .. digits, "SHA256=" .. digits, "sha256=",
      "sha256=" .. digits:sub(1, 63), "sha256=" .. digits .. "0", "sha256= " .. digits,
      "sha256=" .. digits .. "," .. digits, "sha256=" .. ("g"):rep(64), "x" .. SIGNATURE } do
      refused("wrong_signature", BODY, header, SECRET)
    end
    refused("no_signature", BODY, nil, SECRET)
    refused("no_signature", BODY, "", SECRET)
    refused("no_signature", BODY, { SIGNATURE }, SECRET) -- nginx, when it came twice
  end)

  it("raises for misuse", function()
    assert.matches("the secret is empty", helper.misuse(webhook.verify, BODY, SIGNATURE, ""))
    assert.matches("argument secret: a string expected, got nothing",
      helper.misuse(webhook.verify, BODY, SIGNATURE))
    assert.matches("argument raw_body: a string expected, got a table",
      helper.misuse(webhook.verify, {}, SIGNATURE, SECRET))
    assert.matches("with a dot, not a colon",
      helper.misuse(webhook.verify, webhook, BODY, SIGNATURE, SECRET))
  end)
end)

-- action -> data, and the subject and id that it is about
local EVENTS = {
  applicationSubmit = { '{"application":{"id":"a1"}}', "application", "a1" },
  applicationUpdate = { '{"application":{"id":"a1"}}', "application", "a1" },
  candidateHire = { '{"offer":{"id":"o1"},"application":{"id":"a1"}}', "application", "a1" },
  candidateStageChange = { '{"application":{"id":"a1"}}', "application", "a1" },
  candidateDelete = { '{"candidate":{"id":"c1"}}', "candidate", "c1" },
  candidateMerge = { '{"mergedCandidate":{"id":"c2"},"deletedCandidate":{"id":"c1"}}',
    "deletedCandidate", "c1" },
  interviewPlanTransition = { '{"jobId":"j1","fromInterviewPlan":{"id":"p1"}}', "job", "j1" },
  interviewScheduleCreate = { '{"interviewSchedule":{"id":"s1","applicationId":"a1"}}',
    "interviewSchedule", "s1" },
  interviewScheduleUpdate = { '{"interviewSchedule":{"id":"s1"}}', "interviewSchedule", "s1" },
  jobCreate = { '{"job":{"id":"j1"}}', "job", "j1" },
  jobUpdate = { '{"job":{"id":"j1"}}', "job", "j1" },
  jobPostingUpdate = { '{"jobPosting":{"id":"p1","jobId":"j1"}}', "jobPosting", "p1" },
  jobPostingPublish = { '{"jobPosting":{"id":"p1"}}', "jobPosting", "p1" },
  jobPostingUnpublish = { '{"jobPosting":{"id":"p1"}}', "jobPosting", "p1" },
  jobPostingDelete = { '{"id":"p1","jobId":"j1"}', "jobPosting", "p1" },
  offerCreate = { '{"offer":{"id":"o1"}}', "offer", "o1" },
  offerUpdate = { '{"offer":{"id":"o1"}}', "offer", "o1" },
  offerDelete = { '{"offer":{"id":"o1","applicationId":"a1"}}', "offer", "o1" },
  openingCreate = { '{"opening":{"id":"n1"}}', "opening", "n1" },
  pushToHRIS = { '{"application":{"id":"a1"},"offer":{"id":"o1"}}', "application", "a1" },
  signatureRequestUpdate = { '{"relatedEntityType":"offer","offerId":"o1"}', "offer", "o1" },
  surveySubmit = { '{"surveySubmission":{"id":"v1","candidateId":"c1"}}', "surveySubmission",
    "v1" },
  takeHomeAssignmentAssigned = { '{"takeHomeAssignment":{"id":"t1"}}' },
  takeHomeAssignmentCancelled = { '{"takeHomeAssignment":{"id":"t1"}}' },
  takeHomeAssignmentCompleted = { '{"applicationId":"a1"}', "application", "a1" },
  takeHomeAssignmentSubmitted = { '{"applicationId":"a1"}', "application", "a1" },
  ping = { '{"webhookActionType":"ping"}' },
}

describe("webhook.event", function()
  local function body(action, data, id)
    return ('{%s"action":"%s","data":%s}'):format(
      id and ('"webhookActionId":"%s",'):format(id) or "", action, data)
  end

  for action, row in pairs(EVENTS) do
    it("reads " .. action, function()
      local event = assert(webhook.event(body(action, row[1], "w1")))
      assert.equal(action, event.action)
      assert.equal("w1", event.id)
      assert.equal(row[2], event.subject)
      assert.equal(row[3], event.subject_id)
      assert.equal(action == "ping", event.is_ping)
      assert.is_not_nil(next(event.data))
      if row[2] and event.data[row[2]] then assert.equal(row[3], event.data[row[2]].id) end
    end)
  end

  it("reads unknown actions", function()
    local event = assert(webhook.event '{"action":"somethingNew","data":{"x":{"y":null}},"z":1}')
    assert.equal("somethingNew", event.action)
    assert.same({ x = {} }, event.data)
    assert.is_nil(event.subject)
    event = assert(webhook.event '{"action":"somethingNew"}')
    assert.same({}, event.data)
  end)

  it("has a key that is the same in retries and differs between events", function()
    local seen, count = {}, 0
    local function note(text)
      local key = assert(webhook.event(text)).dedup_key
      assert.equal(key, assert(webhook.event(text)).dedup_key)
      assert.is_string(key)
      assert.is_nil(seen[key])
      seen[key], count = true, count + 1
    end
    for action, row in pairs(EVENTS) do
      note(body(action, row[1], "w1")) -- the same id for several events, which nothing forbids
      note(body(action, row[1], "w2"))
      note(body(action, row[1]))
    end
    note(body("jobUpdate", '{"job":{"id":"j1","title":"x"}}'))
    note(body("jobUpdate", '{"job":{"id":"j2"}}'))
    assert.is_true(count > 80)
    assert.equal(webhook.event(body("jobUpdate", '{"job":{"id":"j1"}}', "w1")).dedup_key,
      webhook.event(body("jobUpdate", '{"job":{"id":"other"}}', "w1")).dedup_key)
  end)

  it("does not take an empty or odd value for an id", function()
    for _, id in ipairs { '""', "null", "7", "{}" } do
      local one = webhook.event('{"webhookActionId":' .. id .. ',"action":"a","data":{"n":1}}')
      local two = webhook.event('{"webhookActionId":' .. id .. ',"action":"a","data":{"n":2}}')
      assert.is_nil(one.id)
      assert.not_equal(one.dedup_key, two.dedup_key)
    end
  end)

  it("is an error where the body is not an event", function()
    for text, code in pairs { [""] = "not_json", ["x"] = "not_json", ["{"] = "not_json",
      ["{} x"] = "not_json", ["{}"] = "wrong_shape", ["[]"] = "wrong_shape",
      ['{"action":7}'] = "wrong_shape", ['{"action":""}'] = "wrong_shape",
      ['"action"'] = "wrong_shape", ["null"] = "wrong_shape" } do
      local event, err = webhook.event(text)
      assert.is_nil(event, text)
      assert.equal("protocol", err.kind)
      assert.equal(code, err.code, text)
    end
    assert.matches("a string expected", helper.misuse(webhook.event, nil))
  end)
end)
