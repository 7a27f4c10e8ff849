package app

import (
	"tillway/internal/kit/errs"
	"tillway/internal/kit/store"
	"tillway/internal/module"
)

var (
	errLiveSandbox = errs.Define("app.live_sandbox", errs.Invalid,
		"生产环境不连接模拟器，也不建立虚构人员。", "A live installation is not connected to simulators and has no invented people.",
		"去掉 --world 和 --seed，或使用 --mode sandbox。", "Leave --world and --seed out, or use --mode sandbox.")
	errLiveModule = errs.Define("app.live_module", errs.Conflict,
		"生产环境不接受软件安全模块及其签发证书的沙箱 CA：真实的密码和密钥必须由经认证的加密机保管，本版本尚未接入，不能用于生产。",
		"A live installation refuses the software security module and the sandbox CA it keeps: live PINs and keys belong in a certified HSM, which this release does not drive yet. Do not go live with it.",
		"试点和演示请使用 --mode sandbox 和另一个数据库。", "For pilots and demonstrations use --mode sandbox and another database.")
)

// fitForLive refuses a live start with anything of the sandbox's, before
// anything is opened or made.
func fitForLive(cfg Config, seed bool) error {
	switch {
	case cfg.Mode != store.Live:
		return nil
	case cfg.World != "" || seed:
		return errLiveSandbox.New()
	case !module.Certified():
		return errLiveModule.New()
	}
	return nil
}
