-- SPDX-License-Identifier: MIT
return {reset=function() end, expire=function() end}
