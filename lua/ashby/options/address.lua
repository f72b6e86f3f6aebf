--- address: where requests go: what is a plain address, and whether a secret
-- may be sent to it without TLS. To this machine itself it may; to any other
-- only where the program says so.
--
-- SPDX-License-Identifier: MIT

local ascii = require "ashby.text.ascii"
local environment = require "ashby.options.environment"
local misuse = require "ashby.misuse"

local address = {}

-- The host of "host:port/path" or "[::1]:port/path", and the path; nil where the
-- host or the port cannot be one.
local function host_of(rest)
  local authority, path = rest:match "^([^/]*)(.*)$"
  local name, port = authority:match "^(.-):(%d*)$"
  if (tonumber(port) or 1) > 65535 then return nil end
  name = name or authority
  local host = name:match "^%[([%x:.%%%w]+)%]$" or name:match "^[%w._\128-\255-]+$"
  if host then return host, path end
end

-- "127.0.0.999" and "127.0.0.08" are names, which a name server may know.
local function is_octet(text)
  return text == "0" or text:find "^[1-9]%d?%d?$" ~= nil and tonumber(text) <= 255
end

local function is_v4_loopback(host)
  local b, c, d = host:match "^127%.(%d+)%.(%d+)%.(%d+)$"
  return b ~= nil and is_octet(b) and is_octet(c) and is_octet(d)
end

--- Whether an address is on this machine itself: localhost, ::1, 127.0.0.0/8.
-- Any other spelling of these is not recognised. After # or ? libcurl reads no host.
function address.is_local(url)
  if url:find "[?#]" then return false end
  local rest = url:match "^%a[%w+.-]*://(.*)$" or url
  local host = ascii.lower(host_of(rest:gsub("^[^/]*@", "")) or "")
  return host == "localhost" or host == "::1" or is_v4_loopback(host)
end

local function scheme_of(url)
  local scheme, rest = url:match "^(%a+)://(.+)$"
  scheme = scheme and ascii.lower(scheme)
  if scheme == "http" or scheme == "https" then return scheme, rest end
end

--- The address without a slash at its end; raises unless it is a plain one.
-- where: the option or variable that it comes from.
function address.check(where, url)
  local scheme, rest = scheme_of(url)
  if not scheme then
    misuse.raise("%s: an address that begins with https:// expected", where)
  end
  if rest:find("@", 1, true) then
    misuse.raise("%s: it must not hold a user name or password", where)
  end
  if rest:find "[?#%s]" then
    misuse.raise("%s: it must be an address without a query", where)
  end
  if not host_of(rest) then
    misuse.raise("%s: it has no host name, or a port that is not a number up to 65535", where)
  end
  return (scheme .. "://" .. rest):gsub("/+$", "")
end

-- The variables in which libcurl looks for a proxy.
local VARIABLES = { http = { "http_proxy", "all_proxy", "ALL_PROXY" },
  https = { "https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY" } }

-- The proxy that the environment names, or nil. Where one of the variables has
-- only blanks, which libcurl would take for an address: "".
local function proxy_of_environment(scheme)
  local none
  for _, name in ipairs(VARIABLES[scheme]) do
    local proxy = environment.get(name)
    if proxy then return proxy end
    none = none or os.getenv(name) and ""
  end
  return none
end

-- Raises where a secret would be sent unencrypted to another machine.
local function check_clear(where, url, proxy)
  if not address.is_local(url) then
    misuse.raise("%s: over http:// anyone could read the key and all records on "
      .. "the way to '%s'; use https://, or, where that way is safe, "
      .. "ashby.new{ allow_http = true }", where, (host_of(select(2, scheme_of(url)))))
  end
  if proxy and not address.is_local(proxy) then
    misuse.raise("ashby.new: bad option 'proxy': the key would go unencrypted to that proxy, for "
      .. "an address on this machine; leave it out, or say allow_http = true")
  end
end

local PROXIES = { http = true, https = true, socks4 = true, socks4a = true, socks5 = true,
  socks5h = true }

-- Raises for a proxy that is not an address: libcurl would refuse it at each
-- request. The text is not shown, since it may hold a password.
local function check_proxy(proxy)
  if proxy == nil then return end
  local scheme, rest = proxy:match "^(%a%w*)://(.*)$"
  local host, path = host_of((rest or proxy):gsub("^.*@", ""))
  if scheme and not PROXIES[ascii.lower(scheme)] or not host or path ~= "" and path ~= "/" then
    misuse.raise("ashby.new: bad option 'proxy': an address such as 'http://host:3128' or "
      .. "'socks5h://host:1080' expected")
  end
  if proxy:find "[?#]" then
    misuse.raise("ashby.new: bad option 'proxy': it holds ? or #: in a password write %%3F or %%23")
  end
end

--- Where the requests of a client go. Returns the address, the proxy (nil or "": none),
-- and whether a proxy may answer in the server's place, as it may over plain http.
-- Raises for options that are wrong. own: the options base_url, proxy and allow_http.
function address.choose(own, default)
  check_proxy(own.proxy)
  local variable = own.base_url == nil and environment.get "ASHBY_BASE_URL" or nil
  local where = variable and "bad environment variable ASHBY_BASE_URL"
    or "ashby.new: bad option 'base_url'"
  local url = address.check(where, own.base_url or variable or default)
  local scheme = scheme_of(url)
  local proxy = own.proxy or proxy_of_environment(scheme)
  local has_proxy = proxy ~= nil and proxy ~= ""
  if scheme == "https" then return url, proxy, false end
  if own.allow_http then return url, proxy, has_proxy end
  check_clear(where, url, own.proxy)
  -- A request to this machine does not go by way of another.
  if has_proxy and not address.is_local(proxy) then return url, "", false end
  return url, proxy, has_proxy
end

return address
