#!/usr/bin/env bash
# govulncheck. TILLWAY_VULNDB may name an unpacked copy of the Go vulnerability
# database for a machine without access to it.
set -euo pipefail
cd "$(dirname "$0")/.."
args=()
if [ -n "${TILLWAY_VULNDB:-}" ]; then
  args=(-db "file://$TILLWAY_VULNDB")
  echo "vulnerability database of $(grep -o '"modified":"[^"]*"' "$TILLWAY_VULNDB/index/db.json" | cut -d'"' -f4)"
fi
go run golang.org/x/vuln/cmd/govulncheck@v1.9.0 "${args[@]}" ./...
