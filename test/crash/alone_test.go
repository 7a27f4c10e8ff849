package crash

import (
	"database/sql"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"time"

	"tillway/internal/kit/rnd"
)

// killModule kills the security module under a living product, which starts it
// again by itself. A payment on the road does not notice; while the module
// cannot come back, terminals are told A7 and nobody is charged.
func (r *rig) killModule() {
	r.t.Helper()
	before := r.modulePID()
	r.killPID(before)
	a := r.sell("/sale", tap())
	if now := r.modulePID(); now == before {
		r.t.Errorf("sale %s was approved without a module", a.Trace)
	}
	h := r.network.hold(answer, "0210")
	button := r.press("/sale", tap())
	h.wait(r)
	r.killPID(r.modulePID())
	h.pass()
	if told := <-button.told; !told.OK {
		r.t.Errorf("the module died under a sale and was started again: %s %s", told.Code, told.MessageEn)
	}
	r.rest()
	r.missModule()
}

// missModule keeps the module from coming back: its folder is locked, as by
// another one.
func (r *rig) missModule() {
	r.t.Helper()
	h := r.network.hold(answer, "0210")
	button := r.press("/sale", tap())
	h.wait(r)
	unlock := r.takeModuleLock()
	h.pass()
	told := <-button.told
	var next reply
	r.ask("/sale", tap(), &next)
	if told.OK || next.Code != "A7" {
		r.t.Errorf("without a module the terminal was told %s, then %s, want silence and A7", told.Code, next.Code)
	}
	if row, there := r.rows()[next.slip()]; there {
		r.t.Errorf("without a module a payment was begun: %+v", row)
	}
	unlock()
	r.rest()
	r.told(told.slip(), "reversed")
	r.told(next.slip(), "declined")
}

// takeModuleLock waits in line for the module's lock, kills the module and has
// the lock before the next one can.
func (r *rig) takeModuleLock() (unlock func()) {
	r.t.Helper()
	f, err := os.OpenFile(filepath.Join(r.data, "module", "lock"), os.O_RDWR, 0)
	if err != nil {
		r.t.Fatal(err)
	}
	locked := make(chan error, 1)
	go func() { locked <- syscall.Flock(int(f.Fd()), syscall.LOCK_EX) }()
	r.pause(20 * time.Millisecond)
	r.killPID(r.modulePID())
	if err := <-locked; err != nil {
		r.t.Fatal(err)
	}
	return func() { f.Close() }
}

func (r *rig) killPID(pid int) {
	r.t.Helper()
	if err := syscall.Kill(pid, syscall.SIGKILL); err != nil {
		r.t.Fatal(err)
	}
}

// rest lets the cashier go on, waits until nothing is open and holds the books
// against each other.
func (r *rig) rest() {
	r.t.Helper()
	r.conclude(message{}, reply{})
}

func (r *rig) told(slip, want string) {
	r.t.Helper()
	if _, said := r.slips(); said[slip] != want {
		r.t.Errorf("%s: the terminal's journal ends with %q, want %q", slip, said[slip], want)
	}
}

// lingeringModule starts the product while the module before still lives: one
// that is about to end is waited for, one that stays keeps the product out with
// a sentence.
func (r *rig) lingeringModule() {
	r.t.Helper()
	socket := r.socket()
	r.product.kill()
	before := func() *process {
		return r.launch("module", "--socket", socket, "--dir", filepath.Join(r.data, "module"))
	}
	old := before()
	p, ready := r.spawn(r.serveArgs()...)
	r.pause(500 * time.Millisecond)
	select {
	case <-ready:
		r.t.Error("two modules work in one folder")
	default:
	}
	old.kill()
	select {
	case <-ready:
	case <-p.over:
		r.t.Errorf("the product did not wait for the module before it: %s", p.log.String())
	}
	p.kill()

	old = before()
	p, _ = r.spawn(r.serveArgs()...)
	<-p.over
	if said := p.log.String(); p.cmd.ProcessState.ExitCode() != 1 || !strings.Contains(said, "another security module works in") {
		r.t.Errorf("beside another module the product ended with %s and said: %s", p.cmd.ProcessState, said)
	}
	old.kill()
	r.start()
	r.rest()
}

// killNetwork kills the card network after its yes. The reversal waits and is
// sent until the network is back; wallets do not notice.
func (r *rig) killNetwork() {
	r.t.Helper()
	h := r.network.hold(answer, "0210")
	button := r.press("/sale", tap())
	h.wait(r)
	r.outside["network"].kill()
	h.drop()
	told := <-button.told
	if told.Code != "98" || !told.Reversed {
		r.t.Errorf("with the network dead the terminal was told %+v, want 98 and reversed", told)
	}
	var next reply
	if r.ask("/sale", tap(), &next); next.Code != "91" {
		r.t.Errorf("the next sale was told %s, want 91", next.Code)
	}
	r.sell("/qr", phone("13"))
	r.must("the reversal is tried again and again", func() (bool, error) { return r.tries() >= 2, nil })
	if c := r.paymentFell(told, sale); c.at != reversalDue {
		r.t.Errorf("while the network is dead the sale is %s, want %s", c, reversalDue)
	}
	r.live("network")
	r.rest()
	r.told(told.slip(), "reversed")
}

// tries is how often the oldest open reversal was sent.
func (r *rig) tries() (n int) {
	r.t.Helper()
	r.look(func(db *sql.DB) error {
		return db.QueryRow(`SELECT COALESCE(MAX(attempts), 0) FROM payment_due WHERE done_at IS NULL`).Scan(&n)
	})
	return n
}

// killWallet kills a wallet after it took the money. It is asked again when it
// is back, and the slip is printed (rule R9).
func (r *rig) killWallet() {
	r.t.Helper()
	h := r.wechat.hold(answer, asked)
	button := r.press("/qr", phone("13"))
	h.wait(r)
	r.outside["wechat"].kill()
	h.drop()
	r.live("wechat")
	if told := <-button.told; !told.OK {
		r.t.Errorf("the wallet was back in time: %s %s", told.Code, told.MessageEn)
	}
	r.rest()
}

// killPostgres kills the database's own server while the terminal sells. The
// product cannot know what became of its last commit: it stops with a sentence,
// and whoever keeps it running starts it on the server that came back.
func (r *rig) killPostgres() {
	r.t.Helper()
	stop := make(chan struct{})
	sold := make(chan int)
	go func() {
		n := 0
		for {
			select {
			case <-stop:
				sold <- n
				return
			default:
			}
			var a reply
			if err := call(r.terminal+"/sale", tap(), &a); err == nil && a.OK {
				n++
			}
		}
	}()
	r.pause(time.Duration(300+rnd.Int(500)) * time.Millisecond)
	r.server.Kill()
	r.must("the product stops", func() (bool, error) {
		select {
		case <-r.product.over:
			return true, nil
		default:
			return false, nil
		}
	})
	close(stop)
	n, said := <-sold, r.product.log.String()
	_, sentence, found := strings.Cut("\n"+said, "\ntillway: ") // behind what was logged
	if code := r.product.cmd.ProcessState.ExitCode(); code != 1 || !found || strings.Contains(sentence, "\ntillway: ") {
		r.t.Errorf("the product ended with %d and said: %s", code, said)
	}
	r.t.Logf("%d sales were approved before PostgreSQL died; the product's sentence: %s", n, sentence)
	r.server.Restart()
	r.start()
	r.rest()
}
