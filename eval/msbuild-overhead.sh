#!/usr/bin/env bash
# What the build target costs: bash eval/msbuild-overhead.sh [ROUNDS]
# Builds one up-to-date library in four ways, in turn within each round, and prints what each costs beside the build without the package.
set -euo pipefail
cd "$(dirname "$0")/.."
rounds=${1:-20}
repository=$PWD
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 MSBUILDDISABLENODEREUSE=1 UseSharedCompilation=false
root=$(mktemp -d)
trap 'rm -rf "$root"' EXIT

for project in Analysis Tool MSBuild; do
  dotnet pack "src/PerfGate.$project" -c Release -o "$root/feed" -p:Version=0.0.1-overhead -p:RunAnalyzers=false -v:quiet -nologo >"$root/pack.log" || { cat "$root/pack.log"; exit 1; }
done

echo "package sizes (bytes)"
(cd "$root/feed" && stat -c '  %s  %n' ./*.nupkg ./*.snupkg)

# A hundred benchmarks of three launches with fifteen iterations each, and two metrics.
results() {
  awk -v seed="$1" 'BEGIN {
    srand(seed)
    print "{\"schema\":\"perfgate.results/1\",\"environment\":{\"os\":\"linux\",\"cpu\":\"any\",\"runtime\":\".NET 10.0\"},"
    print "\"metrics\":{\"allocated\":{\"unit\":\"B\",\"better\":\"lower\",\"kind\":\"exact\"},\"time\":{\"unit\":\"ns\",\"better\":\"lower\",\"kind\":\"sampled\"}},\"benchmarks\":["
    for (b = 0; b < 100; b++) {
      printf "%s{\"benchmark\":{\"namespace\":\"Shop\",\"type\":\"Cart%d\",\"method\":\"Total\"},\"samples\":{\"allocated\":[[64]],\"time\":[", b ? "," : "", b
      for (l = 0; l < 3; l++) { printf "%s[", l ? "," : ""; for (i = 0; i < 15; i++) printf "%s%.2f", i ? "," : "", 1000 + 10 * rand(); printf "]" }
      print "]}}"
    }
    print "]}"
  }'
}

library() {
  mkdir -p "$root/$1"
  echo 'namespace Shop; public class Cart { public void Total() { } }' >"$root/$1/Cart.cs"
  cat >"$root/$1/Shop.csproj" <<XML
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup>
    <TargetFramework>net10.0</TargetFramework>
    <PerfGateResults>current.json</PerfGateResults>
    <PerfGateBaseline>base.json</PerfGateBaseline>
  </PropertyGroup>
  <ItemGroup>$2</ItemGroup>
</Project>
XML
  results 1 >"$root/$1/base.json"
  results 2 >"$root/$1/current.json"
  (cd "$root/$1" && dotnet build -v:quiet -nologo)
}

cat >"$root/nuget.config" <<XML
<configuration>
  <config><add key="globalPackagesFolder" value="cache" /></config>
  <packageSources><clear /><add key="packed" value="feed" /></packageSources>
</configuration>
XML
unset NUGET_PACKAGES
library without ''
library with '<PackageReference Include="PerfGate.MSBuild" Version="0.0.1-overhead" PrivateAssets="all" />'

# Seconds on the clock and of the processors, of one build that has nothing to compile.
TIMEFORMAT='%R %U %S'
build() {
  local folder=$1
  shift
  cd "$root/$folder"
  { time dotnet build --no-restore -v:quiet -nologo "$@" >"$root/build.log" 2>&1; } 2>&1 || { cat "$root/build.log" >&2; exit 1; }
  cd "$repository"
}

measure() {
  case $1 in
    without) build without ;;
    off) build with ;;
    compares) rm -f "$root/with/obj/Shop.csproj.perfgate.stamp"; build with -p:PerfGateOnBuild=true ;;
    skipped) build with -p:PerfGateOnBuild=true ;;
  esac
}

ways=(without off compares skipped)
for way in "${ways[@]}"; do measure "$way" >/dev/null; done
for ((round = 0; round < rounds; round++)); do
  # Each way comes first, second, third and last equally often; a skipped build needs one that has passed, which any earlier one is.
  for ((step = 0; step < 4; step++)); do
    way=${ways[$(((round + step) % 4))]}
    [ "$way" = skipped ] && { [ -f "$root/with/obj/Shop.csproj.perfgate.stamp" ] || measure compares >/dev/null; }
    measure "$way" >>"$root/$way.times"
  done
done

# Median, and the median of the differences within rounds with the order statistics that hold it with 95 %.
summary() {
  echo "$1, milliseconds a build, $rounds rounds"
  for way in "${ways[@]}"; do
    paste -d' ' "$root/without.times" "$root/$way.times" | awk -v sum="$2" '{ x = 1000 * (sum ? $2 + $3 : $1); y = 1000 * (sum ? $5 + $6 : $4); print y - x, y }' >"$root/pairs"
    cut -d' ' -f1 "$root/pairs" | sort -n >"$root/differences"
    cut -d' ' -f2 "$root/pairs" | sort -n | awk -v way="$way" -v n="$rounds" -v file="$root/differences" '
      { time[NR] = $1 }
      END {
        while ((getline line < file) > 0) difference[++count] = line
        reach = int(0.98 * sqrt(n)) + 1; low = int(n / 2) - reach + 1; high = n - low + 1
        if (low < 1) { low = 1; high = n }
        printf "  %-9s median %5d, beside without: %+5d [%+d, %+d]\n", way, time[int((n + 1) / 2)], difference[int((n + 1) / 2)], difference[low], difference[high]
      }'
  done
}

echo "builds that have nothing to compile"
summary "clock" 0
summary "processors" 1
