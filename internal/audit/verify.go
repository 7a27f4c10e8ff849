package audit

import (
	"context"
	"fmt"

	"tillway/internal/kit/id"
	"tillway/internal/kit/store"
)

// Fault names the first line of a chain that does not fit.
type Fault struct {
	Institution id.Institution `json:"institution_id"`
	Seq         int64          `json:"seq"`
	Zh          string         `json:"what_zh"`
	En          string         `json:"what_en"`
}

// String says it for people.
func (f Fault) String() string {
	return fmt.Sprintf("audit_line institution %s seq %d: %s · %s", f.Institution, f.Seq, f.Zh, f.En)
}

// Verify recomputes every chain. It returns how many lines it checked and one
// fault for each broken chain.
func Verify(ctx context.Context, db *store.DB) (checked int64, faults []Fault, err error) {
	err = db.Read(ctx, func(q store.Q) error {
		insts, err := chains(q)
		if err != nil {
			return err
		}
		for _, inst := range insts {
			n, fault, err := verifyChain(q, inst)
			if err != nil {
				return err
			}
			checked += n
			if fault != nil {
				faults = append(faults, *fault)
			}
		}
		return nil
	})
	return checked, faults, err
}

func verifyChain(q store.Q, inst id.Institution) (n int64, fault *Fault, err error) {
	prev := genesis
	for {
		lines, err := page(q, inst, n)
		if err != nil {
			return n, nil, err
		}
		for _, l := range lines {
			switch {
			case l.Seq != n+1:
				return n, &Fault{inst, n + 1, "该行缺失", "the line is missing"}, nil
			case l.PrevHash != prev:
				return n, &Fault{inst, l.Seq, "与上一行不相接", "it does not continue the line before it"}, nil
			case l.Hash != l.digest(inst):
				return n, &Fault{inst, l.Seq, "内容与其摘要不符", "its content does not match its hash"}, nil
			}
			n, prev = l.Seq, l.Hash
		}
		if len(lines) == 0 {
			break
		}
	}
	seq, hash, err := head(q, inst)
	if err == nil && (seq != n || hash != prev) {
		fault = &Fault{inst, n + 1, fmt.Sprintf("链止于第 %d 行，链头却是第 %d 行", n, seq), fmt.Sprintf("the chain ends at %d, its head says %d", n, seq)}
	}
	return n, fault, err
}
