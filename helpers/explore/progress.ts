import { plural } from '../text/plural.ts';
import type { Finding } from './finding.ts';
import type { Searched } from './search.ts';

/** Milliseconds between two lines: of a terminal, where one replaces the other, and of a file. */
const EVERY = { terminal: 500, file: 15_000 } as const;

/** Tells how a search goes, on standard error: how long, how far, how fast, what was found. */
export class Progress {
  readonly #stream: NodeJS.WriteStream;
  readonly #started = performance.now();
  #last = Number.NEGATIVE_INFINITY;
  #isOpen = false;

  constructor(stream: NodeJS.WriteStream) {
    this.#stream = stream;
  }

  get seconds(): number {
    return (performance.now() - this.#started) / 1000;
  }

  tell({ judged, findings }: Searched, fresh?: Finding): void {
    if (fresh) {
      const { operation, format, symptoms, maybe } = fresh;
      const [first] = symptoms;
      const mark = maybe === null ? '' : ' (maybe known)';
      this.#line(`found  ${operation}${format === null ? '' : ` ${format}`}: ${first?.kind}${mark}`);
    }
    const { isTTY } = this.#stream;
    const now = performance.now();
    if (now - this.#last < (isTTY ? EVERY.terminal : EVERY.file)) return;
    this.#last = now;
    const { seconds } = this;
    const clock = `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, '0')}`;
    const rate = (judged / Math.max(seconds, 1)).toFixed(1);
    const text = `explore  ${clock}  ${plural(judged, 'pipeline')}, ${rate} a second, ${plural(findings.length, 'finding')}`;
    if (isTTY) {
      this.#stream.write(`\r\x1b[K${text}`);
      this.#isOpen = true;
    } else this.#line(text);
  }

  /** Takes the line away that is replaced again and again. */
  close(): void {
    if (this.#isOpen) this.#stream.write('\r\x1b[K');
    this.#isOpen = false;
  }

  #line(text: string): void {
    this.close();
    this.#stream.write(`${text}\n`);
  }
}
