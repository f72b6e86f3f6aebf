-- SPDX-License-Identifier: MIT
return {methods={}, reset=function() end, writes=function() return {} end}
