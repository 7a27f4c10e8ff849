package api

import (
	"context"

	"tillway/internal/audit"
	"tillway/internal/identity"
	"tillway/internal/kit/secret"
	"tillway/internal/party"
	"tillway/internal/training"
)

type courseBody struct {
	ID          string        `json:"id"`
	Code        string        `json:"code"`
	TitleZh     string        `json:"title_zh"`
	TitleEn     string        `json:"title_en"`
	GoalZh      string        `json:"goal_zh"`
	GoalEn      string        `json:"goal_en"`
	Minutes     int           `json:"minutes"`
	Sections    []sectionBody `json:"sections"`
	CompletedAt string        `json:"completed_at,omitempty"`
}

type sectionBody struct {
	TitleZh string `json:"title_zh"`
	TitleEn string `json:"title_en"`
	BodyZh  string `json:"body_zh"`
	BodyEn  string `json:"body_en"`
}

type examBody struct {
	ID        string      `json:"id"`
	Minutes   int         `json:"minutes"`
	Pass      int         `json:"pass"`
	Try       int         `json:"try"`
	Questions []askedBody `json:"questions"`
}

type askedBody struct {
	ID      string       `json:"id"`
	Course  string       `json:"course"`
	Kind    string       `json:"kind" enum:"single,multi,judge"`
	TextZh  string       `json:"text_zh"`
	TextEn  string       `json:"text_en"`
	Options []optionBody `json:"options"`
}

type optionBody struct {
	Key    string `json:"key"`
	TextZh string `json:"text_zh"`
	TextEn string `json:"text_en"`
}

type answersInput struct {
	IDPath
	Body struct {
		Answers map[string][]string `json:"answers" doc:"letters chosen, by question"`
	}
}

type resultBody struct {
	training.Result
	Certificate string `json:"certificate,omitempty"`
	Expires     string `json:"expires,omitempty"`
}

type staffInput struct {
	Body struct {
		Name     string   `json:"name" maxLength:"40"`
		IDNo     string   `json:"id_no" maxLength:"18"`
		Mobile   string   `json:"mobile" maxLength:"11"`
		Login    string   `json:"login" maxLength:"32"`
		Password string   `json:"password" maxLength:"128" format:"password"`
		Roles    []string `json:"roles" maxItems:"2"`
	}
}

type staffBody struct {
	ID          string   `json:"id"`
	Login       string   `json:"login"`
	Name        string   `json:"name"`
	Roles       []string `json:"roles"`
	Status      string   `json:"status"`
	CoursesDone int      `json:"courses_done"`
	Certificate string   `json:"certificate,omitempty"`
	Expires     string   `json:"expires,omitempty"`
}

func (s *Server) training() {
	staff := []string{audit.Owner, audit.Manager, audit.Cashier}
	route(s, "GET /v1/courses", op{ID: "listCourses", Summary: "Mandatory courses", Roles: append(staff, audit.Trainer)}, s.listCourses)
	route(s, "POST /v1/courses/{id}/complete", op{ID: "completeCourse", Summary: "A course was read to its end", Roles: staff},
		func(ctx context.Context, by audit.Actor, in *IDPath) (done, error) {
			err := s.Training.Complete(ctx, by, in.ID)
			return done{err == nil}, err
		})
	s.certificates()
	route(s, "POST /v1/exams", op{ID: "beginExam", Summary: "Hand out a paper of twenty questions", Roles: staff, Status: 201},
		func(ctx context.Context, by audit.Actor, _ *struct{}) (examBody, error) {
			e, err := s.Training.Begin(ctx, by)
			return showExam(e), err
		})
	route(s, "POST /v1/exams/{id}/answers", op{ID: "gradeExam", Summary: "Hand a paper in", Roles: staff},
		func(ctx context.Context, by audit.Actor, in *answersInput) (resultBody, error) {
			r, cert, err := s.Training.Grade(ctx, by, training.ExamID(in.ID), in.Body.Answers)
			out := resultBody{Result: r}
			if cert != nil {
				out.Certificate, out.Expires = cert.Number, cert.ExpiresOn.String()
			}
			return out, err
		})
	route(s, "GET /v1/staff", op{ID: "listStaff", Summary: "A shop's people and how far they are", Roles: []string{audit.Owner, audit.Manager}}, s.listStaff)
	route(s, "POST /v1/staff", op{ID: "addStaff", Secret: true, Summary: "Enrol a cashier or manager of the own shop", Roles: []string{audit.Owner, audit.Manager}, Status: 201},
		func(ctx context.Context, by audit.Actor, in *staffInput) (staffBody, error) {
			b := in.Body
			id, err := s.Identity.Enrol(ctx, by, identity.NewUser{Login: b.Login, Roles: b.Roles, Merchant: by.Merchant, Password: secret.New(b.Password), Temporary: true,
				Person: party.Person{Kind: party.Natural, Name: b.Name, IDNo: b.IDNo, Mobile: b.Mobile}})
			return staffBody{ID: id.String(), Login: b.Login, Name: party.MaskName(b.Name), Roles: b.Roles, Status: "active"}, err
		})
}

