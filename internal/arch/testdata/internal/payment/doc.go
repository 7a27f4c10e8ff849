package payment

var fee float64

const tries = 3

const form = 9999

var patience = 5 * time.Minute

func wait() time.Duration { return 2 * time.Second }
