// Package onboarding takes a shop's application from the first draft to the
// decision (进件): form, documents, consents, checks with the registries, two
// reviews.
//
// The words:
//
//   - a form is what the applicant says; its whole text is sealed under the key
//     of the application's prospect, and a masked copy is what others see;
//   - a document is a paper's image, sealed, stored under the digest of its
//     sealed bytes;
//   - a check is a question put to a registry outside (identity, business,
//     card) and its answer. An outage leaves the application verifying; it
//     never passes in silence (book acquiring-rules §1.5);
//   - a return (退回补件) stops the review clock until the applicant submits
//     again, as the next version under the same number.
//
// Invariants:
//
//   - what is wrong by the rules of §1.2 and §1.3 is not stored, and nothing
//     incomplete is submitted (S71, S72);
//   - whoever entered an application does not review it, and the two reviewers
//     are two people, whatever their accounts (S30);
//   - the first review cannot pass while a check says no (S6, S31);
//   - decisions, checks and consents are appended, never edited.
//
// Callers: api. It calls merchant at approval and tells contract by
// onboarding.approved.v1.
//
//	draft ─submit─► submitted ─verify─► r1_pending ─pass1─► r2_pending ─pass2─► approved
//	                    │  ▲                │ └─return─► returned ◄─return─┘ │
//	                wait│  │verify          └─reject─► rejected ◄─reject─────┘
//	                    ▼  │
//	                 verifying            returned ─submit─► submitted
package onboarding
