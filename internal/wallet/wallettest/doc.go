// Package wallettest plays a wallet that says what a test wants it to say, well
// signed: for answers that the sandbox's wallets never give.
package wallettest
