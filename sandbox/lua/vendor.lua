-- SPDX-License-Identifier: MIT
-- Further methods of the vendor, besides those of endpoints.json: apiKey.info,
-- searches, two more lists that page, and writes that really happen and are
-- counted (GET /_sandbox/writes).

local json = require "json"
local random = require "random"
local clock = require "clock"
local store = require "store"
local answer = require "answer"
local changes = require "changes"
local webhooks = require "webhooks"
local people = require "generate.people"
local settings = require "settings"

local vendor = { methods = {} }

local writes, notes

function vendor.reset() writes, notes = { count = 0, by_method = {} }, {} end
vendor.reset()

function vendor.writes() return writes end

local function method(name, permission, run, is_write)
  vendor.methods[name] = { permission = permission, run = function(request, body)
    if is_write then
      writes.count = writes.count + 1
      writes.by_method[name] = (writes.by_method[name] or 0) + 1
    end
    return run(request, body)
  end }
end

local function invalid(request, message) return answer.fail(request, "invalid_input", message) end

method("apiKey.info", "apiKeysRead", function(request)
  return answer.record(json.encode(json.shape{ "title", "createdAt", "scopes" }{
    title = request.key.title, createdAt = "2026-01-05T08:00:00.000Z",
    scopes = json.array(request.key.scopes.list) }))
end)

-- Name and e-mail of a candidate without its whole record.
local function contact_of(i)
  local name, email = nil, nil
  if i <= settings.sizes.candidates then name, email = people.contact(i) end
  local patch = store.state.patch.candidates[i] or {}
  return patch.name or name or "", patch.primaryEmailAddress or email
end

method("candidate.search", "candidatesRead", function(request, body)
  local name, email = body.name, body.email
  if type(name or email) ~= "string" then return invalid(request, "name or email is required") end
  local texts = {}
  for i = 1, store.count("candidates") do
    if store.exists("candidates", i) and #texts < 100 then
      local has, address = contact_of(i)
      if (not name or has:lower():find(name:lower(), 1, true))
        and (not email or address and address.value:lower() == email:lower()) then
        texts[#texts + 1] = store.text("candidates", i)
      end
    end
  end
  return answer.list(texts)
end)

method("user.search", "organizationRead", function(request, body)
  if type(body.email) ~= "string" then return invalid(request, "email is required") end
  local texts = {}
  for i = 1, store.count("users") do
    local record = store.record("users", i)
    if record.email and record.email:lower() == body.email:lower() then
      texts[#texts + 1] = store.text("users", i)
    end
  end
  return answer.list(texts)
end)

-- A page of a short array; the cursor is its offset.
function vendor.page_of(request, items, body)
  local limit, from = tonumber(body.limit or 100), 0
  if not limit or limit < 1 or limit > 100 then
    return invalid(request, "limit must be 1 to 100")
  end
  if body.cursor then
    local plain = type(body.cursor) == "string" and ngx.decode_base64(body.cursor)
    from = plain and tonumber(plain:match("^o(%d+)$"))
    if not from then return answer.fail(request, "invalid_next_cursor") end
  end
  local texts = {}
  for n = from + 1, math.min(#items, from + limit) do
    texts[#texts + 1] = json.encode(items[n])
  end
  local more = from + limit < #items
  return answer.list(texts, ',"moreDataAvailable":' .. tostring(more) .. (more
    and ',"nextCursor":"' .. ngx.encode_base64("o" .. from + limit, true) .. '"' or ""))
end

local function candidate_of(body)
  local id = body.candidateId
  local i = type(id) == "string" and store.index("candidates", id)
  return i or nil
end

method("candidate.listNotes", "candidatesRead", function(request, body)
  local i = candidate_of(body)
  if not i then return answer.fail(request, "candidate_not_found") end
  return vendor.page_of(request, notes[i] or {}, body)
end)

method("candidate.create", "candidatesWrite", function(request, body)
  if type(body.name) ~= "string" then return invalid(request, "name is required") end
  store.state.serial = store.state.serial + 1
  local email = type(body.email) == "string"
    and { value = body.email, type = "Personal", isPrimary = true } or nil
  local i = changes.create("candidates", random.new("create", store.state.serial), {
    name = body.name, primaryEmailAddress = email or store.ABSENT,
    emailAddresses = json.array{ email } })
  return answer.record(store.text("candidates", i))
end, true)

method("candidate.createNote", "candidatesWrite", function(request, body)
  local i = candidate_of(body)
  if not i then return answer.fail(request, "candidate_not_found") end
  local text = type(body.note) == "table" and body.note.value or body.note
  if type(text) ~= "string" then return invalid(request, "note is required") end
  local note = { id = random.id("note", writes.count), content = text,
    createdAt = clock.iso(clock.now()) }
  notes[i] = notes[i] or json.array()
  notes[i][#notes[i] + 1] = note
  return answer.record(json.encode(note))
end, true)

method("candidate.addTag", "candidatesWrite", function(request, body)
  local i = candidate_of(body)
  if not i then return answer.fail(request, "candidate_not_found") end
  local tag = type(body.tagId) == "string" and store.index("candidate_tags", body.tagId)
  if not tag then return answer.fail(request, "candidate_tag_not_found") end
  local tags = json.array()
  for n, have in ipairs(store.record("candidates", i).tags) do tags[n] = have end
  tags[#tags + 1] = store.record("candidate_tags", tag)
  store.state.serial = store.state.serial + 1
  store.touch("candidates", i, { tags = tags,
    updatedAt = clock.iso(clock.now()) })
  return answer.record(store.text("candidates", i))
end, true)

local function hook_text(hook)
  return json.encode{ id = hook.id, enabled = hook.enabled, requestUrl = hook.url,
    secretToken = hook.secret, webhookType = hook.type or "all" }
end

method("webhook.create", "apiKeysWrite", function(request, body)
  if type(body.webhookType) ~= "string" then return invalid(request, "webhookType is required") end
  local _, problem, hook = webhooks.add{ url = body.requestUrl, secret = body.secretToken,
    speed = 1000, events = json.array{ body.webhookType } }
  if problem then return invalid(request, problem) end
  hook.type = body.webhookType
  return answer.record(hook_text(hook))
end, true)

local function with_hook(run)
  return function(request, body)
    local hook, n = webhooks.find(body.webhookId)
    if not hook then return answer.fail(request, "webhook_not_found") end
    return run(hook, n, body)
  end
end

method("webhook.info", "apiKeysRead", with_hook(function(hook)
  return answer.record(hook_text(hook))
end))

method("webhook.update", "apiKeysWrite", with_hook(function(hook, _, body)
  if type(body.enabled) == "boolean" then hook.enabled = body.enabled end
  if type(body.requestUrl) == "string" then hook.url = body.requestUrl end
  if type(body.secretToken) == "string" then hook.secret = body.secretToken end
  return answer.record(hook_text(hook))
end), true)

method("webhook.delete", "apiKeysWrite", with_hook(function(hook, n)
  webhooks.remove(n)
  return answer.record(json.encode{ webhookId = hook.id })
end), true)

return vendor
