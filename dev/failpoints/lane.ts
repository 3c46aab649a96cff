import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { addDays, dateInSaoPaulo } from '../../domain/calendar.ts';
import { type Company, openCompany } from '../demo/company.ts';
import { Payers } from '../demo/payers.ts';
import { answerOf } from '../demo/public-api.ts';
import { allDocuments } from '../demo/registered-documents.ts';
import { documentNumber } from '../measure/receivables.ts';
import { Erp } from '../outage/erp.ts';
import { strayCharges } from '../prove/outcome.ts';
import type { ProvingGround } from '../prove/proving-ground.ts';
import { isAtRest, type Standing, standingOf } from './standing.ts';

export interface LaneDocument {
  id: string;
  chargeId: string | null;
}

/** A company with an account and an ERP of its own. One cell after the other is played in it, several lanes side by side. */
export class Lane {
  readonly company: Company;
  readonly erp: Erp;
  /** Deliveries that the ERP had heard twice when the cell began. */
  repeatedBefore = 0;
  readonly #payers: Payers;
  readonly #endpointId: string;
  readonly #database: pg.Pool;
  #entered = 0;

  private constructor(place: {
    company: Company;
    erp: Erp;
    payers: Payers;
    endpointId: string;
    database: pg.Pool;
  }) {
    this.company = place.company;
    this.erp = place.erp;
    this.#payers = place.payers;
    this.#endpointId = place.endpointId;
    this.#database = place.database;
  }

  static async open(ground: ProvingGround): Promise<Lane> {
    const payers = new Payers(ground.addresses.simulator ?? '');
    const company = await openCompany(ground.api, ground.adminKey, payers);
    const erp = new Erp();
    await erp.listen();
    const { id, secret } = await answerOf(
      company.api.POST('/v1/webhook-endpoints', { body: { url: erp.url } }),
    );
    if (secret) erp.trust(secret);
    const database = new pg.Pool({ connectionString: ground.addresses.migrationDatabaseUrl, max: 1 });
    return new Lane({ company, erp, payers, endpointId: id, database });
  }

  /** A document that nobody has sent, in a company where nothing is under way. */
  async enter(): Promise<LaneDocument> {
    const document = documentNumber(this.#entered++);
    const body = { documents: [{ ...document, dueDate: addDays(dateInSaoPaulo(new Date()), 40) }] };
    const { documents } = await answerOf(this.company.api.POST('/v1/documents', { body }));
    const id = documents[0]?.id;
    if (!id) throw new Error(`A document was refused: ${JSON.stringify(documents[0])}`);
    return { id, chargeId: null };
  }

  async send({ id }: LaneDocument): Promise<void> {
    const body = { accountId: this.company.accountId, documentIds: [id] };
    await answerOf(this.company.api.POST('/v1/remittances', { body }));
  }

  async pay({ chargeId }: LaneDocument): Promise<void> {
    await this.#payers.pay(this.company.asaas.id, [{ chargeId: chargeId ?? '', method: 'pix' }]);
  }

  holdWebhooks(): Promise<void> {
    return this.#payers.holdWebhooks(this.company.asaas.id);
  }

  releaseWebhooks(): Promise<void> {
    return this.#payers.releaseWebhooks(this.company.asaas.id);
  }

  /** The ERP asks for its newest event once more. */
  async askAgain(): Promise<void> {
    const { rows } = await this.#database.query<{ last: number }>(
      'select last_sequence::int as last from event_sequences where tenant_id = $1',
      [this.company.tenantId],
    );
    const last = rows[0]?.last ?? 0;
    const [path, body] = [{ id: this.#endpointId }, { fromSequence: last, toSequence: last }];
    await answerOf(this.company.api.POST('/v1/webhook-endpoints/{id}/replay', { params: { path }, body }));
  }

  async untilReturnIs(returnId: string, status: string): Promise<void> {
    for (;;) {
      const { rows } = await this.#database.query<{ status: string }>(
        'select status from settlement_returns where id = $1',
        [returnId],
      );
      if (rows[0]?.status === status) return;
      await pause(100);
    }
  }

  standing({ id }: LaneDocument): Promise<Standing> {
    return standingOf(this.#database, id);
  }

  /** Resolves to the standing once it is over and nothing is under way; to null at the deadline (epoch milliseconds). */
  async untilAtRest(
    document: LaneDocument,
    isOver: (standing: Standing) => boolean,
    deadlineMs: number,
  ): Promise<Standing | null> {
    for (;;) {
      const standing = await this.standing(document);
      if (isOver(standing) && isAtRest(standing, this.erp.heard)) return standing;
      if (Date.now() > deadlineMs) return null;
      await pause(100);
    }
  }

  /** Charges that a payer could pay and no document stands for, and events that were told out of order. */
  async violations(): Promise<string[]> {
    const { charges } = await this.#payers.book(this.company.asaas.id);
    const overtaken = this.erp.overtaken.map((id) => `the ERP heard of ${id} out of order`);
    return [...strayCharges(charges, await allDocuments(this.company.api)), ...overtaken];
  }

  async close(): Promise<void> {
    await Promise.all([this.erp.goAway(), this.#database.end()]);
  }
}
