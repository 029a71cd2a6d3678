/** By what suites open themselves. With all that it imports it is nearly the whole harness, as workers need it. */
export { openSuite } from './open-suite.ts';
export { openTree } from './open-tree.ts';
