package submit

import (
	"strings"
	"testing"

	batchv1 "k8s.io/api/batch/v1"
	corev1 "k8s.io/api/core/v1"
	"sigs.k8s.io/yaml"
)

// full is a job that uses every field.
var full = Job{Workers: 7, CPUs: 2, Memory: "512M",
	Flags: []string{"-seeds=11-20", "-data=" + Shared + "/it's \"here\": # now"}}

// Kubernetes' own types are the oracle: the manifest is read strictly, so that
// a misspelt or misplaced field is refused, and what was read is what was
// asked.
func TestManifest(t *testing.T) {
	k := Kubernetes{Name: "forget", Namespace: "speech", Image: "registry.example/study:1",
		Claim: "runs"}
	text, err := k.Manifest(full)
	if err != nil {
		t.Fatal(err)
	}
	var job batchv1.Job
	if err := yaml.UnmarshalStrict([]byte(text), &job); err != nil {
		t.Fatalf("%v in\n%s", err, text)
	}
	if err := yaml.UnmarshalStrict([]byte(strings.Replace(text, "backoffLimitPerIndex",
		"backoffLimitPerIndexes", 1)), &job); err == nil {
		t.Error("a misspelt field was read")
	}
	spec, pod := job.Spec, job.Spec.Template.Spec
	if job.APIVersion != "batch/v1" || job.Kind != "Job" || job.Name != "forget" ||
		job.Namespace != "speech" {
		t.Errorf("it is the %s %s %s in %s", job.APIVersion, job.Kind, job.Name, job.Namespace)
	}
	if *spec.CompletionMode != batchv1.IndexedCompletion || *spec.Completions != 7 ||
		*spec.Parallelism != 7 || *spec.BackoffLimitPerIndex != retries ||
		*spec.SuccessPolicy.Rules[0].SucceededCount != 1 {
		t.Errorf("the array is\n%s", text)
	}
	rule := spec.PodFailurePolicy.Rules[0]
	if rule.Action != batchv1.PodFailurePolicyActionIgnore ||
		rule.OnPodConditions[0].Type != corev1.DisruptionTarget ||
		rule.OnPodConditions[0].Status != corev1.ConditionTrue {
		t.Errorf("a pod that makes room is not ignored: %+v", rule)
	}
	// Kubernetes refuses a failure policy with any other restart policy.
	if pod.RestartPolicy != corev1.RestartPolicyNever ||
		*pod.TerminationGracePeriodSeconds != Grace {
		t.Errorf("restart %s, grace %d s", pod.RestartPolicy, *pod.TerminationGracePeriodSeconds)
	}
	if !*pod.SecurityContext.RunAsNonRoot || *pod.SecurityContext.FSGroup != group {
		t.Errorf("the pod's user is %+v", pod.SecurityContext)
	}
	study := pod.Containers[0]
	if want := append([]string{"study"}, full.Flags...); study.Image != k.Image ||
		strings.Join(study.Args, "\n") != strings.Join(want, "\n") {
		t.Errorf("%s runs %q, want %q", study.Image, study.Args, want)
	}
	if study.Resources.Requests.Cpu().Value() != 2 ||
		study.Resources.Limits.Memory().Value() != 512e6 || study.Env[1].Value != "2" {
		t.Errorf("resources are %+v with %+v", study.Resources, study.Env)
	}
	if study.VolumeMounts[0].Name != pod.Volumes[0].Name || study.Env[0].Value != Shared ||
		study.VolumeMounts[0].MountPath != Shared ||
		pod.Volumes[0].PersistentVolumeClaim.ClaimName != "runs" {
		t.Errorf("the claim is not at %s:\n%s", Shared, text)
	}
}

// TestRefusals: one sentence that names the field.
func TestRefusals(t *testing.T) {
	k := Kubernetes{Name: "forget", Image: "study:1", Claim: "runs"}
	s := Slurm{Program: "/shared/study", Logs: "/shared/logs"}
	for _, c := range []struct {
		want  string
		job   func(*Job)
		kube  func(*Kubernetes)
		slurm func(*Slurm)
	}{
		{want: "workers is 0", job: func(j *Job) { j.Workers = 0 }},
		{want: "workers is 1001", job: func(j *Job) { j.Workers = 1001 }},
		{want: "cpus is 0", job: func(j *Job) { j.CPUs = 0 }},
		{want: `mem is "2"`, job: func(j *Job) { j.Memory = "2" }},
		{want: "cannot be printed", job: func(j *Job) { j.Flags = []string{"-data=a\nrm -r b"} }},
		{want: "image is missing", kube: func(k *Kubernetes) { k.Image = "" }},
		{want: "image is", kube: func(k *Kubernetes) { k.Image = "study 1" }},
		{want: "claim is missing", kube: func(k *Kubernetes) { k.Claim = "" }},
		{want: "claim is", kube: func(k *Kubernetes) { k.Claim = "Runs" }},
		{want: "name is", kube: func(k *Kubernetes) { k.Name = "-" }},
		{want: "namespace is", kube: func(k *Kubernetes) { k.Namespace = "a b" }},
		{want: "partition is", slurm: func(s *Slurm) { s.Partition = "a b" }},
		{want: "time is", slurm: func(s *Slurm) { s.Time = "soon" }},
		{want: "5 minutes", slurm: func(s *Slurm) { s.Time = "00:02:00" }},
		{want: "5 minutes", slurm: func(s *Slurm) { s.Time = "0-0:5" }},
		{want: "option is", slurm: func(s *Slurm) { s.Options = []string{"account=speech"} }},
		{want: "cannot be printed", slurm: func(s *Slurm) { s.Options = []string{"--wrap=a\nb"} }},
		{want: "absolute", slurm: func(s *Slurm) { s.Program = "study" }},
		{want: "store is", slurm: func(s *Slurm) { s.Logs = `/a"b` }},
	} {
		j, k, s := full, k, s
		var err error
		switch {
		case c.kube != nil:
			c.kube(&k)
			_, err = k.Manifest(j)
		case c.slurm != nil:
			c.slurm(&s)
			_, err = s.Script(j)
		default:
			c.job(&j)
			if _, err = k.Manifest(j); err != nil {
				_, err = s.Script(j)
			}
		}
		if err == nil || !strings.Contains(err.Error(), c.want) ||
			strings.Contains(err.Error(), "\n") {
			t.Errorf("got %v, want one line with %q", err, c.want)
		}
	}
}
