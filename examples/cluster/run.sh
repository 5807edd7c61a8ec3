#!/bin/sh
# Builds the example and runs it: sh examples/cluster/run.sh, from wherever you are. --help says what else it takes.
set -e
here=$(cd "$(dirname "$0")" && pwd)
cd "$here/../.."
./mvnw -q -B -ntp -DskipTests -pl examples/cluster -am package
cd "$here"
exec java -jar target/cluster.jar "$@"
