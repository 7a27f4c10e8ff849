package api

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"tillway/internal/kit/errs"
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
		return tooLong()
	}
	dec := json.NewDecoder(bytes.NewReader(body))
	dec.UseNumber()
	if err := scanValue(dec, nil); err != nil {
		if e := errs.As(err); e != nil {
			return e
		}
		return errJSON.New("what", "its syntax is wrong", "what@zh", "语法有误")
	}
	if _, err := dec.Token(); !errors.Is(err, io.EOF) {
		return errJSON.New("what", "there is text after its end", "what@zh", "结尾有多余内容")
	}
	return nil
}

func tooLong() error {
	return errJSON.New("what", fmt.Sprintf("it is longer than %d bytes", maxJSONBytes), "what@zh", fmt.Sprintf("超过 %d 字节", maxJSONBytes))
}

// scanValue reads one value; path is where it stands in the document.
func scanValue(dec *json.Decoder, path []string) error {
	if len(path) > maxJSONDepth {
		return errJSON.New("what", "it is nested too deep", "what@zh", "嵌套过深")
	}
	tok, err := dec.Token()
	if err != nil {
		return err
	}
	switch tok {
	case json.Delim('{'):
		return scanObject(dec, path)
	case json.Delim('['):
		for i := 0; dec.More(); i++ {
			if err := scanValue(dec, append(path, fmt.Sprintf("[%d]", i))); err != nil {
				return err
			}
		}
		_, err = dec.Token()
		return err
	}
	return nil
}

func scanObject(dec *json.Decoder, path []string) error {
	seen := map[string]bool{}
	for dec.More() {
		tok, err := dec.Token()
		if err != nil {
			return err
		}
		name := tok.(string)
		member := slices.Concat(path, []string{name})
		if folded := strings.ToLower(name); seen[folded] {
			return errs.Fields(errs.FieldFault{Path: strings.ReplaceAll(strings.Join(member, "."), ".[", "["), Code: "input.twice",
				Zh: "这个字段出现了两次，请只保留一个。", En: "This member is given twice; keep one."})
		}
		seen[strings.ToLower(name)] = true
		if err := scanValue(dec, member); err != nil {
			return err
		}
	}
	_, err := dec.Token()
	return err
}
