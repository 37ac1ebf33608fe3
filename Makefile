# Everything a developer or CI calls. `make` alone lists it.
#
# The order of things: styles (npm) and WASM (cargo) → bundler → dist/ → server, which carries dist/ inside it.

SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.NOTPARALLEL:
.DELETE_ON_ERROR:

TARGET_DIR := $(or $(CARGO_TARGET_DIR),target)
WASM := $(TARGET_DIR)/wasm32-unknown-unknown/wasm-release/frontend.wasm
BUNDLER := $(TARGET_DIR)/debug/bundler
SERVER := $(TARGET_DIR)/debug/woonzorgagenda
RELEASE := $(TARGET_DIR)/release/woonzorgagenda

# The browser part has a target of its own. Compiled with the rest, it would turn on features that the server must not have.
# And always the whole rest, so that `make run` and `make test` share what was compiled.
SERVER_SIDE := --workspace --exclude frontend
BROWSER_SIDE := --package frontend --target wasm32-unknown-unknown

STYLE_SOURCES := $(shell find style -name node_modules -prune -o -type f -print)

# Begins a recipe: says what happens and, when it took a while, how long. The second argument says what the first time takes.
step = printf '\n==> %s\n' '$(1)$(2)'; trap '((SECONDS < 2)) || printf "    %d s\n" $$SECONDS' EXIT;
# $(call first_time,FILE,TEXT): the text, as long as the file was never made.
first_time = $(if $(wildcard $(1)),, (first time: $(2)))

.PHONY: help run test build bench bench-audit soak check format lint test-rust test-browser assets wasm server tools licences clean-data

help: ## Lists what can be made
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-13s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: tools assets server ## Starts Woonzorgagenda with demo data on http://127.0.0.1:3000
	@exec $(SERVER) serve --demo

test: tools format assets lint test-rust server test-browser ## Runs every check and test, as CI does

build: tools assets ## Makes the one file to deploy: dist/woonzorgagenda
	@$(call step,Compiling the server for production,$(call first_time,$(RELEASE),about 10 minutes)) \
	cargo build --release --package server
	@install -D -m 755 $(RELEASE) dist/woonzorgagenda
	@printf '\n%s: %s\n' "$(abspath dist/woonzorgagenda)" "$$(du -h --apparent-size dist/woonzorgagenda | cut -f1)"

bench: build ## Measures the server under load, how its pages grow, and spreadsheets in and out
	@$(call step,Measuring) \
	migrations/with-postgres.sh cargo run --release --package server --example bench

soak: export TEST_POSTGRES_REQUIRED := 1
soak: export SOAK_OUTAGE ?= 20
soak: tools assets ## Kills, starves and stops the server for a quarter of an hour (SOAK_ROUNDS=10 for less)
	@command -v haproxy >/dev/null || { \
	  if [[ -e /etc/debian_version && $$EUID == 0 ]]; then \
	    $(call step,Installing HAProxy) \
	    apt-get install -qq --yes --no-install-recommends -o DPkg::Lock::Timeout=600 haproxy; \
	  else \
	    echo "make soak needs HAProxy. On Debian, as root: apt-get install haproxy" >&2; exit 1; \
	  fi; }
	@$(call step,Wearing the server out) \
	migrations/with-postgres.sh cargo test $(SERVER_SIDE) --test operation -- --include-ignored --nocapture \
	  --test-threads 1 crash:: slow:: stopping:: away:: several::; \
	cargo test $(SERVER_SIDE) --test trust -- --ignored --nocapture --test-threads 1

check: format assets lint ## Formatting and clippy only

bench-audit: ## Measures how long proving a million audit entries takes
	@$(call step,Measuring the audit trail) \
	cargo run --release --package server --example bench-audit

format: ## Is everything formatted? (cargo fmt mends it)
	@$(call step,Formatting) \
	cargo fmt --all --check

# The server's code needs dist/ to compile, hence `assets` before this.
lint: ## Clippy, for the server and for the browser
	@$(call step,Clippy for the server) \
	cargo clippy --locked $(SERVER_SIDE) --all-targets -- -D warnings
	@$(call step,Clippy for the browser) \
	cargo_wasm=$$(frontend/setup-wasm-target.sh); \
	if $$cargo_wasm clippy --version >/dev/null 2>&1; then \
	  $$cargo_wasm clippy --locked $(BROWSER_SIDE) -- -D warnings; \
	else \
	  echo "Skipped: the toolchain that compiles for the browser has no clippy."; \
	fi

