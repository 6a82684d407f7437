#!/bin/bash
#SBATCH --job-name=audiounlearning
#SBATCH --array=0-63
#SBATCH --ntasks=1
#SBATCH --cpus-per-task=4
#SBATCH --mem=8G
#SBATCH --partition=cpu,long
#SBATCH --time=1-12:30
#SBATCH --signal=B:TERM@120
#SBATCH --requeue
#SBATCH --open-mode=append
#SBATCH --output=/shared/runs/submit/%A_%a.log
#SBATCH --account=speech
#SBATCH --nice=100

# The flags below are all the settings: none come from the shell that submits.
unset "${!AU_@}"
export AU_ROOT=/home/me/study
export GOMAXPROCS="${SLURM_CPUS_PER_TASK:-4}"
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

/shared/runs/submit/notebooks-1 study \
	-backend=xla-cpu \
	-seeds=11-20 \
	-store=/shared/runs &
worker=$!
wait "$worker"
