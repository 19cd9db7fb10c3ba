# Everything installs itself into .venv; nothing else is needed than git, make and Python 3.11 with venv.
.DEFAULT_GOAL := help
SHELL := /bin/bash
PYTHON ?= python3
UV_VERSION := 0.13.9
BIN := .venv/bin
UV := $(BIN)/uv
export PATH := $(CURDIR)/.venv/bin:$(PATH)
# uv finds its packages by hard links where it can; a copy is as good, and silent.
export UV_LINK_MODE ?= copy
# The tests start a hundred processes: Python keeps what it compiled, also where that is not the habit.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help sandbox test lint format types unit conformance weather bench lock docs clean

help: ## Show what can be made
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-10s %s\n", $$1, $$2}'

sandbox: .venv/run.ok ## Start a local Slack, a local Azure and the bot between them; prints a URL
	@failback-ps sandbox $(ARGS)

test: .venv/dev.ok .venv/browser.ok lint ## Linters, types, contracts, then every test but those of `conformance` and `weather`
	@$(MAKE) --no-print-directory suite

# Many tests wait for processes and clocks: two workers more than cores leave none idle. A file stays with
# one worker, so that what its tests share is started once; the longest come first (tests/conftest.py).
.PHONY: suite
suite: .venv/dev.ok .venv/browser.ok
	@python -m compileall -q -j 0 azureops bot commands core sandbox tests watch workflow  # once, not by each worker
	@pytest -n $$(( $$(nproc) + 2 )) --dist loadfile --no-loadscope-reorder $(ARGS)

unit: .venv/dev.ok ## Only the fast tests without sockets
	@pytest tests/unit $(ARGS)

conformance: .venv/dev.ok ## Microsoft's own command line, unmodified, in a long session against the local Azure
	@pytest -q -n 0 $(ARGS) tests/conformance/azure_cli/test_session.py

# Waits are longer on such days, nothing else differs: slower, never wrong.
weather: .venv/dev.ok ## Every scenario of the bot on bad days: throttled, reads that lag, Slack's rate limits, all at once
	@for day in throttled lagging limited throttled,lagging,limited; do \
		echo "== $$day"; \
		FAILBACK_PS_TEST_WEATHER=$$day pytest -n auto --dist worksteal $(ARGS) tests/scenario/azureops tests/scenario/bot_slack \
			tests/scenario/commands tests/scenario/watch tests/scenario/test_deploy.py tests/scenario/test_serve.py || exit 1; \
	done

lint: .venv/dev.ok ## Formatter, linter, type checker and import contracts
	@ruff format --check --quiet . && ruff check --quiet .
	@mypy
	@lint-imports --no-logo

format: .venv/dev.ok ## Format and mend what can be mended
	@ruff format . && ruff check --fix .

bench: .venv/dev.ok ## Measure against floors, side by side; prints ratios and writes artifacts/bench.json
	@python -m benchmarks $(ARGS)

docs: .venv/dev.ok ## Write the generated parts of docs/ and the manifest anew
	@python -m bot.cli.reference --write
	@python -m sandbox.azure.inventory --write
	@python -m sandbox.slack.acts_page --write
	@python -m tests.conformance.report --write

lock: .venv/uv.ok ## Resolve the dependencies anew into the lock files
	@$(UV) pip compile --quiet --upgrade --generate-hashes --no-emit-index-url --custom-compile-command "make lock" \
		--extra sandbox pyproject.toml -o requirements.lock
	@$(UV) pip compile --quiet --upgrade --generate-hashes --no-emit-index-url --custom-compile-command "make lock" \
		--constraint requirements.lock --all-extras --group dev pyproject.toml -o requirements-dev.lock

clean: ## Remove what was installed and made here
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache artifacts .sandbox

.venv/uv.ok:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "failback-ps needs Python 3.11 or newer; $(PYTHON) is $$($(PYTHON) -V). Try: make PYTHON=python3.11 …"; exit 1; }
	@$(PYTHON) -m venv .venv && $(BIN)/python -m pip install --quiet --disable-pip-version-check uv==$(UV_VERSION)
	@touch $@

.venv/run.ok: .venv/uv.ok requirements.lock pyproject.toml
	@echo "Installing failback-ps into .venv …"
	@$(UV) pip install --quiet --compile-bytecode --require-hashes -r requirements.lock
	@$(UV) pip install --quiet --no-deps -e .
	@touch $@

.venv/dev.ok: .venv/run.ok requirements-dev.lock
	@echo "Installing the development tools into .venv …"
	@$(UV) pip install --quiet --compile-bytecode --require-hashes -r requirements-dev.lock
	@touch $@

# The browser tests take the Chromium that is there, else Debian's as root, else Playwright's own.
# Emoji come from the system's fonts, also with Playwright's own Chromium, which brings none: without
# a font for them, pictures show boxes, and every test passes all the same.
AS_ROOT := [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null && apt-get update -qq && apt-get install -y -qq
EMOJI := fonts-noto-color-emoji
.venv/browser.ok: .venv/dev.ok
	@command -v chromium chromium-browser google-chrome >/dev/null \
		|| { $(AS_ROOT) chromium fonts-liberation $(EMOJI) >/dev/null; } \
		|| playwright install chromium
	@fc-list :lang=und-zsye 2>/dev/null | grep -q . || { $(AS_ROOT) $(EMOJI) >/dev/null; } \
		|| echo "No font for emoji is installed: screenshots show boxes in their place. Debian's is $(EMOJI)."
	@touch $@
