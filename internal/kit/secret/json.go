package secret

import (
	"encoding/json"
	"errors"
)

// errNotText never quotes what was sent: the value is a secret.
var errNotText = errors.New("a text is expected")

func unquote(b []byte) (string, error) {
	var v string
	if err := json.Unmarshal(b, &v); err != nil {
		return "", errNotText
	}
	return v, nil
}
