# Everything runs from here; `make` alone shows what there is.

PYTHON ?= python3
PREFIX ?= /usr/local
DESTDIR ?=
LIBDIR ?= $(PREFIX)/lib
VENV := .venv
PY := $(VENV)/bin/python
# The peers of the measurements, away from the tools.
VENV_BENCH := .venv-bench
VENV_CONFORMANCE := .venv-conformance
VENV_DOCS := .venv-docs
PRISM := $(VENV_CONFORMANCE)/prism
BENCH := target/bench

# Pinned: another version may format the same header differently.
CBINDGEN_VERSION := 0.29.4
CBINDGEN := target/tools/cbindgen-$(CBINDGEN_VERSION)
CBINDGEN_HEADER := $(CBINDGEN)/bin/cbindgen --quiet --config capi/cbindgen.toml \
	--output include/sendgrid_accounts.h

# The extension module must not link libpython, in whatever way cargo is called: with one setting
# for all, nothing is built twice.
export PYO3_BUILD_EXTENSION_MODULE := 1
export PYO3_PYTHON := $(abspath $(PY))
export CARGO_TERM_COLOR ?= auto
export PIP_DISABLE_PIP_VERSION_CHECK := 1
export PIP_QUIET := 1
export PYRIGHT_PYTHON_IGNORE_WARNINGS := 1

# Of C and C++, all but the header that is generated.
C_SOURCES = $(shell find include tests/c tests/cpp tests/faults examples bench/c -name '*.hpp' \
	-o -name '*.c' -o -name '*.cpp' -o -path 'tests/*' -name '*.h' -o -path 'bench/*' -name '*.h')

# For all release builds: no file that is shipped contains a path of this machine.
RELEASE := release/build
DIST ?= dist
BUILT := $(or $(CARGO_TARGET_DIR),target)

# Per decoder.
MUTATIONS ?= 10000000
SEED ?= 1

say = @printf '\n\033[1m==> %s\033[0m\n' $(1)

.DEFAULT_GOAL := help
.PHONY: help faults soak bulk-soak mutations secret-search demo conformance pictures test test-rust \
	test-python test-cli test-c test-faults test-console test-packages lint format \
	docs header notices wheel bench bench-growth bench-contenders build build-c install clean

help: ## Shows this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-14s %s\n", $$1, $$2}'

demo: build build-c ## Runs all operations against the sandbox and shows what is sent and answered
	$(call say,"One's own account: examples/quickstart.py")
	@$(PY) examples/quickstart.py
	$(call say,"A reseller's day: examples/resellers_day.py")
	@$(PY) examples/resellers_day.py
	$(call say,"The same library from C: examples/c/quickstart.c")
	@$(CC) examples/c/quickstart.c -o target/quickstart -Wl,-rpath,$(abspath target/c/lib) \
		$$(PKG_CONFIG_PATH=target/c/lib/pkgconfig pkg-config --cflags --libs sendgrid-accounts)
	@$(PY) examples/c/against_sandbox.py target/quickstart
	$(call say,"A key for each new subuser: subuser_key in Python and C and Rust")
	@$(PY) examples/subuser_key.py
	@$(CC) examples/c/subuser_key.c -o target/subuser_key -Wl,-rpath,$(abspath target/c/lib) \
		$$(PKG_CONFIG_PATH=target/c/lib/pkgconfig pkg-config --cflags --libs sendgrid-accounts)
	@rm -f target/subuser.key
	@$(PY) examples/c/against_sandbox.py target/subuser_key shop target/subuser.key
	@cargo run --quiet -p sendgrid-accounts --example subuser_key
	$(call say,"A file of jobs and its resume from the ledger: bulk in Python and C and C++")
	@$(PY) examples/bulk.py
	@$(CC) examples/c/bulk.c -o target/bulk -Wl,-rpath,$(abspath target/c/lib) \
		$$(PKG_CONFIG_PATH=target/c/lib/pkgconfig pkg-config --cflags --libs sendgrid-accounts)
	@$(CXX) -std=c++17 examples/cpp/bulk.cpp -o target/bulk-cpp -Wl,-rpath,$(abspath target/c/lib) \
		$$(PKG_CONFIG_PATH=target/c/lib/pkgconfig pkg-config --cflags --libs sendgrid-accounts)
	@rm -f target/bulk.db* && printf 'user\nuser1\nuser2\nnobody\n' > target/bulk.csv
	@$(PY) examples/c/against_sandbox.py target/bulk target/bulk.csv target/bulk.db
	@$(PY) examples/c/against_sandbox.py target/bulk-cpp target/bulk.csv target/bulk.db

