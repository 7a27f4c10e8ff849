package store_test

import (
	"testing"

	"go.uber.org/goleak"

	"tillway/internal/kit/store/storetest"
)

// TestMain fails when a closed store leaves a goroutine behind.
func TestMain(m *testing.M) {
	storetest.Rehearse = false // these tests count how often a function runs
	goleak.VerifyTestMain(m)
}
