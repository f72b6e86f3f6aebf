-- SPDX-License-Identifier: MIT
local api = require "api"
return api
