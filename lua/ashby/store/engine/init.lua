--- engine: what the store asks of a database, and the one place that knows
-- which engines there are. docs/internals/store.md describes the interface; any
-- engine has to pass spec/store/engine_spec.lua.
--
-- SPDX-License-Identifier: MIT

local errors = require "ashby.errors"

local engine = {}

--- The engine of an address, or nil and an error where its library is missing.
function engine.of(_)
  local ok, loaded = pcall(require, "ashby.store.engine.sqlite")
  if ok then return loaded end
  return nil, errors.new { code = "no_sqlite", message = "the store needs ashby.sqlite, "
    .. "which cannot be loaded: " .. (tostring(loaded):match("^[^\n]+") or "") }
end

--- What an engine's call returned as it is, or nil and an error object.
function engine.check(value, code, message, ...)
  if value ~= nil then return value, code, message, ... end
  return nil, errors.new { code = code, message = message }
end

return engine
