# Two commands: `make run` and `make test`. Each installs what it needs first.
.PHONY: run test lint unit browser postgres hardening bench demo lock strings clean

PYTHON ?= python3
BIN := .venv/bin

run: .venv/installed
	@$(BIN)/flask db upgrade
	@exec $(BIN)/python -m crm.serve

demo: .venv/installed
	@$(BIN)/flask db upgrade
	@$(BIN)/flask demo

test: lint unit browser

lint: .venv/installed-dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/lint-imports

# What breaks off, crowds, waits, or tries every address as everybody; beside `make test`, which people wait for.
# .ci/run does both.
HARD := tests/hardening tests/backup/test_crash.py tests/backup/test_under_load.py tests/move/test_crash.py \
	tests/worker/test_process.py tests/attachments/test_previews.py tests/attachments/test_texts.py tests/bench \
	tests/web/test_every_address.py tests/demo tests/move/test_move.py

unit: .venv/installed-dev
	$(BIN)/pytest -n auto --dist loadfile -m "not browser" $(addprefix --ignore=,$(HARD))

# The same tests on a real PostgreSQL: the one installed here, else the one that came with requirements-dev.txt.
postgres: .venv/installed-dev
	CRM_TEST_DATABASE=postgresql $(BIN)/pytest -n auto --dist loadfile -m "not browser and not sqlite"

browser: .venv/installed-dev
	@$(BIN)/python tests/browser/chromium.py
	$(BIN)/pytest -n auto --dist loadfile -m browser

hardening: .venv/installed-dev
	CRM_KILL_ROUNDS=50 $(BIN)/pytest -s $(HARD)

# The performance table, and docs/benchmarks.md. The first run makes its files. SIZES="10000 100000" takes others;
# DATABASE=postgresql://… measures there.
bench: .venv/installed-dev
	@$(BIN)/python -m tests.bench.run $(if $(DATABASE),--database '$(DATABASE)') $(SIZES)

# Collect the strings to translate, and compile what was translated.
strings: .venv/installed-dev
	$(BIN)/pybabel -q extract -F crm/translations/babel.cfg -k N_ -k N_n:1,2 --no-location --sort-output --omit-header -o crm/translations/messages.pot .
	$(BIN)/pybabel -q update -i crm/translations/messages.pot -d crm/translations --no-fuzzy-matching -N
	$(BIN)/pybabel -q compile -d crm/translations

lock:
	$(BIN)/uv pip compile -q --universal --generate-hashes --python-version 3.11 requirements.in -o requirements.txt
	$(BIN)/uv pip compile -q --universal --generate-hashes --python-version 3.11 requirements-dev.in -o requirements-dev.txt

.venv/bin/pip:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Rechterhand needs Python 3.11 or newer; set PYTHON=…")'
	@$(PYTHON) -m venv .venv || { echo "Python cannot make a virtual environment: apt-get install python3-venv"; rm -rf .venv; exit 1; }

.venv/installed: requirements.txt | .venv/bin/pip
	@echo "Installing (once) …"
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	@touch $@

.venv/installed-dev: requirements-dev.txt | .venv/bin/pip
	@echo "Installing what the tests need (once) …"
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@touch $@ .venv/installed

clean:
	rm -rf .venv .pytest_cache .ruff_cache
