package module

// backend is what keeps the keys.
const backend = "software"

// Certified tells whether the back end may keep the keys of a live
// installation. The software one may not: whoever is root on its machine can
// read its memory.
func Certified() bool { return backend != "software" }
