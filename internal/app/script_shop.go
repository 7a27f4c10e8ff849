package app

import (
	"bytes"
	"context"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"math/rand/v2"

	"tillway/internal/kit/day"
	"tillway/internal/party"
)

// shop is an invented guest house and its owner. Nothing in it can be anybody:
// the number's county and the licence's area do not exist.
type shop struct {
	name, short, owner, id, uscc, mobile, login string
	card, other                                 string // settlement accounts: the first, and the one after it
	cashierName, cashierID, cashierMobile       string
	cashier                                     string
	born                                        day.Date
}

var (
	families = []string{"林", "何", "罗", "梁", "宋", "唐", "许", "邓", "冯", "曹"}
	givens   = []string{"晓岚", "志远", "雨桐", "明哲", "思齐", "文博", "静怡", "俊杰", "子墨", "佳宁"}
	places   = []string{"望湖", "听松", "云起", "半山", "青瓦", "临溪", "石桥", "竹里", "南窗", "归舟"}
)

func pick(r *rand.Rand, list []string) string { return list[r.IntN(len(list))] }

// newShop invents a shop from the seed; run counts earlier runs on the same
// database, so that nobody applies twice.
func newShop(r *rand.Rand, run int) shop {
	serial := run*1000 + r.IntN(1000)
	s := shop{owner: pick(r, families) + pick(r, givens), cashierName: pick(r, families) + pick(r, givens)}
	s.short = pick(r, places) + "客栈"
	s.name = "沙箱市" + s.short
	s.born = day.New(1980, 1, 1).AddDays(serial % 7000)
	s.id = party.FictionalID("33", s.born)
	s.uscc = party.FictionalUSCCEnding("92", "0", serial*7+1)
	if s.uscc == "" {
		s.uscc = party.FictionalUSCC("92", serial*7+1)
	}
	s.mobile, s.cashierMobile = fmt.Sprintf("1388%07d", serial), fmt.Sprintf("1398%07d", serial)
	s.cashierID = party.FictionalID("34", s.born.AddDays(3000))
	s.login, s.cashier = fmt.Sprintf("owner%d", serial), fmt.Sprintf("cashier%d", serial)
	s.card = party.CompleteLuhn(fmt.Sprintf("621700%012d", serial*100))
	s.other = party.CompleteLuhn(fmt.Sprintf("621700%012d", serial*100+50))
	return s
}

// picture is a small image that stands for a scanned paper.
func picture(seed byte) []byte {
	img := image.NewRGBA(image.Rect(0, 0, 320, 200))
	for y := range 200 {
		for x := range 320 {
			img.Set(x, y, color.RGBA{byte(x) ^ seed, byte(y), seed, 255})
		}
	}
	var b bytes.Buffer
	_ = png.Encode(&b, img) // writing to memory does not fail
	return b.Bytes()
}

// register makes the owner's account, as the owner does at the portal.
func (s *script) register(ctx context.Context) (*client, error) {
	c := newClient(s.base)
	_, err := c.post(ctx, "/v1/registrations", object{"institution": sandboxCode, "name": s.shop.owner, "id_no": s.shop.id,
		"mobile": s.shop.mobile, "otp": "000000", "login": s.shop.login, "password": sandboxPassword})
	if err != nil {
		return nil, err
	}
	return s.as(ctx, s.shop.login)
}
