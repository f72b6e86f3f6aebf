--- Specs of resty: in which phases of nginx it waits, and what it says in others.
--
-- SPDX-License-Identifier: MIT

local helper = require "spec.helper"
local nginx = require "spec.wait.nginx"

local HTTP = [[
  lua_shared_dict seen 1m;
  init_by_lua_block { require "ashby" }
  init_worker_by_lua_block { require("spec.wait.inside").in_init_worker() }
]]

-- Phases that cannot wait keep what they raise, and /seen returns it.
local LOCATIONS = [[
  location /seen {
    content_by_lua_block { ngx.print(ngx.shared.seen:get(ngx.var.arg_phase) or "nothing yet") }
  }
  location /rewrite {
    rewrite_by_lua_block { ngx.ctx.said = require("spec.wait.inside").count() }
    content_by_lua_block { ngx.print(ngx.ctx.said) }
  }
  location /access {
    access_by_lua_block { ngx.ctx.said = require("spec.wait.inside").count() }
    content_by_lua_block { ngx.print(ngx.ctx.said) }
  }
  location /content { content_by_lua_block { ngx.print(require("spec.wait.inside").count()) } }
  location /timer { content_by_lua_block { require("spec.wait.inside").in_timer() } }
  location /header_filter {
    content_by_lua_block { ngx.print "x" }
    header_filter_by_lua_block { require("spec.wait.inside").note() }
  }
  location /body_filter {
    content_by_lua_block { ngx.print "x" }
    body_filter_by_lua_block { require("spec.wait.inside").note() }
  }
  location /log {
    content_by_lua_block { ngx.print "x" }
    log_by_lua_block { require("spec.wait.inside").note() }
  }
  location /set {
    set_by_lua_block $said { require("spec.wait.inside").note() return "x" }
    content_by_lua_block { ngx.print(ngx.var.said) }
  }
]]

describe("wait resty", function()
  local server

  setup(function()
    helper.reset()
    server = nginx.start { http = HTTP, locations = LOCATIONS,
      main = "env ASHBY_API_KEY=" .. helper.key .. "; env ASHBY_BASE_URL=" .. helper.url .. ";" }
  end)
  teardown(function() server.stop() end)

  for _, phase in ipairs { "rewrite", "access", "content", "timer" } do
    it("waits in " .. phase, function()
      assert.equal("5", server.get("/" .. phase))
    end)
  end

  it("blocks in init_worker, where no request is served yet", function()
    assert.equal("5", server.get("/seen?phase=init_worker"))
  end)

  for _, phase in ipairs { "set", "header_filter", "body_filter", "log" } do
    it("says in " .. phase .. " where it can wait", function()
      assert.equal("x", server.get("/" .. phase))
      local said = server.get("/seen?phase=" .. phase)
      assert.matches("nginx cannot wait in " .. phase .. "_by_lua: call from rewrite, access, "
        .. "content, init_worker, or from ngx.timer.at", said)
    end)
  end

  it("is refused outside of nginx", function()
    local resty = require "ashby.wait.resty"
    assert.is_false(resty.here())
    assert.error_matches(function() helper.client { wait = "resty" } end,
      "wait 'resty' works only under nginx or OpenResty")
  end)

  it("leaves nothing in nginx's log", function()
    assert.equal("", server.log())
  end)
end)
