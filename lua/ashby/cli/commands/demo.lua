--- demo: ashby demo [STORE]: a made-up company in a store, its reports, and what
-- to try next. No key, no server.
--
-- SPDX-License-Identifier: MIT

local ashby = require "ashby"
local company = require "ashby.cli.demo.company"
local failure = require "ashby.cli.failure"
local open = require "ashby.cli.open"
local output = require "ashby.cli.output"
local page = require "ashby.report.page"
local progress = require "ashby.cli.progress"
local report = require "ashby.report"
local text = require "ashby.report.render.text"

local STORE, ROWS = "ashby-demo.db", 12

local NEXT = [[
%s shows these and more, with drawings.
%s is the local copy that they come from. To try:

  ashby report funnel --from %s
  ashby applications list --from %s --status Active --max 5
  ashby sql %s "select status, count(*) n from applications group by status"

With a key of your own: export ASHBY_API_KEY=…, then ashby pull hiring.db
]]

local function quoted(path)
  return path:find "^[%w._/-]+$" and path or "'" .. path:gsub("'", "'\\''") .. "'"
end

-- Removes the store of an earlier demo, but no other file.
local function make_room(path)
  local file = io.open(path, "rb")
  if not file then return end
  file:close()
  local store = ashby.store(path, { read_only = true })
  local is_ours = store and store.departments.get(company.MARK) ~= nil
  if store then store.close() end
  if not is_ours then
    failure.other("%s is not a store of the demo; name another file: ashby demo FILE", path)
  end
  for _, ending in ipairs { "", "-wal", "-shm", ".lock" } do os.remove(path .. ending) end
end

local function fill(path)
  local client = assert(require "ashby.cli.demo.client"(company.new(os.time())))
  local store = assert(ashby.store(path, { client = client }))
  assert(store.pull { offers = true, history = true })
  store.close()
  client.close()
end

local function write(options, path, what)
  local put, close = output.destination { to = path, color = options.color }
  put(what)
  close()
end

local function print_reports(options, store)
  local parts = {}
  for i, name in ipairs { "jobs", "pipeline", "departments", "sources", "repeats" } do
    parts[i] = text.render(assert(report.run(name, store)), { rows = ROWS,
      columns = output.columns(options), colour = output.has_colour(options) })
  end
  write(options, nil, table.concat(parts, "\n") .. "\n")
end

return function(options)
  if not ashby.store then failure.other "this build has no store" end
  local path = options.store or STORE
  local html, shown = path:gsub("%.db$", "") .. ".html", progress.begin(options)
  make_room(path)
  shown.note "a made-up company"
  fill(path)
  shown.finish()
  local store = assert(ashby.store(path, { read_only = true }))
  print_reports(options, store)
  write(options, html, page.render("Hiring", assert(page.entries(store)), page.ROWS))
  store.close()
  local name = quoted(path)
  write(options, nil, NEXT:format(html, path, name, name, name))
  if options.open then open(html) end
end
