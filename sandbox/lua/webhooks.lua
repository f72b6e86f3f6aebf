-- SPDX-License-Identifier: MIT
return {reset=function() end, add=function() return nil,"todo" end, deliveries=function() return {} end}
