--- reply: reads what came back: headers, then the document, or what is wrong.
-- Pure but for the document, which it opens.
--
-- SPDX-License-Identifier: MIT

local charset = require "ashby.exchange.charset"
local core = require "ashby.core"
local line = require "ashby.text.line"
local retry = require "ashby.exchange.retry"

local clock = core.clock

local reply = {}

local function headers(context, transfer, status)
  local date, id = transfer:header("date"), transfer:header("x-ashby-request-id")
  local now = date and core.http_date(date) or core.time()
  local remaining = tonumber((transfer:header("x-ratelimit-remaining") or ""):match("^%d+$"))
  local reset_in = retry.reset_in(transfer:header("x-ratelimit-reset"), now)
  context.rate.learn(clock(), remaining, reset_in)
  return {
    status = status, request_id = id and line.of(transfer:redact(id), line.MOST_NAME),
    retry_after = retry.after(transfer:header("retry-after"), now, core.http_date),
    reset_in = reset_in,
  }
end

-- How many bytes of a page are looked at, and how many characters of it quoted.
local LOOKED_AT, QUOTED = 4000, 200

-- Cut between two characters, and only after the secrets are hidden: half of
-- one would not be found.
local function beginning(text)
  if #text <= LOOKED_AT / 2 then return text end
  return (text:sub(1, LOOKED_AT / 2):gsub("[\194-\244][\128-\191]*$", ""))
end

-- What a page holds besides words.
local MARKUP = { "<!%-%-.-%-%->", "<[Ss][Cc][Rr][Ii][Pp][Tt].->.-</[Ss][Cc][Rr][Ii][Pp][Tt]>",
  "<[Ss][Tt][Yy][Ll][Ee].->.-</[Ss][Tt][Yy][Ll][Ee]>", "<[^>]*>" }

-- The first words of an answer that is not JSON, without its tags. A good
-- answer that carries a secret itself is not quoted.
local function excerpt(request, transfer, status)
  if request.is_secret and status < 300 then return "" end
  local page = charset.decode(transfer:text(LOOKED_AT), transfer:header "content-type")
  local words = beginning(transfer:redact(page))
  for _, pattern in ipairs(MARKUP) do words = words:gsub(pattern, " ") end
  return line.of(words, QUOTED)
end

local function not_json(said, words, code, message, offset)
  if said.status < 300 then
    said.code, said.offset = code, offset
    said.message = ("the answer is not JSON (%s at byte %d)"):format(message, offset)
    -- What begins as JSON may hold personal data.
    if offset == 0 and words ~= "" then said.message = said.message .. ": " .. words end
  else
    said.message = words ~= "" and words or ("HTTP status %d"):format(said.status)
  end
  return said
end

-- ---- what is not an answer at all ----

-- The facts of a proxy's refusal, which names the proxy: the key is not at
-- fault.
local function refused_by_proxy(status, message)
  local code = status == 407 and "proxy_auth" or status < 500 and "proxy_refused" or nil
  return code and { code = code,
    message = ("the proxy answers with HTTP status %d: %s"):format(status, message) }
end

local function failed(code, message, proxy_status)
  return proxy_status and refused_by_proxy(proxy_status, message)
    or { code = code, message = message }
end

local function by_proxy(said)
  local facts = refused_by_proxy(said.status, "it does not let the request through")
  facts.status = said.status
  return facts
end

-- Statuses that are neither an answer nor an error of the service. A 511 is that of
-- a network which first wants somebody to log in.
local function odd(transfer, said)
  local status, location = said.status, transfer:header "location"
  if status == 407 then return by_proxy(said) end
  if status >= 200 and (status < 300 or status >= 400) and status ~= 511 then return nil end
  if location and location ~= "" then
    said.code = "redirect"
    said.message = ("the server redirects to %s; nothing was sent there"):format(location)
  else
    said.code = "unexpected_status"
    said.message = ("HTTP status %d is not an answer to this request"):format(status)
  end
  return said
end

-- The document of an answer that has one, or nil and the facts of an error.
local function open(context, request, transfer, said)
  local no_answer = odd(transfer, said)
  if no_answer then return nil, no_answer end
  local document, problem, words, offset = transfer:document(request.decode)
  if document then return document end
  if not offset then
    said.code, said.message = problem, words
    return nil, said
  end
  -- Over plain http a proxy may answer in the server's place, without its
  -- request id.
  if said.status == 403 and context.is_proxied and not said.request_id then
    return nil, by_proxy(said)
  end
  return nil, not_json(said, excerpt(request, transfer, said.status), problem, words, offset)
end

-- What the service makes of a document, beside what the headers say.
local function meaning(service, request, document, said)
  local answer, facts
  if said.status < 300 then
    answer, facts = service.read(document, request)
  else
    facts = service.failure(document)
  end
  if answer then
    answer.document, answer.request_id = document, said.request_id
    return answer
  end
  facts.status, facts.retry_after, facts.reset_in = said.status, said.retry_after, said.reset_in
  facts.request_id = facts.request_id or said.request_id
  return nil, facts
end

local function read(context, service, request, transfer)
  local status, code, message, proxy_status = transfer:result()
  if not status then return nil, failed(code, message, proxy_status) end
  local said = headers(context, transfer, status)
  local document, facts = open(context, request, transfer, said)
  if not document then return nil, facts end
  return meaning(service, request, document, said)
end

-- What a server or libcurl says may hold a secret that the transfer carried, of
-- which a half at the end would not be found.
local function hide(transfer, facts)
  for _, name in ipairs { "message", "code", "request_id" } do
    local text = facts[name]
    if type(text) == "string" then
      facts[name] = beginning(transfer:redact(text:sub(1, LOOKED_AT)))
    end
  end
  return facts
end

-- What the service says beside a good answer, as plain as what it says in errors.
local function plain(transfer, said)
  if type(said) == "string" then
    return line.of(beginning(transfer:redact(said:sub(1, LOOKED_AT))))
  end
  if type(said) ~= "table" then return said end
  for key, value in pairs(said) do said[key] = plain(transfer, value) end
  return said
end

--- The answer: what the service makes of it, with document and request_id; or
-- nil and the facts of an error.
function reply.read(context, service, request, transfer)
  local answer, facts = read(context, service, request, transfer)
  if answer then
    answer.warnings = plain(transfer, answer.warnings)
    return answer
  end
  return nil, hide(transfer, facts)
end

return reply
