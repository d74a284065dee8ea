# Everything runs from here; `make` alone shows what there is.

PYTHON ?= python3
VENV := .venv
PY := $(VENV)/bin/python

# The extension module must not link libpython, in whatever way cargo is called: with one setting
# for all, nothing is built twice.
export PYO3_BUILD_EXTENSION_MODULE := 1
export PYO3_PYTHON := $(abspath $(PY))
export CARGO_TERM_COLOR ?= auto
export PIP_DISABLE_PIP_VERSION_CHECK := 1
export PIP_QUIET := 1

say = @printf '\n\033[1m==> %s\033[0m\n' $(1)

.DEFAULT_GOAL := help
.PHONY: help demo test test-rust test-python test-install lint format stubs bench build clean

help: ## Shows this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-14s %s\n", $$1, $$2}'

demo: build ## Runs all operations against the sandbox and shows what is sent and answered
	$(call say,"One's own account: examples/quickstart.py")
	@$(PY) examples/quickstart.py
	$(call say,"A reseller's day: examples/resellers_day.py")
	@$(PY) examples/resellers_day.py

test: test-rust test-python test-install ## Runs every test

test-rust: $(PY)
	$(call say,"Rust tests: the first build takes a few minutes")
	cargo test --workspace --all-features
	cargo run --quiet -p sendgrid-accounts --example quickstart

test-python: build
	$(call say,"Python tests")
	$(PY) -m pytest

test-install: $(PY)
	$(call say,"pip install . in a fresh environment: a release build takes a few minutes")
	$(PY) tests/install/fresh_environment.py

lint: $(VENV)/.tools ## Checks form, types, documentation and generated files
	$(call say,"rustfmt and clippy")
	cargo fmt --all --check
	cargo clippy --workspace --all-targets --all-features -- -D warnings
	$(call say,"rustdoc")
	RUSTDOCFLAGS="-D warnings" cargo doc --workspace --all-features --no-deps
	$(call say,"ruff")
	$(PY) -m ruff format --check .
	$(PY) -m ruff check .
	$(call say,"The committed stub is current")
	$(PY) py/stubs.py --check
	$(call say,"mypy")
	$(PY) -m mypy

format: $(VENV)/.tools ## Brings all code into form
	cargo fmt --all
	$(PY) -m ruff format .
	$(PY) -m ruff check --fix-only .

stubs: $(VENV)/.tools ## Generates the Python stub from the native module
	$(PY) py/stubs.py

bench: $(VENV)/.tools ## Measures calls per second, as ratios to a raw socket
	$(call say,"Release build of the Python package: the first takes a few minutes")
	$(PY) -m maturin develop --release --quiet
	$(PY) bench/calls.py

build: $(VENV)/.tools
	$(call say,"Building the Python package: the first build takes a few minutes")
	$(PY) -m maturin develop --features hooks

$(PY):
	$(call say,"Making the Python environment $(VENV)")
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 10))' \
		|| { echo "Python 3.10 or later is needed; name one with make PYTHON=..."; exit 1; }
	@$(PYTHON) -m venv $(VENV) \
		|| { echo "Python's venv module is needed (Debian: apt-get install python3-venv)"; exit 1; }

$(VENV)/.tools: pyproject.toml | $(PY)
	$(call say,"Installing the tools for building and testing")
	$(PY) -m pip install --quiet --upgrade 'pip>=25.1'
	$(PY) -m pip install --quiet --group dev
	@touch $@

clean: ## Removes what was built
	rm -rf target $(VENV) dist
