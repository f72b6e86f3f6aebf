# SPDX-License-Identifier: MIT
#
# `make help` lists the targets. LUA names the interpreter to build for:
# lua5.1, lua5.2, lua5.3, lua5.4 (the default) or luajit; lua is whichever one
# has that name here. Each has its own folder under build/, so that they never
# mix.

MAKEFLAGS += --no-print-directory

LUA ?= lua5.4
asked := $(LUA)
ifeq ($(notdir $(LUA)),lua)
override LUA := $(shell $(LUA) -e \
	'print(rawget(_G, "jit") and "luajit" or "lua" .. _VERSION:match "[%d.]+")')
endif
override LUA := $(notdir $(LUA))
BUILD ?= build/$(LUA)
CFLAGS ?= -O2 -g
PREFIX ?= /usr/local
LUADIR ?= $(PREFIX)/share/lua/$(LUA_VERSION)
LIBDIR ?= $(PREFIX)/lib/lua/$(LUA_VERSION)
BINDIR ?= $(PREFIX)/bin
MANDIR ?= $(PREFIX)/share/man
DATADIR ?= $(PREFIX)/share/ashby
DOCDIR ?= $(PREFIX)/share/doc/ashby
PARTS ?= module sqlite command docs

export LUA BUILD BUSTED_FLAGS

INTERPRETERS = lua5.1 lua5.2 lua5.3 lua5.4 luajit
ifeq ($(filter $(LUA),$(INTERPRETERS)),)
$(error LUA=$(asked) is not one of lua $(INTERPRETERS), or does not run)
endif
LUA_VERSION = $(if $(filter luajit,$(LUA)),5.1,$(LUA:lua%=%))

