#!/usr/bin/env bash
# Plays the main stories by keyboard alone, in French and English, 1440 and 360 px wide, and leaves pictures and the manager's
# exports in a folder (TestResults/story unless named): deploy/story.sh [FOLDER]. Fails where something cannot be reached by keyboard.
set -euo pipefail
# shellcheck source-path=SCRIPTDIR source=lib.sh
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

folder=${1:-$root/TestResults/story}
set_up
say "Construction" "Building"
dotnet build "$root/App.Tests/App.Tests.csproj" -v quiet
mkdir -p "$folder"
rm -f "$folder"/*.png "$folder"/*.pdf "$folder"/*.xlsx
dotnet "$root/App.Tests/bin/Debug/net10.0/App.Tests.dll" story "$folder"
say "Images : $folder" "Pictures: $folder"
