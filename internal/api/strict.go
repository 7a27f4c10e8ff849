package api

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"strings"
)

// The limits of a JSON body (book reliability-security §5.1, "Input").
const (
	maxJSONBytes = 1 << 20
	maxJSONDepth = 32
)

// checkJSON scans the tokens of a JSON document and refuses what decoders
// would silently resolve: a member given twice, in the same or another case,
// a document within a document too deep, or bytes after the end. Names that
// the interface does not know are refused later by its schema.
func checkJSON(body []byte) error {
	if len(body) > maxJSONBytes {
		return errJSON.New("what", "too long / 过长")
	}
	dec := json.NewDecoder(bytes.NewReader(body))
	dec.UseNumber()
	if err := scanValue(dec, 0); err != nil {
		if e := (*jsonFault)(nil); errors.As(err, &e) {
			return errJSON.New("what", e.what)
		}
		return errJSON.New("what", "syntax / 语法")
	}
	if _, err := dec.Token(); !errors.Is(err, io.EOF) {
		return errJSON.New("what", "text after the end / 结尾有多余内容")
	}
	return nil
}

type jsonFault struct{ what string }

func (f *jsonFault) Error() string { return f.what }

func scanValue(dec *json.Decoder, depth int) error {
	if depth > maxJSONDepth {
		return &jsonFault{"too deep / 嵌套过深"}
	}
	tok, err := dec.Token()
	if err != nil {
		return err
	}
	switch tok {
	case json.Delim('{'):
		return scanObject(dec, depth)
	case json.Delim('['):
		for dec.More() {
			if err := scanValue(dec, depth+1); err != nil {
				return err
			}
		}
		_, err = dec.Token()
		return err
	}
	return nil
}

func scanObject(dec *json.Decoder, depth int) error {
	seen := map[string]bool{}
	for dec.More() {
		tok, err := dec.Token()
		if err != nil {
			return err
		}
		name := strings.ToLower(tok.(string))
		if seen[name] {
			return &jsonFault{"a member is given twice / 字段重复"}
		}
		seen[name] = true
		if err := scanValue(dec, depth+1); err != nil {
			return err
		}
	}
	_, err := dec.Token()
	return err
}
