--- blocking: the wait of scripts. It sleeps in the kernel until a socket of the
-- session is ready.
--
-- SPDX-License-Identifier: MIT

local blocking = {}

-- Slices, so that Ctrl-C acts at once even where a signal does not end poll.
local SLICE = 0.25

--- Whether this wait's host is here: always.
function blocking.here()
  return true
end

--- The host of one client.
function blocking.new()
  return { wait = function(session, seconds)
    session:poll(math.min(seconds, SLICE))
  end }
end

return blocking
