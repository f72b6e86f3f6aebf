--- Specs of examples/openresty/webhook.lua: nginx receives what the sandbox signs
-- and sends, answers at once, processes each event once, and pulls.
--
-- SPDX-License-Identifier: MIT

local cjson = require "cjson"
local helper = require "spec.helper"
local shell = require "tools.shell"
local nginx = require "spec.wait.nginx"

local SECRET = "s3cret of the webhook"

-- What the spec adds: a place where records arrive, and locations that break the
-- delivery before it reaches the receiver.
local INIT = [[
init_by_lua_block {
  package.path = "@EXAMPLES@/?.lua;" .. package.path
  local webhook, cjson = require "webhook", require "cjson"
  webhook.again = 0.03
  function webhook.changed(entity, record)
    if ngx.shared.sink:incr("calls", 1, 0) == 5 then error "the database is away" end
    ngx.shared.sink:incr("changed", 1, 0)
    ngx.shared.sink:set(entity .. " " .. record.id, cjson.encode(record))
  end
  function webhook.gone(entity, id)
    ngx.shared.sink:incr("gone " .. entity .. " " .. id, 1, 0)
  end
}
lua_shared_dict sink 16m;
]]

local LOCATIONS = [[
location = /sink {
  content_by_lua_block {
    local sink, all = ngx.shared.sink, {}
    for _, key in ipairs(sink:get_keys(0)) do all[key] = sink:get(key) end
    ngx.print(require("cjson").encode(all))
  }
}
location = /clear { content_by_lua_block { ngx.shared.sink:flush_all() ngx.print "ok" } }
location = /straight { internal; proxy_pass http://127.0.0.1:@RECEIVER@/webhooks/ashby; }
location = /lost {
  client_body_buffer_size 1m;
  content_by_lua_block {
    ngx.req.read_body()
    local answer = ngx.location.capture("/straight",
      { method = ngx.HTTP_POST, body = ngx.req.get_body_data() })
    local n = ngx.shared.sink:incr("lost", 1, 0)
    ngx.exit(n <= 2 and 500 or answer.status) -- it arrived, but Ashby is not told so
  }
}
location = /start { content_by_lua_block { require("webhook").start(0.03) ngx.print "ok" } }
]]

local function soon(ready)
  return shell.await(ready) or error("it did not happen", 2)
end

describe("examples/openresty/webhook.lua #slow", function()
  local server, receiver, dir

  before_each(function() -- a new one each time, so that no pull runs into the next test
    helper.reset()
    dir = shell.folder()
    local port = nginx.free_port()
    local examples = helper.root .. "/examples/openresty"
    local conf = shell.read(examples .. "/webhook.conf")
      :gsub("listen 127%.0%.0%.1:8081", "listen 127.0.0.1:" .. port)
    receiver = ("http://127.0.0.1:%d/webhooks/ashby"):format(port)
    server = nginx.start {
      main = ('env "ASHBY_WEBHOOK_SECRET=%s"; env ASHBY_BASE_URL=%s; env ASHBY_API_KEY=%s;\n')
        :format(SECRET, helper.url, helper.key) .. ("env ASHBY_STATE=%s/state.json;"):format(dir),
      http = INIT:gsub("@EXAMPLES@", examples) .. conf,
      locations = LOCATIONS:gsub("@RECEIVER@", tostring(port)),
    }
  end)

  after_each(function()
    server.stop()
    shell.remove(dir)
  end)

  local function sink() return cjson.decode(server.get "/sink") end

  local function hook(url, options)
    local order = { url = url, secret = SECRET, speed = 5000 }
    for name, value in pairs(options or {}) do order[name] = value end
    helper.control("POST", "webhooks", order)
  end

  local function deliveries(action)
    local list = {}
    for _, delivery in ipairs(helper.control("GET", "webhooks")) do
      if delivery.action == action then list[#list + 1] = delivery end
    end
    return list
  end

  -- Waits until everything that was sent has an answer.
  local function delivered(action, n)
    return soon(function()
      local list = deliveries(action)
      return #list >= n and list
    end)
  end

  local function change(entity, order)
    order.entity = entity
    return helper.control("POST", "change", order)
  end

  it("answers the ping, and pulls what an event is about", function()
    hook(receiver)
    assert.equal(204, delivered("ping", 1)[1].status)
    assert.is_nil(sink().changed)
    local id = change("jobs", { update = 1 }).updated[1]
    assert.equal(204, delivered("jobUpdate", 1)[1].status)
    local job = soon(function() return sink()["jobs " .. id] end)
    assert.matches("change", cjson.decode(job).customRequisitionId)
    soon(function() return sink().changed == 4 + #helper.ids "jobs" end) -- once again after 4
    local before = sink().changed
    id = change("jobs", { create = 1 }).created[1]
    soon(function() return sink()["jobs " .. id] end)
    assert.equal(before + 1, sink().changed)
  end)

  it("processes once what arrives twice, from two webhooks or one", function()
    hook(receiver)
    hook(receiver)
    hook(server.url .. "/lost", { events = { "candidateDelete" } })
    delivered("ping", 5)
    local id = change("candidates", { delete = 1 }).deleted[1]
    local list = delivered("candidateDelete", 3)
    for _, delivery in ipairs(list) do
      assert.equal(204, delivery.status)
      assert.equal(list[1].id, delivery.id)
    end
    assert.equal(1, soon(function() return sink()["gone candidates " .. id] end))
  end)

  it("processes once what is sent again because the answer was lost", function()
    hook(server.url .. "/lost", { events = { "candidateDelete" } })
    delivered("ping", 3)
    server.get "/clear"
    local id = change("candidates", { delete = 1 }).deleted[1]
    local list = delivered("candidateDelete", 3)
    assert.same({ 500, 500, 204 }, helper.pluck(list, "status"))
    assert.same({ 1, 2, 3 }, helper.pluck(list, "attempt"))
    assert.equal(1, sink()["gone candidates " .. id])
  end)

  it("refuses what is signed with another secret, for good", function()
    hook(receiver, { secret = "another" })
    assert.equal(401, delivered("ping", 1)[1].status)
    change("candidates", { delete = 1 })
    assert.equal(401, delivered("candidateDelete", 1)[1].status)
    shell.run "sleep 0.02"
    assert.equal(1, #deliveries "ping")
    assert.is_nil(next(sink()))
    assert.matches("wrong_signature", server.log())
  end)

  it("reads bodies from memory and from the disk, and refuses unsigned ones", function()
    local file = dir .. "/sent"
    local function post(body, header)
      shell.write(file, body)
      return shell.output((
        "digest=$(openssl dgst -sha256 -hmac '%s' '%s' | sed 's/.* //'); "
        .. "curl -s -o /dev/null -w '%%{http_code}' --data-binary '@%s' %s '%s'"):format(SECRET,
        file, file, header or '-H "Ashby-Signature: sha256=$digest"', receiver))
    end
    local function deleted(id, padding)
      return ('{"action":"candidateDelete","data":{"candidate":{"id":"%s"},"x":"%s"}}'):format(id,
        padding)
    end
    assert.equal("204", post(deleted("small", "\\u00fc\195\188")))
    assert.is_nil(server.log():find("buffered to a temporary file", 1, true))
    assert.equal("204", post(deleted("large", ("x"):rep(400000))))
    assert.is_string(server.log():match "buffered to a temporary file")
    assert.equal(1, sink()["gone candidates small"])
    assert.equal(1, sink()["gone candidates large"])
    assert.equal("401", post(deleted("none", ""), ""))
    assert.equal("401", post(deleted("sha1", ""), "-H 'Ashby-Signature: sha1=00'"))
    assert.equal("204", post "no event at all")
    assert.is_nil(sink()["gone candidates none"])
  end)

  it("answers at once, however long the pull takes", function()
    helper.control("POST", "options", { delay_ms = 300 })
    hook(receiver)
    local id = change("jobs", { update = 1 }).updated[1]
    delivered("jobUpdate", 1)
    assert.is_nil(sink()["jobs " .. id])
    soon(function() return sink()["jobs " .. id] end)
  end)

  it("tries again where the pull or storing it failed", function()
    helper.fault { match = "job.list", status = 400, body = "no" }
    hook(receiver)
    local id = change("jobs", { update = 1 }).updated[1]
    soon(function() return sink().changed == 4 + #helper.ids "jobs" end)
    assert.matches("job.list: no", server.log(), 1, true)
    assert.matches("the database is away", server.log(), 1, true)
    assert.is_string(sink()["jobs " .. id])
  end)

  it("pulls at intervals what no webhook reported", function()
    local id = change("users", { update = 1 }).updated[1]
    assert.is_string(id)
    local made = change("job_postings", { create = 1 }).created[1]
    server.get "/start"
    soon(function() return sink()["job_postings " .. made] end)
    assert.is_nil(sink()["users " .. id]) -- not among its lists
  end)
end)
