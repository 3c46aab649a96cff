import type { HeldWork } from '../../domain/hold.ts';
import type { DocumentSnapshot } from '../../domain/next-step.ts';
import { answerTo, mustBeParked, nextTurn } from '../../domain/turn.ts';
import { Inbox, type ReceivedMessage } from '../../workflows/inbox.ts';
import { type Fate, NoAnswer } from './model-asaas.ts';
import type { ModelState } from './model-state.ts';
import type { Step } from './model-step.ts';
import { stepOf, stepOfMessage } from './model-steps.ts';

const holdMs = 120_000;
const triesBeforeHold = 2;

/** An activity that runs: how it begins again, and which message or work it is of. */
interface Activity {
  begin: () => Step;
  step: Step;
  work: HeldWork | null;
  message: ReceivedMessage | null;
  failures: number;
}

/** The workflow of the document and the activity it waits for. What Temporal keeps, a crash does not take. */
export class ModelWorker {
  private inbox = new Inbox();
  private document: DocumentSnapshot | null = null;
  private activity: Activity | null = null;
  private isRunning = false;
  private readonly world: ModelState;
  private readonly read = new Set<number>();
  /** Attempts of activities that a stopped process still holds: they may go on writing, but call nobody. */
  private readonly zombies: Step[] = [];
  private delivered = 0;

  constructor(world: ModelState) {
    this.world = world;
  }

  /** The relay: the next message, or one from before once more. A message starts a run when none is there. */
  deliver(again?: number): void {
    const { messages } = this.world.row;
    const message = again === undefined ? messages[this.delivered] : messages[again % (this.delivered || 1)];
    if (!message) return;
    if (again === undefined) this.delivered++;
    if (!this.isRunning) this.startRun();
    this.inbox.put(message);
  }

  hasUndelivered(): boolean {
    return this.delivered < this.world.row.messages.length;
  }

  hasRead(seq: number): boolean {
    return this.read.has(seq);
  }

  /** One cut further. Returns false when the run rests, or there is none. */
  advance(fate: Fate): boolean {
    if (!this.isRunning) return false;
    if (this.activity) return this.goOn(this.activity, fate);
    const turn = nextTurn(this.document, this.inbox, this.world.nowMs, 0);
    switch (turn.do) {
      case 'answer':
        this.answer(turn.message);
        return true;
      case 'read':
        this.document = this.world.row.snapshot();
        return true;
      case 'act':
        this.begin(() => stepOf(this.world, turn.action), turn.action === 'markOverdue' ? null : turn.action);
        return true;
      case 'end':
        this.isRunning = false;
        return false;
      case 'rest':
        return false;
    }
  }

  /** The process dies: Temporal begins the activity anew. As a zombie the old attempt may come back. */
  crash(asZombie: boolean): void {
    if (!this.activity) return;
    if (asZombie) this.zombies.push(this.activity.step);
    this.activity.step = this.activity.begin();
  }

  wakeZombie(): void {
    const zombie = this.zombies[0];
    if (!zombie) return;
    try {
      const { done, value } = zombie.next('lost before');
      if (done || value === 'call') this.zombies.shift();
    } catch (error) {
      this.zombies.shift();
      if (!(error instanceof NoAnswer)) throw error;
    }
  }

  forgetZombies(): void {
    this.zombies.length = 0;
  }

  /** When the run wakes by itself. */
  wakesAtMs(): number | null {
    const hold = this.document?.hold?.untilMs ?? null;
    const turn = this.document && nextTurn(this.document, new Inbox(), this.world.nowMs, 0);
    const until = turn?.do === 'rest' && turn.step.do === 'wait' ? turn.step.until : null;
    if (hold === null || until === null) return hold ?? until;
    return Math.min(hold, until);
  }

  private startRun(): void {
    this.isRunning = true;
    this.inbox = new Inbox();
    this.document = null;
    this.activity = null;
  }

  private answer(message: ReceivedMessage): void {
    const answered = answerTo(this.document, message);
    switch (answered.do) {
      case 'act':
        this.begin(() => stepOf(this.world, answered.action), answered.action as HeldWork, message);
        break;
      case 'read':
        this.document = this.world.row.snapshot();
        this.read.add(message.seq);
        break;
      case 'know':
        this.document = answered.document;
        this.read.add(message.seq);
        break;
      case 'carry out': {
        const { message: asked } = answered;
        const isMoney = asked.signal === 'paymentReceived' || asked.signal === 'chargeChanged';
        this.begin(() => stepOfMessage(this.world, asked), isMoney ? 'book' : null, message);
      }
    }
  }

  private begin(begin: () => Step, work: HeldWork | null, message: ReceivedMessage | null = null): void {
    this.activity = { begin, step: begin(), work, message, failures: 0 };
  }

  private goOn(activity: Activity, fate: Fate): boolean {
    const { row, nowMs } = this.world;
    try {
      const { done } = activity.step.next(fate);
      if (!done) return true;
      if (activity.work) row.hold = null;
      if (activity.work) row.triesInVain = 0;
    } catch (error) {
      if (!(error instanceof NoAnswer)) throw error;
      activity.step = activity.begin();
      if (++activity.failures < triesBeforeHold || !activity.work) return true;
      row.hold = { cause: 'asaas_unavailable', work: activity.work, untilMs: nowMs + holdMs };
      row.triesInVain++;
    }
    this.finish(activity);
    return true;
  }

  private finish({ message }: Activity): void {
    this.activity = null;
    this.document = this.world.row.snapshot();
    if (message && mustBeParked(message, this.document)) this.inbox.park(message);
    else if (message) this.read.add(message.seq);
  }
}
