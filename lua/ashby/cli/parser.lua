--- parser: the command line; the options of entities come from the catalogue.
-- Only the command that is named is built, which keeps the start quick.
--
-- SPDX-License-Identifier: MIT

local argparse = require "argparse"
local ascii = require "ashby.text.ascii"
local catalogue = require "ashby.catalogue"
local failure = require "ashby.cli.failure"
local misuse = require "ashby.misuse"
local output = require "ashby.cli.output"
local words = require "ashby.cli.words"

local parser = {}

-- Completion offers the values; reading takes them in any case.
local completes = false

-- One of these values, in any case, into an option or argument.
local function add_choice(element, what, values)
  if completes then return element:choices(values) end
  return element:convert(function(text)
    local value = misuse.same_word(text, values)
    if value then return value end
    return nil, ("%s: unknown value '%s'%s (one of %s)"):format(what, text,
      misuse.nearest(text, values), table.concat(values, ", "))
  end)
end

local function kebab(name)
  return (name:gsub("_", "-"))
end

-- ---- options that several commands take ----

local function add_connection(command)
  command:option "--base-url" :argname "<url>"
    :description "Where the API is served (ASHBY_BASE_URL)."
  command:flag "--allow-http"
    :description "Send the key over plain HTTP to a host that is not this machine."
end

local function add_colour(command)
  local option = command:option "--color" :argname "<when>"
    :description "Colours: auto, always, never."
  add_choice(option, "--color", { "auto", "always", "never" })
end

local function add_output(command, formats)
  formats = formats or output.FORMATS
  local option = command:option "-o --output" :argname "<format>"
    :description("Format: " .. table.concat(formats, ", ")
      .. (". Without it %s on a terminal, else JSON lines."):format(formats[1] == "text"
        and formats[1] or "a table"))
  add_choice(option, "-o", formats)
  command:option "--to" :argname "<file>"
    :description "Write to a file, which appears when it is complete; its ending names the format."
  command:flag "--utc" :description "Times of a table in UTC, not local time."
  add_colour(command)
  command:flag "--quiet -q" :description "No progress."
end

local function add_selection(command)
  command:option "--fields" :argname "<a,b.c>" :args "?"
    :description "Only these fields; without a value it lists them."
  command:option "--sort" :argname "<field>"
    :description "Sort by this field; -FIELD or FIELD:desc: descending."
  command:option "--max" :argname "<n>" :description "At most this many rows."
end

local function add_rows(command)
  add_selection(command)
  command:option "--where" :argname "<test>" :count "*"
    :description "FIELD=VALUE, FIELD~TEXT, FIELD>VALUE and so on; all must hold."
end

local function add_from(command)
  command:option "--from" :argname "<store>" :description "Read from a store: needs no key."
end

-- ---- entities ----

local SKIP = { cursor = true, sync_token = true }

