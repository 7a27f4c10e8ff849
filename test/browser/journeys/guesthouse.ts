// The guest house that goes the road at the pages, and its owner: nobody.
import { cardOf, idOf, usccOf } from '../support/nobody';

export const owner = { name: '沈怀瑾', id: idOf('19820617'), mobile: '13700005001', login: 'guesthouse' };
export const shop = { name: '沙箱市见山客栈', short: '见山客栈', uscc: usccOf(500100), card: cardOf(500100) };
