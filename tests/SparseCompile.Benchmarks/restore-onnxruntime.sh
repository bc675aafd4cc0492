#!/bin/sh
# Fetches the ONNX Runtime that the benchmarks compare with into artifacts/onnxruntime (git-ignored).
# The npm package is used because it carries the native library itself; its install script would only add GPU back ends.
set -eu

version=1.30.0
root=$(cd "$(dirname "$0")/../.." && pwd)
target="$root/artifacts/onnxruntime"

mkdir -p "$target"
npm install --ignore-scripts --no-audit --no-fund --no-save --prefix "$target" "onnxruntime-node@$version"
echo "ONNX Runtime $version is in artifacts/onnxruntime"
