--- output: where rows go and in which format: to a terminal as a table, into a
-- pipe as JSON lines, into a file that appears under its name when it is whole.
--
-- SPDX-License-Identifier: MIT

local ascii = require "ashby.text.ascii"
local core = require "ashby.core"
local failure = require "ashby.cli.failure"
local progress = require "ashby.cli.progress"

local output = {}

local FORMATS = {
  table = function(write, columns, look)
    return require "ashby.cli.format.table".new(write, columns, look)
  end,
  json = function(write, columns, look)
    local json = require "ashby.cli.format.json"
    return (look.one and json.one or json.array)(write, columns, look)
  end,
  jsonl = function(write, columns, look)
    return require "ashby.cli.format.json".lines(write, columns, look)
  end,
  csv = function(write, columns)
    return require "ashby.cli.format.delimited".csv(write, columns)
  end,
  tsv = function(write, columns)
    return require "ashby.cli.format.delimited".tsv(write, columns)
  end,
}

output.FORMATS = { "table", "jsonl", "json", "csv", "tsv" }

local ENDINGS = { csv = "csv", tsv = "tsv", json = "json", jsonl = "jsonl", ndjson = "jsonl",
  txt = "table" }

--- The format of what a command prints.
function output.format(options)
  if options.output then return options.output end
  local ending = options.to and options.to:match "%.(%w+)$"
  if options.to then return ENDINGS[ascii.lower(ending or "")] or "jsonl" end
  return core.terminal(1) and "table" or "jsonl"
end

-- ---- how it looks ----

local function is_set(name)
  return (os.getenv(name) or "") ~= ""
end

--- Whether colours go to stdout.
function output.has_colour(options)
  if options.color == "always" then return true end
  if options.color == "never" or is_set "NO_COLOR" then return false end
  if is_set "CLICOLOR_FORCE" and os.getenv "CLICOLOR_FORCE" ~= "0" then return true end
  return not options.to and core.terminal(1) ~= nil and os.getenv "TERM" ~= "dumb"
end

--- The columns of the terminal, or nil where there is none to fit.
function output.columns(options)
  local columns = not options.to and core.terminal(1)
  if not columns then return nil end
  return columns > 0 and columns or tonumber(os.getenv "COLUMNS") or 80
end

-- ---- where it goes ----

local unfinished -- the name of the file while it is written, beside the final one

local pending -- passes what was written on to the output

--- Cleans up after a failed command: removes its file, and writes to stdout
-- what came before the failure.
function output.clean_up()
  if unfinished then
    os.remove(unfinished)
  elseif pending then
    pcall(pending)
  end
  unfinished, pending = nil, nil
end

local function check(to, ok, problem)
  if ok then return end
  if not to and tostring(problem):find "Broken pipe" then
    failure.quiet(141) -- the status that a shell reports for SIGPIPE
  end
  failure.other("cannot write %s: %s", to or "the output", tostring(problem))
end

local function to_file(path)
  if path == "" then failure.usage "--to: the name of a file expected" end
  local beside = ("%s.%d%d.part"):format(path, os.time(), math.random(99999))
  local file, problem = io.open(beside, "wb")
  if not file then failure.other("cannot write %s: %s", path, problem:match "[^:]+$":sub(2)) end
  unfinished = beside
  return file, function()
    check(path, file:close())
    check(path, os.rename(beside, path))
    unfinished = nil
  end
end

local function to_pager(options)
  local pager = os.getenv "ASHBY_PAGER" or os.getenv "PAGER" or ""
  if pager == "" or pager == "cat" or not core.terminal(1) or options.no_pager then return nil end
  if not is_set "LESS" then pager = "LESS=FRX " .. pager end
  local pipe = io.popen(pager, "w")
  return pipe, function() pipe:close() end
end

-- Large writes: C's own buffer holds two records or so.
local MOST_PARTS = 1000

local function buffered(put)
  local parts, count = {}, 0

  local function flush()
    if count == 0 then return end
    local text = table.concat(parts, "", 1, count)
    count = 0
    put(text)
  end

  local function write(one, two, three)
    parts[count + 1], parts[count + 2], parts[count + 3] = one, two or "", three or ""
    count = count + 3
    if count > MOST_PARTS then flush() end
  end

  return write, flush
end

--- Opens what the options name: a function that writes up to three texts, one
-- that ends the output, and one that passes on what was written so far.
function output.destination(options)
  local file, close
  if options.to and options.to ~= "-" then
    file, close = to_file(options.to)
  else
    file, close = to_pager(options)
  end
  file = file or io.stdout
  close = close or function() check(nil, file:flush()) end
  local write, flush = buffered(function(text)
    if not options.to then progress.hide() end
    check(options.to, file:write(text))
    check(options.to, file:flush())
  end)
  pending = flush
  return write, function()
    flush()
    pending = nil
    close()
  end, flush
end

--- Prints lines as they are.
function output.lines(options, lines)
  local write, close = output.destination(options)
  for _, line in ipairs(lines) do write(line, "\n") end
  close()
end

--- Says that --max has cut what was printed.
function output.note_cut(max)
  io.stderr:write(("ashby: there is more; --max cut it at %d\n"):format(max))
end

local FLUSH = 100 -- records

--- A writer: row(kinds, texts), record(text) for a record's JSON, finish().
---@param columns table[]  see format/table.lua
---@param how { one: boolean?, paths: string[]? }?  the row is alone: JSON gives it
-- without an array; only these of each record
function output.writer(options, columns, how)
  how = how or {}
  local write, close, flush = output.destination(options)
  local inner = FORMATS[output.format(options)](write, columns, {
    columns = output.columns(options), utc = options.utc, colour = output.has_colour(options),
    one = how.one, paths = how.paths,
  })
  local self, count = {}, 0

  local function counted(fn)
    return function(a, b)
      fn(a, b)
      if count % FLUSH == 0 then flush() end
      count = count + 1
    end
  end

  self.row, self.record = counted(inner.row), counted(inner.record)

  function self.finish()
    inner.finish()
    close()
    return count
  end

  return self
end

return output
