import { tinySuite } from '../tiny/tiny.ts';

export const suite = tinySuite('lossy');
