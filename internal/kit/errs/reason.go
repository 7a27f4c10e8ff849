package errs

import (
	"context"
	"errors"
	"net"
	"os"
	"syscall"
)

// reasons are the system's errors that a person can do something about.
var reasons = []struct {
	is     error
	zh, en string
}{
	{syscall.ENOENT, "文件或目录不存在", "no such file or directory"},
	{syscall.EACCES, "没有权限", "permission denied"},
	{syscall.EPERM, "没有权限", "permission denied"},
	{syscall.EISDIR, "它是一个目录", "it is a directory"},
	{syscall.ENOTDIR, "路径中有一段不是目录", "a part of the path is not a directory"},
	{syscall.EROFS, "文件系统是只读的", "the file system is read-only"},
	{syscall.ENOSPC, "磁盘已满", "the disk is full"},
	{syscall.EDQUOT, "磁盘配额已用完", "the disk quota is used up"},
	{syscall.EFBIG, "超过了允许的文件大小", "the file would be larger than is allowed"},
	{syscall.EMFILE, "打开的文件过多", "too many files are open"},
	{syscall.EADDRINUSE, "地址已被另一个程序占用", "another program uses the address"},
	{syscall.EADDRNOTAVAIL, "本机没有这个地址", "this machine has no such address"},
	{syscall.ECONNREFUSED, "连接被拒绝，那里没有程序在监听", "the connection was refused, nothing listens there"},
	{syscall.ECONNRESET, "连接被对方断开", "the other side closed the connection"},
	{syscall.EHOSTUNREACH, "网络不可达", "the network does not reach it"},
	{syscall.ENETUNREACH, "网络不可达", "the network does not reach it"},
	{syscall.ETIMEDOUT, "等待超时", "it did not answer in time"},
	{context.DeadlineExceeded, "等待超时", "it did not answer in time"},
	{os.ErrDeadlineExceeded, "等待超时", "it did not answer in time"},
}

// Reason words a failure of the system or the network for people. What is not
// known keeps its own words in both languages.
func Reason(err error) (zh, en string) {
	for _, r := range reasons {
		if errors.Is(err, r.is) {
			return r.zh, r.en
		}
	}
	var dns *net.DNSError
	if errors.As(err, &dns) {
		return "找不到这个主机名", "there is no host of that name"
	}
	var address *net.AddrError
	if errors.As(err, &address) {
		return "地址应写成 主机:端口，端口为 0 至 65535", "an address is host:port with a port from 0 to 65535"
	}
	words := innermost(err).Error()
	return words, words
}

// innermost drops what was wrapped around an error: it repeats names that the
// sentence already has.
func innermost(err error) error {
	for {
		inner := errors.Unwrap(err)
		if inner == nil {
			return err
		}
		err = inner
	}
}

// WithReason adds what Reason says of cause to the placeholders kv, as {reason}.
func (d *Definition) WithReason(cause error, kv ...string) *E {
	zh, en := Reason(cause)
	return d.Wrap(cause, append(kv, "reason", en, "reason"+zhOnly, zh)...)
}
