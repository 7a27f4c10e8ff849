package lower

const q = `SELECT id FROM lower_thing`
