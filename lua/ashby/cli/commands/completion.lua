--- completion: ashby completion bash|zsh|fish.
--
-- SPDX-License-Identifier: MIT

return function(options)
  local root = require "ashby.cli.parser".for_completion()
  io.write(root["get_" .. options.shell .. "_complete"](root))
end
