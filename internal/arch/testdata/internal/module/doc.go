// Package module is the module.
package module
