// Package forged tries to make statuses without a life. The compiler must
// refuse every line marked with want.
package forged

import "tillway/internal/kit/flow"

var life = flow.Draw("forged").Genesis("open").Edge("open", "close", "closed").End("closed").Seal()

func forge(pos flow.Pos) []any {
	pos.Status.name = "closed" // want
	pos.Status = "closed"      // want
	return []any{
		flow.State{"closed", life},          // want
		flow.State{name: "closed"},          // want
		flow.State("closed"),                // want
		flow.Pos{Status: "closed", Step: 1}, // want
		life.next,                           // want
	}
}
