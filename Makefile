# Needs Python 3.11 or newer with venv. PYTHON=… picks another interpreter, PORT=… another port,
# DIR=… another folder for the static edition.
PYTHON ?= python3
PORT ?= 8501
DIR ?= public
BIN = .venv/bin

.PHONY: run test test-long bench check tables publish clean lock audit

run: .venv/ready tables
	$(BIN)/streamlit run dashboard.py --server.port $(PORT) --server.address localhost

tables: .venv/ready
	$(BIN)/python -m etl build

publish: .venv/ready tables
	$(BIN)/python -m pages.shared.publish $(DIR)

test: .venv/ready-to-test
	$(BIN)/python -m pytest -n 2

test-long: .venv/ready-to-test
	$(BIN)/python -m pytest -n 2 -m long

bench: .venv/ready-to-test
	$(BIN)/pip install --quiet --requirement bench/requirements.txt
	$(BIN)/python -m bench

check: .venv/ready-to-test
	$(BIN)/ruff check .
	$(BIN)/mypy

.venv/ready: requirements.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed: make PYTHON=python3.12 run" >&2; exit 1; }
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --requirement requirements.txt
	@touch $@

.venv/ready-to-test: .venv/ready requirements-test.txt tests/get-programs.sh
	$(BIN)/pip install --quiet --requirement requirements-test.txt
	@sh tests/get-programs.sh $(BIN)
	@touch $@

clean:
	rm -rf .venv data/tables

# For maintainers: pin every version with its hashes, from the *.in files.
lock: .venv/ready
	$(BIN)/pip install --quiet uv
	for name in requirements requirements-scale requirements-test; do \
	  $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	    --no-header --no-annotate $$name.in --output-file $$name.txt; \
	done

# For maintainers: match the pinned versions against ADVISORIES, a checkout of github.com/pypa/advisory-database.
audit: .venv/ready
	@$(BIN)/python deploy/audit.py "$(ADVISORIES)"
