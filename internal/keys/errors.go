package keys

import "tillway/internal/kit/errs"

// What can go wrong with a key.
var (
	ErrNoKey = errs.Define("keys.none", errs.NotFound,
		"没有可用的 {usage} 密钥。", "There is no usable {usage} key.",
		"先由两名密钥保管员生成并批准。", "Two key holders generate and approve one first.")
	ErrSamePerson = errs.Define("keys.same_person", errs.Forbidden,
		"密钥须由两人分别生成和批准，您已参与第一步。", "A key needs two people; you made this one.",
		"请另一名密钥保管员批准。", "Ask the other key holder to approve it.")
	ErrExported = errs.Define("keys.exported", errs.Conflict,
		"该主密钥已下发过一次，不能再次下发。", "This master key has already been given to the device; it leaves the module once.",
		"如需重灌，请重新生成主密钥并经两人批准。", "To load again, generate a new master key and have it approved.")
	ErrDeviceKey = errs.Define("keys.device_key", errs.Invalid,
		"设备公钥不可用：须为 PEM 格式的 RSA 公钥，2048 位以上。", "The device's public key cannot be used: it must be a PEM RSA key of at least 2048 bits.",
		"请从设备重新导出公钥。", "Export the public key from the device again.")
)
