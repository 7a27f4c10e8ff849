package settlement

import (
	"context"

	"tillway/internal/audit"
	"tillway/internal/kit/day"
	"tillway/internal/kit/id"
	"tillway/internal/kit/store"
	"tillway/internal/payment"
)

// Channel files come from outside: Source fetches that of a business day.
type Source interface {
	File(ctx context.Context, inst id.Institution, channel payment.Channel, date day.Date) ([]byte, error)
}

// CollectFrom says where channel files come from.
func (s *Service) CollectFrom(source Source) { s.source = source }

// Collect fetches and imports every channel's file that a cut day still waits
// for, and takes what the bank has left in its folder.
func (s *Service) Collect(ctx context.Context, by audit.Actor, date day.Date) error {
	if s.source == nil {
		return ErrFile.New("channel", "", "reason", "没有配置文件来源/no source is configured")
	}
	for _, channel := range channels {
		var digest string
		err := s.db.Read(ctx, func(q store.Q) (err error) {
			if _, err = findDay(q, by.Institution, date); err == nil {
				digest, err = fileDigest(q, by.Institution, date, channel)
			}
			return err
		})
		if err != nil {
			return err
		}
		if digest != "" {
			continue
		}
		file, err := s.source.File(ctx, by.Institution, channel, date)
		if err != nil {
			return ErrFile.Wrap(err, "channel", string(channel), "reason", "暂时取不到/it cannot be fetched now")
		}
		if err := s.Import(ctx, by, date, channel, file); err != nil {
			return err
		}
	}
	return s.Statements(ctx, by)
}
