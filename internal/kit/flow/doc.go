// Package flow holds the lives of things: which statuses a noun can have and
// which event leads from one to the next (DESIGN §5). Three locks keep a
// status true:
//
//   - In Go a State is a private value. Only a Life makes one, by Begin, Fire
//     and Peek; At is for the loaders in store.go alone.
//   - Seal refuses a drawing with an ambiguous event, a status that cannot be
//     reached or a dead end that was not declared, before the program starts.
//   - The database refuses what the drawing does not have. An ordinary life
//     writes each step as a row that refers to an edge and to the step before,
//     so an illegal, skipped or raced step cannot be stored, nor a second
//     outcome of one status, and the noun's row never goes back; a hot life
//     (see HotTrigger) has a trigger on its own row instead.
//
// The noun's row holds life, status and step with a foreign key to flow_step;
// nothing else stores a status:
//
//	life   TEXT   NOT NULL CHECK (life = 'application'),
//	status TEXT   NOT NULL,
//	step   BIGINT NOT NULL,
//	FOREIGN KEY (institution_id, life, id, step, status)
//	    REFERENCES flow_step (institution_id, life, id, step, to_status)
//
// Guards (amount, four eyes, contract in force) are ordinary ifs in the verb.
package flow
