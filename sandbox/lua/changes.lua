-- SPDX-License-Identifier: MIT
return {run=function() return nil,"todo" end}
