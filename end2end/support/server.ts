import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const BINARY = process.env['WOONZORGAGENDA_BIN'] ?? resolve(import.meta.dirname, '../../target/debug/woonzorgagenda');
const READY = /Woonzorgagenda is ready: (http:\/\/\S+)/;

/** A running Woonzorgagenda with the demo data, on a free port and a database of its own. */
export class Server {
  private constructor(
    readonly address: string,
    private child: ChildProcess,
    private readonly output: { text: string },
    private readonly folder: string,
  ) {}

  /** `now`: the server pretends that it is always this moment. */
  static async start(now?: string): Promise<Server> {
    const folder = await mkdtemp(join(tmpdir(), 'woonzorgagenda-e2e-'));
    const output = { text: '' };
    const { address, child } = await serve(folder, '127.0.0.1:0', output, now);
    return new Server(address, child, output, folder);
  }

  /** The same server, at the same address and with the same data, at another moment. Who was logged in stays so for as long as a session lasts. */
  async moveTo(now: string): Promise<void> {
    await this.end();
    this.child = (await serve(this.folder, new URL(this.address).host, this.output, now)).child;
  }

  /** What it wrote so far. */
  get log(): string {
    return this.output.text;
  }

  /** Asks it to stop, and expects that it does so in order. */
  async stop(): Promise<void> {
    await this.end();
    await rm(this.folder, { recursive: true, force: true });
    if (/ERROR|panicked/.test(this.log)) {
      throw new Error(`the server logged errors\n${this.log}`);
    }
  }

  private async end(): Promise<void> {
    const gone = once(this.child, 'exit') as Promise<[number | null, NodeJS.Signals | null]>;
    const killer = setTimeout(() => this.child.kill('SIGKILL'), 30_000);
    this.child.kill('SIGTERM');
    const [code, signal] = await gone;
    clearTimeout(killer);
    if (code !== 0) {
      throw new Error(`the server did not stop in order (code ${code}, signal ${signal})\n${this.log}`);
    }
  }
}

/** Serves the database of a folder, until the process is told to stop. */
async function serve(folder: string, listen: string, output: { text: string }, now?: string) {
  const database = `sqlite://${join(folder, 'test.db')}`;
  const options = ['--demo', '--listen', listen, '--database', database, ...(now ? ['--now', now] : [])];
  const child = spawn(BINARY, ['serve', ...options], {
    cwd: folder,
    env: { ...process.env, RUST_LOG: 'warn' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const said = { text: '' };
  const address = await new Promise<string>((ready, failed) => {
    const give = (up: string) => failed(new Error(`${BINARY} ${up}\n${said.text}`));
    const late = setTimeout(() => give('is not ready after 60 s'), 60_000);
    child.once('error', (error) => give(`does not start: ${error.message}`));
    child.once('exit', (code) => give(`stopped with code ${code}`));
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        said.text += text;
        output.text += text;
        const found = READY.exec(said.text);
        if (found?.[1]) {
          clearTimeout(late);
          ready(found[1]);
        }
      });
    }
  });
  return { address, child };
}
