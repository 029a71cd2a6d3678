import { Worker } from 'node:worker_threads';
import { builtModule } from '../bundling/import-built.ts';
import { guard } from '../process/guardian.ts';
import type { Found } from './finding.ts';
import type { Generated } from './generated.ts';
import type { Answer, LaneData, Request } from './lane.ts';
import type { Assignment, Judged } from './player.ts';

/** Pipelines that a lane plays at a time: while the programs of one run, the other is looked at. */
const AT_A_TIME = 2;

interface Pending {
  readonly done: (answer: Answer) => void;
  readonly failed: (error: Error) => void;
}

/** Where pipelines are judged side by side: a thread for each lane, and in each as many as keep a core at work. */
export class Lanes {
  readonly #lanes: readonly Lane[];

  private constructor(lanes: readonly Lane[]) {
    this.#lanes = lanes;
  }

  /** @throws what keeps a lane from being ready */
  static async open(assignment: Assignment): Promise<Lanes> {
    // The threads have it from this process.
    await guard();
    const { url } = await builtModule(new URL('./lane.ts', import.meta.url).pathname);
    const lanes = assignment.lanes.map((lane) => new Lane(url, { assignment, lane }));
    const all = new Lanes(lanes);
    try {
      await Promise.all(lanes.map((lane) => lane.ready()));
    } catch (error) {
      await all.close();
      throw error;
    }
    return all;
  }

  /** How many pipelines are judged at a time. */
  get width(): number {
    return this.#lanes.length * AT_A_TIME;
  }

  /** Judges pipelines, of numbers or such as are given. @throws where a lane has died */
  async judge(what: number | Generated): Promise<Judged> {
    const answer = await this.#idlest().ask({ judge: what });
    if ('judged' in answer) return answer.judged;
    throw new Error(failureIn(answer));
  }

  /** Makes the pipeline of a number smaller ({@link Player.find}). @throws where a lane has died */
  async find(number: number, kind: string): Promise<Found | undefined> {
    const answer = await this.#idlest().ask({ find: number, kind });
    if ('finding' in answer) return answer.finding;
    throw new Error(failureIn(answer));
  }

  /** Ends what is played, and every lane. */
  async close(): Promise<void> {
    await Promise.all(this.#lanes.map((lane) => lane.close()));
  }

  #idlest(): Lane {
    return this.#lanes.reduce((one, other) => (other.pending < one.pending ? other : one));
  }
}

function failureIn(answer: Answer): string {
  return 'failed' in answer ? answer.failed : 'a lane has answered something else';
}

class Lane {
  readonly #worker: Worker;
  readonly #pending = new Map<number, Pending>();
  readonly #exited: Promise<void>;
  readonly #ready: Promise<Answer>;
  #count = 0;
  /** why it answers nothing any more, once that is so */
  #over: Error | undefined;

  constructor(url: string, data: LaneData) {
    this.#worker = new Worker(new URL(url), { workerData: data });
    this.#ready = this.#awaited(0);
    this.#worker.on('message', (answer: Answer) => this.#settle(answer.id)?.done(answer));
    this.#worker.once('error', (error) => this.#died(error));
    this.#exited = new Promise((done) => this.#worker.once('exit', () => done()));
    void this.#exited.then(() => this.#died(new Error('a lane has ended')));
  }

  get pending(): number {
    return this.#pending.size;
  }

  async ready(): Promise<void> {
    const answer = await this.#ready;
    if (!('ready' in answer)) throw new Error(failureIn(answer));
  }

  ask(what: { judge: number | Generated } | { find: number; kind: string }): Promise<Answer> {
    if (this.#over) return Promise.reject(this.#over);
    const id = ++this.#count;
    this.#send({ id, ...what });
    return this.#awaited(id);
  }

  async close(): Promise<void> {
    this.#send({ stop: true });
    await this.#exited;
  }

  #send(request: Request): void {
    this.#worker.postMessage(request);
  }

  #awaited(id: number): Promise<Answer> {
    return new Promise((done, failed) => this.#pending.set(id, { done, failed }));
  }

  #settle(id: number): Pending | undefined {
    const pending = this.#pending.get(id);
    this.#pending.delete(id);
    return pending;
  }

  #died(error: Error): void {
    this.#over ??= error;
    for (const id of [...this.#pending.keys()]) this.#settle(id)?.failed(error);
  }
}
