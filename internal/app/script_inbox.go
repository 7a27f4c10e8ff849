package app

import (
	"context"
	"strings"
)

// told is a message that the owner must have got, once.
type told struct{ what, text string }

// expect notes that the owner is to be told of something.
func (s *script) expect(what, text string) { s.told = append(s.told, told{what, text}) }

// readInbox looks at the owner's phone: one message for each thing that
// happened to the shop's money, and none about the engineer's cents.
func (s *script) readInbox(ctx context.Context) error {
	texts, err := soon(ctx, "the last messages", func() (texts []string, all bool, err error) {
		texts, err = s.inbox(ctx)
		for _, t := range s.told {
			if count(texts, t.text) == 0 {
				return texts, false, err
			}
		}
		return texts, true, err
	})
	if err != nil {
		return err
	}
	kinds := map[string]int{}
	var order []string
	for _, t := range s.told {
		if err := check(count(texts, t.text) == 1, "%s: %d messages say %q", t.what, count(texts, t.text), t.text); err != nil {
			return err
		}
		if kinds[t.what]++; kinds[t.what] == 1 {
			order = append(order, t.what)
		}
	}
	s.tell("sms", "老板手机上每件资金事项各一条短信：%s", strings.Join(order, "、"))
	return check(count(texts, "退款0.01元") == 0, "the owner was told of a commissioning refund")
}

func count(texts []string, part string) (n int) {
	for _, t := range texts {
		if strings.Contains(t, part) {
			n++
		}
	}
	return n
}

// inbox is what the owner's phone shows.
func (s *script) inbox(ctx context.Context) (texts []string, err error) {
	c := &client{base: s.world["sms"], login: "sms", http: outside}
	list, err := c.get(ctx, "/inbox?mobile="+s.shop.mobile)
	for _, m := range list.list("items") {
		texts = append(texts, m.text("text"))
	}
	return texts, err
}