SOURCES := $(wildcard src/engine/*.c src/binding/*.c)
OBJECTS = $(SOURCES:src/%.c=$(BUILD)/obj/%.o)
MODULE = $(BUILD)/ashby/core.so

# The store's own module, on SQLite: built where its header is.
STORE_OBJECTS = $(patsubst src/%.c,$(BUILD)/obj/%.o,$(wildcard src/store/*.c)) \
	$(addprefix $(BUILD)/obj/,binding/object.o binding/version.o engine/buf.o \
	engine/clock.o engine/json.o engine/number.o engine/status.o engine/text.o \
	engine/walk.o)
STORE = $(if $(HAS_SQLITE),$(BUILD)/ashby/sqlite.so)
SQLITE_CFLAGS ?=
SQLITE_LIBS ?= -lsqlite3
HAS_SQLITE = $(eval HAS_SQLITE := $(shell echo '#include <sqlite3.h>' | \
	$(CC) $(CPPFLAGS) $(SQLITE_CFLAGS) -E - >/dev/null 2>&1 && echo yes))$(HAS_SQLITE)

# Looked up once, and only where something is compiled.
LUA_INC = $(eval LUA_INC := $(shell tools/luainc $(LUA)))$(LUA_INC)
CURL_CFLAGS ?=
# Pinned once it is loaded; and its segments side by side, without pages of
# padding between them.
MODULE_LDFLAGS = -Wl,-z,nodelete -Wl,-z,noseparate-code $(PACKED)
# The addresses in the constant tables take 33 kB to relocate, and 1 kB where the
# loader reads them packed: that of glibc does since 2.36.
PACKED = $(eval PACKED := $(shell printf '%s\n' '#include <features.h>' \
	'#if !__GLIBC_PREREQ(2, 36)' '#error' '#endif' | $(CC) $(CPPFLAGS) -E - \
	>/dev/null 2>&1 && echo -Wl,-z,pack-relative-relocs))$(PACKED)
# The loader looks for each symbol in this order, and most are libcrypto's.
CURL_LIBS ?= -lcrypto -lssl -lcurl
BASE_CFLAGS = -std=c99 -D_POSIX_C_SOURCE=200809L -fPIC -fvisibility=hidden
INCLUDES = -Isrc -isystem $(LUA_INC) $(CURL_CFLAGS) $(SQLITE_CFLAGS)

all: build ## build the module into build/$(LUA)/, and the command ./ashby (plain `make`)
	@tools/command $(LUA) $(BUILD)

build: core $(STORE)

core: $(MODULE)

sqlite: $(BUILD)/ashby/sqlite.so

$(MODULE): $(OBJECTS)
	@mkdir -p $(@D)
	$(CC) -shared $(CFLAGS) $(LDFLAGS) $(MODULE_LDFLAGS) -o $@ $^ $(CURL_LIBS)

$(BUILD)/ashby/sqlite.so: $(STORE_OBJECTS)
	@mkdir -p $(@D)
	$(CC) -shared $(CFLAGS) $(LDFLAGS) -o $@ $^ $(SQLITE_LIBS)

$(BUILD)/obj/%.o: src/%.c | ready
	@mkdir -p $(@D)
	$(CC) $(BASE_CFLAGS) $(CFLAGS) $(CPPFLAGS) $(INCLUDES) -MMD -MP -c -o $@ $<

# Names what the compiler lacks before it fails on it; not if the command line
# says where the headers are.
ready:
	$(if $(filter command%,$(origin LUA_INC)),,@tools/deps --check build)

env: ## print the lines that make a shell find the built tree: eval "$(make env)"
	@tools/env $(LUA) $(BUILD)

# What each target needs on the machine; tools/deps says what a set holds.
SETS = build store test sandbox matrix
slow_sets = $(SETS) rocks bench readers

deps: ## install what `make demo` and `make test` need and this machine lacks
	@tools/deps $(SETS)

demo: SETS = build store test
demo: deps ## install, build, print the hiring report (sandbox, or ASHBY_API_KEY)
	@[ -n "$(ASHBY_API_KEY)" ] || tools/deps sandbox || true
	@$(MAKE) -s build
	@tools/demo

test: deps ## install, build, run the quick specs (SPEC=spec/x_spec.lua LUA=luajit)
	@$(MAKE) -s build
	@$(if $(SPEC),tools/test $(BUSTED_FLAGS) $(SPEC),tools/test-halves --exclude-tags=slow spec)

test-slow: ## run the slow specs (tagged #slow), and install what they need
	@tools/deps $(slow_sets)
	@$(MAKE) -s build
	@$(if $(SPEC),tools/test $(BUSTED_FLAGS) --tags=slow $(SPEC),tools/test-halves --tags=slow \
		$$(grep -rl --include='*_spec.lua' '#slow' spec))

browser: ## install Chromium, with which test-slow also opens the page of reports
	@tools/deps browser
	npm install --prefix build/browser --no-save --no-audit --no-fund puppeteer-core@24

matrix: deps ## run the specs on all five interpreters
	@tools/matrix $(INTERPRETERS)

check: ## rules, linters, formats, warnings as errors, generated text
	@tools/deps build store test sandbox check
	@tools/check

asan: ## run the specs with AddressSanitizer, UndefinedBehaviorSanitizer, leak check
	@tools/deps $(slow_sets)
	@tools/asan $(or $(SPEC),spec)

valgrind: ## run the specs under valgrind, with the collector at its busiest
	@tools/deps $(slow_sets) valgrind
	@$(MAKE) -s build
	@tools/valgrind $(or $(SPEC),spec)

collector: ## run finalizers wherever Lua may collect (COLLECTOR_SECONDS=10 for each)
	@tools/deps $(slow_sets)
	@spec/collector/run

torture: deps ## fail each allocation in turn
	@$(MAKE) -s build
	@spec/torture/run

fuzz: ## run libFuzzer on the readers (FUZZ_SECONDS=60 for each)
	@tools/deps build test fuzz
	@spec/fuzz/run

soak: deps ## drain a large sandbox with random faults for some minutes
	@$(MAKE) -s build
	@spec/soak/run

bench: ## measure, side by side with what you would write instead
	@tools/deps $(SETS) bench
	@$(MAKE) -s build
	@bench/run

sandbox: ## run the fake Ashby until Ctrl-C and print its URL and key
	@tools/deps test sandbox
	@sandbox/start --foreground --env

example-openresty: deps ## run examples/openresty under nginx against the sandbox
	@$(MAKE) -s LUA=luajit BUILD=build/luajit build
	@tools/with-sandbox -- examples/openresty/run

docs: ## write the generated parts of the docs and the types again
	@tools/docs

INSTALL = DESTDIR="$(DESTDIR)" LUADIR="$(LUADIR)" LIBDIR="$(LIBDIR)" \
	BINDIR="$(BINDIR)" MANDIR="$(MANDIR)" DATADIR="$(DATADIR)" \
	DOCDIR="$(DOCDIR)" tools/install

# What the parts to be installed are built from.
NEEDED = $(if $(filter module,$(PARTS)),core) $(if $(filter sqlite,$(PARTS)),$(STORE))

install: $(NEEDED) ## install for one Lua version (PREFIX=/usr/local DESTDIR= LUA=)
	@$(INSTALL) $(PARTS)

uninstall: ## remove what `make install` with the same words put there
	@$(INSTALL) --remove $(PARTS)

dist: ## pack the committed tree into build/release/
	@tools/dist

release: ## pack tarball, rocks, checksums, signatures, and try them (ASHBY_SOURCE=address)
	@tools/deps $(SETS) rocks
	@tools/release

clean: ## remove what was built
	rm -rf build ashby

help: ## this list
	@sed -n 's/^\([a-z-]*\):[^#]*## \(.*\)/  \1\t\2/p' Makefile | expand -t 22

-include $(OBJECTS:.o=.d) $(STORE_OBJECTS:.o=.d)

.PHONY: all build core sqlite ready env deps demo test test-slow matrix check asan valgrind \
	collector torture fuzz soak bench sandbox example-openresty docs install browser \
	uninstall dist release clean help
