#!/usr/bin/env bash
# Does training on an NVIDIA GPU agree with XLA on the CPU, and how fast is it?
#
#   cuda.sh pack FILE.tar.gz   here: build, train the quick study on XLA's CPU,
#                              and pack both with this script
#   ./cuda.sh run              there, in the folder where the file was unpacked:
#                              needs Python with jax-cuda13-pjrt or the path of
#                              a PJRT plugin in PLUGIN, and no network
#
# The features need not travel: the program makes its own speech, the same on
# every machine. The oracles: every gradient and ten steps against the pure-Go
# interpreter, three phases of training against JAX in float64 (the package's
# own tests), and F1 of the quick study against XLA's CPU.
set -euo pipefail
here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
# How far F1 of the study may be off: rounding grows over hundreds of steps.
limit="${LIMIT:-0.1}"
limit_mb=64
# The package's own tests that run there.
tests="${TESTS:-TestNormalisationGradients|TestBackendsAgreeOnEveryGradient|TestBackendsStayTogether|TestStepAgreesWithJAX}"

study() { # BACKEND FILE: the records and times of the quick study
	local store
	store="$(mktemp -d)"
	GOMAXPROCS=1 "$work/study" study -quick -data "${DATA:-synthetic}" -seeds 1 -methods \
		base,gold2 -backend "$1" -store "$store" -out "$2.csv" -times "$2.times.csv" >/dev/null
	rm -r "$store"
}

seconds() { # FILE: of an epoch, without the compilation
	awk -F, '$1 != "start" && $3 == "false" { s += $4; n += $2 } END { printf "%.3f", s / n }' \
		"$1.times.csv"
}

pack() {
	work="$(mktemp -d)" # not local: the trap outlives the function
	trap 'rm -rf "$work"' EXIT
	cd "$here/../.."
	go build -ldflags='-s -w' -o "$work/study" ./notebooks
	go test -c -ldflags='-s -w' -o "$work/gomlx_model.test" ./gomlx_model
	cp "$0" "$work/cuda.sh"
	mkdir "$work/testdata"
	cp gomlx_model/testdata/*.json "$work/testdata"
	study xla-cpu "$work/cpu"
	tar -C "$work" -czf "$1" .
	if [ "$(du -m "$1" | cut -f1)" -gt "$limit_mb" ]; then
		echo "$1 has more than $limit_mb MiB" >&2
		exit 1
	fi
	du -h "$1"
}

# use_gpu finds the plugin and what it loads, as jax-cuda13-pjrt installs them.
use_gpu() {
	local packages plugin ptxas
	packages="$(python3 -c 'import jax_plugins.xla_cuda13 as p
print(next(iter(p.__path__)) + "/../..")' 2>/dev/null || true)"
	plugin="${PLUGIN:-$packages/jax_plugins/xla_cuda13/xla_cuda_plugin.so}"
	if [ ! -f "$plugin" ]; then
		echo "there is no PJRT plugin at $plugin: name one with PLUGIN" >&2
		exit 1
	fi
	export GOMLX_BACKEND="xla:$plugin"
	if [ -d "$packages/nvidia" ]; then
		LD_LIBRARY_PATH="$(find "$packages/nvidia" -name lib -type d | paste -sd:):${LD_LIBRARY_PATH:-}"
		export LD_LIBRARY_PATH
		ptxas="$(find "$packages/nvidia" -name ptxas | head -n 1)"
		if [ -n "$ptxas" ]; then
			export XLA_FLAGS="--xla_gpu_cuda_data_dir=$(dirname "$(dirname "$ptxas")")"
		fi
	fi
	# Float32 as it is, and not with the 10 bits that GPUs may round it to.
	export NVIDIA_TF32_OVERRIDE=0
}

run() {
	local backend="${BACKEND:-cuda}"
	work="$here"
	cd "$work"
	if [ "$backend" = cuda ]; then
		use_gpu
	fi
	echo "== gradients, ten steps, JAX"
	./gomlx_model.test -test.v -test.run "^($tests)\$" |
		grep -E '^ *(---|ok|PASS|FAIL|[a-z_]+\.go)'
	echo "== the quick study"
	study "$backend" "$backend"
	# F1 is the 14th column; corpus to method, set and n say which.
	awk -F, -v limit="$limit" 'FNR == 1 { next }
		{ key = $4 " " $5 " " $6 " " $9 " " $10 }
		NR == FNR { cpu[key] = $14; next }
		key in cpu {
			d = $14 - cpu[key]; if (d < 0) d = -d
			if (d > worst) { worst = d; at = key }
			n++
		}
		END {
			printf "F1 of %d sets differs by at most %.4f%s\n", n, worst, at ? " (" at ")" : ""
			exit !(n > 0 && worst <= limit)
		}' cpu.csv "$backend.csv"
	echo "== seconds an epoch: $(seconds cpu) on the CPU that packed, $(seconds "$backend") on $backend"
}

case "${1:-}" in
pack) pack "$(realpath "${2:?name the file to write}")" ;;
run) run ;;
*)
	sed -n '2,15s/^# \{0,1\}//p' "$0"
	exit 2
	;;
esac
