--- secrets: the key, the token and the client secret come out nowhere: in no
-- error, event, text of a value, table, traceback or command line, whatever a
-- server echoes. And what the module itself has kept of them is overwritten
-- when the client closes.
--
-- SPDX-License-Identifier: MIT

local ashby = require "ashby"
local core = require "ashby.core"
local errors = require "ashby.errors"
local helper = require "spec.helper"

local facts = helper.facts().hosted

local KEY = "k3y/Brightfen+7d41c09a5e"
local TOKEN = "t0ken.Brightfen-5b88e1f2"
local SECRET = 's3cret/"Brightfen"-90ac4'
local SECRET_IN_JSON = [[s3cret\/\"Brightfen\"-90ac4]]

local LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"

local function base64(text)
  local out = {}
  for i = 1, #text, 3 do
    local a, b, c = text:byte(i, i + 2)
    local n = a * 65536 + (b or 0) * 256 + (c or 0)
    for j = 4, 1, -1 do
      local digit = n % 64
      out[#out + 1], n = nil, (n - digit) / 64
      out[i + (i - 1) / 3 + j - 1] = j > 2 + (b and 1 or 0) + (c and 0 or -1) + (c and 1 or 0)
        and "=" or LETTERS:sub(digit + 1, digit + 1)
    end
  end
  return table.concat(out)
end
