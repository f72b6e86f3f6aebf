--- escape: text from the data for HTML: none of it can become markup, and each is
-- one line.
--
-- SPDX-License-Identifier: MIT

local display = require "ashby.display"

local ESCAPES = { ["&"] = "&amp;", ["<"] = "&lt;", [">"] = "&gt;", ['"'] = "&quot;",
  ["'"] = "&#39;" }

return function(text)
  return (display.line(tostring(text)):gsub("[&<>\"']", ESCAPES))
end
