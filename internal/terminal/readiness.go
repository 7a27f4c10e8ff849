package terminal

import (
	"tillway/internal/audit"
	"tillway/internal/kit/id"
	"tillway/internal/kit/store"
	"tillway/internal/merchant"
)

// loses says which of the shop's conditions depend on a terminal that an event
// takes out of service.
var loses = map[string][]string{
	"suspend": {merchant.Installed},
	"retest":  {merchant.Tested},
	"block":   {merchant.Installed, merchant.Tested},
	"return":  {merchant.Installed, merchant.Tested},
}

// readiness keeps the shop's conditions true to its terminals (S85): they hold
// while one of them is active.
func readiness(tx *store.Tx, by audit.Actor, t Terminal, event string) error {
	if event == "resume" {
		return merchant.MeetTx(tx, by, merchant.ID(t.MerchantID), merchant.Installed, t.TID)
	}
	lost := loses[event]
	if len(lost) == 0 || t.MerchantID == "" {
		return nil
	}
	if serves, err := inService(tx, by.Institution, t.MerchantID); err != nil || serves {
		return err
	}
	for _, condition := range lost {
		if err := merchant.UnmeetTx(tx, by, merchant.ID(t.MerchantID), condition, "terminal "+t.TID+" "+past[event]); err != nil {
			return err
		}
	}
	return nil
}

// inService tells whether a merchant has an active terminal.
func inService(q store.Q, inst id.Institution, merchantID string) (bool, error) {
	all, err := OfMerchant(q, inst, merchantID)
	for _, t := range all {
		if t.Status() == Active {
			return true, nil
		}
	}
	return false, err
}

// AnyDeployed tells whether a device of ours stands at a merchant's.
func AnyDeployed(q store.Q, inst id.Institution, merchantID string) (bool, error) {
	all, err := OfMerchant(q, inst, merchantID)
	for _, t := range all {
		if t.Deployed() {
			return true, nil
		}
	}
	return false, err
}
