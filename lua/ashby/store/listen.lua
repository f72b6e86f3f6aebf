--- listen: a client's context with a log of its own, which counts requests and
-- reports waits for the rate limit as progress: those before a request, and
-- those after the service has refused one.
--
-- SPDX-License-Identifier: MIT

local function is_rate_wait(event)
  return event.event == "rate_wait" or event.event == "retry" and event.kind == "rate_limited"
end

--- The context for the calls of an entity. counts.requests grows.
return function(context, entity, counts, progress)
  local log = context.log
  return setmetatable({ log = function(event)
    if event.event == "request" then counts.requests = counts.requests + 1 end
    if is_rate_wait(event) then
      progress { event = "rate_wait", entity = entity, delay = event.delay }
    end
    if log then log(event) end
  end }, { __index = context })
end
