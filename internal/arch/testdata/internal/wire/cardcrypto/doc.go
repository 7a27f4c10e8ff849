// Package cardcrypto uses a library.
package cardcrypto

import _ "golang.org/x/crypto/argon2"
