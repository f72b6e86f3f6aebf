--- rules: checks the rules of tools/house/ and prints what is broken. That each
-- row of a table has a test (rule 11) is checked by the specs.
--
-- SPDX-License-Identifier: MIT

local ROOMS = { "c", "module", "hosts", "size", "tree", "stair" }

local rules = {}
for _, room in ipairs(ROOMS) do
  for number, rule in pairs(require("tools.house." .. room)) do rules[number] = rule end
end

-- The numbers to try: those asked for, or all in their order.
local function wanted()
  local numbers = {}
  for i, word in ipairs(arg) do
    numbers[i] = tonumber(word)
    if not rules[numbers[i]] then error("there is no rule " .. word, 0) end
  end
  if #numbers == 0 then
    for number in pairs(rules) do numbers[#numbers + 1] = number end
    table.sort(numbers)
  end
  return numbers
end

local broken = false

for _, number in ipairs(wanted()) do
  rules[number](function(file, line, what)
    broken = true
    print(("rule %d: %s:%d: %s"):format(number, file, line, what))
  end)
end

os.exit(not broken)
