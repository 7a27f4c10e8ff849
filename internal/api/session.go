package api

import (
	"context"
	"net/http"
	"strings"
	"time"

	"tillway/internal/audit"
	"tillway/internal/identity"
	"tillway/internal/institution"
	"tillway/internal/kit/clock"
	"tillway/internal/kit/id"
	"tillway/internal/kit/secret"
	"tillway/internal/kit/store"
	"tillway/internal/payment"
)

type signInInput struct {
	Device string `header:"User-Agent"`
	Body   struct {
		Institution string `json:"institution" doc:"code of three digits" maxLength:"32"`
		Login       string `json:"login" maxLength:"64"`
		Password    string `json:"password" maxLength:"128" format:"password"`
	}
}

// sessionView is who is signed in, to what, and when it is there.
type sessionView struct {
	User         string                  `json:"user"`
	Name         string                  `json:"name"`
	Login        string                  `json:"login"`
	Roles        []string                `json:"roles"`
	Merchant     string                  `json:"merchant"`
	Institution  institution.Institution `json:"institution"`
	BusinessDate string                  `json:"business_date"`
	BusinessTime string                  `json:"business_time"`
	MustChange   bool                    `json:"must_change_password"`
	DaysLeft     int                     `json:"password_days_left"`
}

type signInOutput struct {
	SetCookie http.Cookie `header:"Set-Cookie"`
	Body      sessionView
}

type passwordInput struct {
	Body struct {
		Old string `json:"old" maxLength:"128" format:"password"`
		New string `json:"new" maxLength:"128" format:"password"`
	}
}

type registrationInput struct {
	Body struct {
		Institution string `json:"institution" maxLength:"32"`
		Name        string `json:"name" maxLength:"40"`
		IDNo        string `json:"id_no" maxLength:"32"`
		Mobile      string `json:"mobile" maxLength:"20"`
		OTP         string `json:"otp" maxLength:"8"`
		Login       string `json:"login" maxLength:"64"`
		Password    string `json:"password" maxLength:"128" format:"password"`
	}
}

type registered struct {
	User string `json:"user"`
}

func institutionOf(code string) id.Institution {
	return institution.IDOf(strings.TrimPrefix(strings.TrimSpace(code), "ins_"))
}

func (s *Server) session() {
	s.signInRoute()
	route(s, "GET /v1/session", op{ID: "getSession", Summary: "Who is signed in", AnyUser: true, Tag: "session"},
		func(ctx context.Context, by audit.Actor, _ *struct{}) (sessionView, error) {
			cur, err := s.Identity.Current(ctx, token(ctx))
			if err != nil {
				return sessionView{}, err
			}
			return s.viewOf(ctx, cur)
		})
	routeRaw(s, "DELETE /v1/session", op{ID: "signOut", Summary: "Sign out", AnyUser: true, Tag: "session"},
		func(w http.ResponseWriter, r *http.Request, by audit.Actor) error {
			if err := s.Identity.SignOut(r.Context(), by, token(r.Context())); err != nil {
				return err
			}
			http.SetCookie(w, cookie("", -1))
			w.WriteHeader(http.StatusNoContent)
			return nil
		})
	route(s, "POST /v1/session/password", op{ID: "changePassword", Summary: "Change the own password", AnyUser: true, NoKey: true, Tag: "session"},
		func(ctx context.Context, by audit.Actor, in *passwordInput) (done, error) {
			err := s.Identity.ChangePassword(ctx, by, token(ctx), secret.New(in.Body.Old), secret.New(in.Body.New))
			return done{err == nil}, err
		})
	route(s, "POST /v1/registrations", op{ID: "register", Summary: "Make a merchant owner's account", Public: true, NoKey: true, Status: http.StatusCreated},
		func(ctx context.Context, _ audit.Actor, in *registrationInput) (registered, error) {
			b := in.Body
			user, err := s.Onboarding.Register(ctx, institutionOf(b.Institution), b.Name, b.IDNo, b.Mobile, b.OTP, b.Login, secret.New(b.Password))
			return registered{user.String()}, err
		})
}

// signInRoute is registered by hand for its cookie.
func (s *Server) signInRoute() {
	routeFull(s, "POST /v1/session", op{ID: "signIn", Summary: "Sign in", Public: true, NoKey: true, Tag: "session"},
		func(ctx context.Context, in *signInInput) (*signInOutput, error) {
			got, err := s.Identity.SignIn(ctx, identity.Credentials{Institution: institutionOf(in.Body.Institution), Login: in.Body.Login,
				Password: secret.New(in.Body.Password), IP: address(ctx), Device: in.Device})
			if err != nil {
				return nil, err
			}
			view, err := s.viewOf(ctx, got)
			return &signInOutput{SetCookie: *cookie(got.Token.Reveal(), int(8*time.Hour/time.Second)), Body: view}, err
		})
}

// cookie is the session's. It is Strict: no other site's link carries it.
func cookie(value string, maxAge int) *http.Cookie {
	return &http.Cookie{Name: sessionCookie, Value: value, Path: "/", MaxAge: maxAge, HttpOnly: true, SameSite: http.SameSiteStrictMode}
}

func (s *Server) viewOf(ctx context.Context, cur identity.Session) (sessionView, error) {
	v := sessionView{User: cur.Actor.User, Name: s.ownName(ctx, cur.Actor), Login: cur.Login, Roles: cur.Actor.Roles, Merchant: cur.Actor.Merchant,
		MustChange: cur.MustChange, DaysLeft: cur.DaysLeft}
	if v.Roles == nil {
		v.Roles = []string{}
	}
	if v.Merchant == identity.NoMerchant { // an applicant: no shop yet
		v.Merchant = ""
	}
	now := s.Clock.Now()
	v.BusinessTime = now.In(clock.Shanghai).Format(time.RFC3339)
	err := s.DB.Read(ctx, func(q store.Q) error {
		date, err := payment.BusinessDate(q, cur.Actor.Institution, now)
		if err != nil {
			return err
		}
		v.BusinessDate = date.String()
		v.Institution, err = institution.Get(q, cur.Actor.Institution)
		return err
	})
	return v, err
}

// ownName is the name of whoever is signed in, unmasked: it is their own. The
// masked one does when the module cannot open it now.
func (s *Server) ownName(ctx context.Context, by audit.Actor) string {
	name, err := s.Party.OwnName(ctx, by)
	if err != nil || name == "" {
		s.logFailure(ctx, err)
		return by.Name
	}
	return name
}
