# The two commands of a newcomer: `make demo` and `make test`. `make help` lists the rest.
BUILD ?= build
JOBS ?= $(shell nproc)
TYPE ?=
CMAKE_ARGS ?=

ninja = cmake --build $(1) -j $(JOBS) --target $(2)
configure = cmake -G Ninja -S . -B $(1) $(CMAKE_ARGS) $(2) > $(1).log 2>&1 || { cat $(1).log; exit 1; }
# Fast to build, and stack traces with lines.
sanitized = -DCMAKE_BUILD_TYPE=RelWithDebInfo -DCMAKE_CXX_FLAGS_RELWITHDEBINFO="-O1 -g1"
run = tests/run --build $(BUILD) $(if $(TYPE),--type $(TYPE))

.PHONY: all develop demo test unit acceptance parity faults properties bench clang asan tsan fuzz debian13 format lint setup configure tests clean help

all: configure  ## build build/bin: terraform-provider-{aws,google,azurerm}, lakeform, lakeform-sandbox
	@$(call ninja,$(BUILD),product)

help:  ## list the targets
	@grep -hE '^[a-z0-9]+:.*##' Makefile | sed -E 's/:.*## /\t/' | expand -t 14

setup:  ## install everything that building and testing need
	@.ci/setup

configure:
	@.ci/setup build
	@$(call configure,$(BUILD),)

tests: configure
	@$(call ninja,$(BUILD),all)

develop:  ## build-develop/bin: programs that read definitions when they run (LAKEFORM_DEFINITIONS=schemas), to try a type in seconds
	@.ci/setup build
	@$(call configure,$(BUILD)-develop,-DLAKEFORM_DEVELOP=ON)
	@$(call ninja,$(BUILD)-develop,product)

demo:  ## a data lake created, changed, broken, repaired and destroyed, without an account
	@.ci/setup build terraform
	@$(call configure,$(BUILD),)
	@$(call ninja,$(BUILD),product)
	@examples/demo --build $(BUILD)

test: tests  ## every test; TYPE=aws_glue_crawler runs one type's
	@.ci/setup terraform test
	@$(run)

unit: tests  ## unit tests only (seconds)
	@$(run) unit

acceptance: tests  ## real Terraform against the sandbox and third-party servers
	@.ci/setup terraform test
	@$(run) acceptance

parity: tests  ## plans, requests and round trips beside the official provider
	@.ci/setup terraform test
	@$(run) parity trips

faults: configure  ## every call of every type meets every fault once, in process (some minutes; TYPE=... for one)
	@$(call ninja,$(BUILD),faults)
	@tests/faults/run faults --build $(BUILD) $(if $(TYPE),--type $(TYPE))

properties: configure  ## SEEDS=500 configurations of every type with unknowns anywhere, planned and applied in process
	@$(call ninja,$(BUILD),properties)
	@tests/faults/run properties --build $(BUILD) --seeds $(or $(SEEDS),500) $(if $(TYPE),--type $(TYPE))

bench: all  ## table of sizes, times, memory and calls, beside the official provider where it is on the machine
	@.ci/setup terraform test
	@$(call configure,$(BUILD)-many,-DLAKEFORM_DEFINITIONS_AT_LEAST=300)
	@$(call ninja,$(BUILD)-many,lakeform)
	@tests/bench/run --build $(BUILD) --many $(BUILD)-many

clang:  ## everything built with Clang, where a warning is an error, and the unit tests
	@.ci/setup build test
	@$(call configure,$(BUILD)-clang,-DCMAKE_CXX_COMPILER=clang++ -DCMAKE_COMPILE_WARNING_AS_ERROR=ON)
	@$(call ninja,$(BUILD)-clang,all)
	@tests/run --build $(BUILD)-clang unit

asan:  ## unit tests under the address and undefined-behaviour sanitizers
	@.ci/setup build test
	@$(call configure,$(BUILD)-asan,$(sanitized) -DLAKEFORM_SANITIZE=address$(comma)undefined)
	@$(call ninja,$(BUILD)-asan,all)
	@tests/run --build $(BUILD)-asan unit

tsan:  ## unit tests under the thread sanitizer
	@.ci/setup build test
	@$(call configure,$(BUILD)-tsan,$(sanitized) -DLAKEFORM_SANITIZE=thread)
	@$(call ninja,$(BUILD)-tsan,all)
	@TSAN_OPTIONS="suppressions=$(CURDIR)/tests/tsan.supp $(TSAN_OPTIONS)" tests/run --build $(BUILD)-tsan unit

fuzz:  ## every fuzz target for a minute (SECONDS_EACH=60)
	@.ci/setup build test
	@$(call configure,$(BUILD)-fuzz,$(sanitized) -DCMAKE_CXX_COMPILER=clang++ -DLAKEFORM_FUZZ=ON -DLAKEFORM_SANITIZE=address$(comma)undefined)
	@$(call ninja,$(BUILD)-fuzz,fuzzers)
	@tests/fuzz/run $(BUILD)-fuzz $(or $(SECONDS_EACH),60)

debian13:  ## build, unit tests and fuzz targets in a chroot with Debian 13 (as root, with debootstrap; half an hour)
	@.ci/debian13

format:  ## lay the C++ out as .clang-format says
	@.ci/setup lint
	@git ls-files '*.cpp' '*.h' | xargs .cache/lint/bin/clang-format -i

lint:  ## C++ that is not laid out so is an error
	@.ci/setup lint
	@git ls-files '*.cpp' '*.h' | xargs .cache/lint/bin/clang-format --dry-run -Werror

clean:  ## remove every build folder
	rm -rf $(BUILD) $(BUILD)-* $(BUILD).log .cache

comma := ,
