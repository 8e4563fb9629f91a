# Two commands are enough: `make demo` and `make test`.  Both install what is missing and ask nothing.
# Written for GNU Make 3.81, which is what macOS ships.

VENV   := .venv
PYTHON := $(VENV)/bin/python
PIP    := $(PYTHON) -m pip --disable-pip-version-check --no-input --quiet

.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help demo test lint bench wheel lock sbom audit clean system-run system-test

help:  ## Say what there is to make
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-7s %s\n", $$1, $$2}' Makefile

demo: system-run  ## Build issue 2023-21 from the seeds, and say where it lies
	@scripts/demo

test: system-test  ## Lint, types, floors, tests and coverage
	@scripts/check all

lint: $(VENV)/.dev  ## Lint, types and floors, without the tests
	@scripts/check lint

bench: system-test  ## Run every benchmark, one after the other
	@set -e; for each in benchmarks/bench_*.py; do echo "== $$each"; $(PYTHON) $$each; done

wheel: $(VENV)/.dev  ## Build the wheel, the source archive and their bill of materials into dist/
	@rm -rf dist && $(PYTHON) -m hatchling build && scripts/sbom && ls -l dist

lock: $(VENV)/.dev  ## Choose newer versions of all dependencies, with their hashes
	@scripts/lock

sbom: $(VENV)/.dev  ## Write the bill of materials into dist/
	@scripts/sbom

audit: $(VENV)/.audit  ## Compare the locked packages with the list of known faults, where it can be reached
	@$(PYTHON) scripts/audit

clean:  ## Remove the environment, caches and what was built; the archive stays
	rm -rf $(VENV) build dist public .cache .coverage .hypothesis
	rm -rf .import_linter_cache .mypy_cache .pytest_cache .ruff_cache

# The system is looked at each time, because nothing tells when a library or a font has gone.
system-run: $(VENV)/.run
	@scripts/system run

system-test: $(VENV)/.dev
	@scripts/system test

# Stamps: the environment is filled again only when what it is made from has changed.
$(PYTHON):
	@scripts/system venv $(VENV)

$(VENV)/.run: requirements.lock pyproject.toml | $(PYTHON)
	@echo "Installing the Python packages that gazette needs ..."
	@$(PIP) install --require-hashes --requirement requirements.lock
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.dev: requirements-dev.lock $(VENV)/.run
	@echo "Installing the Python packages for lint and tests ..."
	@$(PIP) install --require-hashes --requirement requirements-dev.lock
	@touch $@

$(VENV)/.audit: requirements-audit.lock $(VENV)/.dev
	@echo "Installing the Python packages that look up the others ..."
	@$(PIP) install --require-hashes --requirement requirements-audit.lock
	@touch $@
