package store

// Pages of a list: how long one is unless asked for, and at most.
const (
	pageLength = 50
	mostLength = 200
)

// Page returns how many rows a list gives that was asked for limit of them.
func Page(limit int) int {
	if limit <= 0 || limit > mostLength {
		return pageLength
	}
	return limit
}
