#!/bin/sh
# Checks that includes go one way only, so that a part can be understood, tested and
# replaced without what stands above it. Prints one line for each include that does not.
#
#   base <- {db, format, engine, embed} <- http <- ui <- module.h <- modules <- registry, main
#
# An engine includes base and engines only. The public header of plugs, include/planverk-embed.h,
# is for src/embed. A module includes the modules before it in
# src/registry.c, by NAME.h alone. microhttpd.h is known in src/http only. Tests may include
# anything.
set -eu
cd "$(dirname "$0")/.."

# The modules in the registry's order, one a line.
modules=$(sed -n 's/^[[:space:]]*&\([a-z0-9_]*\)_module,$/\1/p' src/registry.c)

grep -rnE '^[[:space:]]*#[[:space:]]*include[[:space:]]*[<"]' src --include='*.c' --include='*.h' |
grep -vE '^[^:]*(_test\.c|_fixture\.h):' |
awk -F: -v modules="$(echo "$modules" | tr '\n' ' ')" '
	BEGIN {
		level["base"] = 1
		level["db"] = level["format"] = level["engine"] = level["embed"] = 2
		level["http"] = 3
		level["ui"] = 4
		level["module.h"] = 5
		level["module"] = 6
		level["top"] = 7
		n = split(modules, name, " ")
		for (i = 1; i <= n; i++)
			order[name[i]] = i
	}
	function wrong(why) {
		printf "%s:%s: %s\n", $1, $2, why
		bad = 1
	}
	# The layer of a path below src.
	function layer(path,    part) {
		split(path, part, "/")
		if (part[1] in level && path ~ "/")
			return part[1]
		# The table of modules and what commands are made of belong together.
		return path == "module.h" || path == "command.h" ? "module.h" : "top"
	}
	function module_of(path,    part) {
		split(path, part, "/")
		return part[2]
	}
	function check_module(from, to,    target) {
		target = module_of(to)
		if (module_of(from) == target)
			return
		if (!(target in order) || !(module_of(from) in order))
			wrong("the module " target " or " module_of(from) " is not in src/registry.c")
		else if (order[target] > order[module_of(from)])
			wrong("the module " target " comes later in src/registry.c")
		else if (to != "module/" target "/" target ".h")
			wrong("of another module only " target ".h may be included, not " to)
	}
	{
		from = substr($1, 5)
		to = $0
		sub(/^[^:]*:[^:]*:[^<"]*[<"]/, "", to)
		sub(/[>"].*/, "", to)
		if (to == "microhttpd.h" && from !~ /^http\//)
			wrong("microhttpd.h is for src/http only")
		if (to == "planverk-embed.h" && from !~ /^embed\//)
			wrong("planverk-embed.h is for src/embed only")
		if ($0 !~ /include[[:space:]]*"/ || to == "planverk-embed.h")
			next
		source = layer(from)
		target = layer(to)
		if (source == "top")
			next
		if (level[target] > level[source])
			wrong("src/" source " does not include " to)
		else if (source != target && level[source] == 2 && level[target] == 2 || source == "engine" && target !~ /^(base|engine)$/)
			wrong(source " and " target " do not know each other (" to ")")
		else if (source == "module" && target == "module")
			check_module(from, to)
	}
	END { exit bad }'
