# Krachtlijn. Every target sets up what it needs; `make` alone lists them.

SHELL := /bin/bash
# Many processes start here; compiling the same modules in each would cost more than running them.
unexport PYTHONDONTWRITEBYTECODE
DAYS ?= 14
SEED ?= 1
MESSAGES ?= 100000
PARTITIONS ?= 8
EXAMPLES ?= 200
WORKERS ?= 3
SECONDS_OF_A_TEST ?= 0.5
ARGS ?=
PACKAGES := contracts krachtlijn_client chassis linkage disclosure pandkalender databank enforcement registry reporting simulator launcher

.DEFAULT_GOAL := help
.PHONY: help install bootstrap kernel demo up down status test nightly test-long slow-tests browser screenshots assets lint check bench bench-web bench-care bench-reporting bench-redrive bench-identity bench-readings fuzz api-fuzz resilience format contracts settings sbom licences audit deploy-lint

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

bootstrap:
	@deploy/bootstrap.sh

kernel: bootstrap ## compile the matcher's core where a C compiler is; it runs as plain Python without
	@.venv/bin/python deploy/kernel/compile.py || echo "The matcher decides the same without a compiled kernel, slower."

install: bootstrap kernel ## set up Python, RabbitMQ, PostgreSQL and the tests' browser
	@.venv/bin/krachtlijn install --browser

demo: bootstrap ## show the platform at work on fresh data (DAYS=14 SEED=1, a year of FINES=190), then stop
	@.venv/bin/krachtlijn demo --days $(DAYS) --seed $(SEED) $(FINES:%=--fines %)

up: bootstrap ## start the platform, let the city live (DAYS=14 SEED=1), leave it running
	@.venv/bin/krachtlijn up --days $(DAYS) --seed $(SEED)

down: bootstrap ## stop everything that runs for this checkout
	@.venv/bin/krachtlijn down

status: bootstrap ## show what runs
	@.venv/bin/krachtlijn status

test: bootstrap kernel ## run the tests of ten minutes, three packages at a time; with ALL=1 those of the day, as CI does; CHANGED=main those that changes concern (with ALL=1 those of the night too); or all in ARGS="path -k expression"; PROVE=1 fails where something is skipped, and runs the quick proofs first
	@.venv/bin/krachtlijn install --browser $(if $(PROVE),,|| echo "Not all programs of the tests are here: the last lines will say what is left unproved.")
	.venv/bin/pytest $(if $(PROVE),--no-skips --gate) $(or $(ARGS),-n $(WORKERS) $(if $(ALL),$(if $(CHANGED),,--by-day),--quick --by-day) $(CHANGED:%=--changed-since %))

slow-tests: install ## run the tests of the day on a quiet machine, and note anew which of them make test leaves to CI (tests/slow_tests.txt)
	.venv/bin/pytest -n $(WORKERS) --by-day --note-slow $(SECONDS_OF_A_TEST)

nightly: install ## run the tests that make test ALL=1 leaves to the night
	.venv/bin/pytest $(if $(PROVE),--no-skips) -n $(WORKERS) -m 'night and not long and not container' $(ARGS)

test-long: ALL = 1
test-long: test nightly api-fuzz ## run the tests of day and night, and then in full length what these only sample: some hours, before a release
	.venv/bin/pytest -m '(long or hypothesis) and not container' --hypothesis-profile=long $(ARGS)
	.venv/bin/pytest tests/browser --hypothesis-profile=long

browser: install ## only the tests in a real browser, each page at both widths, or those in ARGS
	.venv/bin/pytest tests/browser --hypothesis-profile=long $(ARGS)

