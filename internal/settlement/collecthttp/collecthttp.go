// Package collecthttp fetches the channels' files of a business day: the card
// network's clearing file over HTTP with its control totals, the wallets' bills
// through their adapters.
package collecthttp

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"time"

	"tillway/internal/kit/day"
	"tillway/internal/kit/id"
	"tillway/internal/payment"
	"tillway/internal/wire/clearing"
)

// Bills is what the wallets' adapters offer.
type Bills interface {
	Bill(ctx context.Context, channel payment.Channel, date string) ([]byte, error)
}

// Source implements settlement.Source.
type Source struct {
	network string // address of the card network's file service
	bills   Bills
	client  *http.Client
}

// New returns a source.
func New(network string, bills Bills) *Source {
	return &Source{network: network, bills: bills, client: &http.Client{Timeout: 30 * time.Second}}
}

// maxFile is more than a day's records of a large house.
const maxFile = 1 << 28

// File fetches a channel's file of a business day.
func (s *Source) File(ctx context.Context, _ id.Institution, channel payment.Channel, date day.Date) ([]byte, error) {
	if channel != payment.Card {
		return s.bills.Bill(ctx, channel, date.String())
	}
	file, err := s.get(ctx, "/clearing/"+date.String())
	if err != nil {
		return nil, err
	}
	control, err := s.get(ctx, "/clearing/"+date.String()+"/control")
	if err != nil {
		return nil, err
	}
	return file, check(file, control)
}

// check compares a clearing file with its control totals.
func check(file, control []byte) error {
	sum, err := clearing.DecodeControl(control)
	if err != nil {
		return err
	}
	rows, err := clearing.DecodeACOM(file)
	if err != nil {
		return err
	}
	return sum.Check(rows)
}

func (s *Source) get(ctx context.Context, path string) ([]byte, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, s.network+path, nil)
	if err != nil {
		return nil, err
	}
	res, err := s.client.Do(req)
	if err != nil {
		return nil, err
	}
	defer res.Body.Close()
	b, err := io.ReadAll(io.LimitReader(res.Body, maxFile))
	if err == nil && res.StatusCode != http.StatusOK {
		err = fmt.Errorf("the card network's file service answered %d", res.StatusCode)
	}
	return b, err
}
