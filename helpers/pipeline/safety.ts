/**
 * How much harm an image fixture may do. safe: every release reads it. malformed: broken on purpose, or rejected by
 * design; no harm known. malicious: made to harm its reader, never opened without limits.
 */
export const SAFETIES = ['safe', 'malformed', 'malicious'] as const;

export type Safety = (typeof SAFETIES)[number];
