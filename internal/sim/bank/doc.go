// Package bank plays the institution's settlement bank. Files go through two
// folders, as over SFTP:
//
//	bank/to-bank/*.txt      payout files; then moved to done/ or refused/
//	bank/from-bank/         results <file id>-R<no>.txt, statements STM….txt
//
// A payout file is paid once, however often it comes. The last two digits of
// the account say what happens to a payout:
//
//	11  another holder: refused (NAME_MISMATCH)
//	12  closed account: refused (ACCOUNT_CLOSED)
//	13  queues for two hours, then paid
//	14  paid, and returned the next day (RETURNED)
//
// Every other account is paid at once, until its holder closes it (POST
// /accounts). The institution has two accounts: its own, and the reserve of its
// merchants' money, from which payouts are paid. Money that others pay in comes
// by POST /transfer and appears as a statement of one line; the payer's bank can
// take it back (POST /recall). What a channel owes for a day it pays by itself
// the next morning (package world).
package bank
