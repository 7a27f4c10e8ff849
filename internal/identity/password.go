package identity

import (
	_ "embed"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/nbutton23/zxcvbn-go"

	"tillway/internal/kit/errs"
	"tillway/internal/kit/secret"
	"tillway/internal/party"
)

// walkLength is a walk along the keyboard: qwert.
const walkLength = 5

//go:embed blocklist.txt
var blocklistText string

var blocklist = func() []string {
	var words []string
	for line := range strings.Lines(blocklistText) {
		if line = strings.TrimSpace(line); line != "" && line[0] != '#' {
			words = append(words, line)
		}
	}
	return words
}()

// about is what a password must not be made of.
type about struct {
	login   string
	person  party.Person
	numbers []string // merchant, terminal and licence numbers
	email   string
}

// check returns every reason against a password, most telling first: length,
// classes, nothing of the person, no leaked or common word, no walk on the
// keyboard, no run, and strong enough by zxcvbn (book acquiring-rules §7.6).
// Texts never hold the password or any part of it.
func (p passwordPolicy) check(password secret.String, who about, path string) []errs.FieldFault {
	pw := password.Reveal()
	lower := strings.ToLower(pw)
	var faults []errs.FieldFault
	refuse := func(bad bool, code, zh, en string) {
		if bad {
			faults = append(faults, errs.FieldFault{Path: path, Code: code, Zh: zh, En: en})
		}
	}
	n := utf8.RuneCountInString(pw)
	refuse(n < p.minLength || n > p.maxLength || !utf8.ValidString(pw), "PW_LENGTH",
		fmt.Sprintf("密码长度应为%d至%d个字符", p.minLength, p.maxLength), fmt.Sprintf("A password has %d to %d characters", p.minLength, p.maxLength))
	refuse(strings.IndexFunc(pw, unicode.IsControl) >= 0, "PW_CHAR",
		"密码不能包含控制字符", "A password has no control characters")
	refuse(classes(pw) < p.classes, "PW_CLASSES",
		fmt.Sprintf("密码应包含大写字母、小写字母、数字、符号中的至少%d类", p.classes), fmt.Sprintf("Use at least %d of: capitals, small letters, digits, symbols", p.classes))
	refuse(who.in(lower), "PW_PERSONAL",
		"密码不能包含姓名、拼音、手机号、生日、证件号、登录名或商户号", "A password holds no name, pinyin, mobile, birthday, document, sign-in or merchant number")
	refuse(isCommon(lower), "PW_COMMON",
		"该密码由常见词语加数字或符号组成，很容易被猜到", "This is a common word with digits or signs around it")
	refuse(hasRun(lower, p.run), "PW_RUN",
		fmt.Sprintf("密码不能有%d个以上相同或连续的字符（如aaaa、1234、dcba）", p.run), fmt.Sprintf("No %d equal or consecutive characters, such as aaaa, 1234 or dcba", p.run))
	refuse(hasWalk(lower), "PW_WALK",
		"密码不能沿键盘顺序输入（如qwert、1qaz2wsx）", "No walk along the keyboard, such as qwert or 1qaz2wsx")
	if len(faults) == 0 {
		refuse(guessable(pw, who, p.score), "PW_GUESSABLE",
			"该密码太容易猜到，请使用更长或更不规则的组合，例如几个不相关的词", "This password is too easy to guess: take a longer or less regular one, such as several unrelated words")
	}
	return faults
}

func classes(pw string) int {
	var upper, low, digit, other int
	for _, r := range pw {
		switch {
		case unicode.IsUpper(r):
			upper = 1
		case unicode.IsLower(r):
			low = 1
		case unicode.IsDigit(r):
			digit = 1
		default:
			other = 1
		}
	}
	return upper + low + digit + other
}

// in tells whether the password, read forwards or backwards, contains
// something of the person.
func (w about) in(lower string) bool {
	back := reversed(lower)
	return slices.ContainsFunc(w.words(), func(word string) bool {
		return strings.Contains(lower, word) || strings.Contains(back, word)
	})
}

