--- markdown: the few pieces that generated parts of pages are made of.
--
-- SPDX-License-Identifier: MIT

local markdown = {}

function markdown.code(text) return "`" .. text .. "`" end

local WIDTH = 100

--- A paragraph in lines of at most that many columns.
function markdown.paragraph(text)
  local lines, line = {}, nil
  for word in text:gmatch "%S+" do
    if line and #line + 1 + #word > WIDTH then
      lines[#lines + 1], line = line, nil
    end
    line = line and line .. " " .. word or word
  end
  lines[#lines + 1] = line
  return table.concat(lines, "\n")
end

--- A table: a heading, and rows of cells.
function markdown.table(heading, rows)
  local lines = { "| " .. table.concat(heading, " | ") .. " |",
    "|" .. ("---|"):rep(#heading) }
  for _, row in ipairs(rows) do lines[#lines + 1] = "| " .. table.concat(row, " | ") .. " |" end
  return table.concat(lines, "\n")
end

return markdown