type certificateBody struct {
	ID           string `json:"id"`
	Number       string `json:"number"`
	Merchant     string `json:"merchant"`
	MerchantName string `json:"merchant_name,omitempty"`
	User         string `json:"user"`
	UserName     string `json:"user_name,omitempty" who:"User"`
	Status       string `json:"status" enum:"valid,expired,revoked"`
	IssuedOn     string `json:"issued_on"`
	ExpiresOn    string `json:"expires_on"`
}

// certificates are the proof of training, for those who have to rely on it.
func (s *Server) certificates() {
	route(s, "GET /v1/certificates", op{ID: "listCertificates", Summary: "Certificates: the bank sees every shop's, a shop its own",
		Roles: []string{audit.Owner, audit.Manager, audit.Trainer, audit.Operations, audit.Compliance, audit.Auditor}},
		s.listCertificates)
	route(s, "POST /v1/certificates/{id}/revoke", op{ID: "revokeCertificate", Summary: "End a certificate before its time: without another one the shop stops",
		Roles: []string{audit.Trainer, audit.Operations, audit.Compliance}},
		func(ctx context.Context, by audit.Actor, in *reasonInput) (done, error) {
			err := s.Training.Revoke(ctx, by, training.CertificateID(in.ID), in.Body.Reason)
			return done{err == nil}, err
		})
}

func (s *Server) listCertificates(ctx context.Context, by audit.Actor, in *pageInput) (listPage[certificateBody], error) {
	rows, err := s.Training.Certificates(ctx, by, training.CertificateFilter{Merchant: in.Merchant, Status: in.Status,
		After: training.CertificateID(in.After), Limit: in.Limit})
	if err != nil {
		return listPage[certificateBody]{}, err
	}
	names, err := s.merchantNames(ctx, by, func(yield func(string)) {
		for _, c := range rows {
			yield(c.MerchantID)
		}
	})
	return pageOf(rows, in.Limit, func(c training.Certificate) certificateBody {
		return certificateBody{ID: c.ID.String(), Number: c.Number, Merchant: c.MerchantID, MerchantName: names[c.MerchantID],
			User: c.UserID, Status: c.Status(), IssuedOn: c.IssuedOn.String(), ExpiresOn: c.ExpiresOn.String()}
	}, func(c training.Certificate) string { return c.ID.String() }), err
}

func (s *Server) listCourses(ctx context.Context, by audit.Actor, _ *struct{}) (listPage[courseBody], error) {
	done := map[string]string{}
	if by.Merchant != "" {
		record, err := s.Training.Record(ctx, by, by.Merchant)
		if err != nil {
			return listPage[courseBody]{}, err
		}
		for _, c := range record.Completions {
			if c.UserID == by.User {
				done[c.Course] = civil(c.At)
			}
		}
	}
	return pageOf(training.Courses(), 0, func(c training.Course) courseBody {
		b := courseBody{ID: c.ID, Code: c.ID, TitleZh: c.NameZh, TitleEn: c.NameEn, GoalZh: c.GoalZh, GoalEn: c.GoalEn,
			Minutes: c.Minutes, CompletedAt: done[c.ID]}
		for _, p := range c.Pages {
			b.Sections = append(b.Sections, sectionBody(p))
		}
		return b
	}, nil), nil
}

func showExam(e training.Exam) examBody {
	b := examBody{ID: e.ID.String(), Minutes: int(e.Rules.Time.Minutes()), Pass: e.Rules.PassPercent, Try: e.Try, Questions: []askedBody{}}
	for _, q := range e.Questions {
		a := askedBody{ID: q.ID, Course: q.Course, Kind: q.Kind, TextZh: q.Zh, TextEn: q.En}
		if q.Kind == "multiple" {
			a.Kind = "multi"
		}
		for _, o := range q.Options {
			a.Options = append(a.Options, optionBody{o.Letter, o.Zh, o.En})
		}
		b.Questions = append(b.Questions, a)
	}
	return b
}

func (s *Server) listStaff(ctx context.Context, by audit.Actor, _ *struct{}) (listPage[staffBody], error) {
	users, err := s.Identity.List(ctx, by)
	if err != nil {
		return listPage[staffBody]{}, err
	}
	record, err := s.Training.Record(ctx, by, by.Merchant)
	if err != nil {
		return listPage[staffBody]{}, err
	}
	return pageOf(users, 0, func(u identity.User) staffBody {
		b := staffBody{ID: u.ID.String(), Login: u.Login, Name: u.Name, Roles: u.Roles, Status: u.Status}
		for _, c := range record.Completions {
			if c.UserID == b.ID {
				b.CoursesDone++
			}
		}
		for _, c := range record.Certificates {
			if c.UserID == b.ID && c.Status() == training.Valid {
				b.Certificate, b.Expires = c.Number, c.ExpiresOn.String()
			}
		}
		return b
	}, nil), nil
}