// words lists the forbidden pieces in lower case.
func (w about) words() []string {
	p := w.person
	words := []string{strings.ToLower(p.Name), strings.ToLower(w.login)}
	words = append(words, pinyinForms(p.Pinyin)...)
	for i := 0; i+4 <= len(p.Mobile); i++ { // four digits in a row
		words = append(words, p.Mobile[i:i+4])
	}
	if len(p.IDNo) == 18 {
		y, m, d := p.IDNo[6:10], p.IDNo[10:12], p.IDNo[12:14]
		words = append(words, strings.ToLower(p.IDNo[12:]), y+m+d, d+m+y, m+d+y, y[2:]+m+d, d+m+y[2:], m+d+y[2:])
	}
	for _, n := range w.numbers {
		words = append(words, strings.ToLower(tail(n, 6)))
	}
	local, _, _ := strings.Cut(w.email, "@")
	words = append(words, strings.ToLower(local))
	return slices.DeleteFunc(words, func(s string) bool { return utf8.RuneCountInString(s) < minPiece(s) })
}

// minPiece keeps short Latin pieces from refusing everything: "li" is in
// half of all words. Two Chinese characters are a name.
func minPiece(s string) int {
	if r, _ := utf8.DecodeRuneInString(s); unicode.Is(unicode.Han, r) {
		return 2
	}
	return 4
}

// pinyinForms returns a name in pinyin, as given and with the family name last.
func pinyinForms(pinyin string) []string {
	parts := strings.Fields(strings.ToLower(pinyin))
	if len(parts) < 2 {
		return parts
	}
	return []string{strings.Join(parts, ""), strings.Join(append(slices.Clone(parts[1:]), parts[0]), ""), strings.Join(parts[1:], "")}
}

var leet = strings.NewReplacer("@", "a", "4", "a", "3", "e", "1", "i", "!", "i", "0", "o", "$", "s", "5", "s", "7", "t")

var decoration = regexp.MustCompile(`^[^a-z]+|[^a-z]+$`)

// isCommon tells whether a known word is all there is once separators, the
// digits and signs around it, and the usual substitutions are gone.
func isCommon(lower string) bool {
	plain := strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return r
		}
		return -1
	}, lower)
	core := decoration.ReplaceAllString(lower, "")
	for _, form := range []string{plain, core, leet.Replace(core), decoration.ReplaceAllString(leet.Replace(lower), "")} {
		if repeatsOf(form, blocklist) {
			return true
		}
	}
	return false
}

// repeatsOf tells whether s is a listed word, once or several times.
func repeatsOf(s string, words []string) bool {
	return s != "" && slices.ContainsFunc(words, func(w string) bool {
		return len(s)%len(w) == 0 && strings.Repeat(w, len(s)/len(w)) == s
	})
}

func hasRun(s string, most int) bool {
	r := []rune(s)
	for step := rune(-1); step <= 1; step++ {
		length := 1
		for i := 1; i < len(r); i++ {
			if r[i]-r[i-1] == step && (step == 0 || alphanumeric(r[i]) && alphanumeric(r[i-1])) {
				if length++; length >= most {
					return true
				}
			} else {
				length = 1
			}
		}
	}
	return false
}

func alphanumeric(r rune) bool { return r >= '0' && r <= '9' || r >= 'a' && r <= 'z' }

// keyboardWalks are the rows and the slanting columns of a keyboard.
var keyboardWalks = []string{
	"`1234567890-=", "qwertyuiop[]", "asdfghjkl;'", "zxcvbnm,./",
	"1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik,9ol.0p;/", "!qaz@wsx#edc$rfv%tgb^yhn", "qazwsxedcrfvtgbyhnujm", "~!@#$%^&*()_+",
}

func hasWalk(lower string) bool {
	for _, s := range []string{lower, reversed(lower)} {
		for i := 0; i+walkLength <= len(s); i++ {
			piece := s[i : i+walkLength]
			if slices.ContainsFunc(keyboardWalks, func(w string) bool { return strings.Contains(w, piece) }) {
				return true
			}
		}
	}
	return false
}

// guessable asks zxcvbn, which knows English words, names, dates and leaked
// passwords; ours and the person's are given to it.
func guessable(pw string, who about, least int) bool {
	return zxcvbn.PasswordStrength(pw, slices.Concat(blocklist, who.words())).Score < least
}

func reversed(s string) string {
	r := []rune(s)
	slices.Reverse(r)
	return string(r)
}

func tail(s string, n int) string { return s[max(0, len(s)-n):] }