test-rust: ## Unit and integration tests, on SQLite and on PostgreSQL
	@command -v pdftotext >/dev/null || { \
	  if [[ -e /etc/debian_version && $$EUID == 0 ]]; then \
	    $(call step,Installing Poppler) \
	    export DEBIAN_FRONTEND=noninteractive; \
	    apt-get update -qq || true; \
	    apt-get install -qq --yes --no-install-recommends -o DPkg::Lock::Timeout=600 poppler-utils; \
	  else \
	    echo "The tests read PDFs with pdftotext. On Debian, as root: apt-get install poppler-utils" >&2; exit 1; \
	  fi; }
	@$(call step,Tests of the server on SQLite and PostgreSQL) \
	if ! cargo nextest --version >/dev/null 2>&1 && cargo binstall -V >/dev/null 2>&1; then \
	  cargo binstall --no-confirm --quiet cargo-nextest || true; \
	fi; \
	if cargo nextest --version >/dev/null 2>&1; then \
	  migrations/with-postgres.sh cargo nextest run $(SERVER_SIDE); \
	else \
	  echo "cargo-nextest is not installed; cargo test runs the same tests, slower."; \
	  migrations/with-postgres.sh cargo test $(SERVER_SIDE) --all-targets; \
	fi

# A PostgreSQL that does not start must not pass for one that nobody wanted.
test-rust: export TEST_POSTGRES_REQUIRED := 1

test-browser: export WOONZORGAGENDA_BIN := $(abspath $(SERVER))
test-browser: export PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD := 1
# Debian's Chromium without its windows: the same engine, in two thirds of the time.
test-browser: end2end/node_modules/.package-lock.json ## What users do, in Chromium (after `make server`)
	@[[ -v CHROMIUM ]] || command -v chromium-headless-shell >/dev/null || { \
	  if [[ -e /etc/debian_version && $$EUID == 0 ]]; then \
	    $(call step,Installing Chromium) \
	    export DEBIAN_FRONTEND=noninteractive; \
	    apt-get update -qq || true; \
	    install=(apt-get install -qq --yes --no-install-recommends -o DPkg::Lock::Timeout=600); \
	    "$${install[@]}" chromium-headless-shell || command -v chromium || "$${install[@]}" chromium; \
	  elif ! command -v chromium >/dev/null; then \
	    echo "The browser tests need Chromium. On Debian, as root: apt-get install chromium-headless-shell" >&2; exit 1; \
	  fi; }
	@$(call step,Tests in the browser) \
	export CHROMIUM=$${CHROMIUM:-$$(command -v chromium-headless-shell || command -v chromium)}; \
	cd end2end; npm run --silent types; npx --no-install playwright test

assets: dist/style/manifest.json wasm ## What browsers download, into dist/
	@$(call step,Bundling the browser part,$(call first_time,$(BUNDLER),about 2 minutes)) \
	cargo build $(SERVER_SIDE) --bin bundler; \
	$(BUNDLER) --wasm $(WASM)

wasm: tools
	@cargo_wasm=$$(frontend/setup-wasm-target.sh); \
	$(call step,Compiling the browser part,$(call first_time,$(WASM),about 5 minutes)) \
	$$cargo_wasm build $(BROWSER_SIDE) --profile wasm-release

server:
	@$(call step,Compiling the server,$(call first_time,$(SERVER),about 6 minutes)) \
	cargo build $(SERVER_SIDE) --bin woonzorgagenda

dist/style/manifest.json: style/node_modules/.package-lock.json $(STYLE_SOURCES)
	@$(call step,Building the styles) \
	npm run --silent --prefix style build

%/node_modules/.package-lock.json: %/package.json %/package-lock.json
	@$(call step,Installing the npm packages of $*) \
	cd $*; npm ci --silent --no-audit --no-fund; touch node_modules/.package-lock.json

# Only reached when one of these is missing.
style/package.json style/package-lock.json end2end/package.json end2end/package-lock.json:
	@echo "$@ is missing: this copy of the repository is incomplete." >&2; exit 1

tools:
	@missing=(); \
	command -v cargo >/dev/null || missing+=("Rust, stable (with rustup)"); \
	command -v cc >/dev/null || missing+=("a C compiler (Debian: apt-get install gcc libc6-dev)"); \
	node=$$(node -p 'process.versions.node.split(".")[0]' 2>/dev/null || echo 0); \
	((node >= 20)) || missing+=("Node.js, version 20 or newer"); \
	command -v npm >/dev/null || missing+=("npm (comes with Node.js)"); \
	((!$${#missing[@]})) || { printf 'Please install first:\n' >&2; printf '  - %s\n' "$${missing[@]}" >&2; exit 1; }

licences: ## Licences and known weaknesses of the crates (needs cargo-deny)
	cargo deny check

clean-data: ## Throws the local demo database away
	rm -f data/woonzorgagenda.db data/woonzorgagenda.db-{shm,wal} data/woonzorgagenda.db.lock

