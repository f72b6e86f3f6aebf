--- helper: what the specs share, one table of all in spec/helper/. The sandbox is
-- started by tools/test; the leak check runs after each test.
--
-- SPDX-License-Identifier: MIT

-- busted unloads what a spec has loaded, and luv must not be loaded twice.
pcall(require, "luv")

local ROOMS = { "here", "sessions", "sandbox", "clients", "programs", "comparing", "measuring" }

local helper = {}

for _, room in ipairs(ROOMS) do
  for name, member in pairs(require("spec.helper." .. room)) do helper[name] = member end
end

helper.control("GET", "health")
if package.loaded["busted.runner"] then require "spec.helper.leaks" (require "busted") end

return helper
