# Planverk: build, test, run. The README names two targets: demo and check.
#
# make demo      install what is missing, build, load the example region, serve it
# make check     install what is missing, build, run every test
# make           build build/planverk
# make lint      include direction, file sizes, cppcheck
# make asan      the whole suite with AddressSanitizer and UndefinedBehaviorSanitizer
# make tsan      the concurrent parts with ThreadSanitizer
# make fuzz      each parser's fuzz target for FUZZ_SECONDS (60)
# make bench     speed and memory, each beside a named peer; bench-text: quality on texts
# make install   into PREFIX (/usr/local) below DESTDIR
# make clean     remove what was built

BUILD ?= build
CC = gcc
JOBS = 2
PREFIX = /usr/local
FUZZ_SECONDS = 60
DEMO_PORT = 8080
DEMO_SERVE = yes
VERSION = 0.1.0

LIBRARIES = libmicrohttpd sqlite3 libpq jansson libcmark libsodium libutf8proc \
            xlsxwriter libarchive libzip expat zlib gmime-3.0 libcurl
CSTD = -std=c17 -D_GNU_SOURCE
WARN = -Wall -Wextra -Wformat=2 -Wconversion -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Werror
OPT = -O2 -g
HARDEN = -fstack-protector-strong -D_FORTIFY_SOURCE=2
SAN =
# A library's headers are system headers: their warnings are not ours. On a bare machine
# pkg-config is missing when this file is read; the targets that install it start make anew.
INCLUDES := -Isrc -Iinclude $(patsubst -I%,-isystem %,$(shell pkg-config --cflags-only-I $(LIBRARIES) 2>/dev/null))
CFLAGS = $(CSTD) $(WARN) $(OPT) $(SAN) $(HARDEN) -fno-strict-aliasing -ffp-contract=off \
         -DPLANVERK_VERSION='"$(VERSION)"' -include src/base/banned.h $(INCLUDES) -MMD -MP
LDLIBS := $(shell pkg-config --libs $(LIBRARIES) 2>/dev/null) -lstemmer -lm -lpthread
LDFLAGS = $(SAN) -Wl,-z,relro,-z,now
# The whole archive: nothing refers to a statement in the section that db.h's SQL() fills.
LINK = -Wl,--whole-archive $(BUILD)/libplanverk.a -Wl,--no-whole-archive $(LDLIBS)

SOURCES := $(filter-out %_test.c src/embed/plug/%,$(shell find src -name '*.c' | LC_ALL=C sort))
LIB_OBJECTS := $(patsubst %.c,$(BUILD)/obj/%.o,$(filter-out src/main.c,$(SOURCES)))
# Plugs for embeddings, loaded at run time: shared objects with what they need of src/base in them.
PLUGS := $(BUILD)/planverk-embed-static.so $(BUILD)/planverk-embed-pipe.so
GENERATED := $(BUILD)/gen/assets.c $(BUILD)/gen/translations.c $(BUILD)/gen/language_weights.c
GENERATED_OBJECTS := $(GENERATED:.c=.o)
TEST_SOURCES := $(shell find tests -name 'test_*.c' | LC_ALL=C sort) $(shell find src -name '*_test.c' | LC_ALL=C sort)
TESTS := $(patsubst %.c,$(BUILD)/tests/%,$(TEST_SOURCES))
# What runs in several threads, for ThreadSanitizer.
CONCURRENT_TESTS := $(filter $(addprefix $(BUILD)/tests/,tests/db/% tests/http/% tests/engine/% tests/base/test_parallel src/module/job/%),$(TESTS))
FUZZ_NAMES := $(patsubst fuzz/fuzz_%.c,%,$(sort $(wildcard fuzz/fuzz_*.c)))
REPLAYS := $(FUZZ_NAMES:%=$(BUILD)/fuzz/replay_%)

# One line for each step; V=1 shows the commands.
Q = $(if $(V),,@)
SAY = $(if $(V),@:,@echo " " $(patsubst $(BUILD)/%,%,$@))

# A target that a person names works with JOBS jobs unless -j was given.
AGAIN = +@$(MAKE) --no-print-directory $(if $(filter -j%,$(MAKEFLAGS)),,-j$(JOBS))

.PHONY: all demo check lint asan tsan fuzz bench bench-text install clean help \
        tests built-check built-tsan built-fuzz
.SECONDARY:
.DELETE_ON_ERROR:

all:
	$(AGAIN) $(BUILD)/planverk $(PLUGS)

