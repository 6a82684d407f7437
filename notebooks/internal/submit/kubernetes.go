package submit

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"path"
	"regexp"
	"strings"
	"text/template"
)

// Shared is where Kubernetes' workers see the claim; the recordings and the
// store are below it.
const Shared = "/study"

// retries is how often a worker that failed is started again.
const retries = 3

// group is the image's user and group, who must be able to write to the claim.
const group = 65532

// Kubernetes says how an indexed job runs.
type Kubernetes struct {
	Name      string // of the job
	Namespace string // empty: that of kubectl
	Image     string // made by the Dockerfile
	Claim     string // a PersistentVolumeClaim that every worker may write
}

// Names of Kubernetes' objects, by RFC 1123, and of images.
var (
	object = regexp.MustCompile(`^[a-z0-9]([a-z0-9.-]{0,61}[a-z0-9])?$`)
	image  = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9._/:@-]*$`)
)

// Validate returns an error that names the first field that Kubernetes would
// refuse.
func (k Kubernetes) Validate() error {
	const remedy = "give a name of small letters, digits, - and ., at most 63"
	switch {
	case k.Image == "":
		return errors.New("image is missing: name the one that the Dockerfile makes, with -image")
	case !image.MatchString(k.Image):
		return fmt.Errorf("image is %q: give a name as in registry.example/study:1", k.Image)
	case k.Claim == "":
		return errors.New("claim is missing: name a PersistentVolumeClaim that every worker may " +
			"write, with -claim")
	case !object.MatchString(k.Claim):
		return fmt.Errorf("claim is %q: %s", k.Claim, remedy)
	case !object.MatchString(k.Name):
		return fmt.Errorf("name is %q: %s", k.Name, remedy)
	case k.Namespace != "" && !object.MatchString(k.Namespace):
		return fmt.Errorf("namespace is %q: %s", k.Namespace, remedy)
	}
	return nil
}

// manifest is the template of the job. Its strings are JSON's, which YAML reads
// alike. A pod that is moved or evicted does not count as a failure of its
// worker. A worker succeeds only when no run is left, so the success of one is
// the success of all.
var manifest = template.Must(template.New("kubernetes").Funcs(template.FuncMap{
	"json": func(v any) (string, error) { b, err := json.Marshal(v); return string(b), err },
}).Parse(`apiVersion: batch/v1
kind: Job
metadata:
  name: {{json .Kubernetes.Name}}
{{- with .Kubernetes.Namespace}}
  namespace: {{json .}}{{end}}
spec:
  completionMode: Indexed
  completions: {{.Job.Workers}}
  parallelism: {{.Job.Workers}}
  backoffLimitPerIndex: {{.Retries}}
  podFailurePolicy:
    rules:
    - action: Ignore
      onPodConditions:
      - type: DisruptionTarget
        status: "True"
  successPolicy:
    rules:
    - succeededCount: 1
  template:
    spec:
      restartPolicy: Never
      terminationGracePeriodSeconds: {{.Grace}}
      securityContext:
        runAsNonRoot: true
        fsGroup: {{.Group}}
      containers:
      - name: study
        image: {{json .Kubernetes.Image}}
        args:
        - study
{{- range .Job.Flags}}
        - {{json .}}{{end}}
        env:
        - name: XDG_CACHE_HOME
          value: {{json .Shared}}
        - name: GOMAXPROCS
          value: "{{.Job.CPUs}}"
        resources:
          requests:
            cpu: "{{.Job.CPUs}}"
            memory: {{json .Job.Memory}}
          limits:
            memory: {{json .Job.Memory}}
        volumeMounts:
        - name: study
          mountPath: {{json .Shared}}
      volumes:
      - name: study
        persistentVolumeClaim:
          claimName: {{json .Kubernetes.Claim}}
`))

// Manifest returns the job in YAML.
func (k Kubernetes) Manifest(j Job) (string, error) {
	if err := errors.Join(j.Validate(), k.Validate()); err != nil {
		return "", first(err)
	}
	// Kubernetes writes a thousand as k, and a thousandth as m; the other units
	// are those of Slurm.
	j.Memory = strings.ReplaceAll(j.Memory, "K", "k")
	var text strings.Builder
	err := manifest.Execute(&text, struct {
		Job            Job
		Kubernetes     Kubernetes
		Shared         string
		Retries, Grace int
		Group          int
	}{j, k, Shared, retries, Grace, group})
	return text.String(), err
}

// Store returns the store of runs on the claim.
func (Kubernetes) Store() string { return path.Join(Shared, "audiounlearning", "runs") }

// Kubectl creates the job and returns what kubectl says.
func Kubectl(ctx context.Context, manifest string) (string, error) {
	return feed(ctx, manifest, "install it, or print the manifest with -dry-run",
		"kubectl", "create", "-f", "-")
}
