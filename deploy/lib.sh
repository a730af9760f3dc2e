# shellcheck shell=bash
# What run.sh and test.sh share: packages, the build's one choice, and how they speak. Sourced, never run.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
local_props=$root/Directory.Build.local.props

# Build helpers that outlive the build would be found after Ctrl+C: nothing may stay.
export MSBUILDDISABLENODEREUSE=1 DOTNET_CLI_USE_MSBUILD_SERVER=0 UseSharedCompilation=false
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

# say FRENCH ENGLISH: one line of progress in the terminal's language.
say() { printf '==> %s\n' "$(in_language "$@")"; }

# fail FRENCH ENGLISH: the last line of a run that cannot go on.
fail() { printf '%s\n' "$(in_language "$@")" >&2; exit 1; }

in_language() {
  case ${LC_ALL:-${LC_MESSAGES:-${LANG:-}}} in
    fr*) printf '%s' "$1" ;;
    *) printf '%s' "$2" ;;
  esac
}

# as_root COMMAND…: runs it as root without ever asking for a password; false where that is not possible.
as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"
  elif command -v sudo > /dev/null && sudo -n true 2> /dev/null; then sudo -n "$@"
  else return 1
  fi
}

have_postgres() { compgen -G '/usr/lib/postgresql/*/bin/initdb' > /dev/null || command -v initdb > /dev/null || [ -n "${Postgres__Bin:-}" ]; }
have_chromium() { command -v chromium > /dev/null || command -v chromium-browser > /dev/null || command -v google-chrome > /dev/null; }
have_fonts() { compgen -G '/usr/share/fonts/truetype/noto/NotoSans*' > /dev/null; }
have_certificates() { [ -n "${SSL_CERT_FILE:-}" ] || [ -e /etc/ssl/certs/ca-certificates.crt ]; }

missing_packages() {
  if [ -z "${ConnectionStrings__Default:-}" ]; then have_postgres || echo postgresql; fi
  have_chromium || echo chromium chromium-sandbox
  have_fonts || echo fonts-noto-core
  have_certificates || echo ca-certificates
}

# Installs what is missing where it may; where it may not, says what to install, and goes on without what only PDF needs.
ensure_packages() {
  local missing
  missing=$(missing_packages | xargs)
  [ -n "$missing" ] || return 0
  if command -v apt-get > /dev/null && as_root true; then
    say "Installation de : $missing" "Installing: $missing"
    install_packages "$missing" || say "L'installation a échoué." "The installation failed."
  fi
  missing=$(missing_packages | xargs)
  [ -n "$missing" ] || return 0
  say "Il manque : $missing — à installer en tant que root : apt-get install $missing" \
    "Missing: $missing — to be installed as root: apt-get install $missing"
  case " $missing " in
    *" postgresql "*) fail "Sans PostgreSQL, OpsFlux ne peut pas démarrer." "Without PostgreSQL, OpsFlux cannot start." ;;
  esac
  say "Sans Chromium ni polices, les exports PDF ne fonctionneront pas." "Without Chromium and fonts, PDF exports will not work."
}

install_packages() {
  local log packages
  read -ra packages <<< "$1"
  log=$(mktemp)
  # Debian would create and start a server of its own on port 5432: ours is private and lives in the data folder.
  # A machine that already has PostgreSQL keeps its choice.
  if [ ! -e /etc/postgresql-common/createcluster.conf ]; then
    as_root mkdir -p /etc/postgresql-common
    echo 'create_main_cluster = false' | as_root tee /etc/postgresql-common/createcluster.conf > /dev/null
  fi
  if as_root apt-get update > "$log" 2>&1 &&
    as_root env DEBIAN_FRONTEND=noninteractive UCF_FORCE_CONFFOLD=1 \
      apt-get install -y --no-install-recommends "${packages[@]}" >> "$log" 2>&1
  then rm -f "$log"
  else tail -n 15 "$log" >&2; rm -f "$log"; return 1
  fi
}

ensure_dotnet() {
  local place
  for place in "${DOTNET_ROOT:-}" /usr/share/dotnet /usr/lib/dotnet "$HOME/.dotnet"; do
    command -v dotnet > /dev/null && break
    [ -x "$place/dotnet" ] && PATH=$PATH:$place
  done
  (cd "$root" && dotnet --version > /dev/null 2>&1) || fail \
    "Le SDK .NET 10 est introuvable : voir https://dotnet.microsoft.com/download, puis recommencez." \
    "The .NET 10 SDK was not found: see https://dotnet.microsoft.com/download, then start again."
}

# The browser's script comes in a package that partial package sources lack. Finds out once, and writes the answer where
# every later build reads it; delete the file to have it found out again.
ensure_blazor_script() {
  [ -e "$local_props" ] && return 0
  say "Restauration des paquets .NET" "Restoring .NET packages"
  local log from_pack=false
  log=$(mktemp)
  if ! dotnet restore "$root/App/App.csproj" -p:RequiresAspNetWebAssets=true > "$log" 2>&1; then
    if ! grep -q 'Microsoft.AspNetCore.App.Internal.Assets' "$log"; then
      cat "$log" >&2
      rm -f "$log"
      fail "La restauration des paquets a échoué (ci-dessus)." "Restoring packages failed (above)."
    fi
    from_pack=true
  fi
  rm -f "$log"
  cat > "$local_props" << PROPS
<Project>
  <PropertyGroup>
    <BlazorScriptFromPack>$from_pack</BlazorScriptFromPack>
  </PropertyGroup>
</Project>
PROPS
}

set_up() {
  ensure_packages
  ensure_dotnet
  ensure_blazor_script
}

# The accessibility checker of the browser tests; without npm those tests are skipped and say so.
ensure_axe() {
  export OPSFLUX_AXE=${OPSFLUX_AXE:-$root/TestResults/tools/package/axe.min.js}
  if [ -e "$OPSFLUX_AXE" ] || ! command -v npm > /dev/null; then return 0; fi
  local tools=$root/TestResults/tools
  say "Téléchargement d'axe-core" "Fetching axe-core"
  mkdir -p "$tools"
  (cd "$tools" && npm pack --silent axe-core@4.14.1 > /dev/null && tar -xzf axe-core-*.tgz package/axe.min.js) ||
    say "axe-core est introuvable : les tests d'accessibilité seront omis." "axe-core is not to be had: accessibility tests will be skipped."
}
