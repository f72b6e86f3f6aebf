-- SPDX-License-Identifier: MIT
rockspec_format = "3.0"
package = "ashby"
version = "scm-1"

-- `luarocks make` builds the checkout it stands in and fetches nothing.
source = { url = "git+file://." }

description = {
  summary = "The data of the Ashby recruiting system in any program that speaks Lua",
  detailed = [[
    A client for the Ashby API (and Airbyte's hosted connector for it): a core
    in C on libcurl, iterators over records, one face for scripts, nginx and
    programs that embed Lua.
  ]],
  license = "MIT",
  labels = { "http", "api", "recruiting", "ats" },
}

supported_platforms = { "unix" }

dependencies = {
  "lua >= 5.1, < 5.5",
  "lua-cjson",
}

-- Nothing to look for: LuaRocks does not know the folders in which Debian
-- keeps headers and libraries, the compiler does, and where it finds none our
-- sources name the packages. CURL_DIR and CRYPTO_DIR lead elsewhere.
external_dependencies = {
  CURL = {},
  CRYPTO = {},
}

build = {
  type = "builtin",
  modules = {
    ["ashby.core"] = {
      sources = {
        -- sources: written by tools/rockspec
        "src/binding/catalogue.c",
        "src/binding/core.c",
        "src/binding/document.c",
        "src/binding/file.c",
        "src/binding/machine.c",
        "src/binding/object.c",
        "src/binding/projection.c",
        "src/binding/reader.c",
        "src/binding/session.c",
        "src/binding/transfer.c",
        "src/binding/values.c",
        "src/engine/buf.c",
        "src/engine/catalogue.c",
        "src/engine/clock.c",
        "src/engine/file.c",
        "src/engine/handle.c",
        "src/engine/header.c",
        "src/engine/json.c",
        "src/engine/libcurl.c",
        "src/engine/number.c",
        "src/engine/pin.c",
        "src/engine/pool.c",
        "src/engine/records.c",
        "src/engine/session.c",
        "src/engine/signature.c",
        "src/engine/sigpipe.c",
        "src/engine/sockets.c",
        "src/engine/status.c",
        "src/engine/text.c",
        "src/engine/transfer.c",
        "src/engine/walk.c",
        "src/engine/watch.c",
        -- end of sources
      },
      defines = { "_POSIX_C_SOURCE=200809L" },
      incdirs = { "src", "$(CURL_INCDIR)", "$(CRYPTO_INCDIR)" },
      libdirs = { "$(CURL_LIBDIR)", "$(CRYPTO_LIBDIR)" },
      libraries = { "curl", "crypto" },
    },
    -- modules: written by tools/rockspec
      ["ashby.address"] = "lua/ashby/address.lua",
      ["ashby.catalogue"] = "lua/ashby/catalogue.lua",
      ["ashby.check"] = "lua/ashby/check.lua",
      ["ashby.cli.commands.call"] = "lua/ashby/cli/commands/call.lua",
      ["ashby.cli.commands.check"] = "lua/ashby/cli/commands/check.lua",
      ["ashby.cli.commands.completion"] = "lua/ashby/cli/commands/completion.lua",
      ["ashby.cli.commands.describe"] = "lua/ashby/cli/commands/describe.lua",
      ["ashby.cli.commands.records"] = "lua/ashby/cli/commands/records.lua",
      ["ashby.cli.failure"] = "lua/ashby/cli/failure.lua",
      ["ashby.cli.fields"] = "lua/ashby/cli/fields.lua",
      ["ashby.cli.format.delimited"] = "lua/ashby/cli/format/delimited.lua",
      ["ashby.cli.format.json"] = "lua/ashby/cli/format/json.lua",
      ["ashby.cli.format.table"] = "lua/ashby/cli/format/table.lua",
      ["ashby.cli"] = "lua/ashby/cli/init.lua",
      ["ashby.cli.look"] = "lua/ashby/cli/look.lua",
      ["ashby.cli.output"] = "lua/ashby/cli/output.lua",
      ["ashby.cli.parser"] = "lua/ashby/cli/parser.lua",
      ["ashby.cli.progress"] = "lua/ashby/cli/progress.lua",
      ["ashby.cli.source"] = "lua/ashby/cli/source.lua",
      ["ashby.client"] = "lua/ashby/client.lua",
      ["ashby.context"] = "lua/ashby/context.lua",
      ["ashby.display"] = "lua/ashby/display/init.lua",
      ["ashby.display.ranges"] = "lua/ashby/display/ranges.lua",
      ["ashby.encode"] = "lua/ashby/encode.lua",
      ["ashby.entity"] = "lua/ashby/entity.lua",
      ["ashby.environment"] = "lua/ashby/environment.lua",
      ["ashby.errors"] = "lua/ashby/errors.lua",
      ["ashby.exchange.call"] = "lua/ashby/exchange/call.lua",
      ["ashby.exchange.places"] = "lua/ashby/exchange/places.lua",
      ["ashby.exchange.rate"] = "lua/ashby/exchange/rate.lua",
      ["ashby.exchange.reply"] = "lua/ashby/exchange/reply.lua",
      ["ashby.exchange.request"] = "lua/ashby/exchange/request.lua",
      ["ashby.exchange.retry"] = "lua/ashby/exchange/retry.lua",
      ["ashby.gather"] = "lua/ashby/gather.lua",
      ["ashby"] = "lua/ashby/init.lua",
      ["ashby.line"] = "lua/ashby/line.lua",
      ["ashby.lists.answer"] = "lua/ashby/lists/answer.lua",
      ["ashby.lists.many"] = "lua/ashby/lists/many.lua",
      ["ashby.lists.pages"] = "lua/ashby/lists/pages.lua",
      ["ashby.lists.parallel"] = "lua/ashby/lists/parallel.lua",
      ["ashby.misuse"] = "lua/ashby/misuse.lua",
      ["ashby.native"] = "lua/ashby/native.lua",
      ["ashby.options"] = "lua/ashby/options.lua",
      ["ashby.params"] = "lua/ashby/params.lua",
      ["ashby.raw"] = "lua/ashby/raw.lua",
      ["ashby.report.applied"] = "lua/ashby/report/applied.lua",
      ["ashby.report.archived"] = "lua/ashby/report/archived.lua",
      ["ashby.report.data"] = "lua/ashby/report/data.lua",
      ["ashby.report.departments"] = "lua/ashby/report/departments.lua",
      ["ashby.report"] = "lua/ashby/report/init.lua",
      ["ashby.report.jobs"] = "lua/ashby/report/jobs.lua",
      ["ashby.report.months"] = "lua/ashby/report/months.lua",
      ["ashby.report.period"] = "lua/ashby/report/period.lua",
      ["ashby.report.recent"] = "lua/ashby/report/recent.lua",
      ["ashby.report.repeats"] = "lua/ashby/report/repeats.lua",
      ["ashby.report.sources"] = "lua/ashby/report/sources.lua",
      ["ashby.report.tally"] = "lua/ashby/report/tally.lua",
      ["ashby.search"] = "lua/ashby/search/init.lua",
      ["ashby.service.connector"] = "lua/ashby/service/connector.lua",
      ["ashby.service.direct"] = "lua/ashby/service/direct.lua",
      ["ashby.service.failure"] = "lua/ashby/service/failure.lua",
      ["ashby.service.hosted"] = "lua/ashby/service/hosted.lua",
      ["ashby.store.apply"] = "lua/ashby/store/apply.lua",
      ["ashby.store.clock"] = "lua/ashby/store/clock.lua",
      ["ashby.store.columns"] = "lua/ashby/store/columns.lua",
      ["ashby.store.connection"] = "lua/ashby/store/connection.lua",
      ["ashby.store.engine"] = "lua/ashby/store/engine/init.lua",
      ["ashby.store.engine.sqlite"] = "lua/ashby/store/engine/sqlite.lua",
      ["ashby.store.entities"] = "lua/ashby/store/entities.lua",
      ["ashby.store.erase"] = "lua/ashby/store/erase.lua",
      ["ashby.store.face"] = "lua/ashby/store/face.lua",
      ["ashby.store.fields"] = "lua/ashby/store/fields.lua",
      ["ashby.store.file"] = "lua/ashby/store/file.lua",
      ["ashby.store.filter"] = "lua/ashby/store/filter.lua",
      ["ashby.store.history"] = "lua/ashby/store/history.lua",
      ["ashby.store"] = "lua/ashby/store/init.lua",
      ["ashby.store.keeper"] = "lua/ashby/store/keeper.lua",
      ["ashby.store.pass"] = "lua/ashby/store/pass.lua",
      ["ashby.store.pull"] = "lua/ashby/store/pull.lua",
      ["ashby.store.purge"] = "lua/ashby/store/purge.lua",
      ["ashby.store.read"] = "lua/ashby/store/read.lua",
      ["ashby.store.schema"] = "lua/ashby/store/schema.lua",
      ["ashby.store.sql"] = "lua/ashby/store/sql.lua",
      ["ashby.sync"] = "lua/ashby/sync/init.lua",
      ["ashby.sync.memory"] = "lua/ashby/sync/memory.lua",
      ["ashby.sync.pass"] = "lua/ashby/sync/pass.lua",
      ["ashby.time"] = "lua/ashby/time.lua",
      ["ashby.version"] = "lua/ashby/version.lua",
      ["ashby.wait.blocking"] = "lua/ashby/wait/blocking.lua",
      ["ashby.wait.caller"] = "lua/ashby/wait/caller.lua",
      ["ashby.wait.frame"] = "lua/ashby/wait/frame.lua",
      ["ashby.wait"] = "lua/ashby/wait/init.lua",
      ["ashby.wait.luv"] = "lua/ashby/wait/luv.lua",
      ["ashby.wait.resty"] = "lua/ashby/wait/resty.lua",
      ["ashby.wait.task"] = "lua/ashby/wait/task.lua",
      ["ashby.webhook"] = "lua/ashby/webhook.lua",
    -- end of modules
  },
}
