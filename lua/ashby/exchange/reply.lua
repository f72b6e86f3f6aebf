--- reply: reads what came back: headers, then the document, or what is wrong.
-- Pure but for the document, which it opens.
--
-- SPDX-License-Identifier: MIT

local core = require "ashby.core"
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
    status = status, request_id = id and context.redact(id),
    retry_after = retry.after(transfer:header("retry-after"), now, core.http_date),
    reset_in = reset_in,
  }
end

-- The first words of an answer that is no JSON, without its tags. What is cut
-- off is cut after the secrets are hidden: half of one would not be found. A
-- good answer that brings a secret itself is not quoted.
local function excerpt(context, request, transfer, status)
  if request.is_secret and status < 300 then return "" end
  local words = context.redact(transfer:text(4000)):sub(1, 2000)
    :gsub("<script.->.-</script>", " "):gsub("<[^>]*>", " ")
    :gsub("[%c%s]+", " "):match("^%s*(.-)%s*$")
  return words:sub(1, 200)
end

local function not_json(said, words, code, message, offset)
  if said.status < 300 then
    said.code, said.offset = code, offset
    said.message = ("the answer is not JSON (%s at byte %d)"):format(message, offset)
    -- What begins as JSON may hold what is nobody else's business.
    if offset == 0 and words ~= "" then said.message = said.message .. ": " .. words end
  else
    said.message = words ~= "" and words or ("HTTP status %d"):format(said.status)
  end
  return said
end

local function redirect(transfer, said)
  said.code = "redirect"
  said.message = ("the server redirects to %s; nothing was sent there")
    :format(transfer:header("location") or "nowhere")
  return said
end

--- The answer: what the service makes of it, with document and request_id; or
-- nil and the facts of an error.
function reply.read(context, service, request, transfer)
  local status, code, message = transfer:result()
  if not status then return nil, { code = code, message = message } end
  local said = headers(context, transfer, status)
  if status >= 300 and status < 400 then return nil, redirect(transfer, said) end
  local document, problem, words, offset = transfer:document(request.decode)
  if not document and not offset then return nil, { code = problem, message = words } end
  if not document then
    return nil, not_json(said, excerpt(context, request, transfer, status), problem, words, offset)
  end
  local answer, facts
  if status < 300 then
    answer, facts = service.read(document, request)
  else
    facts = service.failure(document)
  end
  if answer then
    answer.document, answer.request_id = document, said.request_id
    return answer
  end
  facts.status, facts.retry_after, facts.reset_in = status, said.retry_after, said.reset_in
  facts.request_id = facts.request_id or said.request_id
  return nil, facts
end

return reply