local function describe_param(param)
  local parts = { catalogue.note(param) }
  if param.format == "unix-milliseconds" then
    parts[#parts + 1] = "30d, 2026-01-31 or an ISO time"
  end
  if param.values then parts[#parts + 1] = "one of " .. table.concat(param.values, ", ") end
  if #parts == 0 then return "" end
  -- a first word such as jobPostingIds is a name, and keeps its spelling
  local text = table.concat(parts, "; "):gsub("^[a-z]([a-z]*%f[%W])", function(rest)
    return ascii.upper(parts[1]:sub(1, 1)) .. rest
  end)
  return text .. "."
end

local function add_params(command, method, skip)
  for _, param in ipairs(method.params) do
    if not SKIP[param.snake] and not skip[param.snake] then
      local name = "--" .. kebab(param.snake)
      local option = param.type == "boolean" and command:flag(name) or command:option(name)
      option:target(param.snake):description(describe_param(param))
      if name:find("-", 3, true) then option:hidden_name("--" .. param.snake) end
      if param.type ~= "boolean" then option:argname "<value>" end
      if param.type == "array" then option:count "*" end
      if param.values and completes then option:choices(param.values) end
    end
  end
end

local function add_list(command, entity)
  local list = command:command "list" :summary("Lists " .. kebab(entity.name):gsub("-", " ") .. ".")
  add_params(list, entity.list, {})
  add_rows(list)
  add_from(list)
  add_output(list)
  add_connection(list)
end

local function add_get(command, entity)
  local get = command:command "get" :summary "Fetches records by their ids."
  get:argument "id" :args "*" :description "One or more ids."
  add_params(get, entity.get, { id = true, [entity.get.params[1].snake] = true })
  add_selection(get)
  add_from(get)
  add_output(get)
  add_connection(get)
end

local function add_search(command)
  local search = command:command "search" :summary "Searches by any field of the record."
  search:option "--query" :argname "<json>"
    :description "filter and sort as in docs/search.md, or @FILE."
  add_rows(search)
  add_from(search)
  add_output(search)
  add_connection(search)
end

local function fill_entity(command, entity)
  command:require_command(true)
  command:command_target "action"
  add_list(command, entity)
  if entity.get then add_get(command, entity) end
  add_search(command)
end

-- ---- the other commands ----

local REPORT_OPTIONS = {
  { "since", "<time>", "From this time on: 30d, 2026-01-31." },
  { "until", "<time>", "Until this time, the day included." },
  { "month", "<month>", "For applied: a month, 2026-05." },
  { "job", "<job>", "For one job: its id or its title." },
  { "by", "<what>", "For aging: change (the last one), or stage (since it was entered)." },
  { "role", "<role>", "For recruiters: Recruiter, Hiring Manager and so on." },
  { "report-id", "<id>", "For saved: the id of a report saved in Ashby." },
  { "now", "<time>", "As of this time." },
}

local COMMANDS = {
  { name = "call", summary = "Calls a method of the API by its name.", fill = function(command)
    command:argument "method" :description "As in the vendor's documentation: candidate.search."
    command:argument "body" :args "?" :description "JSON, @FILE, or - for standard input."
    command:flag "--idempotent" :description "The method may be repeated after a failure."
    command:option "--to" :argname "<file>" :description "Write to a file."
    command:flag "--quiet -q" :description "No progress."
    add_connection(command)
  end },
  { name = "pull", summary = "Brings a store up to date.", fill = function(command)
    command:argument "store" :description "A file; made where there is none."
    command:argument "entity" :args "*" :description "Only these."
    command:flag "--full" :description "Everything again, not only what changed."
    command:flag "--history" :description "Also the history of each application's stages."
    command:flag "--offers" :description "Also offers."
    add_selection(command)
    add_output(command)
    add_connection(command)
  end },
  { name = "pulls", summary = "Lists what the pulls of a store did.", fill = function(command)
    command:argument "store" :description "A file that ashby pull made."
    add_selection(command)
    add_output(command)
  end },
  { name = "purge", summary = "Erases people who are gone from a store.", fill = function(command)
    command:argument "store" :description "A file that ashby pull made."
    command:option "--gone-before" :argname "<time>" :default "30d"
      :description "Gone for this long, or before this day: 30d, 2026-01-31."
    add_selection(command)
    add_output(command)
  end },
  { name = "sql", summary = "Queries a store in SQL.", fill = function(command)
    command:argument "store" :description "A file that ashby pull made."
    command:argument "query" :description "One SELECT; ? stands for a value."
    command:argument "value" :args "*" :convert(words.value)
      :description "The values, in their order."
    add_selection(command)
    add_output(command)
  end },
  { name = "report", summary = "Answers a question with figures.", fill = function(command)
    command:argument "name" :args "?" :description "A report, or all; without one they are listed."
    for _, row in ipairs(REPORT_OPTIONS) do
      command:option("--" .. row[1]) :argname(row[2]) :description(row[3])
    end
    command:flag "--open" :description "Show it in the browser, as a page."
    add_selection(command)
    add_from(command)
    add_output(command, { "text", "table", "jsonl", "json", "csv", "tsv", "html" })
    add_connection(command)
  end },
  { name = "demo", summary = "Shows the reports of a made-up company: no key, no server.",
    fill = function(command)
      command:argument "store" :args "?"
        :description "The store that it makes: ashby-demo.db. The page is written beside it."
      command:flag "--open" :description "Show the page in the browser."
      add_colour(command)
      command:flag "--quiet -q" :description "No progress."
    end },
  { name = "check", summary = "Checks whether the key is good, and what it opens.",
    fill = function(command)
      add_selection(command)
      add_output(command)
      add_connection(command)
    end },
  { name = "describe", summary = "Shows what is known of an entity.", fill = function(command)
    command:argument "entity" :args "?" :description "Without one, all of them."
    add_selection(command)
    add_from(command)
    add_output(command)
  end },
  { name = "completion", summary = "Prints completion for a shell.", fill = function(command)
    add_choice(command:argument "shell", "completion", { "bash", "zsh", "fish" })
  end },
}

local HAS = {} -- the other commands by name
for _, row in ipairs(COMMANDS) do HAS[row.name] = row end

local function exit_codes()
  local lines = { "Exit codes:" }
  for _, row in ipairs(failure.CODES) do
    lines[#lines + 1] = ("   %3d   %s"):format(row.code, row.means)
  end
  return table.concat(lines, "\n")
end

local function add_entity(root, name)
  local entity = catalogue.entities[name]
  local command = root:command(kebab(name)) :target("is_" .. name)
    :summary(entity.get and "list, get, search" or "list, search")
  if name:find("_", 1, true) then command:hidden_name(name) end
  fill_entity(command, entity)
end

--- The whole parser, or one with only the command that word names.
function parser.build(word)
  local root = argparse "ashby"
    :description "The data of the Ashby recruiting system in the shell."
    :epilog(exit_codes() .. "\n\nThe key comes from ASHBY_API_KEY or ASHBY_API_KEY_FILE.")
    :help_max_width(96) :usage_max_width(96) :help_description_margin(30)
  root:flag "--version" :description "Show the version and exit."
  root:command_target "command"
  root:require_command(true)
  for _, name in ipairs(catalogue.names) do
    if not word or word == name then add_entity(root, name) end
  end
  for _, row in ipairs(COMMANDS) do
    if not word or word == row.name then
      row.fill(root:command(row.name) :summary(row.summary))
    end
  end
  return root
end

--- The whole parser for completion.
function parser.for_completion()
  completes = true
  local root = parser.build()
  completes = false
  return root
end

local function one_line(problem)
  return (problem:gsub("\nDid you mean", ", did you mean"):gsub("\n", " "))
end

local function command_names()
  local names = {}
  for i, name in ipairs(catalogue.names) do names[i] = kebab(name) end
  for _, row in ipairs(COMMANDS) do names[#names + 1] = row.name end
  return names
end

--- Reads the words; what is wrong ends the command.
function parser.parse(given)
  given = words.begun(given)
  local entity = words.check(given, command_names())
  local root = parser.build(entity and entity.name or HAS[given[1]] and given[1] or nil)
  local ok, result = root:pparse(words.for_argparse(given))
  if not ok then
    failure.usage("%s (see ashby %s--help)", one_line(result), words.so_far(given, entity))
  end
  if entity then result.command, result.entity_name = "records", entity.name end
  return result
end

return parser
