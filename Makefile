# claimpipe: what a developer or a newcomer runs. `make help` lists it.

RELEASE := swift build -c release --product claimpipe --static-swift-stdlib

SOURCES := Sources Tests Package.swift samples/swift-adapter/Sources samples/swift-adapter/Package.swift

.PHONY: help demo test test-swift-adapter test-x12 test-kills bench build lint format packages

help: ## these targets
	@sed -n 's/^\([a-z0-9-]*\):.*## /\1: /p' $(MAKEFILE_LIST)

demo: build ## runs the sample practice from CSV, JSON and XML, and shows what comes out
	@samples/demo.sh "$$($(RELEASE) --show-bin-path)/claimpipe"

test: packages lint ## checks the format, builds and runs every test
	.ci/test.sh
	.ci/test-swift-adapter.sh

test-swift-adapter: packages ## builds samples/swift-adapter as a package of its own, runs and tries it
	.ci/test-swift-adapter.sh

test-x12: packages ## thousands of random claims as 837P through outside validators (CLAIMS, SEED)
	.ci/test-x12.sh

test-kills: packages ## kills runs with a ledger at every call that changes files, fails each (needs a C compiler), and follows histories (SEEDS)
	swift build --build-tests
	CLAIMPIPE_KILLS=all CLAIMPIPE_SEEDS=$(or $(SEEDS),200) swift test --skip-build --disable-xctest \
	  --filter 'LedgerKillTests|LedgerHistoryTests|LedgerFaultTests|InboxKillTests|OutboxKillTests'

bench: ## measures the main job beside other tools, and prints ratios (ROWS, ROUNDS, FORMATS)
	Benchmarks/run.sh $(or $(ROWS),1000000) $(or $(ROUNDS),5) "$(or $(FORMATS),csv ndjson json xml ledger)"

build: packages ## the program, optimised, without libswift*.so
	$(RELEASE)

lint: ## whether the sources are formatted as .swift-format says
	swift format lint --strict --recursive $(SOURCES)

format: ## formats the sources
	swift format --in-place --recursive $(SOURCES)

packages: ## installs the system libraries' headers, where they are missing
	@.ci/packages.sh
