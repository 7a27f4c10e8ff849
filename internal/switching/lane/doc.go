// Package lane is where terminals arrive: frames over TCP in the cup-3des
// dialect, many terminals at once, several messages on a connection.
package lane
