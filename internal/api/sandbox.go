package api

import (
	"context"
	"strconv"
	"time"

	"tillway/internal/audit"
	"tillway/internal/kit/clock"
	"tillway/internal/kit/day"
	"tillway/internal/kit/errs"
	"tillway/internal/kit/store"
)

var (
	errLive = errs.Define("sandbox.live", errs.NotFound,
		"生产环境没有这个功能。", "A live installation does not have this.", "请在沙箱中使用。", "Use the sandbox.")
	errBackwards = errs.Define("sandbox.backwards", errs.Conflict,
		"业务时钟只能向前拨。", "The business clock only moves forward.",
		"选择一个晚于当前业务时间的时刻。", "Choose a moment after the present business time.")
)

// ClockKey is where the database remembers how far the business clock runs ahead.
const ClockKey = "business_clock_offset_us"

// Trigger is a row of the sandbox's table: what to present, and what then
// happens in the outside world.
type Trigger struct {
	Group    string `json:"group" enum:"card,amount,code,registry,account,phone"`
	Trigger  string `json:"trigger"`
	Zh       string `json:"zh"`
	En       string `json:"en"`
	PIN      string `json:"pin,omitempty" doc:"of cards"`
	Response string `json:"response,omitempty" doc:"F39, when there is one"`
}

type clockState struct {
	BusinessTime string `json:"business_time"`
	Date         string `json:"date"`
}

type moveClock struct {
	Body struct {
		To      string `json:"to,omitempty" doc:"RFC 3339 moment"`
		Advance string `json:"advance,omitempty" doc:"such as 1h or 24h" maxLength:"20"`
		NextDay bool   `json:"next_workday,omitempty" doc:"09:00 of the next working day"`
	}
}

func (s *Server) sandbox() {
	route(s, "GET /v1/sandbox/endpoints", op{ID: "sandboxEndpoints", Summary: "Where the outside world listens", AnyUser: true},
		func(context.Context, audit.Actor, *struct{}) (map[string]string, error) {
			if s.DB.Kind() != store.Sandbox {
				return nil, errLive.New()
			}
			out := map[string]string{}
			for k, v := range s.World {
				out[k] = v
			}
			out["terminal_url"] = s.World["terminal"] // what the virtual terminal's page talks to
			return out, nil
		})
	route(s, "GET /v1/sandbox/table", op{ID: "sandboxTable", Summary: "Everything that decides an outcome in the sandbox", AnyUser: true},
		func(context.Context, audit.Actor, *struct{}) (listPage[Trigger], error) {
			if s.DB.Kind() != store.Sandbox {
				return listPage[Trigger]{}, errLive.New()
			}
			return listPage[Trigger]{Items: append([]Trigger{}, s.Triggers...)}, nil
		})
	route(s, "GET /v1/sandbox/clock", op{ID: "sandboxClock", Summary: "The business clock", AnyUser: true},
		func(context.Context, audit.Actor, *struct{}) (clockState, error) { return s.clockState(), nil })
	route(s, "POST /v1/sandbox/clock", op{ID: "moveSandboxClock", Summary: "Move the business clock forward; everything due runs in order", AnyUser: true},
		func(ctx context.Context, by audit.Actor, in *moveClock) (clockState, error) {
			if s.DB.Kind() != store.Sandbox {
				return clockState{}, errLive.New()
			}
			to, err := s.target(in)
			if err != nil {
				return clockState{}, err
			}
			return s.move(ctx, by, to)
		})
}

func (s *Server) clockState() clockState {
	now := s.Clock.Now().In(clock.Shanghai)
	return clockState{now.Format(time.RFC3339), day.Of(now).String()}
}

func (s *Server) target(in *moveClock) (time.Time, error) {
	now := s.Clock.Now()
	switch {
	case in.Body.NextDay:
		return day.NextWorkday(day.Of(now)).At(9 * time.Hour), nil
	case in.Body.Advance != "":
		d, err := time.ParseDuration(in.Body.Advance)
		if err != nil || d <= 0 || d > 400*24*time.Hour {
			return now, errs.Fields(errs.FieldFault{Path: "advance", Code: "input.shape", Zh: "请填写 1h、24h 这样的时长。", En: "Give a duration such as 1h or 24h."})
		}
		return now.Add(d), nil
	}
	to, err := time.Parse(time.RFC3339, in.Body.To)
	if err != nil {
		return now, errs.Fields(errs.FieldFault{Path: "to", Code: "input.shape", Zh: "请填写带时区的时间。", En: "Give a time with its zone."})
	}
	return to, nil
}

// move sets the clock, makes it lasting, and runs what has come due, in order.
func (s *Server) move(ctx context.Context, by audit.Actor, to time.Time) (clockState, error) {
	if !s.Clock.Set(to) {
		return clockState{}, errBackwards.New()
	}
	err := s.DB.Write(ctx, func(tx *store.Tx) error {
		offset := strconv.FormatInt(s.Clock.Offset().Microseconds(), 10)
		if err := store.SetMeta(tx, ClockKey, offset); err != nil {
			return err
		}
		return audit.Write(tx, by, "sandbox.clock", "clock", "business", map[string]string{"to": to.UTC().Format(time.RFC3339)})
	})
	if err == nil && s.MoveWorld != nil {
		err = s.MoveWorld(ctx, s.Clock.Offset())
	}
	if err == nil {
		err = s.Relay.Drain(ctx)
	}
	if err == nil {
		err = s.Jobs.CatchUp(ctx)
	}
	if err == nil {
		err = s.Relay.Drain(ctx)
	}
	return s.clockState(), err
}
