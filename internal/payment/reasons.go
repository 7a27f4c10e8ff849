package payment

import "tillway/internal/ledger"

// Why payments are in the books.
var (
	reasonOf = map[Kind]ledger.Reason{
		Sale:           ledger.DefineReason("payment.sale", "消费", "Sale"),
		Void:           ledger.DefineReason("payment.void", "消费撤销", "Void"),
		Refund:         ledger.DefineReason("payment.refund", "退货", "Refund"),
		Completion:     ledger.DefineReason("payment.completion", "预授权完成", "Pre-authorisation completion"),
		CompletionVoid: ledger.DefineReason("payment.completion_void", "预授权完成撤销", "Completion void"),
	}
	reasonReversal   = ledger.DefineReason("payment.reversal", "冲正", "Reversal")
	reasonRefundHold = ledger.DefineReason("payment.refund_hold", "退货在途", "Refund in progress")
	reasonRefundDone = ledger.DefineReason("payment.refund_done", "退货完成，解除占用", "Refund finished, hold released")
)
