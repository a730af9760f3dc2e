#!/usr/bin/env bash
# Proves that the tests watch over access: in a copy of the checkout AllowedTo answers every row to everybody, and the tests
# of access must turn red. Succeeds when they do, and prints which; the checkout itself is not touched.
set -euo pipefail
# shellcheck source-path=SCRIPTDIR source=lib.sh
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

set_up
copy=$(mktemp -d)
trap 'rm -rf "$copy"' EXIT
chmod 711 "$copy"   # PostgreSQL runs as another account when this runs as root

say "Copie du dépôt" "Copying the checkout"
tar -C "$root" -c --exclude=./.git --exclude=./.data --exclude=bin --exclude=obj --exclude=./TestResults --exclude=./.bench . | tar -x -C "$copy"

# Without the permission as with every reach: all rows. Written so that the compiler still takes what follows for reachable.
rule=$copy/App/Kernel/Access/AllowedTo.cs
before=$(sha256sum "$rule")
sed -i 's/return rows\.Where(_ => false);/return rows;/; s/if (reach\.All) return rows;/if (reach.All || !reach.All) return rows;/' "$rule"
[ "$before" != "$(sha256sum "$rule")" ] || fail "AllowedTo.cs a changé de forme : adaptez ce script." "AllowedTo.cs has changed its shape: adapt this script."

say "Construction de la copie fautive" "Building the faulty copy"
dotnet build "$copy/App.sln" -v quiet || fail "La copie ne se construit pas." "The copy does not build."

say "Tests des accès" "Tests of access"
log=$copy/tests.log
if dotnet test "$copy/App.Tests" --no-build --filter Category=Access > "$log" 2>&1; then
  fail "Aucun test n'a vu que tout le monde voyait tout." "No test saw that everybody saw everything."
fi
failed=$(grep -oE '^ +Failed OpsFlux\.Tests\.[^[]+' "$log" | sed -E 's/^ +Failed /  /; s/ +$//' | sort -u || true)
if [ -z "$failed" ]; then tail -n 20 "$log" >&2; fail "Les tests n'ont pas pu s'exécuter." "The tests could not run."; fi
printf '%s\n' "$failed"
count=$(printf '%s\n' "$failed" | wc -l)
say "Les tests veillent : $count ont échoué sur la copie fautive" "The tests watch: $count failed on the faulty copy"
