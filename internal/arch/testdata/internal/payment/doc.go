package payment

var fee float64
