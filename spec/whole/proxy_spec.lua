--- Specs of proxies: a proxy's own answer to CONNECT is reported as such, and the
-- key is not blamed for it.
--
-- SPDX-License-Identifier: MIT

local ok, uv = pcall(require, "luv")
local helper = require "spec.helper"

if not ok then
  describe("a proxy", function() pending "needs luv, for a server beside the client" end)
  return
end

local REASONS = { [200] = "OK", [407] = "Proxy Authentication Required", [403] = "Forbidden",
  [502] = "Bad Gateway" }

-- A proxy that answers every request with this status, and with these further
-- lines of header, in the loop of luv.
local function start(status, lines)
  local proxy = { asked = {} }
  local server = uv.new_tcp()
  assert(server:bind("127.0.0.1", 0))
  assert(server:listen(8, function()
    local peer = uv.new_tcp()
    server:accept(peer)
    peer:read_start(function(_, data)
      if not data then return peer:close() end
      proxy.asked[#proxy.asked + 1] = data
      peer:write(("HTTP/1.1 %d %s\r\nProxy-Authenticate: Basic realm=\"x\"\r\n%s"
        .. "Content-Length: 0\r\nConnection: close\r\n\r\n"):format(status, REASONS[status],
        lines or ""))
      peer:shutdown(function() if not peer:is_closing() then peer:close() end end)
    end)
  end))
  proxy.url = "http://user:proxy-password@127.0.0.1:" .. server:getsockname().port
  function proxy.stop()
    server:close()
    for _ = 1, 20 do uv.run "nowait" end
  end
  return proxy
end

local function list_through(proxy)
  local client = helper.client { base_url = "https://ashby.invalid", proxy = proxy.url,
    wait = "luv", retries = 1, timeout = 5 }
  local page, err = client.users.list { limit = 1 }
  client.close()
  assert.is_nil(page)
  return err
end

describe("a proxy that answers CONNECT with", function()
  setup(function() -- the loop opens descriptors that it keeps
    start(502).stop()
  end)

  local ROWS = {
    { 407, code = "proxy_auth", attempts = 1, hint = "user and password" },
    { 403, code = "proxy_refused", attempts = 1, hint = "let the proxy allow this host" },
    { 502, attempts = 2 },
  }
  for _, row in ipairs(ROWS) do
    it(row[1] .. " is named", function()
      local proxy = start(row[1])
      local err = list_through(proxy)
      proxy.stop()
      assert.equal("network", err.kind)
      assert.equal(row.attempts, err.attempts)
      assert.equal(row.attempts > 1, err.retryable)
      if row.code then assert.equal(row.code, err.code) end
      if row.hint then assert.matches(row.hint, err.hint, 1, true) end
      assert.matches(tostring(row[1]), err.message, 1, true)
      local said = tostring(err)
      assert.is_nil(said:find("check the key", 1, true))
      assert.is_nil(said:find("proxy-password", 1, true))
      for _, asked in ipairs(proxy.asked) do
        assert.matches("^CONNECT ashby.invalid:443", asked)
        assert.is_nil(asked:find(helper.key, 1, true))
      end
    end)
  end

  it("a line without end is reported, and not retried", function()
    local proxy = start(200, "Set-Cookie: " .. ("a"):rep(300000) .. "\r\n")
    local err = list_through(proxy)
    proxy.stop()
    assert.equal("too_large", err.kind)
    assert.equal("header_limit", err.code)
    assert.equal(1, err.attempts)
  end)
end)
