--- escape: text from the data, made safe for HTML: it cannot become markup, and is
-- one line.
--
-- SPDX-License-Identifier: MIT

local line = require "ashby.text.line"

local ESCAPES = { ["&"] = "&amp;", ["<"] = "&lt;", [">"] = "&gt;", ['"'] = "&quot;",
  ["'"] = "&#39;" }

return function(text)
  return (line.of(tostring(text), line.UNCUT):gsub("[&<>\"']", ESCAPES))
end