test: test-rust test-python test-cli test-c test-faults test-console test-packages ## Runs every test

test-rust: $(PY)
	$(call say,"Rust tests: the first build takes a few minutes")
	cargo test --workspace --all-features
	cargo run --quiet -p sendgrid-accounts --example quickstart
	cargo run --quiet -p sendgrid-accounts --example own_operation
	cargo run --quiet -p sendgrid-accounts --all-features --example bulk_from_csv
	cargo run --quiet -p sendgrid-accounts --all-features --example bulk
	cargo run --quiet -p sendgrid-accounts --example subusers

test-python: build
	$(call say,"Python tests")
	$(PY) -X dev -W error -m pytest --dist load \
		--tx '2*popen//python=$(abspath $(PY)) -X dev -W error'

# The program of cargo, and the console script of the package.
test-cli: build
	$(call say,"Command line tests")
	cargo build -p sendgrid-accounts-cli
	$(PY) -m pytest -n 2 tests/cli

test-c: build build-c
	$(call say,"C and C++ tests")
	$(PY) -m pytest -n 2 tests/c tests/cpp

# Not as strict about warnings: Playwright leaves event loops and pipes to the garbage collector.
test-console: build
	$(call say,"The console of the sandbox in a browser")
	$(PY) -m pytest -rs tests/console

pictures: build ## Takes the pictures of the console for the documentation
	$(PY) -m pytest -q --pictures docs/images tests/console/test_pictures.py

test-packages: $(VENV)/.tools
	$(call say,"Wheel and source distribution in fresh environments")
	$(PY) tests/install/packages.py

# What of the matrix lies in other folders is run by the targets above.
test-faults: build build-c
	$(call say,"Faults: every operation and every row of the matrix in every language")
	$(PY) -m pytest -n 3 tests/faults --deselect tests/faults/test_in_rust.py

# Two runs at once: the tests that fork want a process of their own. The one that ends last shows the
# table of both.
faults: build build-c ## Runs the whole matrix of faults in every language, and shows its tables
	$(call say,"Faults: every operation and every row of the matrix in every language")
	@rm -rf target/rows && mkdir -p target/rows
	@$(PY) -m pytest --only-rows --rows-beside target/rows tests/faults/test_in_rust.py tests/python tests/install \
		> target/rows/inside.log 2>&1 & inside=$$!; \
	$(PY) -m pytest -n 3 --only-rows --rows-beside target/rows tests/faults tests/c tests/cpp \
		--deselect tests/faults/test_in_rust.py; outside=$$?; \
	wait $$inside; inside=$$?; cat target/rows/inside.log; exit $$((outside + inside))

soak: build build-c ## Runs the long loops ten times as long, and a million calls with faults
	SENDGRID_ACCOUNTS_SOAK=50 $(RELEASE) cargo test --release -p sendgrid-accounts --all-features --test soak
	SENDGRID_ACCOUNTS_SOAK=450 $(RELEASE) cargo test --release -p sendgrid-accounts --all-features --test rate_limit steady
	SENDGRID_ACCOUNTS_SOAK=10 $(PY) -m pytest --timeout 3600 tests/python/test_fork.py \
		tests/python/test_exit.py tests/python/test_asyncio.py tests/python/test_flat.py
	SENDGRID_ACCOUNTS_SOAK=40 $(PY) -m pytest --timeout 3600 tests/faults/test_network.py \
		tests/faults/test_restarts.py tests/faults/test_reused_connections.py

# The plot of docs/bulk.md is that of the run.
bulk-soak: ## Kills bulk runs 200 times, paces 20,000 jobs, and measures what a ledger costs: ten minutes
	SENDGRID_ACCOUNTS_SOAK=20 $(RELEASE) cargo test --release -p sendgrid-accounts --all-features --test bulk_memory -- --nocapture
	BULK_PLOT=$(abspath docs/assets/bulk-pace.svg) $(RELEASE) cargo test --release -p sendgrid-accounts \
		--all-features --test bulk -- --ignored --nocapture --test-threads 1 --skip holder --skip victim

