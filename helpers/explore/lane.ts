import { parentPort, workerData } from 'node:worker_threads';
import { endStarters } from '../process/starters.ts';
import { errorLine } from '../text/error-line.ts';
import type { Found } from './finding.ts';
import type { Generated } from './generated.ts';
import { type Assignment, type Judged, Player } from './player.ts';

/** What the thread of a lane is started with. */
export interface LaneData {
  readonly assignment: Assignment;
  readonly lane: string;
}

/** What a lane is asked. */
export type Request =
  | { readonly id: number; readonly judge: number | Generated }
  | { readonly id: number; readonly find: number; readonly kind: string }
  /** to end what it plays, and then itself */
  | { readonly stop: true };

/** Its answer, of the same id; of 0: that it is ready, or why it never will be. */
export type Answer = { readonly id: number } & (
  | { readonly ready: true }
  | { readonly judged: Judged }
  | { readonly finding: Found | undefined }
  | { readonly failed: string }
);

/** A lane is a thread: what it reads and compares keeps no other from doing the same. */
const port = parentPort;
if (port) {
  const say = (answer: Answer) => port.postMessage(answer);
  const { assignment, lane } = workerData as LaneData;
  const stopped = new AbortController();
  const open = new Set<Promise<void>>();
  try {
    const player = await Player.open(assignment, lane, stopped.signal);
    port.on('message', (request: Request) => {
      if ('stop' in request) {
        stopped.abort();
        // What is being played answers once its programs are gone.
        void Promise.all(open)
          .then(endStarters)
          .then(() => port.close());
        return;
      }
      const job = answerTo(request, player)
        .catch((error: unknown): Answer => ({ id: request.id, failed: errorLine(error) }))
        .then((answer) => {
          say(answer);
          open.delete(job);
        });
      open.add(job);
    });
    say({ id: 0, ready: true });
  } catch (error) {
    say({ id: 0, failed: errorLine(error) });
  }
}

async function answerTo(request: Exclude<Request, { stop: true }>, player: Player): Promise<Answer> {
  const { id } = request;
  return 'judge' in request
    ? { id, judged: await player.judge(request.judge) }
    : { id, finding: await player.find(request.find, request.kind) };
}
