--- rate: keeps requests below the rate limit. What the server says about it is
-- obeyed before a 429 comes; rate_per_minute is for programs that share a key.
-- The time is an argument.
--
-- SPDX-License-Identifier: MIT

local rate = {}

local WINDOW = 60

--- A pacer for one client. per_minute: requests in any 60 s, or nil.
function rate.new(per_minute)
  local pacer = {}
  local sent, first, last = {}, 1, 0 -- times of the requests in the window
  local remaining, reset_at           -- what the server says, on our clock

  local function window_delay(now)
    if not per_minute then return 0 end
    while first <= last and sent[first] <= now - WINDOW do
      sent[first] = nil
      first = first + 1
    end
    if last - first + 1 < per_minute then return 0 end
    return sent[last - per_minute + 1] + WINDOW - now
  end

  local function server_delay(now)
    if not remaining or remaining > 0 then return 0 end
    if now >= reset_at then
      remaining = nil
      return 0
    end
    return reset_at - now
  end

  --- Seconds to wait before the next request may leave; 0: now.
  function pacer.delay(now)
    return math.max(window_delay(now), server_delay(now))
  end

  --- Notes that a request leaves.
  function pacer.leave(now)
    if per_minute then
      last = last + 1
      sent[last] = now
    end
    if remaining then remaining = remaining - 1 end
  end

  --- Notes what an answer says: requests left, and seconds until the reset.
  -- Answers may overtake each other, and times are in whole seconds: the lowest
  -- number of a window and its latest end count. A caller that woke a second
  -- before the others could use up the next window alone.
  function pacer.learn(now, left, reset_in)
    if not left or not reset_in then return end
    local at = now + reset_in
    if remaining and math.abs(at - reset_at) < 2 then
      remaining, reset_at = math.min(remaining, left), math.max(reset_at, at)
    else
      remaining, reset_at = left, at
    end
  end

  return pacer
end

return rate
