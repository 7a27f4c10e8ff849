package onboarding

import (
	"strings"

	"tillway/internal/merchant"
	"tillway/internal/party"
)

// Form is the application form (商户业务申请表, acquiring-rules §1.2) as it
// travels and as it is sealed.
type Form struct {
	Base     Base     `json:"base"`
	Address  Address  `json:"address"`
	License  License  `json:"license"`
	Legal    Legal    `json:"legal"`
	Contact  Contact  `json:"contact"`
	Settle   Settle   `json:"settle"`
	Products []string `json:"products"`
}

// Base is the shop and its business.
type Base struct {
	LicenseName      string `json:"license_name,omitempty"`
	ShortName        string `json:"short_name,omitempty"`
	MCC              string `json:"mcc,omitempty"`
	BusinessScope    string `json:"business_scope,omitempty"`
	StaffCount       int64  `json:"staff_count,omitempty"`
	AreaM2           int64  `json:"area_m2,omitempty"`
	MonthTurnoverFen int64  `json:"est_month_turnover_fen,omitempty"`
	AvgTicketFen     int64  `json:"est_avg_ticket_fen,omitempty"`
	MaxTicketFen     int64  `json:"est_max_ticket_fen,omitempty"`
}

// Address is the place of business.
type Address struct {
	Province string `json:"province,omitempty"`
	City     string `json:"city,omitempty"`
	District string `json:"district,omitempty"`
	Detail   string `json:"detail,omitempty"`
	Lon      string `json:"lon,omitempty"`
	Lat      string `json:"lat,omitempty"`
}

// License is the business licence.
type License struct {
	USCC  string `json:"uscc,omitempty"`
	Start string `json:"start,omitempty"`
	End   string `json:"end,omitempty"`
}

// Legal is the legal representative or operator.
type Legal struct {
	Name    string `json:"name,omitempty"`
	IDNo    string `json:"id_no,omitempty"`
	IDStart string `json:"id_start,omitempty"`
	IDEnd   string `json:"id_end,omitempty"`
	Mobile  string `json:"mobile,omitempty"`
}

// Contact is who answers questions about the application.
type Contact struct {
	Name   string `json:"name,omitempty"`
	Mobile string `json:"mobile,omitempty"`
	Email  string `json:"email,omitempty"`
}

// Settle is the settlement account.
type Settle struct {
	AcctType       string `json:"acct_type,omitempty"`
	AcctName       string `json:"acct_name,omitempty"`
	AcctNo         string `json:"acct_no,omitempty"`
	BankCode       string `json:"bank_code,omitempty"`
	BankName       string `json:"bank_name,omitempty"`
	ReservedMobile string `json:"reserved_mobile,omitempty"`
	Cycle          string `json:"cycle,omitempty"`
}

// Patch is a part of a form: the sections that are given replace theirs.
type Patch struct {
	Base     *Base    `json:"base,omitempty"`
	Address  *Address `json:"address,omitempty"`
	License  *License `json:"license,omitempty"`
	Legal    *Legal   `json:"legal,omitempty"`
	Contact  *Contact `json:"contact,omitempty"`
	Settle   *Settle  `json:"settle,omitempty"`
	Products []string `json:"products,omitempty"`
}

// with returns the form with the patch's sections. A value that equals the mask
// we showed is the value we have: pages send back what they were given.
func (f Form) with(p Patch) Form {
	masked := f.Masked()
	if p.Base != nil {
		f.Base = *p.Base
	}
	if p.Address != nil {
		f.Address = *p.Address
	}
	if p.License != nil {
		f.License = *p.License
	}
	if p.Legal != nil {
		old, seen := f.Legal, masked.Legal
		f.Legal = *p.Legal
		keepMasked(&f.Legal.Name, seen.Name, old.Name)
		keepMasked(&f.Legal.IDNo, seen.IDNo, old.IDNo)
		keepMasked(&f.Legal.Mobile, seen.Mobile, old.Mobile)
	}
	if p.Contact != nil {
		old, seen := f.Contact, masked.Contact
		f.Contact = *p.Contact
		keepMasked(&f.Contact.Name, seen.Name, old.Name)
		keepMasked(&f.Contact.Mobile, seen.Mobile, old.Mobile)
		keepMasked(&f.Contact.Email, seen.Email, old.Email)
	}
	if p.Settle != nil {
		old, seen := f.Settle, masked.Settle
		f.Settle = *p.Settle
		keepMasked(&f.Settle.AcctName, seen.AcctName, old.AcctName)
		keepMasked(&f.Settle.AcctNo, seen.AcctNo, old.AcctNo)
		keepMasked(&f.Settle.ReservedMobile, seen.ReservedMobile, old.ReservedMobile)
	}
	if p.Products != nil {
		f.Products = p.Products
	}
	return f.normal()
}

func keepMasked(value *string, mask, old string) {
	if mask != "" && *value == mask {
		*value = old
	}
}

// normal narrows full-width digits and trims, so that what is compared later
// has one writing.
func (f Form) normal() Form {
	for _, s := range []*string{&f.Base.LicenseName, &f.Base.ShortName, &f.Base.BusinessScope, &f.Address.Province, &f.Address.City,
		&f.Address.District, &f.Address.Detail, &f.Legal.Name, &f.Contact.Name, &f.Contact.Email, &f.Settle.AcctName, &f.Settle.BankName} {
		*s = strings.TrimSpace(*s)
	}
	f.License.USCC, f.Legal.IDNo = party.NormalUSCC(f.License.USCC), party.NormalUSCC(f.Legal.IDNo)
	f.Settle.AcctNo, f.Settle.BankCode = party.NormalCardNumber(f.Settle.AcctNo), party.NormalCardNumber(f.Settle.BankCode)
	for _, m := range []*string{&f.Legal.Mobile, &f.Contact.Mobile, &f.Settle.ReservedMobile} {
		if n, fault := party.CheckMobile(*m); fault == nil {
			*m = n
		}
	}
	return f
}

// Masked is the form as everybody but its owner's key sees it (§7.4).
func (f Form) Masked() Form {
	f.Legal.Name, f.Contact.Name = party.MaskName(f.Legal.Name), party.MaskName(f.Contact.Name)
	f.Legal.IDNo = party.MaskID(f.Legal.IDNo)
	f.Legal.Mobile, f.Contact.Mobile = party.MaskMobile(f.Legal.Mobile), party.MaskMobile(f.Contact.Mobile)
	if f.Contact.Email != "" {
		f.Contact.Email = party.MaskEmail(f.Contact.Email)
	}
	f.Settle.ReservedMobile = party.MaskMobile(f.Settle.ReservedMobile)
	if f.Settle.AcctType == merchant.Personal {
		f.Settle.AcctName, f.Settle.AcctNo = party.MaskName(f.Settle.AcctName), party.MaskPAN(f.Settle.AcctNo)
	} else {
		f.Settle.AcctNo = party.MaskAccount(f.Settle.AcctNo)
	}
	return f
}

// store returns the place of business as merchant keeps it.
func (f Form) store() merchant.Store {
	a := f.Address
	return merchant.Store{Province: a.Province, City: a.City, District: a.District, Detail: a.Detail, Lon: a.Lon, Lat: a.Lat}
}

// sections returns the form as path → text, for the diff between versions.
func (f Form) sections() map[string]any {
	return map[string]any{"base": f.Base, "address": f.Address, "license": f.License, "legal": f.Legal,
		"contact": f.Contact, "settle": f.Settle, "products": f.Products}
}
