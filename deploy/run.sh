#!/usr/bin/env bash
# Runs OpsFlux from a checkout: installs what is missing, publishes when sources changed, fills an empty database with the
# demonstration, and serves until Ctrl+C. Can be run again at any time; needs no configuration.
#   Data__Folder=/var/lib/opsflux   another data folder than .data in the checkout
#   URLS=http://0.0.0.0:5080        another address than this machine alone
set -euo pipefail
# shellcheck source-path=SCRIPTDIR source=lib.sh
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

export Data__Folder=${Data__Folder:-$root/.data}
export URLS=${URLS:-${ASPNETCORE_URLS:-http://127.0.0.1:5080}}
app=$Data__Folder/app

# PostgreSQL refuses to run as root, so it runs as an account that has to reach the data folder.
require_passage() {
  [ "$(id -u)" = 0 ] && [ -z "${ConnectionStrings__Default:-}" ] || return 0
  local account=nobody folder=$Data__Folder
  getent passwd postgres > /dev/null && account=postgres
  while [ "$folder" != / ]; do
    if [ -d "$folder" ] && ! setpriv --reuid="$account" --regid="$(id -g "$account")" --clear-groups test -x "$folder"; then
      fail "Lancé par root, PostgreSQL tourne sous le compte $account, à qui $folder est fermé. Lancez ce script avec votre propre compte, déplacez le dossier (par exemple sous /srv), ou indiquez un autre dossier de données : Data__Folder=/var/lib/opsflux $0" \
        "Run by root, PostgreSQL runs as the account $account, to which $folder is closed. Run this script as yourself, move the folder (to /srv, for example), or name another data folder: Data__Folder=/var/lib/opsflux $0"
    fi
    folder=$(dirname "$folder")
  done
}

# Everything the published application is made of, contents rather than dates: archives and checkouts keep odd dates.
sources() {
  cd "$root"
  find App Shared wwwroot-assets Directory.*.props global.json .editorconfig BannedSymbols.txt -type f \
    -not -path '*/bin/*' -not -path '*/obj/*' -not -path 'App/wwwroot/*' -print0 2> /dev/null | sort -z | xargs -0 sha256sum
  dotnet --version
}

publish_when_changed() {
  local now log
  now=$(sources | sha256sum)
  [ "$now" = "$(cat "$app.sources" 2> /dev/null || true)" ] && [ -e "$app/App.dll" ] && return 0
  say "Construction de l'application (une à deux minutes)" "Building the application (one or two minutes)"
  log=$(mktemp)
  rm -rf "$app.new" "$app.sources"
  dotnet publish "$root/App/App.csproj" -c Release -o "$app.new" > "$log" 2>&1 || {
    grep -E 'error|warning' "$log" | sort -u >&2 || cat "$log" >&2
    rm -f "$log"
    fail "La construction a échoué (ci-dessus)." "The build failed (above)."
  }
  rm -rf "$log" "$app"
  mv "$app.new" "$app"
  printf '%s\n' "$now" > "$app.sources"
}

show_accounts() {
  local file=$Data__Folder/demo-accounts.txt
  [ ! -e "$file" ] || { say "Comptes de démonstration" "Demonstration accounts"; cat "$file"; }
}

set_up
require_passage
[ -d "$Data__Folder" ] || { mkdir -p "$Data__Folder" && chmod 711 "$Data__Folder"; }
publish_when_changed
say "Préparation de la base de données" "Preparing the database"
# Its own words are the accounts, which are shown every time below.
dotnet "$app/App.dll" seed --demo --if-empty > /dev/null
show_accounts
say "OpsFlux répond sur $URLS — Ctrl+C pour arrêter" "OpsFlux answers at $URLS — Ctrl+C to stop"
# In this shell's place: Ctrl+C reaches the application itself, and no shell is left behind.
exec dotnet "$app/App.dll" serve
