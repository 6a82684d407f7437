#!/usr/bin/env bash
# Times one epoch of 158 steps of 16 clips in this project and in other frameworks, one after the other on this machine, and prints a Markdown table:
#   one process with all cores to itself, and two processes at once, one a core with one thread each (the slower one counts).
# A peer's figure is the fastest epoch after the first, which compiles; ours the lowest of three means of four epochs.
# Run on an idle machine with two cores or more: PYTHON=peers-env/bin/python compare.sh     (see README.md for the packages)
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
python=$(realpath -s "${PYTHON:-python3}")
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
export EPOCHS=${EPOCHS:-6} PYTHONDONTWRITEBYTECODE=1 CUDA_VISIBLE_DEVICES= JAX_PLATFORMS=cpu

cd "$here/../.." # the Go package
go test -c -o "$scratch/ours" .

names=("this project" "JAX" "Keras on JAX" "Keras on TensorFlow" "PyTorch")
command_of() {
  case $1 in
    "this project") echo "$scratch/ours -test.run ^$ -test.bench ^BenchmarkEpochXLA$ -test.benchtime 4x -test.count 3" ;;
    "JAX") echo "$python $here/epoch_jax.py" ;;
    "Keras on JAX") echo "$python $here/epoch_keras.py jax jit" ;;
    "Keras on TensorFlow") echo "$python $here/epoch_keras.py tensorflow" ;;
    "PyTorch") echo "$python $here/epoch_torch.py" ;;
  esac
}

# fastest FILE prints the least seconds an epoch in a program's output, of either form.
fastest() {
  awk '/ epoch [1-9]/ { for (i = 1; i < NF; i++) if ($i == "epoch") s = $(i + 2) }
       /ns\/op/ { for (i = 2; i <= NF; i++) if ($i == "ns/op") s = $(i - 1) / 1e9 }
       s > 0 && (best == "" || s < best) { best = s }
       END { if (best == "") exit 1; printf "%.3f\n", best }' "$1" || { echo "no epoch was timed:" >&2; tail -5 "$1" >&2; return 1; }
}

alone() { $(command_of "$1") >"$scratch/alone" 2>&1 || true; fastest "$scratch/alone"; }

pair() {
  local one_thread=(env OMP_NUM_THREADS=1 TF_NUM_INTRAOP_THREADS=1 TF_NUM_INTEROP_THREADS=1 XLA_FLAGS=--xla_cpu_multi_thread_eigen=false) jobs=() core
  for core in 0 1; do
    taskset -c $core "${one_thread[@]}" $(command_of "$1") >"$scratch/pair$core" 2>&1 &
    jobs+=($!)
  done
  wait "${jobs[@]}" || true
  { fastest "$scratch/pair0"; fastest "$scratch/pair1"; } | sort -n | tail -1
}

echo "| one epoch, 158 steps of 16 | one process, s | ratio | two processes, s each | ratio |"
echo "|---|---:|---:|---:|---:|"
for name in "${names[@]}"; do
  a=$(alone "$name")
  b=$(pair "$name")
  ours_a=${ours_a:-$a} ours_b=${ours_b:-$b}
  awk -v n="$name" -v a="$a" -v b="$b" -v oa="$ours_a" -v ob="$ours_b" 'BEGIN { printf "| %s | %.2f | %.1f | %.2f | %.1f |\n", n, a, a / oa, b, b / ob }'
done
