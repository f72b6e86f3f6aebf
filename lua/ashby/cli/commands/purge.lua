--- purge: ashby purge STORE: erases people who are gone.
--
-- SPDX-License-Identifier: MIT

local ashby = require "ashby"
local failure = require "ashby.cli.failure"

return function(options)
  local store = failure.need(ashby.store(options.store))
  local erased = failure.need(store.purge { gone_before = options.gone_before })
  store.close()
  local names = {}
  for name in pairs(erased) do names[#names + 1] = name end
  table.sort(names)
  for _, name in ipairs(names) do print(("%s\t%d"):format(name, erased[name])) end
end
