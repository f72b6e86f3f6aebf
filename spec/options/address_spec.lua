--- Specs of address: which addresses are accepted, and that no secret leaves this
-- machine unencrypted unless the program explicitly allows it.
--
-- SPDX-License-Identifier: MIT

local address = require "ashby.options.address"
local ashby = require "ashby"
local helper = require "spec.helper"

local function refuse(given, words)
  local message = helper.misuse(ashby.new, given)
  assert.truthy(message:find(words, 1, true), message)
  return message
end

describe("an address", function()
  it("is kept without a slash at its end", function()
    for given, wanted in pairs {
      ["https://api.example"] = "https://api.example", ["HTTPS://api.example/"] =
      "https://api.example", ["http://127.0.0.1:80//"] = "http://127.0.0.1:80",
      ["https://x.example/base/path/"] = "https://x.example/base/path",
      ["http://[::1]:8080"] = "http://[::1]:8080" } do
      assert.equal(wanted, address.check("x", given))
    end
  end)

  it("that is not a plain one is refused, and not shown", function()
    for _, url in ipairs { "api.example", "ftp://x", "https://", "//x", "http:/x", "file:///x" } do
      refuse({ api_key = "k", base_url = url }, "an address that begins with https:// expected")
    end
    for _, url in ipairs { "https://user:pw@x", "https://key@x" } do
      local message = refuse({ api_key = "k", base_url = url },
        "it must not hold a user name or password")
      assert.is_nil(message:find("pw", 1, true))
    end
    for _, url in ipairs { "https://x?y", "https://x#y", "https://x y" } do
      refuse({ api_key = "k", base_url = url }, "an address without a query")
    end
    for _, url in ipairs { "https:///x", "https://:80", "https://x:99999", "https://x:8o",
      "https://x:1:2", "https://[::1", "https://[::1]80", "https://[::1].x.org", "https://::1",
      "https://x.org\\.y", "https://x%2ey", "http://localhost:80.x.org" } do
      refuse({ api_key = "k", base_url = url }, "it has no host name, or a port that is not")
    end
  end)
end)

describe("an address on this machine", function()
  it("is any of these", function()
    for _, url in ipairs { "http://127.0.0.1", "http://127.0.0.1:8080/x", "http://127.1.2.3",
      "http://127.255.255.254:1", "http://[::1]", "http://[::1]:80/base", "http://localhost",
      "HTTP://LocalHost:8000", "socks5h://127.0.0.1:1080", "http://user:pw@localhost:3128",
      "127.0.0.1:3128" } do
      assert.is_true(address.is_local(url), url)
    end
  end)

  it("is none of these", function()
    for _, url in ipairs { "http://example.com", "http://127.0.0.1.example.com",
      "http://localhost.example.com", "http://xlocalhost", "http://128.0.0.1", "http://10.0.0.1",
      "http://127.0.0", "http://127.1", "http://2130706433", "http://0x7f.0.0.1", "http://[::2]",
      "http://[::ffff:127.0.0.1]", "http://0.0.0.0", "http://127.0.0.1\\.example.com",
      "http://example.com/127.0.0.1", "http://example.com#localhost", "http://127.0.0.1@x.org",
      "http://localhost:80@x.org", "http://127.0.0.1.", "http://[::1].x.org", "http://",
      "http://127.0.0.999", "http://127.256.0.1", "http://127.0.0.08", "http://127.0.0.01" } do
      assert.is_false(address.is_local(url), url)
    end
  end)
end)

