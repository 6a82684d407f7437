#!/bin/bash
#SBATCH --job-name=audiounlearning
#SBATCH --array=0-1
#SBATCH --ntasks=1
#SBATCH --cpus-per-task=1
#SBATCH --mem=500M
#SBATCH --signal=B:TERM@120
#SBATCH --requeue
#SBATCH --open-mode=append
#SBATCH --output="/my 100%% runs/%A_%a.log"

# The flags below are all the settings: none come from the shell that submits.
unset "${!AU_@}"
export 'FSDD_DIR=/my recordings'
export GOMAXPROCS="${SLURM_CPUS_PER_TASK:-1}"
task="${SLURM_ARRAY_JOB_ID}_$SLURM_ARRAY_TASK_ID"
worker=

# TERM comes 120 s before the time limit. The worker stops between two epochs
# and its task goes back into the queue; one that somebody cancelled does not.
stop() {
	if [ -n "$worker" ]; then
		kill -TERM "$worker" 2>/dev/null
		wait "$worker" && exit 0
	fi
	if [ "$(squeue --noheader --jobs="$task" --format=%T)" = RUNNING ]; then
		scontrol requeue "$task"
	fi
	exit 1
}
trap stop TERM

'/my runs/notebooks' study \
	'-data=/it'\''s; a $(data) folder' &
worker=$!
wait "$worker"
