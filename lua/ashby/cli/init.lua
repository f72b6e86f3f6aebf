--- cli: the command `ashby`: parses the command line, runs the command that it
-- names, and turns what is raised into one line and an exit code.
--
-- SPDX-License-Identifier: MIT

local failure = require "ashby.cli.failure"

local cli = {}

local function say(line)
  local progress = package.loaded["ashby.cli.progress"]
  if progress then progress.hide() end
  io.stderr:write(line, "\n")
end

local function load_argparse()
  local ok, argparse = pcall(require, "argparse")
  if ok then return argparse end
  failure.other "the command needs argparse: apt install lua-argparse, or luarocks install argparse"
end

-- Without the core: cli.output needs it.
local function print_version()
  local ok, problem = io.stdout:write("ashby ", require "ashby.version", "\n")
  if ok then ok, problem = io.stdout:flush() end
  if not ok then failure.other("cannot write the output: %s", problem) end
  return 0
end

-- What the module itself needs; why it does not load is one line.
local function load_module()
  for _, name in ipairs { "cjson", "ashby.core" } do
    local ok, problem = pcall(require, name)
    if not ok then
      problem = require "ashby.load.native"(name, tostring(problem))
      failure.other("%s", (problem:gsub("^ashby: ", "")))
    end
  end
end

local function run(words)
  if words[1] == "--version" then return print_version() end
  load_argparse()
  load_module()
  local options = require "ashby.cli.parser".parse(words)
  local command = require("ashby.cli.commands." .. options.command)
  return command(options) or 0
end

-- Adds a traceback to a bug of our own; everything else is one line.
local function with_trace(problem)
  if type(problem) ~= "string" or problem:find "interrupted!" or problem:find "ashby: " then
    return problem
  end
  return debug.traceback(problem, 2)
end

--- Runs the command.
---@param words string[]  as the shell gives them
---@return integer  the exit code
function cli.main(words)
  local ok, result = xpcall(function() return run(words) end, with_trace)
  local output = package.loaded["ashby.cli.output"]
  if output then output.clean_up() end
  if ok then return result end
  local code, line = failure.of(result)
  if line then say(line) end
  return code
end

return cli
