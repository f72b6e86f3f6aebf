-- SPDX-License-Identifier: MIT
-- The lists. walk() collects one page by index; pages, incremental passes and their tokens
-- are the same for all paging lists. request.tweak lets a fault change a page.

local json = require "json"
local store = require "store"
local filters = require "filters"
local paging = require "paging"
local answer = require "answer"
local options = require "options"
local views = require "views"

local lists = {}

local function changed_indices(entity, since)
  local list = {}
  for i, serial in pairs(store.state.changed[entity]) do
    if serial > since then list[#list + 1] = i end
  end
  table.sort(list)
  return list
end

-- Up to `limit` visible indices above `place.position`, and whether there are more.
local function walk(entity, place, values, request, limit)
  local found, shows = {}, filters.shows
  if place.since < 0 then
    for i = place.position + 1, store.count(entity) do
      if shows(entity, i, values, request) then
        if #found == limit then return found, true end
        found[#found + 1] = i
      end
    end
    return found, false
  end
  for _, i in ipairs(changed_indices(entity, place.since)) do
    if i > place.position and shows(entity, i, values, request) then
      if #found == limit then return found, true end
      found[#found + 1] = i
    end
  end
  return found, false
end

-- Where this request starts, or nil and an error code.
local function place_of(row, values, binding, plain)
  local since, code
  if values.syncToken then
    since, code = paging.read_token(values.syncToken, binding)
    if code then return nil, code end
  end
  if values.cursor then
    local place
    place, code = paging.read_cursor(row, values.cursor, binding, plain)
    if place and since and place.since ~= since then return nil, "invalid_next_cursor" end
    return place, code
  end
  return { position = 0, page = 0, since = since or -1, start = store.state.serial }
end

local ADVICE = {
  next_cursor_expired = "The cursor has expired.", invalid_next_cursor = "The cursor is not valid.",
  sync_token_expired = "The sync token has expired.",
  sync_token_invalid = "The sync token is not valid.",
  incremental_sync_too_large = "Too much has changed for an incremental sync.",
}

function lists.refuse(request, code)
  return answer.fail(request, code, (ADVICE[code] or code)
    .. " Drop the cursor and the sync token and run a full sync.")
end

local function limit_of(values)
  local limit = values.limit or math.min(100, options.max_limit)
  if options.page_limit_cap > 0 then limit = math.min(limit, options.page_limit_cap) end
  return limit
end

local TWEAKS = {}

function TWEAKS.short_page(page, tweak)
  if #page.found < 2 then return false end
  local keep = math.min(#page.found - 1, tweak.records or math.floor(#page.found / 2))
  while #page.found > keep do page.found[#page.found] = nil end
  page.more = true
end

function TWEAKS.empty_last_page(page)
  if page.more or #page.found == 0 then return false end
  page.more = true
end

function TWEAKS.empty_page(page) page.found, page.more = {}, true end

function TWEAKS.repeat_cursor(page, _, values)
  if not page.more or not values.cursor then return false end
  page.cursor = values.cursor
end

function TWEAKS.missing_cursor(page)
  page.more, page.no_cursor = true, true
end

function TWEAKS.drop_more(page) page.drop_more = true end

local function bend(page, request, values)
  local tweak = request.tweak
  if tweak and TWEAKS[tweak.kind] then
    request.tweak_missed = TWEAKS[tweak.kind](page, tweak, values) == false
  end
end

local function tail_of(page, row, place, binding, plain)
  local cursor, token
  if page.more and not page.no_cursor then
    cursor = page.cursor or paging.cursor(row, {
      position = page.found[#page.found] or place.position, page = place.page + 1,
      since = place.since, start = place.start }, binding, plain)
  elseif not page.more then
    token = paging.token(place.start, binding)
  end
  local tail = paging.tail(page.more, cursor, token)
  if page.drop_more then tail = tail:gsub(',"moreDataAvailable":%a+', "") end
  return tail, cursor
end

local function paged(request, row, values)
  local binding, plain = paging.binding(row, values, request)
  local place, code = place_of(row, values, binding, plain)
  if not place then return lists.refuse(request, code) end
  local cap = options.sync_page_cap
  if place.since >= 0 and cap > 0 then
    local all = walk(row.entity, { position = 0, since = place.since }, values, request,
      cap * limit_of(values) + 1)
    if #all > cap * limit_of(values) then
      return lists.refuse(request, "incremental_sync_too_large")
    end
  end
  local page = {}
  page.found, page.more = walk(row.entity, place, values, request, limit_of(values))
  bend(page, request, values)
  local tail, cursor = tail_of(page, row, place, binding, plain)
  local result = answer.list(views.texts(row.entity, page.found, values, request), tail)
  result.more, result.cursor = page.more, cursor
  return result
end

local function whole(request, row, values)
  local found = walk(row.entity, { position = 0, since = -1 }, values, request, math.huge)
  local texts = views.texts(row.entity, found, values, request)
  local says_more = row.method == "source.list"
  local result = answer.list(texts, says_more and ',"moreDataAvailable":false' or nil)
  if says_more then result.more = false end
  return result
end

function lists.run(request, row, values)
  if row.entity == "job_postings" and values.jobBoardId and not views.board(values.jobBoardId) then
    return answer.fail(request, "job_board_not_found")
  end
  if row.entity == "applications" and values.jobId and not store.index("jobs", values.jobId) then
    return answer.list({}, paging.tail(false))
  end
  if row.paginated then return paged(request, row, values) end
  return whole(request, row, values)
end

-- Indices that a full default list shows; with `all` also the hidden ones.
function lists.indices(entity, all, key)
  local found = {}
  local request = { key = key }
  local values = all and filters.everything or {}
  if all and entity == "jobs" then
    values = { status = json.array{ "Draft", "Open", "Closed", "Archived" } }
  end
  for i = 1, store.count(entity) do
    if filters.shows(entity, i, values, request) then found[#found + 1] = i end
  end
  return found
end

return lists
