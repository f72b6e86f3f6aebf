-- SPDX-License-Identifier: MIT
-- HMAC-SHA256 in lower-case hex, from the libcrypto that nginx itself is linked with.

local ffi = require "ffi"

ffi.cdef[[
const void *EVP_sha256(void);
unsigned char *HMAC(const void *md, const void *key, int key_length, const unsigned char *data,
  size_t length, unsigned char *out, unsigned int *out_length);
]]

local found, crypto = pcall(function() return ffi.C.HMAC and ffi.C end)
if not found then crypto = ffi.load("crypto") end

return function(key, text)
  local out, length = ffi.new("unsigned char[64]"), ffi.new("unsigned int[1]")
  crypto.HMAC(crypto.EVP_sha256(), key, #key, text, #text, out, length)
  local hex = {}
  for i = 0, length[0] - 1 do hex[i + 1] = string.format("%02x", out[i]) end
  return table.concat(hex)
end
