--- Specs of the engine's signature: HMAC-SHA256 against the openssl command and
-- the vectors of RFC 4231.
--
-- SPDX-License-Identifier: MIT

local core = require "ashby.core"
local shell = require "tools.shell"

local function bytes(hex)
  return (hex:gsub("%x%x", function(digits) return string.char(tonumber(digits, 16)) end))
end

-- key, data, digest: RFC 4231, cases 1, 2, 3, 6 and 7.
local VECTORS = {
  { bytes(("0b"):rep(20)), "Hi There",
    "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7" },
  { "Jefe", "what do ya want for nothing?",
    "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843" },
  { bytes(("aa"):rep(20)), bytes(("dd"):rep(50)),
    "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe" },
  { bytes(("aa"):rep(131)), "Test Using Larger Than Block-Size Key - Hash Key First",
    "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54" },
  { bytes(("aa"):rep(131)), "This is a test using a larger than block-size key and a larger than "
    .. "block-size data. The key needs to be hashed before being used by the HMAC algorithm.",
    "9b09ffa71b942fcb27635fbcd5b0e944bfdc63644f0713938a7f51535c3a35e2" },
}

local function by_openssl(body, secret)
  local path = os.tmpname()
  shell.write(path, body)
  local said = shell.output(("openssl dgst -sha256 -mac HMAC -macopt 'key:%s' '%s'"):format(
    secret, path))
  shell.remove(path)
  return assert(said:match "(%x+)$", said)
end

describe("a signature", function()
  it("is that of RFC 4231", function()
    for i, vector in ipairs(VECTORS) do
      assert.equal(vector[3], core.signature(vector[2], vector[1]), i)
      assert.is_true(core.signed(vector[2], vector[3], vector[1]))
    end
  end)

  it("is that of the openssl command", function()
    for _, body in ipairs { "", "x", "\0\1\255\r\n", '{"a":"\195\188"}', ("y"):rep(1e6) } do
      assert.equal(by_openssl(body, "a secret"), core.signature(body, "a secret"))
    end
  end)

  it("differs with each bit of body and secret", function()
    local seen = { [core.signature("body", "secret")] = true }
    for _, pair in ipairs { { "bodY", "secret" }, { "body", "secreT" }, { "body\0", "secret" },
      { "bod", "ysecret" }, { "", "secret" }, { "body", "" } } do
      local digits = core.signature(pair[1], pair[2])
      assert.matches("^" .. ("%x"):rep(64) .. "$", digits)
      assert.is_nil(seen[digits])
      seen[digits] = true
    end
  end)

  it("matches only whole and exact", function()
    local digits = core.signature("body", "secret")
    assert.is_true(core.signed("body", digits, "secret"))
    for i = 1, 64 do
      local other = digits:sub(i, i) == "0" and "1" or "0"
      assert.is_false(core.signed("body", digits:sub(1, i - 1) .. other .. digits:sub(i + 1),
        "secret"))
      assert.is_false(core.signed("body", digits:sub(1, i - 1), "secret"))
    end
    assert.is_false(core.signed("body", digits .. "0", "secret"))
    assert.is_false(core.signed("body", digits:upper(), "secret"))
    assert.is_false(core.signed("body", "", "secret"))
  end)

  it("needs strings", function()
    for n = 1, 3 do
      local arguments = { "body", "digits", "secret" }
      arguments[n] = {}
      assert.has_error(function() core.signed(arguments[1], arguments[2], arguments[3]) end)
    end
    assert.has_error(function() core.signature "body" end)
  end)
end)
