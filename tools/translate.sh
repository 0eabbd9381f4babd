#!/bin/sh
# The way of the texts from the sources to the program.
#
#   tools/translate.sh build DIR    extract, check and compile into DIR/nb.mo and DIR/nn.mo
#   tools/translate.sh check DIR    the same, for its findings only
#   tools/translate.sh update DIR   add new texts to assets/lang/*.po, drop those gone
#
# A text without a translation fails the check, which names it. ALLOW_MISSING=1 reports
# how many there are and goes on; such a text is shown in English.
set -eu

action=$1
dir=$2
languages="nb nn"
mkdir -p "$dir"
pot=$dir/planverk.pot

extract() {
	find src -name '*.c' ! -name '*_test.c' | LC_ALL=C sort |
	xgettext --files-from=- --language=C --from-code=UTF-8 --output="$pot" --force-po \
		--package-name=planverk --add-location=file --no-wrap --keyword \
		--keyword=N_:1 --keyword=tr:2 --keyword=tr_lang:2 \
		--keyword=trn:2,3 --keyword=trn_lang:2,3 \
		--keyword=tr_count:2,3 --keyword=tr_count_lang:3,4 \
		--keyword=tr_format:2 --keyword=tr_format_lang:3 \
		--keyword=html_t:2 --keyword=html_t_lang:3 \
		--flag=tr_count:2:c-format --flag=tr_count:3:c-format \
		--flag=tr_count_lang:3:c-format --flag=tr_count_lang:4:c-format \
		--flag=tr_format:2:c-format --flag=tr_format_lang:3:c-format \
		--flag=html_t:2:c-format --flag=html_t_lang:3:c-format
	# Dates would make every build different.
	sed -i '/^"POT-Creation-Date:/d' "$pot"
}

# The msgids of a .po file on standard input, one a line.
ids() {
	msgattrib --no-wrap "$@" - | sed -n 's/^msgid "\(..*\)"$/    \1/p'
}

check_language() {
	lang=$1
	msgmerge --quiet --no-fuzzy-matching --no-wrap "assets/lang/$lang.po" "$pot" -o "$dir/$lang.po"
	msgattrib --no-wrap --no-obsolete "$dir/$lang.po" -o "$dir/$lang.po"
	missing=$( (ids --untranslated <"$dir/$lang.po"; ids --only-fuzzy <"$dir/$lang.po") | LC_ALL=C sort -u)
	if [ -n "$missing" ]; then
		echo "assets/lang/$lang.po: not translated ($(echo "$missing" | wc -l)):" >&2
		if [ "${ALLOW_MISSING:-}" = 1 ]; then
			return 0
		fi
		echo "$missing" >&2
		echo "    Run \`make po\` and fill them in, or build with ALLOW_MISSING=1 meanwhile." >&2
		return 1
	fi
}

compile() {
	for lang in $languages; do
		msgfmt --check-format --check-domain --endianness="$(endianness)" -o "$dir/$lang.mo" "$dir/$lang.po"
	done
}

# mo2c reads the byte order of the machine it runs on.
endianness() {
	case $(printf '\1\0' | od -An -tu2 | tr -d ' ') in
	1) echo little ;;
	*) echo big ;;
	esac
}

extract
case $action in
build | check)
	bad=0
	for lang in $languages; do
		check_language "$lang" || bad=1
	done
	[ "$bad" = 0 ] || exit 1
	compile
	;;
update)
	for lang in $languages; do
		msgmerge --quiet --no-fuzzy-matching --no-wrap --add-location=file --backup=none \
			--update "assets/lang/$lang.po" "$pot"
		msgattrib --no-wrap --no-obsolete "assets/lang/$lang.po" -o "assets/lang/$lang.po"
		echo "assets/lang/$lang.po: $(ids --untranslated <"assets/lang/$lang.po" | wc -l) texts to translate"
	done
	;;
*)
	echo "usage: tools/translate.sh build|check|update DIR" >&2
	exit 2
	;;
esac
