package onboarding

import "tillway/internal/kit/errs"

// What can go wrong with an application.
var (
	ErrUnknown = errs.Define("onboarding.unknown", errs.NotFound,
		"没有这个申请。", "There is no such application.",
		"核对编号。", "Check the identifier.")
	ErrKind = errs.Define("onboarding.kind", errs.Invalid,
		"没有这种商户类型。", "There is no such kind of merchant.",
		"选择企业、个体工商户、小微或事业单位。", "Choose ENT, IND, MICRO or PUB.")
	ErrNotEditable = errs.Define("onboarding.not_editable", errs.Conflict,
		"申请正在审核或已办结，不能修改。", "The application is under review or closed and cannot be changed.",
		"如需修改，请联系审核人员退回。", "If it must change, ask the reviewer to return it.")
	ErrDuplicate = errs.Define("onboarding.duplicate", errs.Conflict,
		"同一营业执照、同一地址、同一行业已有在用商户。", "There is a merchant with the same licence, address and trade already.",
		"请核对是否重复申请；如为新门店请填写新门店地址。", "Check whether this is a second application; for a new store give its own address.")
	ErrCooldown = errs.Define("onboarding.cooldown", errs.Conflict,
		"申请被拒绝后需等待一段时间才能再次提交。", "After a rejection there is a wait before the next submission.",
		"可在{date}之后再次提交，或提出申诉。", "Submit again after {date}, or appeal.")
	ErrSamePerson = errs.Define("onboarding.same_person", errs.Conflict,
		"录入、初审、复审必须是三个不同的人。", "Entry, first and second review are three different people.",
		"请另一位审核人员办理。", "Ask another reviewer.")
	ErrWrongLevel = errs.Define("onboarding.wrong_level", errs.Conflict,
		"申请不在这一级审核。", "The application is not at this level of review.",
		"刷新后查看当前状态。", "Reload to see where it stands.")
	ErrNotReviewer = errs.Define("onboarding.not_reviewer", errs.Forbidden,
		"您没有这一级审核的权限。", "You do not review at this level.",
		"请有权限的审核人员办理。", "Ask a reviewer of that level.")
	ErrChecksFailed = errs.Define("onboarding.checks_failed", errs.Conflict,
		"联网核查未通过，初审不能通过：{checks}。", "The registries did not confirm; the first review cannot pass: {checks}.",
		"退回申请人更正，或拒绝。", "Return it for correction, or reject it.")
	ErrOriginals = errs.Define("onboarding.originals", errs.Invalid,
		"请先核对证件原件并勾选“核对原件”。", "Compare the originals and tick that you sighted them.",
		"核对原件或完成视频核验后再通过。", "Sight the originals, or see them by video, then pass.")
	ErrReviewList = errs.Define("onboarding.review_list", errs.Invalid,
		"审核要点没有全部勾选。", "Not every point of the review list is ticked.",
		"逐项核对后再通过。", "Go through each point, then pass.")
	ErrReason = errs.Define("onboarding.reason", errs.Invalid,
		"退回或拒绝须选择原因代码；选“其他”时请写明至少10个字。", "A return or rejection needs a reason code, and for OTHER at least ten characters of text.",
		"补充原因，使申请人知道改哪里。", "Add the reason so that the applicant knows what to change.")
	ErrTooManyReturns = errs.Define("onboarding.too_many_returns", errs.Conflict,
		"该申请已退回{n}次，不能再退回。", "This application was returned {n} times; it cannot be returned again.",
		"通过或拒绝。", "Pass it or reject it.")
	ErrClaimed = errs.Define("onboarding.claimed", errs.Conflict,
		"该申请已被其他审核人员领取。", "Another reviewer has claimed this application.",
		"选择队列中的其他申请。", "Take another one of the queue.")
	ErrDocument = errs.Define("onboarding.document", errs.NotFound,
		"没有这份资料。", "There is no such document.",
		"核对编号。", "Check the identifier.")
	ErrDocumentType = errs.Define("onboarding.document_type", errs.Invalid,
		"资料清单中没有这一类资料。", "The checklist has no such type of document.",
		"按资料清单选择类型。", "Choose a type of the checklist.")
	ErrFileSize = errs.Define("onboarding.file_size", errs.Invalid,
		"文件为空或超过5MB。", "The file is empty or larger than 5 MB.",
		"压缩或重新拍摄后上传。", "Compress it or take it again.")
	ErrFileKind = errs.Define("onboarding.file_kind", errs.Invalid,
		"文件内容不是JPG、PNG图片或PDF（扩展名不作数）。", "The content is no JPG, PNG or PDF, whatever the name says.",
		"上传照片或PDF扫描件。", "Upload a photo or a PDF scan.")
	ErrFileActive = errs.Define("onboarding.file_active", errs.Invalid,
		"PDF含有脚本、附件或加密内容，不能受理。", "The PDF has scripts, attachments or encryption and is not accepted.",
		"打印为普通PDF或拍照上传。", "Print it to a plain PDF or take a photo.")
	ErrFileBroken = errs.Define("onboarding.file_broken", errs.Invalid,
		"图片无法打开，可能已损坏。", "The image cannot be opened; it may be damaged.",
		"重新拍摄后上传。", "Take it again.")
	ErrVault = errs.Define("onboarding.documents", errs.Unavailable,
		"资料暂时无法读写。", "Documents cannot be read or written at this moment.",
		"稍后重试。", "Try again in a moment.")
	ErrLooks = errs.Define("onboarding.looks", errs.TooMany,
		"今天查看完整信息的次数已达 {most} 次。", "You have looked at {most} unmasked values today.",
		"明天再查看，或请主管调整参数。", "Go on tomorrow, or have the parameter changed.")
	ErrRegistry = errs.Define("onboarding.registry", errs.Unavailable,
		"核查系统暂时没有应答。", "The registry does not answer at this moment.",
		"系统会自动重试，无需重新提交。", "It is asked again by itself; nothing needs to be submitted again.")
)
