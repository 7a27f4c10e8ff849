//go:build goexperiment.runtimesecret

package module

import "runtime/secret"

const erases = true

// erasing runs f and has the runtime erase what it leaves in registers, on the
// stack and on the heap.
func erasing(f func()) { secret.Do(f) }
