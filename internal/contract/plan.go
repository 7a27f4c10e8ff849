package contract

import (
	"errors"
	"strings"
	"time"

	"tillway/internal/kit/id"
	"tillway/internal/kit/money"
	"tillway/internal/kit/store"
)

// Plan is the fee table of a signed contract. Its version is stored with each
// payment, so that clearing charges what was signed when it was made (S78).
type Plan struct {
	ID         string // contract id / version
	ContractID ID
	MerchantID string
	Rows       map[string]Row // by product: debit, credit, wechat, alipay
}

// Row is a product's price.
type Row struct {
	PPM    money.Rate
	CapFen int64 // −1: no cap
	MinFen int64
}

// Fee returns what one payment of an amount costs; a product that the annex
// does not name may not be charged, nor accepted (S41).
func (p Plan) Fee(product string, amount money.Amount) (money.Amount, error) {
	r, ok := p.Rows[product]
	if !ok {
		return money.Amount{}, ErrProduct.New("code", product)
	}
	return money.Fee(amount, r.PPM, capOf(r.CapFen), money.FromFen(r.MinFen))
}

// planVersion is the version of a contract's only fee table: an amendment is a
// new one.
const planVersion = "1"

// FeePlan returns the plan in force for a merchant at a time.
func FeePlan(q store.Q, inst id.Institution, merchantID string, at time.Time) (Plan, error) {
	con, err := inForce(q, inst, merchantID, at)
	if errors.Is(err, store.ErrNoRows) {
		return Plan{}, ErrNoPlan.New()
	}
	if err != nil {
		return Plan{}, err
	}
	return planOf(q, inst, con, merchantID)
}

// FeePlanByID returns a plan by what a payment has stored.
func FeePlanByID(q store.Q, inst id.Institution, planID string) (Plan, error) {
	con, version, _ := strings.Cut(planID, "/")
	if version != planVersion {
		return Plan{}, ErrNoPlan.New()
	}
	c, err := Get(q, inst, ID(con))
	if err != nil {
		return Plan{}, ErrNoPlan.Wrap(err)
	}
	return planOf(q, inst, c.ID, c.MerchantID)
}

func planOf(q store.Q, inst id.Institution, con ID, merchantID string) (Plan, error) {
	rows, err := fees(q, inst, con)
	if err != nil {
		return Plan{}, err
	}
	p := Plan{ID: con.String() + "/" + planVersion, ContractID: con, MerchantID: merchantID, Rows: map[string]Row{}}
	for _, f := range rows {
		p.Rows[f.Product] = Row{f.PPM, f.CapFen, f.MinFen}
	}
	return p, nil
}

// Chargeable refuses a charge that the signed annex does not name (S41).
func Chargeable(q store.Q, inst id.Institution, merchantID, code string, at time.Time) error {
	plan, err := FeePlan(q, inst, merchantID, at)
	if err != nil {
		return err
	}
	if _, ok := plan.Rows[code]; !ok && code != "deposit" {
		return ErrProduct.New("code", code)
	}
	return nil
}
