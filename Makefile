# The commands a newcomer types. Each installs what is missing on Debian 12 (.ci/packages), builds, and does its job.
#
#   make run                     the shipped study: verdict table, result file and brief in results/
#   make test                    every test
#   make build                   the program, build/release/sanchan
#   make bench                   speed, against yardsticks measured in the same run
#   make install PREFIX=DIR      program, library, headers, studies, manual (DESTDIR is honoured)
#   make clean

PREFIX ?= /usr/local
STUDY  ?= zhangdian
build  := build/release
sanchan := $(build)/sanchan

.PHONY: run build test bench install clean
.NOTPARALLEL:

run: build
	@mkdir -p results
	$(sanchan) run $(STUDY) --force -o results/$(STUDY).h5
	$(sanchan) brief results/$(STUDY).h5 --lang zh --force -o results/$(STUDY).zh.html
	$(sanchan) brief results/$(STUDY).h5 --lang en --force -o results/$(STUDY).en.html

build:
	@.ci/install build
	@cmake --preset release -DSANCHAN_TESTS=OFF >/dev/null
	@cmake --build --preset release

test:
	@.ci/install build test
	@cmake --preset release -DSANCHAN_TESTS=ON >/dev/null
	@cmake --build --preset release
	@ctest --preset release

bench:
	@.ci/install build bench
	@bench/run

install:
	@.ci/install build
	@cmake --preset release -DSANCHAN_TESTS=OFF -DCMAKE_INSTALL_PREFIX=$(abspath $(PREFIX)) >/dev/null
	@cmake --build --preset release
	@cmake --install $(build)

clean:
	rm -rf build build-bench results
