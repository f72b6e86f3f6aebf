-- SPDX-License-Identifier: MIT
-- The connection below a request: finds its file descriptor among our own by the peer's address
-- and port, and makes the close that follows a TCP RST (SO_LINGER with time 0).

local ffi = require "ffi"
local bit = require "bit"

ffi.cdef[[
struct sandbox_in { unsigned short family; unsigned char port[2]; unsigned char address[4];
  char zero[8]; };
struct sandbox_linger { int on; int seconds; };
int getpeername(int fd, void *address, unsigned int *length);
int setsockopt(int fd, int level, int name, const void *value, unsigned int length);
int shutdown(int fd, int how);
]]

local SOL_SOCKET, SO_LINGER = 1, 13

local socket = {}

local function peer_port(fd)
  local address, length = ffi.new("struct sandbox_in"), ffi.new("unsigned int[1]", 16)
  if ffi.C.getpeername(fd, address, length) ~= 0 then return nil end
  if length[0] ~= 16 or address.family ~= 2 then return nil end
  return bit.bor(bit.lshift(address.port[0], 8), address.port[1])
end

-- The descriptor of the current request's client, or nil.
function socket.descriptor()
  local wanted = tonumber(ngx.var.remote_port)
  for fd = 3, 4095 do
    if peer_port(fd) == wanted then return fd end
  end
end

-- From now on closing the connection sends RST.
function socket.arm_reset()
  local fd = socket.descriptor()
  if not fd then return end
  local linger = ffi.new("struct sandbox_linger", 1, 0)
  ffi.C.setsockopt(fd, SOL_SOCKET, SO_LINGER, linger, ffi.sizeof(linger))
end

return socket