# Of the tools only schemathesis, which would bring a hundred packages to the others.
conformance: build $(PRISM)/.installed ## Compares the sandbox and the requests with the OpenAPI descriptions
	$(call say,"Requests generated from the descriptions; and Prism as the server of the requests")
	@test -x $(VENV_CONFORMANCE)/bin/schemathesis || { $(PYTHON) -m venv $(VENV_CONFORMANCE) && \
		$(VENV_CONFORMANCE)/bin/pip install 'schemathesis>=4.32,<5' 'pytest>=9,<10' pyyaml; }
	$(VENV_CONFORMANCE)/bin/python -m pytest -q -rs -c tests/conformance/pytest.ini tests/conformance

# Without the scripts of packages, one of which reports the installation. Where npm is missing, the
# tests say so.
$(PRISM)/.installed: tests/conformance/package.json tests/conformance/package-lock.json
	@if command -v npm > /dev/null; then mkdir -p $(PRISM) && cp $^ $(PRISM) && \
		npm ci --prefix $(PRISM) --ignore-scripts --no-audit --no-fund --loglevel error && touch $@; fi

secret-search: build build-c ## Runs all suites at their most verbose level, and searches their output for secrets
	$(PY) tests/faults/search_for_secrets.py

# Each decoder by itself: the allocator of the tests counts for a process.
mutations: ## Decodes ten million mutated responses in each decoder: MUTATIONS=10000000 SEED=1
	SENDGRID_ACCOUNTS_MUTATIONS=$(MUTATIONS) SENDGRID_ACCOUNTS_SEED=$(SEED) cargo test --release \
		-p sendgrid-accounts --all-features --test mutations -- --nocapture
	SENDGRID_ACCOUNTS_MUTATIONS=$(MUTATIONS) SENDGRID_ACCOUNTS_SEED=$(SEED) cargo test --release \
		-p sendgrid-accounts --all-features --lib http::tests -- --nocapture

