/** JSON as the baselines carry it. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
