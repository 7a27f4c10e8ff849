package payment

import (
	"sync/atomic"
	"testing"

	"tillway/internal/kit/secret"
	"tillway/internal/kit/store/storetest"
)

// BenchmarkAuthorize is the whole road of a card sale, both durable writes and
// the security module included, 64 terminals at once.
func BenchmarkAuthorize(b *testing.B) {
	for _, engine := range storetest.Engines {
		b.Run(engine, func(b *testing.B) {
			h := newHouse(b, engine)
			var n atomic.Int64
			b.SetParallelism(32)
			b.RunParallel(func(pb *testing.PB) {
				for pb.Next() {
					r := h.numbered(n.Add(1))
					if a, err := h.svc.Authorize(b.Context(), r); err != nil || a.Code != "00" {
						b.Error(a.Code, a.Reason, err)
						return
					}
				}
			})
			b.ReportMetric(float64(n.Load())/b.Elapsed().Seconds(), "payments/s")
		})
	}
}

// numbered is the nth sale of one fen, under terminals and traces of its own.
func (h *house) numbered(n int64) Request {
	r := Request{Institution: inst, Kind: Sale, Channel: Card, Terminal: pos, Batch: "000001", AmountFen: 1, Currency: "CNY", EntryMode: "051",
		Card: &CardData{PAN: secret.New(debitCard), PIN: &PIN{Block: []byte("8 bytes!"), Key: []byte("block")}}}
	r.Trace = stanOf(n)
	return r
}
