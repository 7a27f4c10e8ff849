// Package vault is the port to the security module, the one process that sees
// clear keys and PINs (DESIGN §9).
//
// Callers hold key blocks: keys encrypted under the module's storage master
// key, with a header that says what the key is for, for whom, and whether it
// may leave. A block is no secret, is stored beside the data, and is worth
// nothing without the module; deleting it destroys what was sealed under it.
// The verbs are those of a payment HSM. None decrypts a PIN, and none returns
// a clear key.
//
//	b := v.NewBatch()
//	mac := b.VerifyMAC(tak, mab, f64)        // verbs of a batch travel together
//	pin := b.TranslatePIN(tpk, zpk, pan, f52)
//	if err := b.Do(ctx); err != nil { … }    // the module did not answer
//	ok, err := mac.Get()                     // each verb has its own outcome
//
// Never call the vault inside a database transaction.
package vault
