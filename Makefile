# Needs Python 3.11 or newer with venv. PYTHON=… picks another interpreter, PORT=… another port.
PYTHON ?= python3
PORT ?= 8501
BIN = .venv/bin

.PHONY: run test test-long check tables clean lock audit

run: .venv/ready tables
	$(BIN)/streamlit run dashboard.py --server.port $(PORT) --server.address localhost

tables: .venv/ready
	$(BIN)/python -m etl build

test: .venv/ready-to-test
	$(BIN)/python -m pytest -n 2

test-long: .venv/ready-to-test
	$(BIN)/python -m pytest -n 2 -m long

check: .venv/ready-to-test
	$(BIN)/ruff check .
	$(BIN)/mypy

.venv/ready: requirements.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed: make PYTHON=python3.12 run" >&2; exit 1; }
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --requirement requirements.txt
	@touch $@

.venv/ready-to-test: .venv/ready requirements-test.txt
	$(BIN)/pip install --quiet --requirement requirements-test.txt
	@sh tests/get-chromium.sh $(BIN)
	@touch $@

clean:
	rm -rf .venv data/tables

# For maintainers: pin every version with its hashes, from requirements.in and requirements-test.in.
lock: .venv/ready
	$(BIN)/pip install --quiet uv
	for name in requirements requirements-test; do \
	  $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	    --no-header --no-annotate $$name.in --output-file $$name.txt; \
	done

# For maintainers: match the pinned versions against ADVISORIES, a checkout of github.com/pypa/advisory-database.
audit: .venv/ready
	@$(BIN)/python deploy/audit.py "$(ADVISORIES)"
