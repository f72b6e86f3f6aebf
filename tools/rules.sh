#!/bin/sh
# SPDX-License-Identifier: MIT
#
# tools/rules.sh [NUMBER...]: the rules of the house that a script can hold,
# all of them or those named. Prints `rule N: file:line: what` and exits 1 if
# one is broken. A rule that is in the way is changed here, with the reason.
# What rule 11 wants of tables (a test for each row) the specs hold themselves.
#
# tools/rules-long.txt     files and functions that are better whole
# tools/rules-nospec.txt   sources without a spec of their own

set -u
cd "$(dirname "$0")/.." || exit 1
LC_ALL=C
export LC_ALL
tmp=$(mktemp -d) || exit 1
trap 'rm -rf "$tmp"' EXIT

# ---- the code without its comments, in $tmp under the same paths ------------
strip_c() {
    awk '
    { out = ""; n = length($0)
      for (i = 1; i <= n; i++) {
        c = substr($0, i, 1); two = substr($0, i, 2)
        if (block) { if (two == "*/") { block = 0; i++ } ; continue }
        if (quote) {
          if (c == "\\") i++; else if (c == quote) { quote = ""; out = out c }
          continue
        }
        if (two == "/*") { block = 1; i++; continue }
        if (two == "//") break
        if (c == "\"" || c == "\047") quote = c
        out = out c
      }
      print out }' "$1"
}

strip_lua() {
    awk '
    { line = $0
      if (block) {
        at = index(line, "]]"); if (!at) { print ""; next }
        line = substr(line, at + 2); block = 0
      }
      at = match(line, /--/)
      if (at && substr(line, at + 2, 2) == "[[") {
        block = !index(substr(line, at), "]]"); line = substr(line, 1, at - 1)
      } else if (at && !odd_quotes(substr(line, 1, at - 1)))
        line = substr(line, 1, at - 1)
      print line }
    function odd_quotes(s) { return gsub(/"/, "", s) % 2 }' "$1"
}

prepare() {
    find src lua -type f \( -name '*.[ch]' -o -name '*.lua' \) 2>/dev/null |
        sort >"$tmp/list"
    while read -r file; do
        mkdir -p "$tmp/$(dirname "$file")"
        case $file in
        *.lua) strip_lua "$file" ;;
        *) strip_c "$file" ;;
        esac >"$tmp/$file"
    done <"$tmp/list"
}

# code EXTENDED_REGEX PATH...: file:line:text where stripped code matches
code() {
    regex=$1
    shift
    (cd "$tmp" && for path; do
        [ ! -e "$path" ] || grep -rnHE "$regex" "$path"
    done)
}

# says N WHAT: turns file:line:text lines into reports
says() {
    awk -F: -v n="$1" -v what="$2" '
        { print "rule " n ": " $1 ":" $2 ": " what }'
}

# word A B C -> a regex for any of them as a whole word
word() {
    echo "(^|[^A-Za-z0-9_])($(echo "$*" | tr ' ' '|'))"
}

# ---- the rules --------------------------------------------------------------
rule_1() {
    grep -rnE '# *include *[<"](lua|lauxlib|lualib)' src/engine 2>/dev/null |
        says 1 "the engine includes a header of Lua"
}

rule_2() {
    code "$(word lua_p?callk? lua_yieldk? lua_resume luaL_ref luaL_requiref \
        luaL_callmeta luaL_tolstring lua_pushlightuserdata) *\(" src/binding |
        says 2 "the binding calls Lua, keeps a reference or passes a pointer"
    code "$(word lua_gettable lua_getfield lua_geti lua_compare lua_concat \
        lua_arith luaL_len) *\(" src/binding |
        says 2 "this may run a metamethod"
}

