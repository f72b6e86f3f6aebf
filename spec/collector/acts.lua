--- acts: what a finalizer does in the tasks of clients as in those of stores.
--
-- SPDX-License-Identifier: MIT

local acts = {}

local REFUSALS = { "a finalizer or a callback cannot", "another coroutine waits" }

local function is_refusal(problem)
  for _, words in ipairs(REFUSALS) do
    if tostring(problem):find(words, 1, true) then return true end
  end
  return false
end

--- Goes on with the world's iterator. What it gives counts for the program; what it
-- raises has to be misuse that says so.
function acts.step_iterator(w)
  if not w.it then return end
  local ok, value = pcall(w.it.next, w.it)
  if ok then
    w.given_within = value
  elseif not is_refusal(value) then
    error(value, 0)
  end
end

return acts
