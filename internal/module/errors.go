package module

import "tillway/internal/kit/errs"

// What keeps the module from starting, for the person who starts it.
var (
	errMaster = errs.Define("module.master", errs.Conflict,
		"{path} 不是存储主密钥：它应是只有所有者能读的 {bytes} 字节普通文件。", "{path} is not a storage master key: a regular file of {bytes} bytes that only its owner can read.",
		"恢复它的备份或权限；没有原来的主密钥，封存的数据无法打开。", "Restore its backup or its permissions: without the original key what was sealed cannot be opened.")
	errSecond = errs.Define("module.second", errs.Conflict,
		"另一个安全模块正在使用 {path}。", "{path} is taken: another security module works in it.",
		"先停止那个安全模块。", "Stop that security module first.")
)
