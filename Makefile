# livret: `make help` lists what there is to do.
#
# Everything is built out of tree under $(BUILD), which is laid out like an installation: the program beside share/.

VERSION := 0.1.0
BUILD   ?= build
PREFIX  ?= /usr/local
DESTDIR ?=
CC      ?= cc

# As many jobs as there are processors, unless the command line says otherwise.
ifeq ($(MAKELEVEL)$(filter -j%,$(shell ps -o args= -p $$PPID 2>/dev/null)),0)
MAKEFLAGS += -j$(shell nproc 2>/dev/null || echo 2)
endif
# Goals of this kind share the build folder: one after the other, each with all the jobs.
ifneq (,$(filter demo test lint asan check-% distcheck bench gallery,$(MAKECMDGOALS)))
.NOTPARALLEL:
endif
# V=1 shows whole commands.
ifeq ($(V),)
say = @printf '  %-4s %s\n' $(1) $(2);
endif

PKGS     := libcmark libxml-2.0 lua5.4 harfbuzz harfbuzz-subset fribidi icu-uc icu-i18n libpng libjpeg \
            yaml-0.1 jansson fontconfig zlib
# Compiled against, but loaded by draw/svg_library.c when a picture asks for it.
LATE     := librsvg-2.0
WARNINGS := -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wstrict-prototypes -Wmissing-prototypes
OPTIMISE ?= -O2 -g
SANITIZE ?=
# Headers of the libraries are not ours to warn about: -isystem. Recursive, so that `make demo` can install them first.
PKG_CFLAGS = $(eval PKG_CFLAGS := $$(shell pkg-config --cflags $(PKGS) $(LATE) | sed 's/-I/-isystem /g'))$(PKG_CFLAGS)
PKG_LIBS   = $(eval PKG_LIBS := $$(shell pkg-config --libs $(PKGS)))$(PKG_LIBS)
ALL_CFLAGS = -std=c11 -D_GNU_SOURCE -DLIVRET_VERSION='"$(VERSION)"' -Isrc -pthread $(WARNINGS) $(OPTIMISE) $(SANITIZE) \
             $(PKG_CFLAGS) $(CPPFLAGS) $(CFLAGS)
ALL_LIBS   = $(SANITIZE) $(LDFLAGS) $(PKG_LIBS) -lhpdf -lgettextpo -lhyphen -lm -pthread $(LDLIBS)

