--- shell: what specs, benchmarks and generators ask of the machine: commands,
-- files, folders, processes. It knows neither the module nor the sandbox.
--
-- SPDX-License-Identifier: MIT

local shell = {}

--- Runs a shell's line: its exit status, and all that it printed. The line
-- prints the status itself, since Lua 5.1 does not give it.
function shell.run(line)
  local pipe = assert(io.popen("( " .. line .. "\n); printf ' %d' $?"))
  local text, status = pipe:read "*a":match "^(.*) (%d+)$"
  pipe:close()
  return tonumber(status), text
end

--- What a line printed, without newlines at its end.
function shell.output(line)
  local _, text = shell.run(line)
  return (text:gsub("\n+$", ""))
end

--- The lines of it.
function shell.lines(line)
  local lines = {}
  for each in shell.output(line):gmatch "[^\n]+" do lines[#lines + 1] = each end
  return lines
end

--- A file's bytes, or nil where there is no file.
function shell.read(path)
  local file = io.open(path, "rb")
  if not file then return nil end
  local text = file:read "*a"
  file:close()
  return text
end

--- Makes a file of these bytes.
function shell.write(path, text)
  local file = assert(io.open(path, "wb"))
  assert(file:write(text))
  assert(file:close())
end

--- A new, empty folder.
function shell.folder()
  return shell.output "mktemp -d \"${TMPDIR:-/tmp}/ashby-spec.XXXXXX\""
end

--- Removes a file, or a folder with all that is in it.
function shell.remove(path)
  shell.run(("chmod -R u+w '%s' 2>/dev/null; rm -rf -- '%s'"):format(path, path))
end

--- Calls ready() again and again until it gives something, for so many seconds, or
-- five.
function shell.await(ready, seconds)
  for _ = 1, (seconds or 5) * 50 do
    local value = ready()
    if value then return value end
    shell.run "sleep 0.02"
  end
end

--- Whether a process is alive; one that nobody has waited for yet is not.
function shell.is_alive(pid)
  local status = shell.read(("/proc/%d/status"):format(pid))
  return status ~= nil and not status:find "State:%s+Z"
end

--- Ends a process; whether it is gone.
function shell.stop(pid)
  shell.run(("kill -TERM %d"):format(pid))
  return shell.await(function() return not shell.is_alive(pid) end)
end

return shell
