package app

import (
	"context"
	"sync"
)

// people are the persons of a script, each signed in at first use and once.
type people struct {
	base string
	mu   sync.Mutex
	in   map[string]*signing
}

// signing is a sign-in, done or on its way.
type signing struct {
	done chan struct{}
	c    *client
	err  error
}

func newPeople(base string) *people { return &people{base: base, in: map[string]*signing{}} }

// get returns the signed-in person with a login.
func (p *people) get(ctx context.Context, login string) (*client, error) {
	p.mu.Lock()
	s := p.in[login]
	if s == nil {
		s = &signing{done: make(chan struct{})}
		p.in[login] = s
		go p.signIn(ctx, s, login)
	}
	p.mu.Unlock()
	<-s.done
	return s.c, s.err
}

func (p *people) signIn(ctx context.Context, s *signing, login string) {
	defer close(s.done)
	c := newClient(p.base)
	if s.err = c.signIn(ctx, login, sandboxPassword); s.err == nil {
		s.c = c
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	delete(p.in, login) // the next may try again
}

// put keeps a person who signed in another way.
func (p *people) put(login string, c *client) {
	s := &signing{done: make(chan struct{}), c: c}
	close(s.done)
	p.mu.Lock()
	defer p.mu.Unlock()
	p.in[login] = s
}

// here returns a person who has signed in already.
func (p *people) here(login string) *client {
	p.mu.Lock()
	s := p.in[login]
	p.mu.Unlock()
	<-s.done
	return s.c
}

// ahead signs people in before they are needed: a password takes a while to
// check, and another core may be idle.
func (p *people) ahead(ctx context.Context, logins ...string) {
	for _, login := range logins {
		go func() { _, _ = p.get(ctx, login) }() // who needs them will be told
	}
}
