#!/usr/bin/env bash
# Lints the API's OpenAPI document with two linters from npm. Usage: lint-api.sh [address], by default http://127.0.0.1:5080.
# Where npm's registry does not answer it says so and passes: the tests hold the document's own invariants in any case.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
document=$(mktemp --suffix .json)
trap 'rm -f "$document"' EXIT
curl -fsS "${1:-http://127.0.0.1:5080}/openapi/v1.json" -o "$document"
if ! npm ping >/dev/null 2>&1; then echo "skipped: the npm registry does not answer"; exit 0; fi
npx --yes @redocly/cli lint "$document" --config "$here/lint-api/redocly.yaml"
npx --yes -p @stoplight/spectral-cli spectral lint "$document" --ruleset "$here/lint-api/spectral.yaml"
echo "the document is valid"
