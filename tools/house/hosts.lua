--- hosts: only a wait knows its host, and there is no pcall where a wait may
-- yield through it (rule 7).
--
-- SPDX-License-Identifier: MIT

local source = require "tools.house.source"

local WAITING = { "lua/ashby/exchange/call.lua", "lua/ashby/lists/pages.lua",
  "lua/ashby/gather.lua", "lua/ashby/sync/init.lua" }

local rules = {}

rules[7] = function(report)
  source.each_word(source.files("lua", "lua"), "ngx luv love", function(path, number)
    if not path:find "^lua/ashby/wait/" then
      report(path, number, "a host's name outside lua/ashby/wait")
    end
  end)
  source.each_word(WAITING, "pcall xpcall", function(path, number)
    report(path, number, "no pcall on a path that may wait")
  end)
end

return rules
