# make run   – set up, then open the page on http://127.0.0.1:7860
# make test  – set up, then lint, types, layers and every test
# make setup – what both share; does nothing when it is up to date
# make model-server GGUF=path – a language model of your own on this machine (PORT=8080)

PYTHON ?= python3
EXTRAS ?= dev
comma := ,
BIN := .venv/bin
STAMP := .venv/.ready-$(subst $(comma),-,$(EXTRAS))

GGUF ?=
PORT ?= 8080

.PHONY: setup run test lint lock clean model-server

setup: $(STAMP)

# The knowledge is among the reasons: its vectors are made again when it has changed.
$(STAMP): pyproject.toml constraints.txt $(wildcard knowledge/instruments/*.yaml knowledge/reports/*.md)
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[$(EXTRAS)]'
	$(BIN)/python -m assistant prepare
	touch $@

run: setup
	$(BIN)/python app.py

# The file is looked for before anything is installed.
model-server:
	$(if $(GGUF),,$(error Chưa nêu tệp mô hình: make model-server GGUF=đường-dẫn-tới-tệp.gguf))
	@test -f "$(GGUF)" || { echo "Không tìm thấy tệp mô hình $(GGUF): hãy kiểm tra đường dẫn sau GGUF=." >&2; exit 2; }
	@$(MAKE) --no-print-directory setup
	@$(BIN)/python -c "import xllamacpp" 2>/dev/null || $(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt xllamacpp
	$(BIN)/python -m assistant model-server "$(GGUF)" --port $(PORT)

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
	$(BIN)/uv pip compile --universal --extra dev --extra live --extra server --extra local --no-header --no-emit-index-url --no-annotate --output-file constraints.txt pyproject.toml

clean:
	rm -rf .venv .mypy_cache .ruff_cache .import_linter_cache
