# make demo and make test start from a bare machine with Python 3.11 and set everything up themselves.
.DEFAULT_GOAL := help
BIN := .venv/bin
# As many tests at a time as there are cores, and at least two.
WORKERS := $(shell cores=$$(nproc 2>/dev/null || echo 2); [ "$$cores" -gt 2 ] && echo "$$cores" || echo 2)
TESTS := $(BIN)/pytest -n $(WORKERS) --dist worksteal
# Hundreds of processes read the same modules; each of them would compile them anew.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help demo test thorough check lint docs lock clean

help:  ## Say what there is
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /make \1 - /'

demo:  ## Make up an organization of 700 members, serve it here, and print a way in for each of its people
	@scripts/setup.sh requirements/demo.txt
	@$(BIN)/goodstanding demo

# What depends on the database runs on both: its constraints, real commits, imports, the month's end. The house's rules and
# pages are asked on PostgreSQL, and on SQLite by the journeys, which walk through the demonstration.
test: setup  ## Check everything and run every test, Spark and its cluster included
	@$(MAKE) --no-print-directory --jobs 3 --output-sync=target lint build/demonstration on-sqlite
	$(TESTS) --postgres -m "house and not journey and not thorough"
	DEMONSTRATION_MADE=$(CURDIR)/build/demonstration $(TESTS) tests/journeys

.PHONY: on-sqlite
on-sqlite:
	$(TESTS) -m "not journey and not rules and not thorough"

# What the journeys walk through, made while the first tests run and types are looked at, so that no core waits.
.PHONY: build/demonstration
build/demonstration:
	@rm -rf $@ && $(BIN)/python -m tests.journeys.making $@

thorough: test  ## The same, every rule and page on SQLite as well, many more examples, and what proves something once more
	THOROUGH=1 $(TESTS) -m "rules or thorough or hypothesis"
	THOROUGH=1 $(TESTS) --postgres -m "thorough or (house and hypothesis)"
	THOROUGH=1 DEMONSTRATION_MADE=$(CURDIR)/build/demonstration $(TESTS) tests/journeys/test_explained.py
	$(BIN)/python scripts/platforms.py

check: setup lint  ## What needs no Java and little time: style, types, layers, light tests
	$(BIN)/pytest -n $(WORKERS) -m "not spark and not cluster and not slow and not journey"

.PHONY: setup
setup:
	@scripts/setup.sh requirements/test.txt java postgres browser

lint: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	GOODSTANDING_DATA=build/data $(BIN)/mypy
	$(BIN)/lint-imports

docs: setup  ## Write the generated pages again
	for name in vanguard-136 volunteer-corps; do \
		$(BIN)/goodstanding scheme card schemes/$$name --output docs/reference/schemes/$$name.md; \
		$(BIN)/goodstanding scheme coverage schemes/$$name --output docs/reference/coverage-$$name.md; done

messages: setup  ## Collect the texts of the pages, and install their Chinese
	cd src/goodstanding && GOODSTANDING_DATA=$(CURDIR)/build/data DJANGO_SETTINGS_MODULE=goodstanding.config.settings sh -c "\
		../../$(BIN)/django-admin makemessages -l zh_Hans --no-location --no-wrap -e html,js,py,webmanifest && \
		../../$(BIN)/django-admin compilemessages"

lock:  ## Pin every package again, with hashes (needs uv)
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-annotate --extra plots --extra web --group build pyproject.toml -o requirements/demo.txt
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-annotate --extra plots --extra web --extra spark --group build --group dev pyproject.toml -o requirements/test.txt
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-annotate --extra plots --extra web --extra spark --group build --group dev --group bench pyproject.toml -o requirements/bench.txt

clean:  ## Take away what was set up and made
	rm -rf .venv demo tour build src/*.egg-info
