# Everything a newcomer needs: `make test` in a fresh clone, with Python 3.11 or newer, make and git.
# Without make (Windows): README.md names the same commands in Python; the checks are in tests/check.py.

PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
STAMP  := $(VENV)/.installed
UV     := build/lock/bin/uv
COMPILE = $(UV) pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
          --no-emit-index-url --no-emit-find-links

.DEFAULT_GOAL := help
.PHONY: help setup check test verify fast demo web bench docs picture looks site briefs lesson notebook lock clean

help: ## show this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "make %-8s %s\n", $$1, $$2}' Makefile

setup: $(STAMP) ## make the environment in .venv from requirements.lock (done once, redone when the lock changes)

$(STAMP): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.version_info >= (3, 11) or sys.exit("TUP-sim needs Python 3.11 or newer; this is " + sys.version.split()[0] + ". Try: make PYTHON=python3.11 ...")'
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps -e .
	@touch $@

# What a user needs, and no more: less to fetch than what `make setup` installs for those who change something.
USER := $(VENV)/.installed-to-use

$(USER): requirements-user.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.version_info >= (3, 11) or sys.exit("TUP-sim needs Python 3.11 or newer; this is " + sys.version.split()[0] + ". Try: make PYTHON=python3.11 ...")'
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-user.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps -e .
	@touch $@

check: setup ## the checks for all the time, within a minute: style, types, imports, and the tests that need few runs
	@$(BIN)/python tests/check.py check

test: setup ## the checks for before a change lands, in some minutes: the same and a test of everything there is
	@$(BIN)/python tests/check.py test

verify: setup ## all checks, before a release: also what takes long; writes docs/verified.md
	@$(BIN)/python tests/check.py verify

fast: setup ## compile the model in place: the same numbers more than twice as fast (some minutes, once after every change)
	@$(BIN)/python hatch_build.py
	@$(BIN)/tup-sim --version

demo: $(USER) ## run the demonstration and write its results to demo_output/
	@$(BIN)/tup-sim demo --out demo_output

web: $(USER) ## explore in your browser, on this machine only (Ctrl-C ends it; the rest is in docs/web.md)
	@$(BIN)/tup-sim web

bench: setup $(VENV)/.bench-installed ## measure speed against bounds and peers
	@$(BIN)/python -m benchmarks

$(VENV)/.bench-installed: requirements-bench.lock $(STAMP)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-bench.lock
	@touch $@

docs: setup ## write the documents that follow from the declarations again, and say which results are of an older model
	@$(BIN)/python docs/write_plain_groups.py
	@for name in odd stress parameters glossary rat-rs trace; do $(BIN)/tup-sim mechanism document $$name --out docs/generated/$$name.md; done
	@$(BIN)/python -m validation score
	@$(BIN)/python docs/older_models.py

picture: $(USER) ## run the demonstration for the picture in README.md (some minutes)
	@$(BIN)/tup-sim demo --out build/picture
	@cp build/picture/demo.svg docs/generated/demo.svg

looks: setup ## write docs/generated/looks_real.md again: the organisation at rest, a week, and the year of one person
	@$(BIN)/python -m validation face --out docs/generated/looks_real.md

site: setup $(VENV)/.docs-installed ## make the site in build/site, to be read without a network
	@$(BIN)/python -m docs.site.make_site

$(VENV)/.docs-installed: requirements-docs.lock $(STAMP)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-docs.lock
	@touch $@

BRIEFS = intake_speed
briefs: setup ## run the experiments of the example briefs (BRIEFS) and write them in docs/generated/briefs (some minutes each)
	@for name in $(BRIEFS); do \
	  $(BIN)/tup-sim experiment $$name || exit 1; \
	  for lang in en nl; do \
	    $(BIN)/tup-sim report $$name --lang $$lang --out docs/generated/briefs/$${name}_$$lang.html || exit 1; \
	  done; \
	done

# `make lesson OLDER=` packs the briefs that are there, and a page that says how to make those that are not.
OLDER = $(shell $(BIN)/python -m docs.lesson.make_lesson --older)
lesson: setup ## pack the lesson (worksheet, cards, scripts, briefs) in one zip; makes briefs that are of an older model
	@older="$(OLDER)"; test -z "$$older" || $(MAKE) --no-print-directory briefs BRIEFS="$$older"
	@$(BIN)/python -m docs.lesson.make_lesson

notebook: setup $(VENV)/.notebook-installed ## execute docs/notebooks/first_study.py and keep its output (a minute or two)
	@$(BIN)/python docs/notebooks/make_notebook.py

$(VENV)/.notebook-installed: $(STAMP)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e ".[notebook]"
	@touch $@

# `make lock` keeps the versions that still fit; `make lock UPGRADE=--upgrade` takes the newest.
lock: ## write the requirements*.lock files again from pyproject.toml
	@test -x $(UV) || { $(PYTHON) -m venv build/lock && build/lock/bin/python -m pip install --quiet --disable-pip-version-check uv; }
	$(COMPILE) $(UPGRADE) --extra dev --output-file requirements.lock pyproject.toml
	$(COMPILE) $(UPGRADE) --extra web --constraints requirements.lock --output-file requirements-user.lock pyproject.toml
	$(COMPILE) $(UPGRADE) --extra docs --constraints requirements.lock --output-file requirements-docs.lock pyproject.toml
	$(COMPILE) $(UPGRADE) --extra bench --constraints requirements.lock --output-file requirements-bench.lock pyproject.toml

clean: ## remove the environment, caches, output and what was compiled
	find tup_sim \( -name '*.so' -o -name '*.pyd' -o -name compiled.txt \) -exec rm -f {} +
	rm -f tup_sim_compiled__mypyc.*
	rm -rf $(VENV) build dist demo_output .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
