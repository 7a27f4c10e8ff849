// Package lower calls upwards.
package lower

import _ "planted/internal/upper"
