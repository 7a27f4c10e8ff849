package app

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
)

// shops are what a newcomer finds in the sandbox: a shop that trades, with its
// terminal on the counter, and one whose application is ready to be sent.
type shops struct {
	Owner     string `json:"owner"`
	Shop      string `json:"shop"`
	Cashier   string `json:"cashier"`
	TID       string `json:"tid"`
	Applicant string `json:"applicant"`
	NextShop  string `json:"next_shop"`
}

// newcomers are who they sign in as.
const (
	bossLogin, cashierLogin = "boss", "cashier"
	applicantLogin          = "newshop"
)

// prepareShops makes them on the first start, by the same doors as everybody.
func prepareShops(ctx context.Context, cfg Config, st *stage) (shops, error) {
	path := filepath.Join(cfg.Data, "shop.json")
	var there shops
	b, err := os.ReadFile(path)
	if err == nil {
		return there, json.Unmarshal(b, &there)
	}
	if !errors.Is(err, fs.ErrNotExist) {
		return there, err
	}
	one, next := newScript(cfg, st, 1, false, io.Discard), newScript(cfg, st, 2, false, io.Discard)
	one.shop, next.shop = newShop(one.rnd, 0), newShop(next.rnd, 0) // nobody whom a run of the script invents
	one.shop.login, one.shop.cashier = bossLogin, cashierLogin
	next.shop.login = applicantLogin
	one.people.ahead(ctx, "admin", "reviewer1", "reviewer2", "ops", "maker", "key1", "key2", "engineer")
	if err := together(func() error { return one.open(ctx) }, func() error { _, err := next.draft(ctx); return err }); err != nil {
		return there, errHalfPrepared.WithReason(firstOf(err))
	}
	there = shops{one.shop.login, one.shop.short, one.shop.cashier, one.ids["tid"], next.shop.login, next.shop.short}
	if b, err = json.Marshal(there); err != nil {
		return there, err
	}
	return there, os.WriteFile(path, b, 0o600)
}

// open brings the shop down the road until it may trade: contract and terminal
// on one side, the cashier's training on the other.
func (s *script) open(ctx context.Context) error {
	if err := inOrder(ctx, s.apply, s.review); err != nil {
		return err
	}
	err := together(
		func() error { return inOrder(ctx, s.sign, s.equip, s.loadKeys, s.fit) },
		func() error { return s.train(ctx) },
	)
	if err != nil {
		return err
	}
	_, err = s.shopIs(ctx, "active")
	return err
}

func inOrder(ctx context.Context, steps ...func(context.Context) error) error {
	for _, step := range steps {
		if err := step(ctx); err != nil {
			return err
		}
	}
	return nil
}

// welcome says where everything is, who may sign in and what to try.
func welcome(out io.Writer, base, took string, there shops) {
	fmt.Fprintf(out, "\n  收单通 Tillway 已就绪 · ready in %s\n\n  %s\n\n  机构 institution %s · 密码 password %s\n\n", took, base, sandboxCode, sandboxPassword)
	line := func(login, zh, en string) { fmt.Fprintf(out, "    %-10s %s · %s\n", login, zh, en) }
	for _, p := range append([]person{administrator}, staff...) {
		line(p.login, p.zh, p.en)
	}
	line(there.Owner, there.Shop+"的老板，终端 "+there.TID+" 已装好", "owner of a shop that trades")
	line(there.Cashier, "该店收银员", "its cashier")
	line(there.Applicant, there.NextShop+"的老板，进件资料已填好待提交", "owner of a shop that is ready to apply")
	fmt.Fprintf(out, "\n  试试 · try:\n"+
		"    1. 打开 /pos 用虚拟终端收一笔款 · take a payment on the virtual terminal at /pos\n"+
		"    2. 用 %s 登录看今日流水 · sign in as %s and look at today's payments\n"+
		"    3. 用 %s 登录提交进件，再用 reviewer1 审核 · sign in as %s and submit the application, then review it as reviewer1\n\n"+
		"  Ctrl-C 停止 · stops everything\n\n", there.Owner, there.Owner, there.Applicant, there.Applicant)
}
