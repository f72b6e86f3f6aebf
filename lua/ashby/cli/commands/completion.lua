--- completion: ashby completion bash|zsh|fish.
--
-- SPDX-License-Identifier: MIT

local output = require "ashby.cli.output"

return function(options)
  local root = require "ashby.cli.parser".for_completion()
  local text = root["get_" .. options.shell .. "_complete"](root)
  output.lines({ no_pager = true }, { (text:gsub("\n$", "")) })
end
