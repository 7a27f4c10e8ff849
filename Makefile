# Tillway: every command a newcomer or CI needs. `make help` lists them.
SHELL       := /bin/bash
export CGO_ENABLED = 0
VERSION     := 0.1.0
GO_FILES    := $(shell find cmd internal test -name '*.go' 2>/dev/null)
LDFLAGS     := -s -w -X tillway/internal/api.Version=$(VERSION)

LINT        := .tools/golangci-lint-v2.15.0

.PHONY: help build console demo demo-reset test check lint tools fmt docs requirements clean

help: ## list the commands
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | awk -F':.*## ' '{printf "  make %-14s %s\n", $$1, $$2}'

build: bin/tillway ## console and binary: one static bin/tillway

bin/tillway: internal/api/console/dist/index.html $(GO_FILES) go.mod
	go build -trimpath -ldflags '$(LDFLAGS)' -o bin/tillway ./cmd/tillway

console: internal/api/console/dist/index.html ## the console's pages alone

web/node_modules/.stamp: web/package.json web/package-lock.json
	cd web && npm ci --ignore-scripts --no-audit --no-fund
	touch $@

internal/api/console/dist/index.html: web/node_modules/.stamp $(shell find web/src web/public web/index.html web/vite.config.ts -type f 2>/dev/null)
	cd web && npm run build
	touch $@

demo: build ## start Tillway with its sandbox world on this machine
	bin/tillway demo

demo-reset: build ## forget the demo's data and start afresh
	rm -rf tillway-demo
	bin/tillway demo

tools: ## install what the tests need (PostgreSQL, Chromium, fonts)
	scripts/tools.sh

test: tools build ## everything the product promises, on SQLite and PostgreSQL
	cd web && npx tsc --noEmit && npm test
	go vet ./...
	go test -count=1 -p 2 -timeout 15m ./...
	cd web && npm run browser

check: test lint ## test, and linters, generated pages, vulnerabilities
	scripts/check-generated.sh
	scripts/vulnerabilities.sh

lint: $(LINT) web/node_modules/.stamp ## formatting and linters, of Go and of the console
	@test -z "$$(gofmt -l cmd internal test)" || { echo "run: make fmt"; gofmt -l cmd internal test; exit 1; }
	$(LINT) run ./...
	cd web && npx biome check . ../test/browser

$(LINT): # a tool of its own, never a dependency of the product
	GOBIN=$(CURDIR)/.tools go install github.com/golangci/golangci-lint/v2/cmd/golangci-lint@$(LINT:.tools/golangci-lint-%=%)
	mv .tools/golangci-lint $@

docs: build ## write docs/reference, and the console's types, from the code
	bin/tillway docs docs/reference
	cd web && npm run --silent types

requirements: ## S1-S147 and the tests that name each
	@scripts/requirements.sh

fmt: ## format the Go code
	gofmt -w cmd internal test

clean: ## remove what was built
	rm -rf bin .tools web/node_modules
	find internal/api/console/dist -mindepth 1 ! -name '*.placeholder.html' -delete
