// Command tillway is the whole product in one binary.
package main

import (
	"os"

	"tillway/internal/app"
)

func main() { os.Exit(app.Main(os.Args[1:], os.Stdin, os.Stdout, os.Stderr)) }
