#!/usr/bin/env bash
# Prints a line for each of S1-S147: number, priority, title, the tests that
# name it, or –. The list itself is docs/requirements.tsv.
set -euo pipefail
cd "$(dirname "$0")/.."
found=$(mktemp); trap 'rm -f "$found"' EXIT
{
  grep -rhoE 'func TestS[0-9]{3}_[A-Za-z0-9_]+' --include='*_test.go' internal test 2>/dev/null | sed 's/func Test//' || true
  grep -rhoE '(test|it|describe)\([^,]*S[0-9]{3}[^,]*' --include='*.test.ts*' web/src 2>/dev/null | grep -oE 'S[0-9]{3}[^"'"'"'`]*' || true
  # A browser test may prove several: one line for each number of its title.
  grep -rhoE "'S[0-9]{3} [^']*'" --include='*.ts' test/browser 2>/dev/null | tr -d "'" |
    awk '{ title = $0; while (match(title, /^S[0-9][0-9][0-9] /)) { n[++k] = substr(title, 1, 4); title = substr(title, 6) }
           gsub(/ /, "_", title); for (i = 1; i <= k; i++) print n[i] "_browser_" title; k = 0 }' || true
  grep -rhoE '^# S[0-9]{3}.*' test/script 2>/dev/null | sed 's/^# //' || true
} > "$found"
tail -n +2 docs/requirements.tsv | while IFS=$'\t' read -r id prio title; do
  tests=$(grep -E "^$id" "$found" | tr '\n' ' ' | sed 's/ $//' || true)
  printf '%s  %s  %-60.60s  %s\n' "$id" "$prio" "$title" "${tests:-–}"
done
