#!/bin/sh
# Builds the shims through which 'peers' reaches other libraries, into artifacts/peers. Each needs its Debian package (libopenblas-dev, libeigen3-dev, libxsmm-dev,
# libxnnpack-dev with libpthreadpool-dev and libcpuinfo-dev); what is not installed is left out, and so is everything where there is no compiler.
set -u
cd "$(dirname "$0")" || exit 1
source=Peers/Native/shims
target=../../artifacts/peers
mkdir -p "$target"

build() {
    name=$1
    compiler=$2
    file=$3
    shift 3
    if ! command -v "$compiler" > /dev/null; then
        echo "$name: left out, there is no $compiler"
    elif "$compiler" -O3 -march=native -DNDEBUG -shared -fPIC -o "$target/libpeer_$name.so" "$source/$file" "$@" 2> "$target/$name.log"; then
        echo "$name: built"
    else
        rm -f "$target/libpeer_$name.so"
        echo "$name: left out, $(head -n 1 "$target/$name.log")"
    fi
}

build openblas gcc openblas.c -lopenblas
build eigen g++ eigen.cpp -I/usr/include/eigen3
build libxsmm gcc libxsmm.c -lxsmm -lxsmmnoblas -lm -ldl -lpthread
build xnnpack gcc xnnpack.c -lXNNPACK -lpthreadpool -lcpuinfo -lm