help:
	@sed -n '3,/^$$/s/^# //p' Makefile

# ---- The program ----

$(BUILD)/planverk: $(BUILD)/obj/src/main.o $(BUILD)/libplanverk.a
	$(SAY)
	$(Q)$(CC) $(LDFLAGS) -o $@ $< $(LINK)

$(BUILD)/libplanverk.a: $(LIB_OBJECTS) $(GENERATED_OBJECTS)
	$(Q)rm -f $@
	$(Q)ar rcs $@ $^

$(BUILD)/obj/%.o: %.c
	$(SAY)
	@mkdir -p $(@D)
	$(Q)$(CC) $(CFLAGS) -c -o $@ $<

$(BUILD)/gen/%.o: $(BUILD)/gen/%.c
	$(SAY)
	$(Q)$(CC) $(CSTD) $(OPT) $(SAN) -Isrc -c -o $@ $<

PLUG_BASE := arena err str out out_json utf8 hash clock
PLUG_OBJECTS = $(PLUG_BASE:%=$(BUILD)/pic/src/base/%.o)
$(BUILD)/planverk-embed-static.so: $(addprefix $(BUILD)/pic/src/embed/,plug/static.o vectors.o vectors_text.o) $(PLUG_OBJECTS)
$(BUILD)/planverk-embed-pipe.so: $(addprefix $(BUILD)/pic/src/embed/,plug/pipe.o plug/child.o) $(PLUG_OBJECTS)
$(PLUGS):
	$(SAY)
	$(Q)$(CC) -shared $(LDFLAGS) -o $@ $^ -Wl,--as-needed -lutf8proc -lsodium -ljansson -lm

$(BUILD)/pic/%.o: %.c
	$(SAY)
	@mkdir -p $(@D)
	$(Q)$(CC) $(CFLAGS) -fPIC -fvisibility=hidden -c -o $@ $<

# What tells languages apart by letters, learnt from words in src/engine/text/data.
TRAINER := $(patsubst %,$(BUILD)/obj/tools/%.o,train_language language_words)
TRAINER_PARTS := $(filter $(BUILD)/obj/src/base/%,$(LIB_OBJECTS)) \
                 $(patsubst %,$(BUILD)/obj/src/engine/text/%.o,letters words fold lexicon lexicon_data)

# From an archive, so that what is not needed of src/base is left out.
$(BUILD)/tools/train_language: $(TRAINER) $(TRAINER_PARTS)
	$(SAY)
	@mkdir -p $(@D)
	$(Q)rm -f $(@D)/parts.a
	$(Q)ar rcs $(@D)/parts.a $(TRAINER_PARTS)
	$(Q)$(CC) $(LDFLAGS) -o $@ $(TRAINER) $(@D)/parts.a $(LDLIBS)

