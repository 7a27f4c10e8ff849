package flow

import (
	"fmt"
	"regexp"
	"sort"
	"strings"

	"tillway/internal/kit/store"
)

// HotTrigger returns the statements that guard a life too hot for step rows:
// the table's own status column moves along drawn edges only and begins at the
// beginning, the immutable columns (identity, amounts) never change, the once
// columns (the time of each status) are filled once, and no row is deleted.
// Use it in Migration.Extra; the statements replace what they made before.
func HotTrigger(engine, table string, l *Life, immutable []string, once ...string) []string {
	h := hot{table: table, life: l, immutable: immutable, once: once}
	if engine == store.SQLite {
		return h.sqlite()
	}
	return h.postgres()
}

type hot struct {
	table           string
	life            *Life
	immutable, once []string
}

// legal is the condition under which a status may change.
func (h hot) legal() string {
	pairs := map[string]bool{}
	for _, e := range h.life.edges {
		pairs[fmt.Sprintf("OLD.status = '%s' AND NEW.status = '%s'", e.From, e.To)] = true
	}
	out := []string{"OLD.status = NEW.status"}
	for p := range pairs {
		out = append(out, p)
	}
	sort.Strings(out[1:])
	return strings.Join(out, " OR ")
}

// rules lists each condition that refuses an update, with its reason.
func (h hot) rules(differs string) [][2]string {
	rules := [][2]string{{"NOT (" + h.legal() + ")", "no such step"}}
	for _, c := range h.immutable {
		rules = append(rules, [2]string{fmt.Sprintf("NEW.%s %s OLD.%s", c, differs, c), c + " never changes"})
	}
	for _, c := range h.once {
		rules = append(rules, [2]string{fmt.Sprintf("OLD.%s IS NOT NULL AND NEW.%s %s OLD.%s", c, c, differs, c), c + " is set once"})
	}
	return rules
}

func (h hot) sqlite() []string {
	var out []string
	add := func(name, when, body string) {
		name = h.table + "_life_" + name
		out = append(out, "DROP TRIGGER IF EXISTS "+name, fmt.Sprintf("CREATE TRIGGER %s BEFORE %s ON %s %sEND", name, when, h.table, body))
	}
	var checks strings.Builder
	checks.WriteString("BEGIN ")
	for _, r := range h.rules("IS NOT") {
		fmt.Fprintf(&checks, "SELECT RAISE(ABORT, '%s: %s') WHERE %s; ", h.table, r[1], r[0])
	}
	add("insert", "INSERT", fmt.Sprintf("WHEN NEW.status <> '%s' BEGIN SELECT RAISE(ABORT, '%s: begins as %s'); ", h.life.genesis, h.table, h.life.genesis))
	add("update", "UPDATE", checks.String())
	add("delete", "DELETE", fmt.Sprintf("BEGIN SELECT RAISE(ABORT, '%s: DELETE refused'); ", h.table))
	return out
}

func (h hot) postgres() []string {
	var body strings.Builder
	raise := func(why string) string {
		return fmt.Sprintf("RAISE EXCEPTION '%s: %s' USING ERRCODE = '%s'; ", h.table, why, store.RefusedState)
	}
	fmt.Fprintf(&body, "IF TG_OP = 'INSERT' THEN IF NEW.status <> '%s' THEN %sEND IF; RETURN NEW; END IF; ", h.life.genesis, raise("begins as "+h.life.genesis))
	fmt.Fprintf(&body, "IF TG_OP <> 'UPDATE' THEN %sEND IF; ", raise("DELETE refused"))
	for _, r := range h.rules("IS DISTINCT FROM") {
		fmt.Fprintf(&body, "IF %s THEN %sEND IF; ", r[0], raise(r[1]))
	}
	name := h.table + "_life"
	return []string{
		fmt.Sprintf("CREATE OR REPLACE FUNCTION %s() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN %sRETURN NEW; END $$", name, body.String()),
		fmt.Sprintf("DROP TRIGGER IF EXISTS %s ON %s", name, h.table),
		fmt.Sprintf("CREATE TRIGGER %s BEFORE INSERT OR UPDATE OR DELETE ON %s FOR EACH ROW EXECUTE FUNCTION %s()", name, h.table, name),
		fmt.Sprintf("DROP TRIGGER IF EXISTS %s_truncate ON %s", name, h.table),
		fmt.Sprintf("CREATE TRIGGER %s_truncate BEFORE TRUNCATE ON %s FOR EACH STATEMENT EXECUTE FUNCTION %s()", name, h.table, name),
	}
}

var follower = regexp.MustCompile(`(?is)^CREATE\s+TABLE\s+(\w+)\s*\(.*\bREFERENCES\s+flow_step\b`)

// follow guards a noun's row: its foreign key lets it stand on any step that
// was taken, this trigger keeps it from going back to an earlier one.
func follow(engine, statement string) []string {
	match := follower.FindStringSubmatch(statement)
	if match == nil || strings.HasPrefix(match[1], "flow_") {
		return nil
	}
	table, name := match[1], match[1]+"_follows"
	const back = "NEW.step < OLD.step OR NEW.life <> OLD.life"
	if engine == store.SQLite {
		return []string{fmt.Sprintf("CREATE TRIGGER %s BEFORE UPDATE ON %s WHEN %s BEGIN SELECT RAISE(ABORT, '%s: a life never goes back'); END",
			name, table, back, table)}
	}
	return []string{
		fmt.Sprintf("CREATE OR REPLACE FUNCTION flow_back() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "+
			"RAISE EXCEPTION '%%: a life never goes back', TG_TABLE_NAME USING ERRCODE = '%s'; END $$", store.RefusedState),
		fmt.Sprintf("CREATE TRIGGER %s BEFORE UPDATE ON %s FOR EACH ROW WHEN (%s) EXECUTE FUNCTION flow_back()", name, table, back),
	}
}
