#!/usr/bin/env bash
# Fails when what is generated differs from what the code would write now: the
# pages of docs/reference, and the console's types of the API.
set -euo pipefail
cd "$(dirname "$0")/.."
out=$(mktemp -d); trap 'rm -rf "$out"' EXIT
bin/tillway docs "$out/reference"
diff -ru docs/reference "$out/reference" || { echo "docs/reference is stale: run make docs" >&2; exit 1; }
(cd web && node scripts/types.mjs ../docs/reference/openapi.json "$out/schema.d.ts")
diff -u web/src/api/schema.d.ts "$out/schema.d.ts" || { echo "web/src/api/schema.d.ts is stale: run make docs" >&2; exit 1; }
