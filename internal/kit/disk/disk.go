package disk

import (
	"os"
	"path/filepath"
	"slices"
)

// Write makes a file of the given content, durably: it is written beside,
// flushed and renamed, and so are the folders that had to be made. A reader
// sees all of it or nothing; a crash leaves at most a stray ".part-" file.
func Write(path string, content []byte) error {
	made, err := folders(filepath.Dir(path))
	if err != nil {
		return err
	}
	if err := replace(path, content); err != nil {
		return err
	}
	for _, dir := range append(made, filepath.Dir(path)) {
		if err := flush(dir); err != nil {
			return err
		}
	}
	return nil
}

// folders makes dir and returns the parents of what had to be made: a new name
// in a folder is durable once that folder is flushed.
func folders(dir string) (parents []string, err error) {
	for at := dir; ; at = filepath.Dir(at) {
		if _, err := os.Stat(at); err == nil || at == filepath.Dir(at) {
			break
		}
		parents = append(parents, filepath.Dir(at))
	}
	slices.Reverse(parents)
	return parents, os.MkdirAll(dir, 0o700)
}

func replace(path string, content []byte) error {
	tmp, err := os.CreateTemp(filepath.Dir(path), ".part-*")
	if err != nil {
		return err
	}
	defer os.Remove(tmp.Name())
	if _, err = tmp.Write(content); err == nil {
		err = tmp.Sync()
	}
	if e := tmp.Close(); err == nil {
		err = e
	}
	if err != nil {
		return err
	}
	return os.Rename(tmp.Name(), path)
}

func flush(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	defer d.Close()
	return d.Sync()
}
