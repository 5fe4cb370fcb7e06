# claimpipe: what a developer or a newcomer runs. `make help` lists it.

RELEASE := swift build -c release --product claimpipe --static-swift-stdlib

SOURCES := Sources Tests Package.swift samples/swift-adapter/Sources samples/swift-adapter/Package.swift

.PHONY: help demo test test-swift-adapter test-x12 test-kills build lint format packages \
  bench bench-quick bench-growth bench-ledger bench-history bench-shapes bench-all bench-docs

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

bench: ## the main job beside DuckDB, Polars, pandas and plain Python, as ratios (ROWS, ROUNDS, FORMATS, SHAPE, PREFIX)
	Benchmarks/run.sh compare --rows $(or $(ROWS),1000000) --rounds $(or $(ROUNDS),7) \
	  --formats "$(or $(FORMATS),csv ndjson json xml)" --shape $(or $(SHAPE),default) $(BENCH_OPTIONS)

bench-quick: ## instructions and allocations per record of every stage, in two minutes; fails where they grow (RECORD=1)
	@Benchmarks/run.sh quick $(if $(RECORD),--record) $(BENCH_OPTIONS)

bench-growth: ## time and memory of the main job from 0.1 to 20 million sessions (SIZES, ROUNDS; 20 GB of disk)
	Benchmarks/run.sh growth --sizes "$(or $(SIZES),100000 1000000 5000000 20000000)" --rounds $(or $(ROUNDS),3) \
	  $(BENCH_OPTIONS)

bench-ledger: ## a first load of a ledger beside the run without one, and a nightly run (ROWS, ROUNDS)
	Benchmarks/run.sh ledger --rounds $(or $(ROUNDS),5)

bench-history: ## adds the main job as it is now to Benchmarks/history.csv (NOTE)
	Benchmarks/run.sh history --note "$(NOTE)" $(BENCH_OPTIONS)

bench-shapes: ## the main job from CSV in each other shape of practice and of file, beside DuckDB and Polars
	for shape in few-patients many-patients wide long-text quoted crlf; do \
	  $(MAKE) bench FORMATS=csv SHAPE=$$shape ROUNDS=$(or $(ROUNDS),3) \
	    BENCH_OPTIONS="--contenders claimpipe,duckdb,polars" || exit 1; done

bench-all: ## everything that docs/performance.md shows, for hours, and the page itself
	$(MAKE) bench
	$(MAKE) bench ROWS=10000
	$(MAKE) bench ROWS=5000000 FORMATS="csv ndjson" BENCH_OPTIONS="--contenders claimpipe,duckdb,polars"
	$(MAKE) bench-shapes bench-growth bench-ledger bench-docs

bench-docs: ## writes the measured figures and plots into docs/performance.md
	python3 Benchmarks/render.py

build: packages ## the program, optimised, without libswift*.so
	$(RELEASE)

lint: ## whether the sources are formatted as .swift-format says
	swift format lint --strict --parallel --recursive $(SOURCES)

format: ## formats the sources
	swift format --in-place --recursive $(SOURCES)

packages: ## installs the system libraries' headers, where they are missing
	@.ci/packages.sh
