package arch

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"sort"
	"strconv"
	"strings"
)

// house is a source tree under examination. module is its import prefix.
type house struct {
	root, module string
	plan         map[string][]string // room → what it may import
	order        []string
	tables       map[string]string // table → room
	faults       []string
	comments     map[string]int  // package folder → package comments
	numbers      map[string]bool // constants that are no rules → seen
}

// Check examines every Go file below root/internal by the rules in a folder
// (plan.txt and numbers.txt) and returns the complaints, sorted.
func Check(root, module, rules string) ([]string, error) {
	h := &house{root: root, module: module, plan: map[string][]string{}, tables: map[string]string{}, comments: map[string]int{}}
	if err := h.readPlan(filepath.Join(rules, "plan.txt")); err != nil {
		return nil, err
	}
	if err := h.readNumbers(filepath.Join(rules, "numbers.txt")); err != nil {
		return nil, err
	}
	if err := h.readTables(); err != nil {
		return nil, err
	}
	err := filepath.WalkDir(filepath.Join(root, "internal"), func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && (d.Name() == "testdata" && path != filepath.Join(root, "internal")) {
			return filepath.SkipDir
		}
		if d.IsDir() || !strings.HasSuffix(path, ".go") {
			return nil
		}
		return h.file(path)
	})
	for dir, n := range h.comments {
		if n != 1 {
			h.faults = append(h.faults, fmt.Sprintf("%s: %d package comments; write exactly one, in doc.go", dir, n))
		}
	}
	for name, seen := range h.numbers {
		if !seen {
			h.faults = append(h.faults, "numbers.txt: "+name+" is not there any more")
		}
	}
	sort.Strings(h.faults)
	return h.faults, err
}

func (h *house) readPlan(file string) error {
	text, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	for n, line := range strings.Split(string(text), "\n") {
		line, _, _ = strings.Cut(line, "#")
		name, may, ok := strings.Cut(line, ":")
		if !ok {
			continue
		}
		name = strings.TrimSpace(name)
		for _, used := range strings.Fields(may) {
			top, _, _ := strings.Cut(used, "/")
			if h.plan[top] == nil {
				return fmt.Errorf("plan.txt:%d: %s is used before it is written", n+1, used)
			}
		}
		h.plan[name] = append([]string{}, strings.Fields(may)...)
		h.order = append(h.order, name)
	}
	return nil
}

var createTable = regexp.MustCompile(`(?i)CREATE TABLE (\w+)`)

// readTables learns which room owns which table from the migrations.
func (h *house) readTables() error {
	files, err := filepath.Glob(filepath.Join(h.root, "internal", "*", "migrations", "*.sql"))
	if err != nil {
		return err
	}
	for _, f := range files {
		text, err := os.ReadFile(f)
		if err != nil {
			return err
		}
		room := filepath.Base(filepath.Dir(filepath.Dir(f)))
		for _, m := range createTable.FindAllStringSubmatch(string(text), -1) {
			h.tables[m[1]] = room
		}
	}
	return nil
}

func (h *house) file(path string) error {
	fset := token.NewFileSet()
	f, err := parser.ParseFile(fset, path, nil, parser.ParseComments)
	if err != nil {
		return err
	}
	rel, _ := filepath.Rel(filepath.Join(h.root, "internal"), path)
	pkg := filepath.ToSlash(filepath.Dir(rel))
	test := strings.HasSuffix(path, "_test.go")
	if !test {
		if _, ok := h.comments[pkg]; !ok {
			h.comments[pkg] = 0
		}
		if f.Doc != nil {
			h.comments[pkg]++
		}
	}
	v := &visit{h: h, fset: fset, pkg: pkg, room: topOf(pkg), base: filepath.Base(path), test: test || strings.HasSuffix(topSub(pkg), "test")}
	v.imports(f)
	v.constants(f)
	if !v.test {
		ast.Inspect(f, v.node)
	}
	return nil
}

func topOf(pkg string) string {
	top, _, _ := strings.Cut(pkg, "/")
	return top
}

// topSub is the last folder of a package path: rooms keep their builders for
// other rooms' tests in <room>test.
func topSub(pkg string) string { return pkg[strings.LastIndex(pkg, "/")+1:] }

type visit struct {
	h               *house
	fset            *token.FileSet
	pkg, room, base string
	test            bool
	names           map[string]string // local import name → path
}

func (v *visit) complain(pos token.Pos, format string, args ...any) {
	p := v.fset.Position(pos)
	v.h.faults = append(v.h.faults, fmt.Sprintf("%s/%s:%d: %s", v.pkg, v.base, p.Line, fmt.Sprintf(format, args...)))
}

func (v *visit) imports(f *ast.File) {
	v.names = map[string]string{}
	for _, imp := range f.Imports {
		path, _ := strconv.Unquote(imp.Path.Value)
		name := path[strings.LastIndex(path, "/")+1:]
		if imp.Name != nil {
			name = imp.Name.Name
		}
		v.names[name] = path
		v.reserved(imp.Pos(), path)
		if inner, ok := strings.CutPrefix(path, v.h.module+"/internal/"); ok {
			v.stairs(imp.Pos(), inner)
		}
	}
}

