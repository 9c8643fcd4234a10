#!/usr/bin/env bash
# Approves the public surface of the libraries as it stands: writes src/*/PublicAPI.Shipped.txt, which the build then
# checks. All of them, or those named: eng/approve-public-api.sh BrainDae.Nifti BrainDae.Metrics
set -euo pipefail
cd "$(dirname "$0")/.."

log=$(mktemp -d)
trap 'rm -rf "$log"' EXIT
if [ $# -eq 0 ]; then
  set -- $(cd src && ls -d BrainDae.* | grep -v '^BrainDae.Cli$')
fi

# References once, without looking at lists that are about to change.
dotnet build src/BrainDae.Cli --configuration Release -v q -nologo -p:PublicApiApproved=false

for project in "$@"; do
  folder=src/$project
  printf '#nullable enable\n' > "$folder/PublicAPI.Shipped.txt"
  printf '#nullable enable\n' > "$folder/PublicAPI.Unshipped.txt"

  # With nothing approved the analyzer reports every public member, and its log holds each as the list wants it.
  dotnet build "$folder" --configuration Release --no-incremental -v q -nologo -p:BuildProjectReferences=false \
    -p:TreatWarningsAsErrors=false -p:ErrorLog="$log/$project.json%2Cversion=2.1" > "$log/$project.txt" || { cat "$log/$project.txt"; exit 1; }
  {
    printf '#nullable enable\n'
    sed -n 's/^ *"APIName": "\(.*\)",\{0,1\}\r\{0,1\}$/\1/p' "$log/$project.json" | sed 's/\\"/"/g; s/\\\\/\\/g' | LC_ALL=C sort -u
  } > "$log/approved"
  cp "$log/approved" "$folder/PublicAPI.Shipped.txt"
  echo "$project: $(($(wc -l < "$log/approved") - 1)) public members"
done