describe("over plain http", function()
  local HOSTED = { token = "secret-token", connector_id = "c" }
  local WORDS = "anyone could read the key and all records on the way to 'ats.internal'; "
    .. "use https://"

  it("no secret leaves this machine", function()
    local url = "http://ats.internal:8080/v1"
    for _, given in ipairs { { api_key = "secret-key" }, { hosted = HOSTED },
      { api_key = "secret-key", allow_http = false } } do
      given.base_url = url
      local message = refuse(given, WORDS)
      assert.matches("allow_http = true", message, 1, true)
      assert.is_nil(message:find("secret", 1, true))
    end
    refuse({ api_key = "k", base_url = "HTTP://ats.internal" }, WORDS)
  end)

  it("a secret leaves this machine where the program allows it", function()
    for _, given in ipairs { { api_key = "k" }, { hosted = HOSTED } } do
      given.base_url, given.allow_http = "http://ats.internal", true
      assert(ashby.new(given)).close()
    end
  end)

  it("the server may be on this machine", function()
    for _, url in ipairs { "http://localhost:1", "http://127.9.9.9:1", "http://[::1]:1" } do
      assert(ashby.new { api_key = "k", base_url = url }).close()
    end
  end)

  it("the environment variable is named", function()
    local _, said = helper.script([[print(pcall(require "ashby".jobs.list))]],
      "ASHBY_API_KEY=secret-key ASHBY_BASE_URL=http://ats.internal")
    assert.matches("bad environment variable ASHBY_BASE_URL: over http", said, 1, true)
    assert.is_nil(said:find("secret", 1, true))
  end)

  it("no proxy on another machine is used for a server on this one", function()
    refuse({ api_key = "k", base_url = helper.url, proxy = "http://proxy.internal:3128" },
      "bad option 'proxy'")
    helper.reset()
    for _, name in ipairs { "http_proxy", "all_proxy", "ALL_PROXY" } do
      local _, said = helper.script([[print(#require "ashby".jobs.list{ limit = 3 }.records)]],
        ("%s %s=http://no-such-host.invalid:1"):format(helper.settings(), name))
      assert.matches("^3", said)
    end
    assert.equal(3, helper.count())
    for _, after in ipairs { "#", "?" } do -- libcurl reads no further
      local _, said = helper.script([[print(#require "ashby".jobs.list{ limit = 3 }.records)]],
        ("%s http_proxy='http://no-such-host.invalid:1%s@127.0.0.1:1'"):format(helper.settings(),
        after))
      assert.matches("^3", said)
    end
    local _, said = helper.script([[print(require "ashby".jobs.list{ limit = 3 })]],
      helper.settings() .. " http_proxy=http://127.0.0.1:1")
    assert.matches("connect", said)
  end)

  it("a proxy's variable that has only blanks counts as not set", function()
    for _, name in ipairs { "http_proxy", "all_proxy" } do
      local _, said = helper.script([[print(#require "ashby".jobs.list{ limit = 3 }.records)]],
        ("%s %s=' \t'"):format(helper.settings(), name))
      assert.matches("^3", said)
    end
    local _, said = helper.script([[print(require "ashby".jobs.list())]],
      helper.settings() .. " http_proxy=' ' all_proxy=' http://127.0.0.1:1 '")
    assert.matches("127.0.0.1 port 1", said, 1, true)
  end)
end)

describe("a proxy", function()
  it("that is not an address is refused when the client is made, and not shown", function()
    for _, proxy in ipairs { "no proxy", "ftp://proxy:1", "http://", "http://proxy:99999", ":3128",
      "http://user:secret@:80", "http://proxy/path?x" } do
      local message = refuse({ api_key = "k", proxy = proxy },
        "bad option 'proxy': an address such as 'http://host:3128'")
      assert.is_nil(message:find("secret", 1, true))
    end
  end)

  it("whose password has a sign that ends an address is refused, with what to write", function()
    for _, proxy in ipairs { "http://user:se#cret@proxy:1", "user:se?cret@127.0.0.1:1" } do
      local message = refuse({ api_key = "k", proxy = proxy }, "write %3F or %23")
      assert.is_nil(message:find("cret", 1, true))
    end
  end)

  it("that is an address is accepted", function()
    for _, proxy in ipairs { "proxy", "proxy:3128", "http://proxy:3128/", "HTTPS://user:p@ss@proxy",
      "socks5h://[::1]:1080", "socks4a://127.0.0.1", "10.0.0.1:80" } do
      assert(ashby.new { api_key = "k", proxy = proxy }).close()
    end
  end)
end)
