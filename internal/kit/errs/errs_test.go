package errs

import (
	"errors"
	"fmt"
	"net"
	"os"
	"strings"
	"syscall"
	"testing"
)

var errTest = Define("test.limit", Conflict, "余额 {a}", "balance {a}", "充值", "top up")

func TestOccurrenceFillsBothLanguages(t *testing.T) {
	err := fmt.Errorf("outer: %w", errTest.New("a", "12.00"))
	e := As(err)
	if e == nil || e.Zh() != "余额 12.00" || e.En() != "balance 12.00" || !Is(err, errTest) {
		t.Fatalf("got %+v", e)
	}
}

func TestReasonsAreSaidInTheLanguageOfTheSentence(t *testing.T) {
	def := Define("test.reason", Invalid, "打不开 {where}：{reason}。", "{where} cannot be opened: {reason}.", "", "")
	_, missing := os.Open("/nowhere/at/all")
	_, address := net.Listen("tcp", "nonsense")
	for cause, want := range map[error][2]string{
		missing:              {"打不开 x：文件或目录不存在。", "x cannot be opened: no such file or directory."},
		address:              {"打不开 x：地址应写成 主机:端口，端口为 0 至 65535。", "x cannot be opened: an address is host:port with a port from 0 to 65535."},
		errors.New("odd"):    {"打不开 x：odd。", "x cannot be opened: odd."},
		syscall.ECONNREFUSED: {"打不开 x：连接被拒绝，那里没有程序在监听。", "x cannot be opened: the connection was refused, nothing listens there."},
	} {
		e := def.WithReason(fmt.Errorf("while trying: %w", cause), "where", "x")
		if e.Zh() != want[0] || e.En() != want[1] || !errors.Is(e, cause) {
			t.Errorf("%v: %s / %s", cause, e.Zh(), e.En())
		}
	}
}

func TestDoubleDefinitionPanics(t *testing.T) {
	defer func() {
		if recover() == nil {
			t.Fatal("a second definition was accepted")
		}
	}()
	Define("test.limit", Conflict, "甲", "a", "", "")
}

func TestFieldsNamesEachField(t *testing.T) {
	e := Fields(FieldFault{Path: "legal.id_no", Code: "ID_CHECK"}, FieldFault{Path: "mcc", Code: "E1"})
	if !strings.Contains(e.Error(), "legal.id_no: ID_CHECK") || e.Args["n"] != "2" {
		t.Fatal(e)
	}
}