$(BUILD)/gen/language_weights.c: $(BUILD)/tools/train_language $(wildcard src/engine/text/data/*.txt)
	$(SAY)
	@mkdir -p $(@D)
	$(Q)$< src/engine/text/data >$@

# assets.c and translations.c, and the npm packages that they come from.
-include tools/assets.mk

# ---- Tests ----

$(BUILD)/tests/%: %.c $(BUILD)/libplanverk.a
	$(SAY)
	@mkdir -p $(@D)
	$(Q)$(CC) $(CFLAGS) -Itests $(LDFLAGS) -o $@ $< $(LINK) -lcmocka

# What a plug's author would write: the public header and nothing else.
$(BUILD)/tests/tests/embed/test_embed: $(BUILD)/tests/tests/embed/wrong_plug.so
$(BUILD)/tests/%.so: %.c include/planverk-embed.h
	$(SAY)
	@mkdir -p $(@D)
	$(Q)$(CC) -Wall -Wextra -Werror $(SAN) -Iinclude -shared -fPIC -o $@ $<

# A fuzz target with a main() that gives it its corpus: no libFuzzer is needed.
$(BUILD)/fuzz/replay_%: fuzz/fuzz_%.c fuzz/replay.c $(BUILD)/libplanverk.a
	$(SAY)
	@mkdir -p $(@D)
	$(Q)$(CC) $(filter-out -MMD -MP,$(CFLAGS)) $(LDFLAGS) -o $@ $(filter %.c,$^) $(LINK)

$(BUILD)/fuzz/fuzz_%: fuzz/fuzz_%.c $(BUILD)/libplanverk.a
	$(SAY)
	@mkdir -p $(@D)
	$(Q)$(CC) $(filter-out -MMD -MP,$(CFLAGS)) -fsanitize=fuzzer $(LDFLAGS) -o $@ $< $(LINK)

tests: $(BUILD)/planverk $(PLUGS) $(TESTS) $(REPLAYS)

check:
	@tools/install-packages.sh build check
	$(AGAIN) built-check

built-check: tests
	@tests/with-postgres.sh tests/run.sh $(BUILD) $(TESTS) $(REPLAYS)

lint:
	@tools/install-packages.sh build check
	@tools/lint.sh

ASAN = -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer
# 2: the sanitizer's report of a crash comes before cmocka's, which says less.
asan: export ASAN_OPTIONS = handle_segv=2:handle_sigbus=2:handle_sigfpe=2:detect_stack_use_after_return=1
asan: export UBSAN_OPTIONS = print_stacktrace=1
asan:
	@tools/install-packages.sh build check
	$(AGAIN) built-check BUILD=build-asan SAN="$(ASAN)" OPT="-O1 -g" HARDEN= TIMEOUT_FACTOR=5

tsan:
	@tools/install-packages.sh build check
	$(AGAIN) built-tsan BUILD=build-tsan SAN=-fsanitize=thread OPT="-O1 -g" HARDEN=

built-tsan: $(CONCURRENT_TESTS)
	@TIMEOUT_FACTOR=10 tests/with-postgres.sh tests/run.sh --only-programs $(BUILD) $(CONCURRENT_TESTS)

fuzz:
	@tools/install-packages.sh build fuzz
	$(AGAIN) built-fuzz BUILD=build-fuzz CC=clang OPT="-O1 -g" HARDEN= \
		SAN="-fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=all"

built-fuzz: $(FUZZ_NAMES:%=$(BUILD)/fuzz/fuzz_%)
	@tests/fuzz.sh $(BUILD) $(FUZZ_SECONDS) $(FUZZ_NAMES)

# ---- Measuring ----

# Programs of the benchmarks' own.
$(BUILD)/bench/%: bench/%.c $(BUILD)/libplanverk.a
	@mkdir -p $(@D)
	$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $< $(LINK)

bench:
	@tools/install-packages.sh build bench
	$(AGAIN) $(BUILD)/planverk
	@failed=0; for script in bench/*.sh; do echo "== $$script"; $$script $(BUILD) || failed=1; done; exit $$failed

# Debian's Python, which has Debian's scikit-learn.
bench-text:
	@tools/install-packages.sh build bench
	$(AGAIN) $(BUILD)/planverk
	@/usr/bin/python3 bench/text_quality.py $(BUILD)/planverk
	@/usr/bin/python3 bench/duplicates.py --quality 10000 $(BUILD)/planverk
	@/usr/bin/python3 bench/search.py $(BUILD)/planverk
	@/usr/bin/python3 bench/pipeline.py $(BUILD)/planverk

# ---- Using ----

demo:
	@tools/install-packages.sh build
	$(AGAIN) $(BUILD)/planverk
	@tools/demo.sh $(BUILD) $(DEMO_PORT) $(DEMO_SERVE)

$(BUILD)/planverk.1: $(BUILD)/planverk tools/manpage.sh
	tools/manpage.sh $< $(VERSION) >$@

install: $(BUILD)/planverk $(PLUGS) $(BUILD)/planverk.1
	install -D -m 755 $(BUILD)/planverk $(DESTDIR)$(PREFIX)/bin/planverk
	install -D -m 644 include/planverk-embed.h $(DESTDIR)$(PREFIX)/include/planverk-embed.h
	install -d $(DESTDIR)$(PREFIX)/lib/planverk
	install -m 644 $(PLUGS) $(DESTDIR)$(PREFIX)/lib/planverk
	install -D -m 644 $(BUILD)/planverk.1 $(DESTDIR)$(PREFIX)/share/man/man1/planverk.1
	install -d $(DESTDIR)$(PREFIX)/share/planverk/examples $(DESTDIR)$(PREFIX)/lib/systemd/system
	install -m 644 examples/* $(DESTDIR)$(PREFIX)/share/planverk/examples
	for unit in planverk.service planverk-work@.service; do \
		sed 's|@PREFIX@|$(PREFIX)|g' packaging/$$unit >$(DESTDIR)$(PREFIX)/lib/systemd/system/$$unit; \
	done

clean:
	rm -rf build build-*

-include $(shell find $(BUILD) -name '*.d' 2>/dev/null)
