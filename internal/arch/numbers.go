package arch

import (
	"fmt"
	"go/ast"
	"go/token"
	"os"
	"strconv"
	"strings"
)

// ruled are the packages where a number may be one of the rule book: it then
// belongs to the institution's dated parameters, where two people change it.
var ruled = []string{"kit/day", "audit", "party", "identity", "institution", "keys", "ledger", "risk", "merchant", "onboarding", "contract", "billing",
	"terminal", "fieldwork", "training", "payment", "wallet", "settlement", "notify", "report"}

// readNumbers reads the constants that are known to be no rules: how a thing
// works, the form of a number, a bound against abuse.
func (h *house) readNumbers(file string) error {
	text, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	h.numbers = map[string]bool{}
	for n, line := range strings.Split(string(text), "\n") {
		line, _, _ = strings.Cut(line, "#")
		name, why, ok := strings.Cut(line, ":")
		if !ok {
			continue
		}
		if strings.TrimSpace(why) == "" {
			return fmt.Errorf("numbers.txt:%d: say why %s is no rule", n+1, name)
		}
		h.numbers[strings.TrimSpace(name)] = false
	}
	return nil
}

// constants complains about every integer constant and every length of time of
// a ruled package that numbers.txt does not know.
func (v *visit) constants(f *ast.File) {
	if v.test || !within(v.pkg, ruled...) {
		return
	}
	for _, d := range f.Decls {
		switch d := d.(type) {
		case *ast.GenDecl:
			for _, s := range d.Specs {
				if spec, ok := s.(*ast.ValueSpec); ok {
					v.values(spec, d.Tok)
				}
			}
		case *ast.FuncDecl:
			ast.Inspect(d, func(n ast.Node) bool {
				switch n := n.(type) {
				case *ast.GenDecl:
					for _, s := range n.Specs {
						if spec, ok := s.(*ast.ValueSpec); ok {
							v.values(spec, n.Tok)
						}
					}
				case *ast.BinaryExpr:
					if lasts(n) {
						v.number(n.Pos(), d.Name.Name)
					}
				}
				return true
			})
		}
	}
}

// values looks at a declaration: a constant that is a number, or anything that
// holds a length of time.
func (v *visit) values(spec *ast.ValueSpec, tok token.Token) {
	for i, value := range spec.Values {
		found := false
		ast.Inspect(value, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.BasicLit:
				found = found || tok == token.CONST && n.Kind == token.INT && size(n) > 1
			case *ast.BinaryExpr:
				found = found || lasts(n)
			}
			return true
		})
		if found {
			v.number(value.Pos(), spec.Names[i].Name)
		}
	}
}

func (v *visit) number(pos token.Pos, name string) {
	key := v.pkg + "." + name
	if _, known := v.h.numbers[key]; known {
		v.h.numbers[key] = true
		return
	}
	v.complain(pos, "%s is a number: make it a parameter of institution, or write in numbers.txt why it is no rule", key)
}

// lasts tells whether an expression is a number of time units: 5 * time.Minute.
func lasts(n *ast.BinaryExpr) bool {
	for _, pair := range [][2]ast.Expr{{n.X, n.Y}, {n.Y, n.X}} {
		lit, isLit := pair[0].(*ast.BasicLit)
		unit, isUnit := pair[1].(*ast.SelectorExpr)
		if n.Op != token.MUL || !isLit || lit.Kind != token.INT || !isUnit {
			continue
		}
		if pkg, ok := unit.X.(*ast.Ident); ok && pkg.Name == "time" {
			return true
		}
	}
	return false
}

func size(n *ast.BasicLit) int64 {
	v, _ := strconv.ParseInt(n.Value, 0, 64) // the compiler has read it
	return v
}
