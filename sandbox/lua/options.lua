-- SPDX-License-Identifier: MIT
-- Switches of a running instance, set over POST /_sandbox/options. One table of defaults, which
-- also gives each its type; everything else reads options.name.

local settings = require "settings"

local options = {}

local DEFAULTS = {
  rate_limit = 1000,           -- requests per window and key; start can name another number
  rate_window_s = 60,
  report_limit = 15,           -- report.synchronous: a minute, for the whole organisation
  report_ms = 0,               -- how long a report takes; three run at once
  rate_retry_after = true,     -- whether the 429 carries Retry-After
  sync_page_cap = 0,           -- pages of an incremental pass; beyond: incremental_sync_too_large
  delay_ms = 0,                -- before every API answer
  delay_jitter_ms = 0,
  token_lifetime_s = 900,      -- hosted bearer tokens
  hosted_get = "envelope",     -- or "bare"
  hosted_error_status = 400,   -- or 422
  organizations = 1,           -- above 1 the hosted API wants X-Organization-Id
  gzip = true,
  chunked = true,              -- false: content-length
  max_limit = 100,
  over_limit = "refuse",       -- or "cap"
  page_limit_cap = 0,          -- pages are never longer than this, whatever the limit
  permission_status = 403,     -- or 200
  search_ready = true,         -- context_store_search has its first copy
}

function options.reset()
  for name, value in pairs(DEFAULTS) do options[name] = value end
  options.rate_limit = settings.rate_limit or DEFAULTS.rate_limit
end

function options.all()
  local result = {}
  for name in pairs(DEFAULTS) do result[name] = options[name] end
  return result
end

-- nil, or a message about the first wrong member; then nothing is set.
function options.set(values)
  for name, value in pairs(values) do
    if DEFAULTS[name] == nil then return "unknown option " .. name end
    if type(value) ~= type(DEFAULTS[name]) then
      return "option " .. name .. " needs a " .. type(DEFAULTS[name])
    end
  end
  for name, value in pairs(values) do options[name] = value end
end

options.reset()

return options
