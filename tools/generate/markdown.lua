--- markdown: the few pieces that generated parts of pages are made of.
--
-- SPDX-License-Identifier: MIT

local markdown = {}

function markdown.code(text) return "`" .. text .. "`" end

--- A table: a heading, and rows of cells.
function markdown.table(heading, rows)
  local lines = { "| " .. table.concat(heading, " | ") .. " |",
    "|" .. ("---|"):rep(#heading) }
  for _, row in ipairs(rows) do lines[#lines + 1] = "| " .. table.concat(row, " | ") .. " |" end
  return table.concat(lines, "\n")
end

return markdown
