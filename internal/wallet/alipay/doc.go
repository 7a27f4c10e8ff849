// Package alipay speaks the Alipay open platform: payment codes, query, cancel,
// refund and the bill's address. One gateway, a form, the method by name, RSA2
// signatures both ways; an answer counts only when the platform's key confirms
// its exact bytes.
package alipay
