#!/usr/bin/env bash
# Fails when a page of docs/reference differs from what the code would write.
set -euo pipefail
cd "$(dirname "$0")/.."
out=$(mktemp -d); trap 'rm -rf "$out"' EXIT
bin/tillway docs "$out"
diff -ru docs/reference "$out" || { echo "docs/reference is stale: run make docs" >&2; exit 1; }
