--- here: where the specs run, as tools/test has set it.
--
-- SPDX-License-Identifier: MIT

local here = {}

here.url = assert(os.getenv "ASHBY_SANDBOX_URL", "run the specs with make test")
here.key = os.getenv "ASHBY_SANDBOX_KEY"
here.dir = os.getenv "ASHBY_SANDBOX_DIR"
here.root = os.getenv "ASHBY_ROOT" or "."
here.lua = os.getenv "LUA" or "lua5.4"
here.slow = os.getenv "ASHBY_SLOW"

return here
