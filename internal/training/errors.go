package training

import "tillway/internal/kit/errs"

// What can go wrong in training.
var (
	ErrCourse = errs.Define("training.course", errs.NotFound,
		"没有这门课程。", "There is no such course.", "从课程目录中选择。", "Choose one of the catalogue.")
	ErrNotStaff = errs.Define("training.not_staff", errs.Forbidden,
		"只有商户员工可以参加培训和考试。", "Only a merchant's staff takes courses and exams.",
		"请用商户员工账号登录。", "Sign in as a member of the shop's staff.")
	ErrIncomplete = errs.Define("training.incomplete", errs.Conflict,
		"还有课程没有学完：{courses}。", "Courses not completed yet: {courses}.",
		"学完后再考试。", "Complete them, then take the exam.")
	ErrTries = errs.Define("training.tries", errs.TooMany,
		"今天已考 {tries} 次。", "{tries} papers were taken today.", "请明天再考。", "Try again tomorrow.")
	ErrExam = errs.Define("training.exam", errs.NotFound,
		"没有这份试卷。", "There is no such paper.", "重新开始考试。", "Start an exam again.")
	ErrGraded = errs.Define("training.graded", errs.Conflict,
		"这份试卷已经评分。", "This paper has been graded.", "如未通过，可重新考试。", "If it was not passed, take another one.")
	ErrLate = errs.Define("training.late", errs.Conflict,
		"考试时间 {minutes} 分钟已过。", "The {minutes} minutes are over.", "重新开始考试。", "Start an exam again.")
	ErrCertificate = errs.Define("training.certificate", errs.NotFound,
		"没有这张证书。", "There is no such certificate.", "核对证书编号。", "Check its number.")
)
