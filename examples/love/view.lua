--- view: what the window shows: how many jobs there are, the jobs, and an error
-- with its hint. It knows LÖVE and nothing of where jobs come from.
--
-- SPDX-License-Identifier: MIT

local view = {}

local graphics = love.graphics

local MARGIN, HEAD, ROW = 24, 72, 52
local COLOURS = {
  back = { 0.97, 0.97, 0.98 }, band = { 1, 1, 1 }, line = { 0.87, 0.88, 0.91 },
  text = { 0.11, 0.13, 0.18 }, faint = { 0.42, 0.45, 0.52 }, mark = { 0.25, 0.35, 0.84 },
  wrong = { 0.71, 0.13, 0.13 },
}

local fonts
local angle, offset = 0, 0

function view.load()
  fonts = { head = graphics.newFont(24), row = graphics.newFont(17), small = graphics.newFont(14) }
  graphics.setBackgroundColor(COLOURS.back)
end

function view.update(dt)
  angle = (angle + dt * 5) % (2 * math.pi)
end

--- Moves the list by so many rows; draw keeps it inside.
function view.scroll(rows)
  offset = offset + rows * ROW
end

--- Moves the list so that it begins that far down.
function view.scroll_to(place)
  offset = place
end

local function say(text, font, colour, x, y)
  graphics.setFont(font)
  graphics.setColor(colour)
  graphics.print(text, x, y)
end

-- A text that does not fit ends with a sign.
local function fitted(text, font, width)
  if font:getWidth(text) <= width then return text end
  while #text > 0 and font:getWidth(text .. "…") > width do
    text = text:gsub("[^\128-\191][\128-\191]*$", "")
  end
  return text .. "…"
end

local function draw_spinner(x, y)
  graphics.setLineWidth(3)
  graphics.setColor(COLOURS.line)
  graphics.circle("line", x, y, 12)
  graphics.setColor(COLOURS.mark)
  graphics.arc("line", "open", x, y, 12, angle, angle + 1.6)
end

local function draw_head(count, is_done, has_failed, width)
  graphics.setColor(COLOURS.band)
  graphics.rectangle("fill", 0, 0, width, HEAD)
  graphics.setColor(COLOURS.line)
  graphics.rectangle("fill", 0, HEAD - 1, width, 1)
  say(("%d open job%s"):format(count, count == 1 and "" or "s"), fonts.head, COLOURS.text, MARGIN,
    12)
  local doing = has_failed and "stopped; R tries again" or is_done and "all there; R reads again"
    or "reading …"
  say(doing, fonts.small, COLOURS.faint, MARGIN, 44)
  if not is_done then draw_spinner(width - MARGIN - 12, HEAD / 2) end
end

local function draw_row(job, y, width)
  local room = width - 2 * MARGIN
  say(fitted(job.title, fonts.row, room), fonts.row, COLOURS.text, MARGIN, y + 6)
  say(fitted(job.about, fonts.small, room), fonts.small, COLOURS.faint, MARGIN, y + 28)
  graphics.setColor(COLOURS.line)
  graphics.rectangle("fill", MARGIN, y + ROW - 1, room, 1)
end

local function draw_bar(top, height, total, width)
  if total <= height then return end
  local size = math.max(24, height * height / total)
  graphics.setColor(COLOURS.line)
  graphics.rectangle("fill", width - 10, top + offset / (total - height) * (height - size), 6, size,
    3, 3)
end

local function draw_jobs(jobs, top, width, height)
  local total = #jobs * ROW
  offset = math.max(0, math.min(offset, total - height))
  graphics.setScissor(0, top, width, height)
  local first = math.floor(offset / ROW) + 1
  for i = first, math.min(#jobs, first + math.ceil(height / ROW)) do
    draw_row(jobs[i], top + (i - 1) * ROW - offset, width)
  end
  draw_bar(top, height, total, width)
  graphics.setScissor()
end

-- The error's message and hint, each wrapped; returns the height.
local function draw_problem(problem, top, width)
  if type(problem) ~= "table" then problem = { message = problem } end
  local y, room = top + 16, width - 2 * MARGIN - 16
  local parts = { { tostring(problem.message), fonts.row, COLOURS.wrong },
    { problem.hint and "What helps: " .. problem.hint, fonts.small, COLOURS.text },
    { problem.method and problem.method .. ": " .. problem.code, fonts.small, COLOURS.faint } }
  for _, part in ipairs(parts) do
    if part[1] then
      local _, lines = part[2]:getWrap(part[1], room)
      graphics.setFont(part[2])
      graphics.setColor(part[3])
      graphics.printf(part[1], MARGIN + 16, y, room)
      y = y + #lines * part[2]:getHeight() + 8
    end
  end
  graphics.setColor(COLOURS.wrong)
  graphics.rectangle("fill", MARGIN, top + 16, 4, y - top - 24)
  return y - top + 8
end

--- problem: an error object, anything else that was raised, or nil.
function view.draw(jobs, problem, is_done)
  local width, height = graphics.getDimensions()
  draw_head(#jobs, is_done, problem ~= nil, width)
  local top = HEAD
  if problem then top = top + draw_problem(problem, top, width) end
  draw_jobs(jobs, top, width, math.max(0, height - top))
end

return view
