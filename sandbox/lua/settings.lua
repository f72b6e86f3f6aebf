-- SPDX-License-Identifier: MIT
-- What `start` decided for this instance (seed, sizes, folder, ports) and the sizes of the lists
-- that follow from it. Set once, before anything is generated.

local settings = { seed = 1, scale = 1, dir = ".", port = 0, root = ".", tls = {} }

local function mild(base, scale)
  return math.max(12, math.floor(base * math.sqrt(math.max(scale, 0.04)) + 0.5))
end

local function sizes(scale, applications)
  local blocks = math.floor(250 * scale + 0.5)
  if applications then blocks = math.ceil(applications / 12) end
  blocks = math.max(1, blocks)
  return {
    candidates = blocks * 8, applications = blocks * 12,
    jobs = mild(60, scale), departments = mild(40, scale), locations = mild(25, scale),
    users = mild(120, scale), job_postings = mild(80, scale), sources = mild(60, scale),
    archive_reasons = mild(30, scale), candidate_tags = mild(50, scale), custom_fields = 40,
    feedback_form_definitions = mild(20, scale),
  }
end

function settings.init(values)
  for k, v in pairs(values) do settings[k] = v end
  settings.sizes = sizes(settings.scale, settings.applications)
end

settings.init{}

return settings
