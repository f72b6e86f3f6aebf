--- purge: ashby purge STORE: erases people who are gone.
--
-- SPDX-License-Identifier: MIT

local ashby = require "ashby"

return function(options)
  local store = assert(ashby.store(options.store))
  local erased = assert(store.purge { gone_before = options.gone_before })
  store.close()
  local names = {}
  for name in pairs(erased) do names[#names + 1] = name end
  table.sort(names)
  for _, name in ipairs(names) do print(("%s\t%d"):format(name, erased[name])) end
end
