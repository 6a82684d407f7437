package jupyter

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"

	"github.com/google/renameio/v2/maybe"
)

// labDefaults are the configuration files that change JupyterLab's own
// defaults. With them it asks no question when it starts and contacts no other
// host: it neither offers nor fetches news, and does not look for a newer
// version, because the pinned one is the one that was tested.
// https://jupyterlab.readthedocs.io/en/stable/user/directories.html
func labDefaults() map[string]any {
	type object = map[string]any
	return map[string]any{
		"default_setting_overrides.json": object{
			"@jupyterlab/apputils-extension:notification": object{
				"fetchNews": "false", "checkForUpdates": false},
		},
		"page_config.json": object{"disabledExtensions": object{
			"@jupyterlab/apputils-extension:announcements": true}},
	}
}

// SettleLab gives JupyterLab the defaults of this project. They lie beside its
// packages. The user's own choices are kept in another folder, and win.
func (e Environment) SettleLab() error {
	dir := filepath.Join(e.Packages, "etc", "jupyter", "labconfig")
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return fmt.Errorf("settle JupyterLab: %w", err)
	}
	for name, value := range labDefaults() {
		// Maps of strings and truth values always encode.
		text, _ := json.MarshalIndent(value, "", "  ")
		if err := maybe.WriteFile(filepath.Join(dir, name), append(text, '\n'), 0o644); err != nil {
			return fmt.Errorf("settle JupyterLab: %w", err)
		}
	}
	return nil
}