lint: build $(CBINDGEN) ## Checks form, types, documentation and generated files
	$(call say,"rustfmt and clippy")
	cargo fmt --all --check
	cargo clippy --workspace --all-targets --all-features -- -D warnings
	$(call say,"rustdoc")
	RUSTDOCFLAGS="-D warnings" cargo doc --workspace --all-features --no-deps
	$(call say,"ruff")
	$(PY) -m ruff format --check .
	$(PY) -m ruff check .
	$(call say,"The committed header is current")
	$(CBINDGEN_HEADER) --verify capi
	$(call say,"clang-format")
	$(VENV)/bin/clang-format --dry-run --Werror $(C_SOURCES)
	$(call say,"mypy and pyright")
	$(PY) -m mypy
	$(PY) -m mypy tests/c
	$(PY) -m mypy tests/cpp
	$(PY) -m mypy tests/faults
	$(PY) -m mypy tests/console
	$(PY) -m mypy tests/docs
	$(PY) -m mypy --exclude '^$$' examples/docs/*.py
	$(PY) -m mypy tests/cli
	$(PY) -m pyright
	$(call say,"The stub is true to the module")
	$(PY) -m mypy.stubtest sendgrid_accounts --allowlist tests/typing/stubtest_allowlist.txt

format: $(VENV)/.tools ## Brings all code into form
	cargo fmt --all
	$(PY) -m ruff format .
	$(PY) -m ruff check --fix-only .
	$(VENV)/bin/clang-format -i $(C_SOURCES)

header: $(CBINDGEN) ## Generates the C header from the Rust sources
	$(CBINDGEN_HEADER) capi

docs: $(VENV_DOCS)/.tools ## Builds the documentation site into target/site
	NO_MKDOCS_2_WARNING=1 $(VENV_DOCS)/bin/python -m mkdocs build --quiet

$(VENV_DOCS)/.tools: pyproject.toml
	$(PYTHON) -m venv $(VENV_DOCS)
	$(VENV_DOCS)/bin/python -m pip install --quiet --upgrade 'pip>=25.1'
	$(VENV_DOCS)/bin/python -m pip install --quiet --group docs
	@touch $@

notices: $(PY) ## Generates the notices of all crates that are linked
	$(PY) release/notices.py

wheel: $(VENV)/.tools ## Builds the wheel and the source distribution: make wheel DIST=dist
	$(RELEASE) $(PY) -m maturin build --release --out '$(DIST)'
	$(PY) -m maturin sdist --out '$(DIST)'

install: ## Installs the C library and its headers: make install PREFIX=/usr/local DESTDIR=
	$(RELEASE) cargo build --release -p sendgrid-accounts-capi
	capi/install.sh --built '$(BUILT)/release' --prefix '$(PREFIX)' --destdir '$(DESTDIR)' \
		--libdir '$(LIBDIR)'

bench: bench-contenders ## Measures this library beside its peers and the limit (BENCH_QUICK=1: two minutes)
	$(call say,"Measuring: a quarter of an hour or more, and better on a quiet machine")
	$(PY) bench/run.py

bench-growth: bench-contenders ## Measures how cost grows with calls, rows, calls at once and threads
	$(call say,"Measuring growth")
	$(PY) bench/growth.py

# What is measured, in release mode. Each is built by itself: built together, they would share the
# features of their dependencies.
bench-contenders: $(VENV)/.tools $(VENV_BENCH)/.peers
	$(call say,"Release builds for the measurements: the first takes a few minutes")
	$(RELEASE) cargo build --release -p sendgrid-accounts-bench
	$(RELEASE) cargo build --release -p sendgrid-accounts-capi
	capi/install.sh --built '$(BUILT)/release' --prefix $(abspath $(BENCH)/c)
	$(CC) -O2 bench/c/client.c -o $(BENCH)/c-client -Wl,-rpath,$(abspath $(BENCH)/c/lib) \
		$$(PKG_CONFIG_PATH=$(BENCH)/c/lib/pkgconfig pkg-config --cflags --libs sendgrid-accounts)
	@if pkg-config --exists libcurl libcjson; then \
		$(CC) -O2 bench/c/curl.c -o $(BENCH)/c-curl $$(pkg-config --cflags --libs libcurl libcjson); \
	else echo "libcurl is left out (Debian: libcurl4-openssl-dev libcjson-dev)"; fi
	rm -rf $(BENCH)/wheels
	$(RELEASE) $(PY) -m maturin build --release --features hooks --out $(BENCH)/wheels
	$(VENV_BENCH)/bin/python -m pip install --quiet --force-reinstall --no-deps $(BENCH)/wheels/*.whl

$(VENV_BENCH)/.peers: pyproject.toml
	$(call say,"Installing the peers into $(VENV_BENCH)")
	$(PYTHON) -m venv $(VENV_BENCH)
	$(VENV_BENCH)/bin/python -m pip install --quiet --upgrade 'pip>=25.1'
	$(VENV_BENCH)/bin/python -m pip install --quiet --group peers
	@touch $@

build: $(VENV)/.tools
	$(call say,"Building the Python package: the first build takes a few minutes")
	$(PY) -m maturin develop --features hooks

# What the tests and examples of C and C++ are built with.
build-c: $(PY)
	$(call say,"Building the C library: the first build takes a few minutes")
	cargo build -p sendgrid-accounts-capi --features hooks
	capi/install.sh --built target/debug --prefix $(abspath target/c)

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
	$(PY) -m pip install --quiet --group neighbours \
		|| echo "A neighbour cannot be installed here: its tests are skipped"
	$(PY) -m pip install --quiet --group frameworks \
		|| echo "A framework cannot be installed here: its tests are skipped"
	$(PY) -m pip install --quiet --group console \
		|| echo "Playwright cannot be installed here: the tests of the console are skipped"
	@touch $@

$(CBINDGEN):
	$(call say,"Installing cbindgen $(CBINDGEN_VERSION) into $@")
	cargo install --quiet --locked --version $(CBINDGEN_VERSION) --root $@.unfinished cbindgen
	@mv $@.unfinished $@

clean: ## Removes what was built
	rm -rf target $(VENV) $(VENV_BENCH) $(VENV_CONFORMANCE) $(VENV_DOCS) dist
