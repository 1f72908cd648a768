# Everything that is done to Cardinal by hand. Needs python3 (3.11 or newer) with pip and venv, and make; nothing else.
#   make run        the environment, the database and the server on http://127.0.0.1:8000 (PORT=9000 for another port)
#   make test       lint, types, and every test on SQLite and on PostgreSQL
#   make setup      only the environment: then .venv/bin/cardinal …

PYTHON ?= python3
PORT ?= 8000
BIN := .venv/bin
# the pip that python3 has: making another one for .venv takes as long as a fifth of the packages
PIP_INSTALL := $(PYTHON) -m pip --python $(BIN)/python install --quiet --disable-pip-version-check --no-input \
	--require-hashes --no-compile

LOCK_FLAGS := --quiet --upgrade --universal --python-version 3.11 --generate-hashes --no-header --no-annotate

.PHONY: setup run test lint types pytest eval train bench openapi lock clean
.DEFAULT_GOAL := run

setup: .venv/.serving

run: setup
	@exec $(BIN)/cardinal serve --port $(PORT)

test: lint types pytest

lint: .venv/.developing
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports

types: .venv/.developing
	$(BIN)/mypy

# PYTEST=… narrows it down: make pytest PYTEST="tests/contacts -k cadence"
pytest: .venv/.developing
	$(BIN)/pytest -n 2 $(PYTEST)

# the checker against its labelled texts; writes docs/evaluation.md
eval: .venv/.developing
	$(BIN)/python -m tests.corpus.evaluate --write

# the scorer's weights, after a change of the corpus, the lexicon or the tokens
train: .venv/.developing
	$(BIN)/python -m tests.corpus.train

bench: .venv/.developing
	$(BIN)/python -m tests.benchmarks

# the published contract; a test fails when it no longer says what the code does
openapi: .venv/.developing
	$(BIN)/cardinal openapi --output openapi/openapi.json

# pins every package, with the hashes of its files for every platform, and names no registry
lock:
	$(PYTHON) -m venv var/lock
	var/lock/bin/pip install --quiet --disable-pip-version-check uv
	var/lock/bin/uv pip compile $(LOCK_FLAGS) pyproject.toml --output-file requirements.txt
	var/lock/bin/uv pip compile $(LOCK_FLAGS) pyproject.toml --group dev --constraints requirements.txt \
		--output-file requirements-dev.txt
	rm -rf var/lock

# leaves the database in var/ alone
clean:
	rm -rf .venv build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find app migrations tests -name __pycache__ -type d -prune -exec rm -rf {} +

# The stamps: what they depend on has been installed. Bytecode is written for what serving imports, not for everything:
# the first run takes less time, and the later ones are quick also where the environment says not to write any.
.venv/.serving: requirements.txt .venv/bin/cardinal
	@echo "Installing what Cardinal needs into .venv (once) …"
	@$(PIP_INSTALL) -r requirements.txt
	@PYTHONDONTWRITEBYTECODE= $(BIN)/python -c 'import app.commands.serve, alembic.config'
	@touch $@

.venv/.developing: requirements-dev.txt .venv/.serving
	@echo "Installing what its tests need into .venv (once) …"
	@$(PIP_INSTALL) -r requirements-dev.txt
	@touch $@

# The project is put on the path as it stands, without a build: that would fetch a build backend that no hash pins.
.venv/bin/cardinal:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "Cardinal needs Python 3.11 or newer, and $(PYTHON) is $$($(PYTHON) --version 2>&1 || echo missing)." \
		"If there is a newer one, name it: make PYTHON=python3.13 $(MAKECMDGOALS)" >&2; exit 1; }
	@$(PYTHON) -m venv --without-pip .venv
	@$(BIN)/python -c 'import pathlib, sysconfig; \
		pathlib.Path(sysconfig.get_path("purelib"), "cardinal.pth").write_text("$(CURDIR)\n", "utf-8")'
	@printf '#!/bin/sh\nexec "%s" -m app "$$@"\n' "$(CURDIR)/$(BIN)/python" > $@
	@chmod +x $@
