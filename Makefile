# make run   – set up, then open the page on http://127.0.0.1:7860
# make test  – set up, then lint, types, layers and every test
# make setup – what both share; does nothing when it is up to date

PYTHON ?= python3
EXTRAS ?= dev
comma := ,
BIN := .venv/bin
STAMP := .venv/.ready-$(subst $(comma),-,$(EXTRAS))

.PHONY: setup run test lint lock clean

setup: $(STAMP)

# The knowledge is among the reasons: its vectors are made again when it has changed.
$(STAMP): pyproject.toml constraints.txt $(wildcard knowledge/instruments/*.yaml knowledge/reports/*.md)
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[$(EXTRAS)]'
	$(BIN)/python -m assistant prepare
	touch $@

run: setup
	$(BIN)/python app.py

test: setup lint
	$(BIN)/python -m pytest

lint: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

# Re-resolve constraints.txt for every platform after changing dependencies in pyproject.toml.
lock: setup
	$(BIN)/python -m pip install --quiet uv
	$(BIN)/uv pip compile --universal --extra dev --extra live --extra server --no-header --no-emit-index-url --no-annotate --output-file constraints.txt pyproject.toml

clean:
	rm -rf .venv .mypy_cache .ruff_cache .import_linter_cache
