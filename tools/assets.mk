# What the program carries in itself: styles, images, schemas and translations.
#
# make po                  bring assets/lang/*.po up to date with the sources
# make check-translations  name the texts that have no translation

NODE_STAMP = node_modules/.installed
DESIGN_CSS = node_modules/@digdir/designsystemet-theme/src/themes/designsystemet.css \
             node_modules/@digdir/designsystemet-css/dist/src/index.css
APP_CSS = $(DESIGN_CSS) assets/css/planverk.css
# What is served as it is: everything but the style that APP_CSS is joined from.
SERVED := $(sort $(filter-out assets/css/planverk.css,$(wildcard assets/css/* assets/img/* assets/js/*)))
SCHEMAS := $(sort $(wildcard src/db/schema/*.sql src/module/*/schema/*.sql))
PO_FILES = assets/lang/nb.po assets/lang/nn.po
comma := ,
empty :=
space := $(empty) $(empty)

# src/module/plan/schema/001_tree.sql is "schema/plan/001_tree.sql".
schema_name = schema/$(notdir $(patsubst %/schema/,%,$(dir $(1))))/$(notdir $(1))
EMBEDDED = css/app.css=$(subst $(space),$(comma),$(strip $(APP_CSS))) \
           $(foreach f,$(SERVED),$(f:assets/%=%)=$(f)) \
           $(foreach f,$(SCHEMAS),$(call schema_name,$(f))=$(f))

.PHONY: po check-translations

# One at a time, whatever builds run beside each other in this folder.
$(NODE_STAMP): package.json package-lock.json
	@echo "Installing the npm packages"
	@flock package.json sh -c 'test $@ -nt package-lock.json || \
		{ npm ci --ignore-scripts --no-audit --no-fund --loglevel=error && touch $@; }'

$(DESIGN_CSS): | $(NODE_STAMP) ;

$(BUILD)/tools/%: tools/%.c
	$(SAY)
	@mkdir -p $(@D)
	$(Q)$(CC) $(CSTD) $(WARN) -O2 -o $@ $< -lz

# The list of names changes when a file comes or goes, which no time stamp tells.
$(BUILD)/gen/embedded.txt: FORCE
	@mkdir -p $(@D)
	@echo '$(EMBEDDED)' | cmp -s - $@ || echo '$(EMBEDDED)' >$@

$(BUILD)/gen/assets.c: $(BUILD)/tools/embed $(BUILD)/gen/embedded.txt $(APP_CSS) $(SERVED) $(SCHEMAS)
	$(SAY)
	$(Q)$< $(EMBEDDED) >$@

$(BUILD)/gen/translations.c: $(BUILD)/tools/mo2c tools/translate.sh $(PO_FILES) $(SOURCES)
	@ALLOW_MISSING=$(ALLOW_MISSING) tools/translate.sh build $(BUILD)/gen
	$(SAY)
	$(Q)$< $(BUILD)/gen/nb.mo $(BUILD)/gen/nn.mo >$@

check-translations:
	@tools/translate.sh check $(BUILD)/gen

po:
	@tools/translate.sh update $(BUILD)/gen

.PHONY: FORCE
FORCE:
