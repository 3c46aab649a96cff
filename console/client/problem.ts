/** One fault of what was sent: where, and what to do, in Portuguese. */
export interface Fault {
  path: string;
  code: string;
  message: string;
}

/** Why the API did not do as asked. Its words are written for the clerk and name the cure. */
export class ApiProblem extends Error {
  override readonly name = 'ApiProblem';
  readonly status: number;
  readonly code: string;
  readonly title: string;
  readonly faults: readonly Fault[];
  readonly requestId: string | undefined;

  constructor(status: number, body: Partial<ProblemBody>) {
    super(body.detail ?? 'O servidor respondeu de um modo inesperado. Tente de novo em instantes.');
    this.status = status;
    this.code = body.code ?? 'unknown';
    this.title = body.title ?? 'Não foi possível concluir';
    this.faults = body.errors ?? [];
    this.requestId = body.requestId;
  }
}

interface ProblemBody {
  code: string;
  title: string;
  detail: string;
  requestId: string;
  errors: Fault[];
}

/** Nobody answered: the network, or a server that is being restarted. */
export class NoAnswer extends Error {
  override readonly name = 'NoAnswer';
  readonly title = 'Sem resposta do servidor';

  constructor() {
    super('Verifique a conexão e tente de novo. O que você digitou continua aqui.');
  }
}

/** What to tell a person of an error. */
export function wordsOf(error: unknown): { title: string; text: string; faults: readonly Fault[] } {
  if (error instanceof ApiProblem) return { title: error.title, text: error.message, faults: error.faults };
  if (error instanceof NoAnswer) return { title: error.title, text: error.message, faults: [] };
  return {
    title: 'Algo deu errado nesta página',
    text: 'Recarregue a página. Se acontecer de novo, avise o suporte.',
    faults: [],
  };
}
