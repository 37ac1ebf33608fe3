import type { BrowserContext } from '@playwright/test';

/** Everything that goes wrong in a browser while nobody looks. A test that leaves any has failed. */
export class Troubles {
  private readonly found: string[] = [];
  private readonly expected: RegExp[] = [];

  constructor(scripts: boolean) {
    // A browser that runs no scripts refuses to fetch them, and wonders why they were announced.
    if (!scripts) this.expected.push(/\/pkg\/\S+\.js: (csp$|Failed to load|net::ERR_FAILED)/, /\.wasm was preloaded .* but not used/);
  }

  /** The test is about an answer with this status; the browser reports it in its console. */
  expectStatus(...statuses: number[]): void {
    this.expected.push(...statuses.map((status) => new RegExp(`responded with a status of ${status}`)));
  }

  /** The test is about a connection that is gone. */
  expectOffline(): void {
    this.expected.push(/net::ERR_(INTERNET_DISCONNECTED|FAILED|CONNECTION_REFUSED)/);
  }

  watch(context: BrowserContext): void {
    context.on('console', (message) => {
      if (['error', 'warning'].includes(message.type())) {
        this.found.push(`console ${message.type()} at ${message.location().url}: ${message.text()}`);
      }
    });
    context.on('weberror', (error) => this.found.push(`page error: ${error.error().stack ?? error.error().message}`));
    context.on('requestfailed', (request) => {
      const reason = request.failure()?.errorText ?? '';
      // Whoever goes on to the next page no longer needs what the last one was loading.
      if (reason !== 'net::ERR_ABORTED') {
        this.found.push(`request failed: ${request.method()} ${request.url()}: ${reason}`);
      }
    });
  }

  /** What nobody expected. */
  get unexpected(): string[] {
    return this.found.filter((text) => !this.expected.some((pattern) => pattern.test(text)));
  }
}
