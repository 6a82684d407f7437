package setup

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/gofrs/flock"
)

// lockPoll is how often a waiting process looks whether the lock is free.
const lockPoll = 100 * time.Millisecond

// Lock makes this process the only one that installs into the environment of
// the checkout at root; it waits for any other process that does. The caller
// calls unlock when done. If a process dies, its lock is released.
func Lock(ctx context.Context, root string, log func(string)) (unlock func(), err error) {
	env := EnvDir(root)
	if err := os.MkdirAll(env, 0o755); err != nil {
		return nil, fmt.Errorf("make the folder for what is installed: %w (make the checkout "+
			"writable)", err)
	}
	lock := flock.New(filepath.Join(env, "lock"))
	got, err := lock.TryLock()
	if err == nil && !got {
		say(log, "waiting for another process that is installing into "+env)
		_, err = lock.TryLockContext(ctx, lockPoll)
	}
	if err != nil {
		return nil, fmt.Errorf("lock %s: %w", env, err)
	}
	return func() { lock.Unlock() }, nil
}

// say passes one line to log, which may be nil.
func say(log func(string), line string) {
	if log != nil {
		log(line)
	}
}
