// Journeys at the pages, in the order of a shop's life. One file, so that they
// share one sandbox without surprising each other; each is its own description.
import './journeys/counter';
import './journeys/newkey';
import './journeys/people';
import './journeys/application';
import './journeys/review';
import './journeys/contract';
import './journeys/installation';
import './journeys/endofday';