screenshots: install ## make the pictures of the screens anew (docs/screens)
	$(if $(ARGS),,rm -f docs/screens/*.png)
	KRACHTLIJN_SCREENSHOTS=1 .venv/bin/pytest tests/browser $(ARGS)
	.venv/bin/python -m tests.browser.support.pictures
	.venv/bin/pytest -q tests/browser/test_pictures.py -k "pictured or both_widths or index"

lint: bootstrap ## format, lint, types, import directions, generated files
	.venv/bin/ruff format --check .
	.venv/bin/ruff check .
	.venv/bin/mypy $(PACKAGES:%=-p %)
	.venv/bin/lint-imports
	.venv/bin/krachtlijn contracts check
	.venv/bin/python deploy/supply_chain/licences.py --check

check: lint ## lint, and the rules of the house
	@.venv/bin/krachtlijn install || echo "Not all programs of the tests are here: the last lines will say what is left unproved."
	.venv/bin/pytest -q tests/house tests/deploy

fuzz: bootstrap ## send 100,000 spoiled and good messages to all services (MESSAGES=100000 SEED=1)
	KRACHTLIJN_FUZZ_MESSAGES=$(MESSAGES) KRACHTLIJN_FUZZ_SEED=$(SEED) .venv/bin/pytest tests/fuzz

api-fuzz: bootstrap ## send 200 requests per operation and function to every API (EXAMPLES=200)
	KRACHTLIJN_API_EXAMPLES=$(EXAMPLES) .venv/bin/pytest tests/access/test_api_fuzz.py

resilience: bootstrap ## kill, freeze, fill and cut everything of the bus, about 20 minutes (PARTITIONS=8, .run/resilience/summary.json)
	KRACHTLIJN_PARTITIONS=$(PARTITIONS) .venv/bin/pytest tests/resilience -m 'long or not long' $(ARGS)

.PHONY: attack-revisions
attack-revisions: bootstrap ## attack 200 years that were told, changed and told again, two hours of one core; goes on where it stopped (YEARS=200, ARGS="--minutes 60"; .run/attack-revisions/summary.json)
	.venv/bin/python -m tests.privacy.revisions --years $(or $(YEARS),200) $(ARGS)

.PHONY: mutants
mutants: install ## set faults of one line into rules, and see which no test notices; goes on where it stopped (PATHS="registry", SAMPLE=300 SEED=1 MINUTES=60 ARGS=--wide, CHANGED=main; .run/mutants/summary.json)
	.venv/bin/python -m tests.mutants $(PATHS) $(SAMPLE:%=--sample %) --seed $(SEED) $(MINUTES:%=--minutes %) $(CHANGED:%=--changed %) $(ARGS)

.PHONY: nightly-order
nightly-order: install ## run all tests in orders by chance, and name those that fail in some (RUNS=5 SEED=7 ARGS="services/registry"; .run/order/summary.json)
	.venv/bin/python -m tests.order --runs $(or $(RUNS),5) $(if $(filter command line,$(origin SEED)),--seed $(SEED)) $(or $(ARGS),--workers $(WORKERS))

.PHONY: deploy-test
deploy-test: bootstrap ## run docker-compose.yml in containers, or tests in ARGS, as root on Debian 13 (once images are built, an hour on two busy cores)
	.venv/bin/pytest -m container --durations=15 $(or $(ARGS),tests/containers)

bench: bootstrap ## measure the bus against contenders five times in one run (LONG=1 RUNS=5, .run/bench/summary.json)
	.venv/bin/python -m tests.speed $(if $(LONG),--long) $(if $(RUNS),--runs $(RUNS))

bench-web: install ## time the heaviest pages and weigh them on the wire (ARGS=--short; .run/bench/web.json)
	.venv/bin/python -m tests.speed.web $(ARGS)

bench-care: install ## a file with 5,000 errors, and ten protected years of care: seconds, what is shown, and what stands after erasures (ARGS="--years 2"; .run/bench/care.json)
	.venv/bin/python -m tests.speed.care $(ARGS)

bench-reporting: install ## all indicators and the page of ten years on two million facts, and reporting made anew from archives (ARGS="--facts 100000 --rebuild 2000000"; .run/bench/reporting.json)
	.venv/bin/python -m tests.speed.reporting $(ARGS)

bench-redrive: bootstrap ## a redriver's pick and look with 18,000 behind one key, beside the same with few (ARGS="--behind 18000")
	.venv/bin/python -m tests.speed.redrive $(ARGS)

bench-readings: install ## judge readings of moves on worlds whose truth is planted (.run/bench/readings.json)
	.venv/bin/python -m tests.readings

bench-identity: bootstrap kernel ## judge and time the matcher, Splink beside it (ARGS=--short; .run/bench/identity.json)
	UV_PYTHON_DOWNLOADS=never UV_PYTHON=.venv/bin/python UV_PROJECT_ENVIRONMENT=.run/tools/bench \
	  $(firstword $(wildcard .run/tools/uv/bin/uv) uv) sync -q --frozen --all-packages --group bench
	.run/tools/bench/bin/python -m tests.identity $(ARGS)

format: bootstrap ## format the code and put right what ruff can
	.venv/bin/ruff format .
	.venv/bin/ruff check --fix .

settings: bootstrap ## write anew the reference of settings
	.venv/bin/python -m launcher.settings_reference

contracts: bootstrap ## write anew what is generated from the contracts
	.venv/bin/krachtlijn contracts generate

sbom: bootstrap ## list the parts of every image (CycloneDX, .run/sbom)
	@.venv/bin/python deploy/supply_chain/sbom.py

deploy-lint: bootstrap ## lint the deployment files with the slower tools (needs Node.js, docker-compose, kubectl)
	@deploy/lint/lint.sh

licences: bootstrap ## write anew the licences of what ships (docs/licences.md); refuses what is not allowed
	@.venv/bin/python deploy/supply_chain/licences.py

audit: bootstrap ## ask for known holes in all packages that are locked (needs Node.js and the internet)
	@cmp -s deploy/supply_chain/pip-audit.txt .run/tools/audit/pip-audit.txt || { \
	  rm -rf .run/tools/audit && .venv/bin/python -m venv .run/tools/audit && \
	  .run/tools/audit/bin/pip install --quiet --disable-pip-version-check --require-hashes --only-binary :all: --requirement deploy/supply_chain/pip-audit.txt && \
	  cp deploy/supply_chain/pip-audit.txt .run/tools/audit/; }
	@failed=0; \
	.venv/bin/python deploy/supply_chain/audit.py .run/tools/audit/bin/pip-audit || failed=1; \
	npm audit --package-lock-only --prefix deploy/assets || failed=1; \
	exit $$failed

assets: ## build the pages' styles, scripts and fonts anew (needs Node.js; the result is kept in git)
	cd deploy/assets && npm ci --no-audit --no-fund --ignore-scripts && npm run build
