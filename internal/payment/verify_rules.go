package payment

// check is a rule of the payments as a question whose answer must be empty. Its
// only column is the key of the row at fault.
type check struct{ table, zh, en, sql string }

const rowKey = `p.institution_id || '/' || p.id`

// checks are what must hold between the rows of this room whatever happened.
// The money itself is held against the books by againstBooks.
var checks = []check{
	{"payment", "状态与各步时间不符", "the status is not the one its times give", `SELECT ` + rowKey + ` FROM payment p WHERE p.status <>
		CASE WHEN reversed_at IS NOT NULL THEN 'reversed' WHEN reversing_at IS NOT NULL THEN 'reversing'
		WHEN declined_at IS NOT NULL THEN 'declined' WHEN approved_at IS NOT NULL THEN 'approved'
		WHEN uncertain_at IS NOT NULL THEN 'uncertain' WHEN forwarding_at IS NOT NULL THEN 'forwarding' ELSE 'intent' END
		OR (approved_at IS NULL) <> (approved_fen IS NULL) OR declined_at IS NOT NULL AND (approved_at IS NOT NULL OR code = '00')
		OR approved_at IS NOT NULL AND uncertain_at IS NOT NULL OR reversing_at IS NOT NULL AND approved_at IS NULL
		OR reversed_at IS NOT NULL AND reversing_at IS NULL AND uncertain_at IS NULL`},
	{"payment", "各步时间先后颠倒", "a step is earlier than the one before", `SELECT ` + rowKey + ` FROM payment p WHERE intent_at <> occurred_at
		OR deadline_at < occurred_at OR approved_at < intent_at OR declined_at < intent_at OR uncertain_at < intent_at
		OR forwarding_at < intent_at OR reversing_at < approved_at OR reversed_at < COALESCE(reversing_at, uncertain_at)`},
	{"payment", "批准金额超过请求金额", "more was approved than was asked for", `SELECT ` + rowKey + ` FROM payment p
		WHERE approved_fen > requested_fen OR approved_fen < 0 OR requested_fen < 0`},
	{"payment", "卡号未遮蔽", "the card number is not masked", `SELECT ` + rowKey + ` FROM payment p
		WHERE pan_mask <> '' AND pan_mask NOT LIKE '%**%'`},
	{"payment", "结果不明却没有待办", "an open outcome has nothing that ends it", `SELECT ` + rowKey + ` FROM payment p
		WHERE p.status IN ('uncertain', 'reversing', 'forwarding') AND NOT EXISTS (SELECT 1 FROM payment_due d
		WHERE d.institution_id = p.institution_id AND d.payment_id = p.id AND d.done_at IS NULL)`},
	{"payment_due", "交易已有结果，待办却未了结，或待办不属于任何交易", "something is due about a payment that has ended, or that is not there",
		`SELECT d.institution_id || '/' || d.payment_id FROM payment_due d WHERE NOT EXISTS (SELECT 1 FROM payment p
		WHERE p.institution_id = d.institution_id AND p.id = d.payment_id AND p.merchant_id = d.merchant_id
		AND (d.done_at IS NOT NULL OR p.status IN ('uncertain', 'reversing', 'forwarding')))`},
	{"payment", "撤销、退货或完成所指的原交易不存在或属于别的商户", "its original is not there or is another merchant's", `SELECT ` + rowKey + ` FROM payment p
		WHERE (p.original_id <> '' OR p.kind NOT IN ('sale', 'preauth') AND p.approved_at IS NOT NULL) AND NOT EXISTS (SELECT 1 FROM payment o
		WHERE o.institution_id = p.institution_id AND o.id = p.original_id AND o.merchant_id = p.merchant_id AND o.channel = p.channel)`},
	{"payment", "退货累计超过原交易", "the refunds exceed the original", `SELECT o.institution_id || '/' || o.id FROM payment o
		JOIN payment c ON c.institution_id = o.institution_id AND c.original_id = o.id AND c.kind IN ('refund', 'void', 'completion_void')
		AND c.status NOT IN ('declined', 'reversed')
		GROUP BY o.institution_id, o.id, o.approved_fen HAVING SUM(c.requested_fen) > o.approved_fen`},
	{"payment", "交易没有与之相符的登记键", "no key agrees with the payment", `SELECT ` + rowKey + ` FROM payment p WHERE NOT EXISTS
		(SELECT 1 FROM payment_key k WHERE k.institution_id = p.institution_id AND k.payment_id = p.id
		AND k.terminal_id = p.terminal_id AND k.batch = p.batch AND k.trace = p.trace AND k.kind = p.kind
		AND (k.amount_fen = p.requested_fen OR k.amount_fen = 0))`},
	{"payment_key", "登记键指向不存在的交易", "the key names a payment that is not there", `SELECT k.institution_id || '/' || k.terminal_id || '/' || k.batch || '/' || k.trace
		FROM payment_key k WHERE k.payment_id <> '' AND NOT EXISTS
		(SELECT 1 FROM payment p WHERE p.institution_id = k.institution_id AND p.id = k.payment_id)`},
	{"payment_batch", "已结批次的合计与交易不符", "the settled batch's totals are not those of its payments", batchTotalsSQL},
	{"payment_cut", "日切首尾不相接", "the cut-offs do not follow each other", `SELECT c.institution_id || '/' || c.closed_date FROM payment_cut c
		WHERE c.open_date <= c.closed_date OR NOT EXISTS (SELECT 1 FROM payment_cut n
			WHERE n.institution_id = c.institution_id AND n.closed_date = c.open_date)
		AND NOT EXISTS (SELECT 1 FROM payment_day d WHERE d.institution_id = c.institution_id AND d.open_date = c.open_date)`},
	{"payment_day", "开放的营业日不是最近一次日切开出的", "the open date is not the one the last cut-off opened", `SELECT d.institution_id || '/' || d.open_date
		FROM payment_day d WHERE d.open_date <> COALESCE((SELECT MAX(c.open_date) FROM payment_cut c WHERE c.institution_id = d.institution_id), d.open_date)`},
}

// batchTotalsSQL compares a settled batch with the payments that stood approved
// in it when it was settled; what was reversed or answered later was not.
const batchTotalsSQL = `SELECT b.institution_id || '/' || b.terminal_id || '/' || b.batch FROM payment_batch b
	LEFT JOIN payment p ON p.institution_id = b.institution_id AND p.terminal_id = b.terminal_id AND p.batch = b.batch
		AND p.merchant_id = b.merchant_id AND p.approved_at <= b.settled_at AND COALESCE(p.reversing_at, b.settled_at + 1) > b.settled_at
	GROUP BY b.institution_id, b.terminal_id, b.batch, b.debit_fen, b.debit_count, b.credit_fen, b.credit_count
	HAVING b.debit_fen <> COALESCE(SUM(CASE WHEN p.kind IN ('sale', 'completion') THEN p.approved_fen END), 0)
	OR b.debit_count <> COUNT(CASE WHEN p.kind IN ('sale', 'completion') THEN 1 END)
	OR b.credit_fen <> COALESCE(SUM(CASE WHEN p.kind IN ('refund', 'void', 'completion_void') THEN p.approved_fen END), 0)
	OR b.credit_count <> COUNT(CASE WHEN p.kind IN ('refund', 'void', 'completion_void') THEN 1 END)`
