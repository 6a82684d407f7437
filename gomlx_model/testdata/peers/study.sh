#!/usr/bin/env bash
# Times the paper's procedure (original, gold, Base, All BN, Conv BN; one excluded speaker) for three seeds on two cores, from the recordings to the scores, in this project and in Keras on JAX:
# there three processes of one thread, one a seed, at the same time, so that neither core idles; here one process that shares the runs out to both cores. Compilation counts on both sides.
# Run on an idle machine with two cores: PYTHON=peers-env/bin/python FSDD_DIR=… study.sh [SPEAKER]     (see README.md for the packages)
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
python=$(realpath -s "${PYTHON:-python3}")
recordings=$(realpath "${FSDD_DIR:?the folder of the recordings}")
speaker=${1:-lucas}
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
export PYTHONDONTWRITEBYTECODE=1 CUDA_VISIBLE_DEVICES= JAX_PLATFORMS=cpu FSDD_DIR=$recordings

cd "$here/../../.."
go build -o "$scratch/ours" ./notebooks
"$scratch/ours" doctor >/dev/null # so that the XLA plugin is there

seconds() { # seconds COMMAND… prints how long it took
  local start end
  start=$(date +%s.%N)
  "$@" >"$scratch/log" 2>&1 || { tail -5 "$scratch/log" >&2; return 1; }
  end=$(date +%s.%N)
  awk -v a="$start" -v b="$end" 'BEGIN { printf "%.0f", b - a }'
}
# A plugin that is named by its path is not that of the published records, so every run is trained.
ours() { GOMLX_BACKEND="xla:$(find "$PWD/notebooks/.env" -name pjrt_c_api_cpu_plugin.so | head -1)" "$scratch/ours" study -store "$scratch/runs" -speakers "$speaker" -seeds 3 -methods base,all-bn,conv-bn; }
keras() {
  local jobs=() seed
  for seed in 1 2 3; do
    OMP_NUM_THREADS=1 XLA_FLAGS=--xla_cpu_multi_thread_eigen=false taskset -c 0,1 "$python" "$here/study_keras.py" "$recordings" "$speaker" $seed &
    jobs+=($!)
  done
  for seed in "${jobs[@]}"; do wait "$seed"; done
}
a=$(seconds ours)
b=$(seconds keras)
echo "| the paper's study, three seeds, two cores | seconds | ratio |"
echo "|---|---:|---:|"
echo "| this project | $a | 1.0 |"
awk -v a="$a" -v b="$b" 'BEGIN { printf "| Keras on JAX | %d | %.1f |\n", b, b / a }'