// stairs: a room calls the rooms below it, as plan.txt lists them.
func (v *visit) stairs(pos token.Pos, target string) {
	top := topOf(target)
	if top == v.room || v.test {
		return
	}
	may, known := v.h.plan[v.room]
	if !known {
		v.complain(pos, "%s is not in plan.txt; write it there, above what it uses", v.room)
		return
	}
	for _, m := range may {
		if m == top || m == target || strings.HasPrefix(target, m+"/") {
			return
		}
	}
	v.complain(pos, "%s may not import %s; let the upper room call, or tell it by an event", v.room, target)
}

// reservedImports: who may use what reaches outside the program.
var reservedImports = []struct {
	prefix string
	may    []string // package prefixes
	better string
}{
	{"database/sql", []string{"kit/store", "kit/day", "kit/money"}, "ask through kit/store"},
	{"modernc.org/sqlite", []string{"kit/store"}, "ask through kit/store"},
	{"github.com/jackc/pgx", []string{"kit/store"}, "ask through kit/store"},
	{"net/http", []string{"api", "sim", "app", "onboarding/registryhttp", "wallet/wechat", "wallet/alipay", "notify/smshttp", "settlement/collecthttp"}, "put it in api, sim or an adapter to the outside"},
	{"crypto/rand", []string{"kit/rnd", "module", "sim"}, "use kit/rnd"},
	{"math/rand", []string{"kit/rnd", "module", "sim", "app"}, "use kit/rnd"},
}

func (v *visit) reserved(pos token.Pos, path string) {
	if path == v.h.module+"/internal/wire/cardcrypto" && !within(v.pkg, "module", "sim", "wire/cardcrypto") {
		v.complain(pos, "clear keys stay in module and sim; ask the module by kit/vault")
	}
	if path == v.h.module+"/internal/module" && !within(v.pkg, "app", "module") && !v.test {
		v.complain(pos, "nobody imports the security module but its launcher; use kit/vault")
	}
	if v.test {
		return
	}
	for _, r := range reservedImports {
		if (path == r.prefix || strings.HasPrefix(path, r.prefix+"/")) && !within(v.pkg, r.may...) {
			v.complain(pos, "%s is reserved; %s", path, r.better)
		}
	}
	if v.room == "wire" && strings.Contains(topOf(path), ".") && !strings.HasPrefix(path, "golang.org/x/text") {
		v.complain(pos, "wire uses the standard library only, not %s", path)
	}
}

func within(pkg string, prefixes ...string) bool {
	return slices.ContainsFunc(prefixes, func(p string) bool { return pkg == p || strings.HasPrefix(pkg, p+"/") })
}

// reservedCalls: selector → who may call it.
var reservedCalls = map[string][]string{
	"time.Now": {"kit/clock"}, "time.Since": {"kit/clock"}, "time.Sleep": {"kit/clock"}, "time.After": {"kit/clock"},
	"time.AfterFunc": {"kit/clock"}, "time.NewTimer": {"kit/clock"}, "time.NewTicker": {"kit/clock"}, "time.Tick": {"kit/clock"},
	"os.Getenv": {"app"}, "os.LookupEnv": {"app"},
}

// noFloat are the packages that handle amounts.
var noFloat = []string{"kit/money", "ledger", "billing", "payment", "settlement", "wallet", "contract"}

// mayGo are the packages that may start goroutines; domain rooms may not.
var mayGo = []string{"kit", "api", "app", "sim", "module", "switching"}

func (v *visit) node(n ast.Node) bool {
	switch n := n.(type) {
	case *ast.SelectorExpr:
		v.call(n)
	case *ast.GoStmt:
		if !within(v.pkg, mayGo...) {
			v.complain(n.Pos(), "a domain room starts no goroutine; give the work to kit/jobs or kit/run")
		}
	case *ast.Ident:
		if (n.Name == "float64" || n.Name == "float32") && within(v.pkg, noFloat...) && !within(v.pkg, "contract/paper") {
			v.complain(n.Pos(), "no float near money; use kit/money")
		}
	case *ast.BasicLit:
		if n.Kind == token.STRING {
			v.sql(n)
		}
	}
	return true
}

func (v *visit) call(n *ast.SelectorExpr) {
	x, ok := n.X.(*ast.Ident)
	if !ok || x.Obj != nil {
		return
	}
	path, ok := v.names[x.Name]
	if !ok {
		return
	}
	if may, ok := reservedCalls[path+"."+n.Sel.Name]; ok && !within(v.pkg, may...) {
		better := "use kit/clock"
		if strings.HasPrefix(path, "os") {
			better = "settings come from app's Config"
		}
		v.complain(n.Pos(), "%s.%s is reserved; %s", path, n.Sel.Name, better)
	}
}

var (
	statement = regexp.MustCompile(`(?i)\b(SELECT|INSERT|UPDATE|DELETE)\b`)
	sqlFile   = regexp.MustCompile(`^(store|read|verify)\w*\.go$`) // a room's SQL drawers
	word      = regexp.MustCompile(`[a-z]+_[a-z_]+`)
)

// sql: a room's tables are named only in its own store files (and read in
// report).
func (v *visit) sql(n *ast.BasicLit) {
	if !statement.MatchString(n.Value) || v.room == "report" {
		return
	}
	for _, w := range word.FindAllString(n.Value, -1) {
		owner, ok := v.h.tables[w]
		if !ok || w == "" {
			continue
		}
		if owner != v.room {
			v.complain(n.Pos(), "table %s belongs to %s; ask that room", w, owner)
		} else if !sqlFile.MatchString(v.base) && v.room != "kit" {
			v.complain(n.Pos(), "SQL on %s belongs in %s/store.go", w, owner)
		}
	}
}
