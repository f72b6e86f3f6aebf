-- SPDX-License-Identifier: MIT
std = "min"
max_line_length = 100
unused_args = false
exclude_files = { "build/**" }

-- nginx's own name exists in one wait and in what nginx runs
files["lua/ashby/wait/resty.lua"].read_globals = { "ngx" }
files["sandbox"].globals = { "ngx" }
files["examples/openresty"].globals = { "ngx" }
files["examples/love"].globals = { "love" }
files["spec"].std = "min+busted"
files["tools/busted.lua"].globals = { "os" }
files["*.rockspec"].std = "min+rockspec"
files["packaging"].std = "min+rockspec"
files[".luacheckrc"].std = "luacheckrc+min"
