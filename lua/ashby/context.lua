--- context: what all calls of one client share: the session, the host, the
-- service and the policy. Nothing is opened before the first call, and the key
-- is passed to the core and kept nowhere else.
--
-- SPDX-License-Identifier: MIT

local address = require "ashby.options.address"
local core = require "ashby.core"
local environment = require "ashby.options.environment"
local places = require "ashby.exchange.places"
local rate = require "ashby.exchange.rate"
local service = require "ashby.service"
local wait = require "ashby.wait"

local context = {}

local unpack = rawget(table, "unpack") or rawget(_G, "unpack")

local function user_agent(own)
  local product = ("ashby-lua/%s libcurl/%s"):format(
    require "ashby.version", core.curl_version())
  return own and own .. " " .. product or product
end

local function header_lines(chosen, opts)
  local lines = { unpack(chosen.lines) }
  if opts.api_version and chosen.has_versions then
    lines[#lines + 1] = "Ashby-Version: " .. opts.api_version
  end
  return lines
end

local function session_options(self, opts)
  local base_url, proxy, is_proxied = address.choose(opts, self.service.DEFAULT_URL)
  self.is_proxied = is_proxied
  return {
    base_url = base_url, headers = header_lines(self.service, opts),
    user_agent = user_agent(opts.user_agent), ca_file = opts.ca_file, proxy = proxy,
    connect_timeout = opts.connect_timeout,
    max_body = opts.max_body, max_in_flight = opts.max_in_flight,
  }
end

-- The session, opened at the first call; or nil and the facts of an error.
local function opener(self, opts)
  local key = opts.api_key
  opts.api_key = nil
  return function()
    if self.closed then return nil, { code = "closed" } end
    if self.session then return self.session end
    local all = session_options(self, opts)
    all.token = self.service.token
    if self.service.needs_key then
      all.api_key = key or environment.get "ASHBY_API_KEY"
      if not all.api_key and not self.session then
        return nil, { code = "no_key", message = "no API key" }
      end
    end
    local session, code, message = core.session(all)
    if not session then return nil, { code = code, message = message } end
    if self.closed or self.session then -- since then, by a finalizer
      session:close()
      return self.open()
    end
    key, self.service.token = nil, nil
    self.session = session
    return session
  end
end

-- Random enough to spread the retries of several programs.
local function clock_digits()
  return core.time() * 1e6 % 1000 / 1000
end

--- The context of a client with these checked options.
function context.new(opts)
  local self = {
    timeout = opts.timeout, deadline = opts.deadline, retries = opts.retries,
    max_in_flight = opts.max_in_flight, max_values = opts.max_values, null = opts.null,
    log = opts.log,
    rate = rate.new(opts.rate_per_minute), random = clock_digits,
    host = wait.choose(opts.wait), places = places.new(),
    service = service.choose(opts.hosted),
  }
  opts.hosted = nil
  self.open = opener(self, opts)

  return self
end

return context
