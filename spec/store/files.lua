--- files: a folder for the databases of a spec, removed after it.
--
-- SPDX-License-Identifier: MIT

local shell = require "tools.shell"

local files = {}

local dir

--- A path in the folder, with that name of the file, or a new one.
function files.path(name)
  dir = dir or shell.folder()
  files.count = (files.count or 0) + 1
  return ("%s/%s"):format(dir, name or files.count .. ".db")
end

function files.remove()
  if dir then shell.remove(dir) end
  dir = nil
end

return files