SOURCES := $(sort $(wildcard src/*/*.c))
OBJECTS := $(SOURCES:%.c=$(BUILD)/obj/%.o)
MAIN    := $(BUILD)/obj/src/cli/main.o
LIBRARY := $(BUILD)/liblivret.a
PROGRAM := $(BUILD)/livret
UNITS   := $(patsubst tests/unit/%.c,$(BUILD)/tests/%,$(sort $(wildcard tests/unit/test_*.c)))

# What the program reads at run time: <exe dir>/share/livret in the build tree, <exe dir>/../share/livret once installed.
DATA    := $(shell find layouts translations share -type f 2>/dev/null | LC_ALL=C sort)
SHARE   := $(patsubst %,$(BUILD)/share/livret/%,$(patsubst share/%,%,$(DATA)))
LINGUAS := $(patsubst po/%.po,%,$(wildcard po/*.po))
LOCALES := $(LINGUAS:%=$(BUILD)/share/locale/%/LC_MESSAGES/livret.mo)
DATADIR := $(DESTDIR)$(PREFIX)/share

.PHONY: all program tests demo test lint asan fuzz check-web check-pdf check-odt distcheck bench gallery install uninstall clean pot po-update help
.DELETE_ON_ERROR:

all: program

program: $(PROGRAM) $(SHARE) $(LOCALES)

# Lists and flags are remembered in stamps, so that a deleted file leaves what was made of it and a new flag recompiles.
remember = mkdir -p $(@D) && printf '%s\n' '$(subst ','\'',$(1))' > $@.new && { cmp -s $@.new $@ || mv $@.new $@; rm -f $@.new; }
$(BUILD)/stamps/flags: FORCE
	@$(call remember,$(CC) $(ALL_CFLAGS))
$(BUILD)/stamps/sources: FORCE
	@$(call remember,$(SOURCES))
$(BUILD)/stamps/data: FORCE
	@printf '%s\n' '$(DATA)' | cmp -s - $@ || rm -rf $(BUILD)/share/livret
	@$(call remember,$(DATA))
FORCE:

$(BUILD)/obj/%.o: %.c $(BUILD)/stamps/flags
	@mkdir -p $(@D)
	$(call say,CC,$<)$(CC) $(ALL_CFLAGS) -MMD -MP -c -o $@ $<

$(LIBRARY): $(filter-out $(MAIN),$(OBJECTS)) $(BUILD)/stamps/sources
	@rm -f $@
	@ar rcD $@ $(filter %.o,$^)

$(PROGRAM): $(MAIN) $(LIBRARY)
	$(call say,LD,$@)$(CC) -o $@ $(MAIN) $(LIBRARY) $(ALL_LIBS)

tests: program $(UNITS)

$(BUILD)/tests/%: $(BUILD)/obj/tests/unit/%.o $(LIBRARY)
	@mkdir -p $(@D)
	$(call say,LD,$@)$(CC) -o $@ $< $(LIBRARY) $(ALL_LIBS) -lcmocka

.SECONDARY: $(UNITS:$(BUILD)/tests/%=$(BUILD)/obj/tests/unit/%.o)

$(BUILD)/share/livret/%: % $(BUILD)/stamps/data
	@mkdir -p $(@D); cp $< $@

$(BUILD)/share/livret/%: share/% $(BUILD)/stamps/data
	@mkdir -p $(@D); cp $< $@

$(BUILD)/share/locale/%/LC_MESSAGES/livret.mo: po/%.po
	@mkdir -p $(@D)
	$(call say,MO,$@)msgfmt -o $@ $<

-include $(OBJECTS:.o=.d) $(UNITS:$(BUILD)/tests/%=$(BUILD)/obj/tests/unit/%.d)

# ---- what people and machines run ------------------------------------------------------------------------------------

demo:
	@tools/setup build fonts
	@$(MAKE) --no-print-directory program
	@tools/demo $(PROGRAM)

test:
	@tools/setup build fonts test
	@$(MAKE) --no-print-directory tests
	@BUILD=$(BUILD) tests/run

lint:
	@tools/setup build fonts test lint
	@$(MAKE) --no-print-directory program
	@BUILD=$(BUILD) tools/lint

asan:
	@tools/setup build fonts test asan
	@$(MAKE) --no-print-directory BUILD=$(BUILD)-asan OPTIMISE='-O1 -g' \
	  SANITIZE='-fsanitize=address,undefined -fno-sanitize-recover=undefined -fno-omit-frame-pointer' tests
	@BUILD=$(BUILD)-asan tests/run --sanitized unit golden cases example

fuzz:
	@tools/setup build fonts asan
	@$(MAKE) --no-print-directory BUILD=$(BUILD)-asan OPTIMISE='-O1 -g' \
	  SANITIZE='-fsanitize=address,undefined -fno-sanitize-recover=undefined -fno-omit-frame-pointer' program
	@BUILD=$(BUILD)-asan tests/fuzz $(SECONDS)

check-web:
	@tools/setup build fonts test web
	@$(MAKE) --no-print-directory program
	@BUILD=$(BUILD) tools/check-web

check-pdf:
	@tools/setup build fonts test pdf
	@$(MAKE) --no-print-directory program
	@BUILD=$(BUILD) tools/check-pdf

check-odt:
	@tools/setup build fonts test odt
	@$(MAKE) --no-print-directory program
	@BUILD=$(BUILD) tools/check-odt

distcheck:
	@tools/setup build fonts
	@tools/distcheck

bench:
	@tools/setup build fonts bench
	@$(MAKE) --no-print-directory program
	@BUILD=$(BUILD) tools/bench

gallery:
	@tools/setup build fonts test web gallery
	@$(MAKE) --no-print-directory program
	@BUILD=$(BUILD) tools/gallery

install: program
	install -d '$(DESTDIR)$(PREFIX)/bin'
	install -m 755 $(PROGRAM) '$(DESTDIR)$(PREFIX)/bin/livret'
	cd $(BUILD)/share && find livret locale -type f -exec install -D -m 644 '{}' '$(DATADIR)/{}' \;

uninstall:
	rm -f '$(DESTDIR)$(PREFIX)/bin/livret' $(LINGUAS:%='$(DATADIR)/locale/%/LC_MESSAGES/livret.mo')
	rm -rf '$(DATADIR)/livret'

clean:
	rm -rf $(BUILD) $(BUILD)-asan

XGETTEXT = xgettext --language=C --from-code=UTF-8 --keyword --keyword=_ --keyword=N_ --keyword=ngettext:1,2 --add-comments=l10n \
           --sort-by-file --no-wrap --package-name=livret --package-version=$(VERSION) \
           --copyright-holder='the authors of livret'

pot: po/livret.pot
po/livret.pot: $(SOURCES) $(wildcard src/*/*.h src/*/*.def)
	@mkdir -p po
	$(XGETTEXT) -o $@ $(filter-out %.h,$(sort $^))
	@sed -i '/^"POT-Creation-Date:/d' $@

po-update: po/livret.pot
	@for po in po/*.po; do msgmerge --quiet --no-wrap --no-location --no-fuzzy-matching --backup=none --update $$po $<; done

help:
	@echo 'make              build $(BUILD)/livret'
	@echo 'make demo         install what is missing, build the program and the example, say what to open'
	@echo 'make test         unit tests, golden files, cases, CommonMark, determinism, kills   (UPDATE=1 rewrites golden files)'
	@echo 'make lint         borders between folders, homes of system calls, lengths, translations, clang'
	@echo 'make asan         the tests again under the address and undefined-behaviour sanitizers'
	@echo 'make fuzz         mutated pages and data through the sanitizers for SECONDS=60 (never in .ci/run)'
	@echo 'make check-web    the example through the Nu HTML checker and axe-core'
	@echo 'make check-pdf    every PDF through qpdf, poppler, MuPDF, pdf.js and veraPDF (PDF/UA-1, PDF/A-2a)'
	@echo 'make check-odt    the OpenDocument files of the example, which LibreOffice must show whole'
	@echo 'make distcheck    a clean copy: build, install, use, uninstall'
	@echo 'make bench        timings'
	@echo 'make gallery      the pictures of docs/gallery.md, from books just built'
	@echo 'make install      into PREFIX=$(PREFIX), under DESTDIR; make uninstall takes it away'
	@echo 'make pot          po/livret.pot from the source; make po-update merges it into po/*.po'
	@echo 'make clean        remove $(BUILD) and $(BUILD)-asan'
