// Package journey walks the whole product as its user does: the built binary,
// its script on both engines, what it says at the end against what the world
// around it wrote down, and the proofs, which must go red when a foreign tool
// has changed the books.
package journey