rule_3() {
    (cd "$tmp" && find src -name '*.[ch]' 2>/dev/null | sort | while read -r f; do
        awk -v f="$f" '
        /(^|[^A-Za-z0-9_])(struct|union)([ \t]+[A-Za-z0-9_]+)?[ \t]*\{/ { inside = 1 }
        inside && /^[^(]*lua_State[ \t]*\*[^()]*;/ {
            print "rule 3: " f ":" NR ": a struct keeps a lua_State" }
        /^}/ { inside = 0 }' "$f"
    done)
}

rule_4() {
    code "$(word abort exit printf fprintf sprintf vprintf vfprintf vsprintf \
        strcpy strcat gets setlocale) *\(" src |
        says 4 "not in a library"
    code "$(word strtod strtof strtold atof) *\(" src |
        grep -v '^src/engine/number\.c:' |
        says 4 "depends on the locale: numbers are read in engine/number.c"
    grep -rnE 'include *<(ctype|locale)\.h>' src 2>/dev/null |
        grep -v '^src/engine/number\.c:' | says 4 "depends on the locale"
}

rule_5() {
    (cd "$tmp" && find src -name '*.[ch]' 2>/dev/null | sort | while read -r f; do
        awk -v f="$f" '
        function bad(n) {
            print "rule 5: " f ":" n ": TLS verification is only ever set on" }
        open { if ($0 !~ /^[ \t]*[12]L?[^0-9]/) bad(open); open = 0 }
        /SSL_VERIFY(PEER|HOST|STATUS)/ {
            rest = $0; sub(/.*SSL_VERIFY(PEER|HOST|STATUS)/, "", rest)
            if (rest ~ /^[ \t]*,[ \t]*$/) open = NR
            else if (rest !~ /^[ \t]*,[ \t]*[12]L?[^0-9]/) bad(NR)
        }' "$f"
    done)
    code "(insecure|(no|skip|disable|ignore)_?(verify|verification|tls|ssl|cert)|(tls|ssl|cert|peer|host)_?verify|verify_?(tls|ssl|cert|peer|host))" \
        src lua | grep -v 'CURLOPT_' |
        says 5 "a name that offers to turn TLS verification off"
}

rule_6() {
    [ -e src/binding/core.c ] || return 0
    so=${BUILD:-build/lua5.4}/ashby/core.so
    make -s LUA=lua5.4 build >/dev/null || { echo "rule 6: $so:1: does not build"; return; }
    names=$(nm -D --defined-only "$so" | awk '{ print $NF }' | tr '\n' ' ')
    [ "$names" = "luaopen_ashby_core " ] ||
        echo "rule 6: $so:1: exports $names, not luaopen_ashby_core alone"
    nm -g --defined-only "${so%/*/*}"/obj/*/*.o | awk 'NF == 3 { print $3 }' |
        grep -vE '^(ash_|ashb_|ashs_|ASH_|luaopen_)' |
        sed 's|.*|rule 6: src:1: & has no prefix: it may collide in a host that links the objects|'
    strip -s -o "$tmp/stripped.so" "$so"
    size=$(wc -c <"$tmp/stripped.so")
    [ "$size" -le 150000 ] || echo "rule 6: $so:1: $size bytes stripped, over 150000"
}

rule_7() {
    code "$(word ngx luv love)([^A-Za-z0-9_]|\$)" lua |
        grep -v '^lua/ashby/wait/' |
        says 7 "a host's name outside lua/ashby/wait"
    code "$(word x?pcall)([^A-Za-z0-9_]|\$)" lua/ashby/exchange/call.lua lua/ashby/lists/pages.lua \
        lua/ashby/gather.lua lua/ashby/sync/init.lua |
        says 7 "no pcall on a path that may wait"
}

# long_functions FILE: `line name lines` for each function over 60 lines. It
# trusts the formatting: a body ends at the indentation it began at.
long_functions() {
    case $1 in
    *.[ch]) awk '
        /^[A-Za-z].*\(/ { name = $0; sub(/ *\(.*/, "", name); sub(/.*[ *]/, "", name) }
        /^\{/ { start = NR }
        /^\}/ && start { if (NR - start - 1 > 60) print start, name, NR - start - 1; start = 0 }' "$1" ;;
    *.lua) awk '
        function indent(s) { match(s, /^ */); return RLENGTH }
        { gsub(/"[^"]*"/, "\"\""); sub(/--.*/, "") }
        /(^|[^A-Za-z0-9_])function *[A-Za-z0-9_.:]*\(/ && !/[^A-Za-z0-9_]end[^A-Za-z0-9_]*$/ {
            i = indent($0); at[i] = NR; name = $0
            if (!sub(/.*function +/, "", name)) sub(/ *=.*/, "", name)
            sub(/^ *(local |return )?/, "", name); sub(/ *\(.*/, "", name); n[i] = name }
        /^ *end([^A-Za-z0-9_]|$)/ { i = indent($0)
            if (at[i] && NR - at[i] - 1 > 60) print at[i], n[i], NR - at[i] - 1
            at[i] = 0 }' "$1" ;;
    esac
}

# What is long: `key line text`, the key being the file or file:function.
long_things() {
    find src lua sandbox tools bench examples spec -type f \
        \( -name '*.[ch]' -o -name '*.lua' -o -name '*.sh' \) 2>/dev/null |
        sort | while read -r f; do
        n=$(wc -l <"$f")
        [ "$n" -le 400 ] || echo "$f 1 $n lines"
        case $f in spec/*) continue ;; esac
        long_functions "$f" | while read -r line name n; do
            echo "$f:$name $line $name has $n lines"
        done
    done
}

rule_8() {
    allow=tools/rules-long.txt
    long_things >"$tmp/long"
    while read -r key line text; do
        grep -q "^$key [^ ]" $allow ||
            echo "rule 8: ${key%%:*}:$line: $text; cut it, or say why not in $allow"
    done <"$tmp/long"
    stale 8 $allow "$tmp/long"
}

# stale N ALLOWED ACTUAL: a line of the allow-list that allows nothing any more
stale() {
    grep -nv '^#' "$2" | while IFS=: read -r n entry; do
        [ -n "$entry" ] || continue
        key=${entry%% *}
        cut -d' ' -f1 "$3" | grep -qxF "${entry%% *}" ||
            { line=$(grep -nF "$key " "$2" | head -n 1 | cut -d: -f1)
              echo "rule $1: $2:$line: $key needs no exception any more"; }
    done
}

rule_10() {
    want=$(tools/version)
    grep -rnE '(ASH|ASHBY)_VERSION +"|[^A-Z]_VERSION *= *"' src lua 2>/dev/null |
        while IFS= read -r hit; do
            has=$(echo "$hit" | sed 's/.*"[^0-9"]*\([0-9][0-9.]*\)".*/\1/')
            [ "$has" = "$want" ] ||
                echo "rule 10: $(echo "$hit" | cut -d: -f1,2): version $has, the CHANGELOG says $want"
        done
    for rock in ashby-*.rockspec; do
        has=$(sed -n 's/^version *= *"\(.*\)-[0-9]*".*/\1/p' "$rock")
        [ "$has" = scm ] || [ "$has" = "$want" ] ||
            echo "rule 10: $rock:1: version $has, the CHANGELOG says $want"
    done
}

spec_of() {
    case $1 in
    src/*.c) echo "$1" | sed 's|^src/\(.*\)\.c$|spec/\1_spec.lua|' ;;
    lua/ashby/*) echo "$1" | sed 's|^lua/ashby/\(.*\)\.lua$|spec/\1_spec.lua|' ;;
    esac
}

rule_11() {
    allow=tools/rules-nospec.txt
    grep -E '^(src/.*\.c|lua/ashby/.*\.lua)$' "$tmp/list" | while read -r f; do
        [ -e "$(spec_of "$f")" ] || echo "$f"
    done >"$tmp/nospec"
    while read -r f; do
        grep -q "^$f [^ ]" $allow ||
            echo "rule 11: $f:1: has no $(spec_of "$f")"
    done <"$tmp/nospec"
    stale 11 $allow "$tmp/nospec"
}

# Data that must be what it is (fuzzing finds, hostile documents) is exempt.
rule_12() {
    { git ls-files -co --exclude-standard 2>/dev/null ||
        find . -type f ! -path './.git/*' ! -path './build/*' | sed 's|^\./||'; } |
        grep -vE '^spec/.*(corpus|fixtures)/|\.(png|gz|ico)$' |
        while IFS= read -r f; do
            [ -f "$f" ] && [ -s "$f" ] || continue
            grep -nE '[[:space:]]$' "$f" /dev/null | says 12 "trailing blanks"
            case $f in
            Makefile | *.mk | */Makefile) ;;
            *) grep -n "$(printf '\t')" "$f" /dev/null | says 12 "a tab" ;;
            esac
            [ -z "$(tail -c 1 "$f")" ] || echo "rule 12: $f:1: no newline at its end"
        done
}

prepare
for n in ${*:-1 2 3 4 5 6 7 8 10 11 12}; do
    "rule_$n"
done >"$tmp/broken"
cat "$tmp/broken"
[ ! -s "$tmp/broken" ]
