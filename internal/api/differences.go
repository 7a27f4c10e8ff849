package api

import (
	"context"

	"tillway/internal/audit"
	"tillway/internal/kit/day"
	"tillway/internal/payment"
	"tillway/internal/settlement"
)

type settlementDifference struct {
	Channel      string       `json:"channel"`
	Kind         string       `json:"kind" enum:"channel_only,ours_only,amount,fee" doc:"fee: what the channel kept of everything both sides have"`
	RRN          string       `json:"rrn" doc:"reference number, or order number of a wallet"`
	PaymentID    string       `json:"payment_id,omitempty"`
	OursFen      int64        `json:"ours_fen"`
	TheirsFen    int64        `json:"theirs_fen"`
	GapFen       int64        `json:"gap_fen" doc:"what the channel pays more than we expect, after its fees; negative: less"`
	Status       string       `json:"status" enum:"open,resolved"`
	Reason       string       `json:"reason,omitempty"`
	ResolvedBy   string       `json:"resolved_by,omitempty"`
	ResolvedName string       `json:"resolved_by_name,omitempty" who:"ResolvedBy"`
	ResolvedAt   string       `json:"resolved_at,omitempty"`
	Booking      *bookingBody `json:"booking,omitempty" doc:"a proposal to book it that waits for its second person"`
}

type bookingBody struct {
	Reason string `json:"reason"`
	Bearer string `json:"bearer" enum:"inquiry,merchant,house"`
	By     string `json:"by"`
	ByName string `json:"by_name,omitempty" who:"By"`
	At     string `json:"at"`
}

type resolveInput struct {
	Date string `path:"date" format:"date"`
	Body struct {
		Channel   string `json:"channel" enum:"card,wechat,alipay"`
		Reference string `json:"reference" minLength:"1" maxLength:"64"`
		Reason    string `json:"reason" minLength:"5" maxLength:"200"`
	}
}

type bookingInput struct {
	Date string `path:"date" format:"date"`
	Body struct {
		Channel   string `json:"channel" enum:"card,wechat,alipay"`
		Reference string `json:"reference" minLength:"1" maxLength:"64"`
		Reason    string `json:"reason" minLength:"5" maxLength:"200"`
		Bearer    string `json:"bearer,omitempty" enum:"inquiry,merchant,house" doc:"who bears it; inquiry unless given"`
		Merchant  string `json:"merchant,omitempty" maxLength:"64" doc:"of a payment that only the channel has"`
	}
}

type bookingDecision struct {
	Date string `path:"date" format:"date"`
	Body struct {
		Channel   string `json:"channel" enum:"card,wechat,alipay"`
		Reference string `json:"reference" minLength:"1" maxLength:"64"`
		Approve   bool   `json:"approve"`
	}
}

// differences registers how a difference between a channel's file and our books
// ends: explained by one person, or booked by two.
func (s *Server) differences() {
	route(s, "POST /v1/settlement/days/{date}/resolve", op{ID: "resolveDifference", Summary: "End a difference with a reason", Roles: settleRoles},
		func(ctx context.Context, by audit.Actor, in *resolveInput) (settlementDay, error) {
			date, err := day.Parse(in.Date)
			if err == nil {
				err = s.Settlement.Resolve(ctx, by, date, payment.Channel(in.Body.Channel), in.Body.Reference, in.Body.Reason)
			}
			if err != nil {
				return settlementDay{}, err
			}
			return s.settlementDay(ctx, by, date)
		})
	route(s, "POST /v1/settlement/days/{date}/booking", op{ID: "proposeBooking", Summary: "Ask that a difference be booked", Roles: []string{audit.SettleMaker}, Status: 201},
		func(ctx context.Context, by audit.Actor, in *bookingInput) (settlementDay, error) {
			date, err := day.Parse(in.Date)
			if err == nil {
				err = s.Settlement.ProposeBooking(ctx, by, date, payment.Channel(in.Body.Channel), in.Body.Reference,
					settlement.Booking{Reason: in.Body.Reason, Bearer: in.Body.Bearer, Merchant: in.Body.Merchant})
			}
			if err != nil {
				return settlementDay{}, err
			}
			return s.settlementDay(ctx, by, date)
		})
	route(s, "POST /v1/settlement/days/{date}/booking/decision", op{ID: "decideBooking", Summary: "The second person's yes or no", Roles: settleRoles},
		func(ctx context.Context, by audit.Actor, in *bookingDecision) (settlementDay, error) {
			date, err := day.Parse(in.Date)
			if err == nil {
				err = s.Settlement.DecideBooking(ctx, by, date, payment.Channel(in.Body.Channel), in.Body.Reference, in.Body.Approve)
			}
			if err != nil {
				return settlementDay{}, err
			}
			return s.settlementDay(ctx, by, date)
		})
}

func showDifference(x settlement.Difference) settlementDifference {
	d := settlementDifference{Channel: string(x.Channel), Kind: x.Kind, RRN: x.Reference, PaymentID: x.PaymentID, OursFen: x.OursFen,
		TheirsFen: x.ChannelFen, GapFen: x.GapFen(), Status: "resolved", Reason: x.Reason, ResolvedBy: x.ResolvedBy, ResolvedAt: civil(x.ResolvedAt)}
	if x.Open {
		d.Status = "open"
	}
	if b := x.Booking; b != nil {
		d.Booking = &bookingBody{Reason: b.Reason, Bearer: b.Bearer, By: b.Maker, At: civil(b.At)}
	}
	return d
}
